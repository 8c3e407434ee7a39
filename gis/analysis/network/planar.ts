/** Nearest point of a chain of vertices (x, y, x, y, …). */
export interface Foot {
  /** Number of the segment, from 0. */
  segment: number;
  x: number;
  y: number;
  /** Metres from the chain's start. */
  along: number;
  distance: number;
}

export function lengthOf(chain: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i + 3 < chain.length; i += 2) {
    sum += Math.hypot(
      (chain[i + 2] as number) - (chain[i] as number),
      (chain[i + 3] as number) - (chain[i + 1] as number),
    );
  }
  return sum;
}

/** Nearest point of the segment a–b, as the share of the way from a to b. */
export function shareAlong(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay];
  const square = dx * dx + dy * dy;
  return square === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / square));
}

/** Nearest point of a chain that is nearer than `within`, null where none is. */
export function footOn(chain: ArrayLike<number>, x: number, y: number, within = Infinity): Foot | null {
  let best: Foot | null = null;
  let least = within;
  let sum = 0;
  for (let i = 0; i + 3 < chain.length; i += 2) {
    const [ax, ay, bx, by] = [chain[i], chain[i + 1], chain[i + 2], chain[i + 3]] as [number, number, number, number];
    const t = shareAlong(x, y, ax, ay, bx, by);
    const [px, py] = [ax + t * (bx - ax), ay + t * (by - ay)];
    const distance = Math.hypot(px - x, py - y);
    const length = Math.hypot(bx - ax, by - ay);
    if (distance < least) {
      least = distance;
      best = { segment: i / 2, x: px, y: py, along: sum + t * length, distance };
    }
    sum += length;
  }
  return best;
}

/** The point so many metres from the start of a chain, and the number of its segment; its ends beyond them. */
export function placeAlong(chain: ArrayLike<number>, along: number): { segment: number; x: number; y: number } {
  let left = Math.max(0, along);
  const last = chain.length - 4;
  for (let i = 0; i <= last; i += 2) {
    const [ax, ay, bx, by] = [chain[i], chain[i + 1], chain[i + 2], chain[i + 3]] as [number, number, number, number];
    const length = Math.hypot(bx - ax, by - ay);
    if (left <= length || i === last) {
      const t = length === 0 ? 0 : Math.min(1, left / length);
      return { segment: i / 2, x: ax + t * (bx - ax), y: ay + t * (by - ay) };
    }
    left -= length;
  }
  return { segment: 0, x: chain[0] as number, y: chain[1] as number };
}

/** A chain cut in two at a point of one of its segments. */
export function cutChain(chain: Float64Array, segment: number, x: number, y: number): [Float64Array, Float64Array] {
  const head = new Float64Array(2 * segment + 4);
  head.set(chain.subarray(0, 2 * segment + 2));
  head.set([x, y], 2 * segment + 2);
  const tail = new Float64Array(chain.length - 2 * segment);
  tail.set([x, y]);
  tail.set(chain.subarray(2 * segment + 2), 2);
  return [head, tail];
}

/** Where two segments cross, as shares of either; null where they do not, or run side by side. */
export function crossing(
  [ax, ay, bx, by]: readonly [number, number, number, number],
  [cx, cy, dx, dy]: readonly [number, number, number, number],
): { t: number; u: number } | null {
  const turn = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx);
  if (turn === 0) return null;
  const t = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / turn;
  const u = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / turn;
  return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? { t, u } : null;
}

/** How far a corner may stand off from its node, as a multiple of half a carriageway: pointed corners are blunted. */
const MITRE = 2;

/**
 * Place of the corner between two arms of a node, half a carriageway beside either.
 * @param start angle of the one arm, radians; @param end that of the next one counter-clockwise
 */
export function cornerAt(x: number, y: number, start: number, end: number, half: number): [x: number, y: number] {
  let open = end - start;
  if (open <= 0) open += 2 * Math.PI;
  const off = Math.min(MITRE * half, half / Math.sin(open / 2));
  return [x + off * Math.cos(start + open / 2), y + off * Math.sin(start + open / 2)];
}

/** The vertices of a chain between two distances from its start, with the points at these. */
export function pieceOf(chain: Float64Array, start: number, end: number): [x: number, y: number][] {
  const a = placeAlong(chain, start);
  const b = placeAlong(chain, end);
  const piece: [number, number][] = [[a.x, a.y]];
  for (let s = a.segment + 1; s <= b.segment; s++) piece.push([chain[2 * s] as number, chain[2 * s + 1] as number]);
  piece.push([b.x, b.y]);
  return piece;
}
