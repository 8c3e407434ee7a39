/** A ring or line as x and y in turn. Rings are open: the first point is not repeated at the end. */
export type Path = number[];

/**
 * Twice the signed area of an open ring in its own units squared. Positive is what the Mapbox Vector Tile
 * specification 2.1, section 4.3.4.4, wants of outer rings (clockwise as seen, because y grows downwards).
 * @param length how many numbers of the list belong to the ring
 */
export function doubleArea(ring: ArrayLike<number>, length = ring.length): number {
  if (length < 6) return 0;
  let sum = 0;
  // Measured from the first point: products of far-away coordinates would lose digits.
  const x0 = ring[0] as number;
  const y0 = ring[1] as number;
  let ax = (ring[2] as number) - x0;
  let ay = (ring[3] as number) - y0;
  for (let i = 4; i < length; i += 2) {
    const bx = (ring[i] as number) - x0;
    const by = (ring[i + 1] as number) - y0;
    sum += ax * by - bx * ay;
    ax = bx;
    ay = by;
  }
  return sum;
}

/**
 * Opens a ring and takes out, in place, what encloses nothing: points that repeat the one before, points on the straight
 * line between their neighbours, and spikes, where the outline runs back on itself.
 * Rounding to a grid makes such of narrow gaps; the specification (section 4.3.4.4) forbids them.
 * @returns how many numbers are left; fewer than six where nothing encloses anything
 */
export function tidyRing(ring: Int32Array | number[], length: number): number {
  let end = 0;
  for (let i = 0; i < length; i += 2) {
    const x = ring[i] as number;
    const y = ring[i + 1] as number;
    while (end > 0 && isIdle(ring, end, x, y)) end -= 2;
    ring[end++] = x;
    ring[end++] = y;
  }
  // Around the beginning: the last points with the first, and the first with its neighbours.
  let start = 0;
  for (let before = -1; before !== end - start;) {
    before = end - start;
    while (end - start > 2 && isIdle(ring, end, ring[start] as number, ring[start + 1] as number, start)) end -= 2;
    if (end - start > 4 && isStraight(ring, end - 2, start, start + 2)) start += 2;
  }
  for (let i = 0; start > 0 && i < end - start; i++) ring[i] = ring[start + i] as number;
  return end - start;
}

/** Whether the last point (before `end`) is the given one, or adds nothing between the one before it and the given one. */
function isIdle(ring: Int32Array | number[], end: number, x: number, y: number, start = 0): boolean {
  const bx = ring[end - 2] as number;
  const by = ring[end - 1] as number;
  if (bx === x && by === y) return true;
  if (end - start < 4) return false;
  return (bx - (ring[end - 4] as number)) * (y - by) === (by - (ring[end - 3] as number)) * (x - bx);
}

function isStraight(ring: Int32Array | number[], a: number, b: number, c: number): boolean {
  const [bx, by] = [ring[b] as number, ring[b + 1] as number];
  const before = (bx - (ring[a] as number)) * ((ring[c + 1] as number) - by);
  return before === (by - (ring[a + 1] as number)) * ((ring[c] as number) - bx);
}

/** The same points the other way round. */
export function reversed(path: Path): Path {
  const out: Path = [];
  for (let i = path.length - 2; i >= 0; i -= 2) out.push(path[i] as number, path[i + 1] as number);
  return out;
}

/** The ring as it is or reversed, so that its area has the wanted sign. */
export function oriented(ring: Path, positive: boolean): Path {
  return doubleArea(ring) >= 0 === positive ? ring : reversed(ring);
}

/** Whether a point lies within an open ring (even-odd rule; on the edge: either). */
export function contains(ring: Path, x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const [xi, yi] = [ring[i] as number, ring[i + 1] as number];
    const [xj, yj] = [ring[j] as number, ring[j + 1] as number];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}
