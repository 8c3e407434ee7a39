const QUALITY = 0.85;

/** A canvas as a JPEG made from its pixels alone. @throws where the device has no memory left for it */
export async function encode(canvas: HTMLCanvasElement): Promise<ArrayBuffer> {
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
  if (!blob) throw new Error('no memory for a picture');
  return blob.arrayBuffer();
}
