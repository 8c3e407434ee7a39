/** Plane geometry in metres (EPSG:25832: east, north). Rings are open (first point not repeated) and counter-clockwise. */
export type Point = readonly [east: number, north: number];
export type Ring = readonly Point[];

export const add = (a: Point, b: Point, factor = 1): Point => [a[0] + b[0] * factor, a[1] + b[1] * factor];
export const minus = (a: Point, b: Point): Point => [a[0] - b[0], a[1] - b[1]];
export const dot = (a: Point, b: Point): number => a[0] * b[0] + a[1] * b[1];
export const cross = (a: Point, b: Point): number => a[0] * b[1] - a[1] * b[0];
export const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
export const middle = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
/** Turned left by 90 degrees: the inward normal of an edge of a counter-clockwise ring. */
export const left = (a: Point): Point => [-a[1], a[0]];

/** Direction from a to b with length 1. */
export function unit(a: Point, b: Point): Point {
  const length = distance(a, b) || 1;
  return [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
}

/** Element of a ring by an index that may run over either end. */
export function at<T>(ring: readonly T[], index: number): T {
  const item = ring[((index % ring.length) + ring.length) % ring.length];
  if (item === undefined) throw new RangeError('empty ring');
  return item;
}

/** Signed area in m²; positive for counter-clockwise rings. */
export function area(ring: Ring): number {
  let sum = 0;
  for (let i = 0; i < ring.length; i++) sum += cross(at(ring, i), at(ring, i + 1));
  return sum / 2;
}

/** Centre of gravity of a ring. */
export function centroid(ring: Ring): Point {
  const origin = at(ring, 0);
  let x = 0;
  let y = 0;
  let sum = 0;
  for (let i = 0; i < ring.length; i++) {
    const a = minus(at(ring, i), origin);
    const b = minus(at(ring, i + 1), origin);
    const w = cross(a, b);
    x += (a[0] + b[0]) * w;
    y += (a[1] + b[1]) * w;
    sum += w;
  }
  return sum === 0 ? origin : [origin[0] + x / (3 * sum), origin[1] + y / (3 * sum)];
}

/** Whether the point lies within the ring. */
export function contains(ring: Ring, point: Point): boolean {
  let inside = false;
  for (let i = 0; i < ring.length; i++) {
    const a = at(ring, i);
    const b = at(ring, i + 1);
    if (a[1] > point[1] !== b[1] > point[1]) {
      if (point[0] < ((b[0] - a[0]) * (point[1] - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
    }
  }
  return inside;
}

/** Crossing of the lines through `a` along `u` and through `b` along `v`; null where they are parallel. */
export function crossing(a: Point, u: Point, b: Point, v: Point): Point | null {
  const d = cross(u, v);
  if (Math.abs(d) < 1e-9) return null;
  return add(a, u, cross(minus(b, a), v) / d);
}

/** Nearest point on a polyline: where it lies, its distance, how far along, and on which side the point stands (1 left, −1 right). */
export function nearest(line: Ring, point: Point): { point: Point; distance: number; along: number; side: 1 | -1 } {
  let best = { point, distance: Infinity, along: 0, side: 1 as 1 | -1 };
  let walked = 0;
  for (let i = 0; i + 1 < line.length; i++) {
    const a = at(line, i);
    const u = unit(a, at(line, i + 1));
    const length = distance(a, at(line, i + 1));
    const along = Math.min(length, Math.max(0, dot(minus(point, a), u)));
    const foot = add(a, u, along);
    const d = distance(foot, point);
    if (d < best.distance) {
      best = { point: foot, distance: d, along: walked + along, side: cross(u, minus(point, a)) >= 0 ? 1 : -1 };
    }
    walked += length;
  }
  return best;
}

/** Whether two convex rings come closer than `gap` metres (negative: overlap by more than that is needed). */
export function convexCollide(a: Ring, b: Ring, gap: number): boolean {
  return !separated(a, b, gap) && !separated(b, a, gap);
}

function separated(a: Ring, b: Ring, gap: number): boolean {
  for (let i = 0; i < a.length; i++) {
    const p = at(a, i);
    const outward = left(unit(at(a, i + 1), p));
    let least = Infinity;
    for (const q of b) least = Math.min(least, dot(minus(q, p), outward));
    if (least >= gap) return true;
  }
  return false;
}

/** A rectangle with its lower left corner at `origin`, `along` metres in direction `u` and `across` metres to its left. */
export function rectangle(origin: Point, u: Point, along: number, across: number): Point[] {
  const n = left(u);
  const b = add(origin, u, along);
  return [origin, b, add(b, n, across), add(origin, n, across)];
}

/** Rounded to centimetres: keeps files small and hashes stable. */
export const rounded = (point: Point): [number, number] => [
  Math.round(point[0] * 100) / 100,
  Math.round(point[1] * 100) / 100,
];
