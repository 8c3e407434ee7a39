import type { WalkGraph } from '../network/types.ts';

/** A point on an edge with the direction in which the edge runs there (unit vector), EPSG:25832. */
interface OnEdge {
  x: number;
  y: number;
  dx: number;
  dy: number;
}

/** The point `along` metres from the edge's `from`; before or beyond its ends, the end. */
export function onEdge(graph: WalkGraph, edge: number, along: number): OnEdge {
  const [first = 0, end = 0] = [graph.shapeStart[edge], graph.shapeStart[edge + 1]];
  const vertex = (at: number, axis: 0 | 1) => graph.shape[2 * at + axis] ?? 0;
  let rest = Math.max(0, along);
  let last: OnEdge = { x: vertex(first, 0), y: vertex(first, 1), dx: 1, dy: 0 };
  for (let at = first; at + 1 < end; at++) {
    const [x, y] = [vertex(at, 0), vertex(at, 1)];
    const [ex, ey] = [vertex(at + 1, 0) - x, vertex(at + 1, 1) - y];
    const length = Math.hypot(ex, ey);
    if (length === 0) continue;
    const [dx, dy] = [ex / length, ey / length];
    if (rest <= length) return { x: x + dx * rest, y: y + dy * rest, dx, dy };
    rest -= length;
    last = { x: x + ex, y: y + ey, dx, dy };
  }
  return last;
}
