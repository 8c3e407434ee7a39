import type { StreetGraph } from '../network/noding.ts';
import type { Point } from '../network/types.ts';
import type { Junction } from './junctions.ts';

/** The first metres of every arm of a junction, as lines in EPSG:25832. */
export function armsOf(graph: StreetGraph, { nodes }: Junction, reachM: number): Point[][] {
  const seen = new Set<string>();
  return nodes.flatMap((node) =>
    [...graph.link.subarray(graph.first[node], graph.first[node + 1])].flatMap((edge) => {
      const forward = graph.from[edge] === node && !seen.has(`${edge} forward`);
      const id = `${edge} ${forward ? 'forward' : 'back'}`;
      if (seen.has(id)) return [];
      seen.add(id);
      const line = begin(shapeOf(graph, edge, forward), reachM);
      return line.length > 1 ? [line] : [];
    }),
  );
}

function shapeOf({ shape, shapeStart }: StreetGraph, edge: number, forward: boolean): Point[] {
  const points: Point[] = [];
  for (let k = shapeStart[edge] as number; k < (shapeStart[edge + 1] as number); k++) {
    points.push([shape[2 * k] as number, shape[2 * k + 1] as number]);
  }
  return forward ? points : points.reverse();
}

/** The beginning of a line. */
function begin(points: readonly Point[], metres: number): Point[] {
  const taken: Point[] = [];
  let left = metres;
  for (const point of points) {
    const last = taken.at(-1);
    const leg = last ? Math.hypot(point[0] - last[0], point[1] - last[1]) : 0;
    if (!last || leg <= left) {
      taken.push(point);
      left -= leg;
      continue;
    }
    const share = left / leg;
    if (share > 0) taken.push([last[0] + share * (point[0] - last[0]), last[1] + share * (point[1] - last[1])]);
    break;
  }
  return taken;
}
