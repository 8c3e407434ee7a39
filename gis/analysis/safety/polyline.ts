import type { Point } from '../network/types.ts';

/** Where a line comes nearest to a point; metres. */
export interface Foot {
  /** From the line's beginning. */
  along: number;
  distance: number;
  /** The distance, left of the line positive. */
  offset: number;
}

const EPSILON = 1e-9;

/**
 * The place of a line that is nearest to a point; of several the first. The side at a bend is that of the direction between
 * both segments; on the line itself there is none: 0.
 * @param points at least two, metres
 */
export function nearestOn(points: readonly Point[], [px, py]: Point): Foot {
  let best = { along: 0, distance: Infinity, segment: 0, share: 0 };
  let start = 0;
  for (let i = 0; i + 1 < points.length; i++) {
    const [[ax, ay], [bx, by]] = [points[i] as Point, points[i + 1] as Point];
    const [dx, dy] = [bx - ax, by - ay];
    const length = Math.hypot(dx, dy);
    if (length > 0) {
      const share = Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / (length * length)));
      const distance = Math.hypot(px - ax - share * dx, py - ay - share * dy);
      if (distance < best.distance - EPSILON) best = { along: start + share * length, distance, segment: i, share };
    }
    start += length;
  }
  const { along, distance, segment, share } = best;
  const side = sideOf(points, segment, share, [px, py]);
  return { along, distance, offset: side * distance };
}

function unit(points: readonly Point[], i: number): Point {
  const [[ax, ay], [bx, by]] = [points[i] as Point, points[i + 1] as Point];
  const length = Math.hypot(bx - ax, by - ay) || 1;
  return [(bx - ax) / length, (by - ay) / length];
}

function sideOf(points: readonly Point[], segment: number, share: number, [px, py]: Point): number {
  let [ux, uy] = unit(points, segment);
  const vertex = share === 1 ? segment + 1 : segment;
  // At a bend the side is that of the direction between both.
  if (share === 1 && segment + 2 < points.length) {
    const [nx, ny] = unit(points, segment + 1);
    [ux, uy] = [ux + nx, uy + ny];
  }
  const [vx, vy] = points[vertex] as Point;
  return Math.sign(ux * (py - vy) - uy * (px - vx)) || 0;
}
