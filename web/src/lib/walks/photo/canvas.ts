/** No picture is larger: enough to read a house number, and far below what phones' browsers allow for a canvas. */
const LONGEST = 2048;

/** Size within which a picture fits, never enlarged. */
function fitted(width: number, height: number, longest = LONGEST): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** A canvas's pen. @throws where the device has no memory left for it */
export function penOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no memory for a picture');
  return context;
}

/** A picture as pixels and nothing else: whatever its file said of place, time or device stays behind. */
export function ontoCanvas(source: CanvasImageSource, width: number, height: number): HTMLCanvasElement {
  const canvas = Object.assign(document.createElement('canvas'), fitted(width, height));
  penOf(canvas).drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** Gives the memory back at once; Safari keeps it otherwise until its limit is reached. */
export function release(canvas: HTMLCanvasElement): void {
  canvas.width = canvas.height = 1;
}

/** A file of the device's camera as pixels, upright. @throws where it is no picture that this browser reads */
export async function decodeFile(file: Blob): Promise<HTMLCanvasElement> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  try {
    return ontoCanvas(bitmap, bitmap.width, bitmap.height);
  } finally {
    bitmap.close();
  }
}
