/** A point of a picture, in its pixels from its upper left corner. */
export interface Dot {
  x: number;
  y: number;
}

/** What one finger has painted without lifting. `cover` hides for good, `pen` points something out. */
export interface Stroke {
  tool: 'cover' | 'pen';
  /** In pixels of the picture. */
  width: number;
  dots: readonly Dot[];
}

/** A part of a picture that is covered for good, in its pixels from its upper left corner. */
export interface CoverBox {
  tool: 'box';
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What is done to a picture, in pixels of the picture whatever zoom it was seen in. */
export type Mark = Stroke | CoverBox;

/** The box between two corners, whichever they are. */
export const boxOf = (one: Dot, other: Dot): CoverBox => ({
  ...{ tool: 'box', x: Math.min(one.x, other.x), y: Math.min(one.y, other.y) },
  ...{ width: Math.abs(one.x - other.x), height: Math.abs(one.y - other.y) },
});

/** Pixels of a picture, as a canvas hands them out: four bytes each, row by row. */
export interface Pixels {
  data: Uint8ClampedArray;
  width: number;
  height: number;
}

/** Distance of a point from the line between two others, squared. */
function squaredDistance(x: number, y: number, from: Dot, to: Dot): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / length));
  const [px, py] = [x - from.x - along * dx, y - from.y - along * dy];
  return px * px + py * py;
}

/** Every pixel that a box touches, be it by an edge. */
function maskBox(mask: Uint8Array, box: CoverBox, width: number, height: number): void {
  const [left, right] = [Math.max(0, Math.floor(box.x)), Math.min(width, Math.ceil(box.x + box.width))];
  const [top, bottom] = [Math.max(0, Math.floor(box.y)), Math.min(height, Math.ceil(box.y + box.height))];
  for (let y = top; y < bottom; y++) if (right > left) mask.fill(1, y * width + left, y * width + right);
}

/**
 * Which pixels are covered: 1 where a pixel's middle lies within half a width of the way of a covering finger, or where a
 * box touches it, 0 elsewhere. Reckoned here and not by a canvas, because its smoothed edge would leave half-covered pixels.
 */
export function maskOf(marks: readonly Mark[], width: number, height: number): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (const mark of marks) {
    if (mark.tool === 'box') maskBox(mask, mark, width, height);
    if (mark.tool !== 'cover') continue;
    const { width: thickness, dots } = mark;
    const radius = thickness / 2;
    for (let n = 0; n < dots.length; n++) {
      const from = dots[Math.max(0, n - 1)];
      const to = dots[n];
      if (!from || !to || (n === 0 && dots.length > 1)) continue;
      const left = Math.max(0, Math.floor(Math.min(from.x, to.x) - radius));
      const right = Math.min(width - 1, Math.ceil(Math.max(from.x, to.x) + radius));
      const top = Math.max(0, Math.floor(Math.min(from.y, to.y) - radius));
      const bottom = Math.min(height - 1, Math.ceil(Math.max(from.y, to.y) + radius));
      for (let y = top; y <= bottom; y++) {
        for (let x = left; x <= right; x++) {
          if (squaredDistance(x + 0.5, y + 0.5, from, to) <= radius * radius) mask[y * width + x] = 1;
        }
      }
    }
  }
  return mask;
}
