/** Points as x and y in turn, of which the first `length` numbers count. */
type Points = Int32Array | number[];

/**
 * Leaves out points that lie within `tolerance` of the line through their neighbours that stay
 * (Douglas and Peucker 1973). First and last point stay. Works in place.
 * @param tolerance in the units of the coordinates
 * @returns how many numbers are left
 */
export function simplifyLine(line: Points, length: number, tolerance: number): number {
  const count = length / 2;
  if (count < 3) return length;
  const keep = noMarks(count);
  keep[0] = keep[count - 1] = 1;
  mark(line, length, 0, count - 1, tolerance * tolerance, keep);
  return compact(line, count, keep);
}

/**
 * The same for an open ring: its first point and the one farthest from it stay.
 * Quadrangles keep all corners, and so do rings in which each point is needed to tell its neighbours apart. Where fewer than three points would be left, the ring stays as it is.
 */
export function simplifyRing(ring: Points, length: number, tolerance: number): number {
  const count = length / 2;
  // Without one of its corners, a quadrangle is another shape, and there are many.
  if (count < 5 || !hasIdlePoint(ring, length, tolerance * tolerance)) return length;
  const far = farthestFromFirst(ring, length);
  const keep = noMarks(count);
  keep[0] = keep[far] = 1;
  mark(ring, length, 0, far, tolerance * tolerance, keep);
  mark(ring, length, far, count, tolerance * tolerance, keep);
  let left = 0;
  for (let i = 0; i < count; i++) left += keep[i] as number;
  return left < 3 ? length : compact(ring, count, keep);
}

/** Whether some point lies within the tolerance (squared) of the segment between its neighbours: most buildings have none. */
function hasIdlePoint(ring: Points, length: number, tolerance: number): boolean {
  let ax = ring[length - 2] as number;
  let ay = ring[length - 1] as number;
  let bx = ring[0] as number;
  let by = ring[1] as number;
  for (let i = 2; i <= length; i += 2) {
    const next = i === length ? 0 : i;
    const cx = ring[next] as number;
    const cy = ring[next + 1] as number;
    const dx = cx - ax;
    const dy = cy - ay;
    const cross = (bx - ax) * dy - (by - ay) * dx;
    // The distance from the line; near the ends it may be farther from the segment, which only costs a closer look.
    if (cross * cross <= tolerance * (dx * dx + dy * dy)) return true;
    ax = bx;
    ay = by;
    bx = cx;
    by = cy;
  }
  return false;
}

// Reused from ring to ring: a tile has thousands of small ones, and allocating took longer than simplifying.
let marks = new Uint8Array(1024);

function noMarks(count: number): Uint8Array {
  if (count > marks.length) marks = new Uint8Array(count * 2);
  for (let i = 0; i < count; i++) marks[i] = 0;
  return marks;
}

function compact(points: Points, count: number, keep: Uint8Array): number {
  let to = 0;
  for (let i = 0; i < count; i++) {
    if (keep[i] === 0) continue;
    points[to++] = points[i * 2] as number;
    points[to++] = points[i * 2 + 1] as number;
  }
  return to;
}

function farthestFromFirst(ring: Points, length: number): number {
  const x0 = ring[0] as number;
  const y0 = ring[1] as number;
  let far = 0;
  let most = -1;
  for (let i = 2; i < length; i += 2) {
    const dx = (ring[i] as number) - x0;
    const dy = (ring[i + 1] as number) - y0;
    const distance = dx * dx + dy * dy;
    if (distance > most) {
      far = i / 2;
      most = distance;
    }
  }
  return far;
}

/**
 * Marks what must stay between two points that stay; in a ring, `last` may be its number of points and means the first.
 * A stack of its own instead of recursion, because outlines can be long.
 */
function mark(path: Points, length: number, first: number, last: number, tolerance: number, keep: Uint8Array): void {
  let from = first;
  let to = last;
  let stack: number[] | undefined;
  for (;;) {
    const farthest = to - from > 1 ? farthestFromSegment(path, length, from, to, tolerance) : 0;
    if (farthest > 0) {
      keep[farthest] = 1;
      (stack ??= []).push(farthest, to);
      to = farthest;
    } else if (stack && stack.length > 0) {
      to = stack.pop() as number;
      from = stack.pop() as number;
    } else return;
  }
}

/** The point between two others that is farthest from their segment; 0 where none is farther than the tolerance (squared). */
function farthestFromSegment(path: Points, length: number, from: number, to: number, tolerance: number): number {
  const x = path[from * 2] as number;
  const y = path[from * 2 + 1] as number;
  const end = to * 2 === length ? 0 : to * 2;
  const dx = (path[end] as number) - x;
  const dy = (path[end + 1] as number) - y;
  const squared = dx * dx + dy * dy;
  let farthest = 0;
  let most = tolerance;
  for (let i = from + 1; i < to; i++) {
    let px = (path[i * 2] as number) - x;
    let py = (path[i * 2 + 1] as number) - y;
    const along = px * dx + py * dy;
    if (along > 0 && squared > 0) {
      const t = along < squared ? along / squared : 1;
      px -= dx * t;
      py -= dy * t;
    }
    const distance = px * px + py * py;
    if (distance > most) {
      farthest = i;
      most = distance;
    }
  }
  return farthest;
}
