const QUALITY = 0.85;

/** A picture as it will be kept and sent. */
export interface Encoded {
  bytes: ArrayBuffer;
  sha256: string;
  width: number;
  height: number;
}

/** SHA-256 in hexadecimal: the name of a picture or a voice. */
export async function hashOf(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A canvas as a JPEG made from its pixels alone. @throws where the device has no memory left for it */
export async function encode(canvas: HTMLCanvasElement): Promise<Encoded> {
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
  if (!blob) throw new Error('no memory for a picture');
  const bytes = await blob.arrayBuffer();
  return { bytes, sha256: await hashOf(bytes), width: canvas.width, height: canvas.height };
}
