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
