import type { Path } from './ring.ts';

/**
 * Leaves out points that lie within `tolerance` of the line through their neighbours that stay
 * (Douglas and Peucker 1973). First and last point stay.
 * @param tolerance in the units of the coordinates
 * @returns the given path where all points stay
 */
export function simplifyLine(line: Path, tolerance: number): Path {
  const count = line.length / 2;
  if (count < 3) return line;
  const keep = noMarks(count);
  keep[0] = keep[count - 1] = 1;
  mark(line, 0, count - 1, tolerance * tolerance, keep);
  return kept(line, keep, count);
}

/** The same for an open ring: its first point and the one farthest from it stay. Fewer than three points may be left. */
export function simplifyRing(ring: Path, tolerance: number): Path {
  const count = ring.length / 2;
  if (count < 4) return ring;
  const x0 = ring[0] as number;
  const y0 = ring[1] as number;
  let far = 0;
  let most = -1;
  for (let i = 2; i < ring.length; i += 2) {
    const dx = (ring[i] as number) - x0;
    const dy = (ring[i + 1] as number) - y0;
    const distance = dx * dx + dy * dy;
    if (distance > most) {
      far = i / 2;
      most = distance;
    }
  }
  const keep = noMarks(count);
  keep[0] = keep[far] = 1;
  mark(ring, 0, far, tolerance * tolerance, keep);
  mark(ring, far, count, tolerance * tolerance, keep);
  return kept(ring, keep, count);
}

// Reused from ring to ring: a tile has thousands of small ones, and allocating took longer than simplifying.
let marks = new Uint8Array(1024);

function noMarks(count: number): Uint8Array {
  if (count > marks.length) marks = new Uint8Array(count * 2);
  return marks.fill(0, 0, count);
}

function kept(path: Path, keep: Uint8Array, count: number): Path {
  let n = 0;
  for (let i = 0; i < count; i++) n += keep[i] as number;
  if (n === count) return path;
  const out: Path = [];
  for (let i = 0; i < path.length; i += 2) if (keep[i / 2]) out.push(path[i] as number, path[i + 1] as number);
  return out;
}

/**
 * Marks what must stay between two points that stay; in a ring, `last` may be its number of points and means the first.
 * A stack of its own instead of recursion, because outlines can be long.
 */
function mark(path: Path, first: number, last: number, tolerance: number, keep: Uint8Array): void {
  let from = first;
  let to = last;
  let stack: number[] | undefined;
  for (;;) {
    const farthest = to - from > 1 ? farthestFromSegment(path, from, to, tolerance) : 0;
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
function farthestFromSegment(path: Path, from: number, to: number, tolerance: number): number {
  const x = path[from * 2] as number;
  const y = path[from * 2 + 1] as number;
  const end = to * 2 === path.length ? 0 : to * 2;
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
