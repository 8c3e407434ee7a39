import { NO_CROSSING } from '../network/types.ts';
import type { Access, Point, WalkGraph } from '../network/types.ts';

/** A graph of straight edges between points, for tests; `crossings` are the edges that lead across a street. */
export function straightGraph(
  nodes: readonly Point[],
  edges: readonly (readonly [number, number])[],
  crossings: readonly number[] = [],
): WalkGraph {
  const at = (node: number): Point => nodes[node] ?? [0, 0];
  const links = nodes.map((_, node) => edges.flatMap(([a, b], e) => (a === node || b === node ? [e] : [])));
  const first = [0];
  for (const list of links) first.push((first.at(-1) ?? 0) + list.length);
  return {
    nodes: nodes.length,
    edges: edges.length,
    x: Float64Array.from(nodes, ([x]) => x),
    y: Float64Array.from(nodes, ([, y]) => y),
    component: new Uint32Array(nodes.length),
    from: Uint32Array.from(edges, ([a]) => a),
    to: Uint32Array.from(edges, ([, b]) => b),
    length: Float32Array.from(edges, ([a, b]) => Math.hypot(at(b)[0] - at(a)[0], at(b)[1] - at(a)[1])),
    kind: Uint8Array.from(edges, (_, e) => (crossings.includes(e) ? 3 : 0)),
    crossing: new Uint8Array(edges.length).fill(NO_CROSSING),
    stepFree: new Uint8Array(edges.length).fill(2),
    line: new Uint32Array(edges.length),
    side: new Int8Array(edges.length),
    shapeStart: Uint32Array.from({ length: edges.length + 1 }, (_, e) => 2 * e),
    shape: Float64Array.from(edges.flatMap(([a, b]) => [...at(a), ...at(b)])),
    closed: new Uint8Array(edges.length),
    axisStart: new Uint32Array(edges.length + 1),
    axis: new Float64Array(0),
    wall: new Float64Array(0),
    first: Uint32Array.from(first),
    link: Uint32Array.from(links.flat()),
    other: Uint32Array.from(
      links.flatMap((list, node) => list.map((e) => (edges[e]?.[0] === node ? edges[e][1] : (edges[e]?.[0] ?? 0)))),
    ),
  };
}

/** The nearest point of such a graph by trying all edges that are no crossings, at most 250 m away. */
export function nearestOf(graph: WalkGraph): (at: Point) => Access | null {
  return ([px, py]) => {
    let best: Access | null = null;
    for (let edge = 0; edge < graph.edges; edge++) {
      if (graph.kind[edge] === 3) continue;
      const [ax = 0, ay = 0, bx = 0, by = 0] = graph.shape.subarray(4 * edge, 4 * edge + 4);
      const length = Math.hypot(bx - ax, by - ay);
      const dot = ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length;
      const along = Math.min(length, Math.max(0, dot));
      const foot = [ax + ((bx - ax) * along) / length, ay + ((by - ay) * along) / length] as const;
      const aside = Math.hypot(px - foot[0], py - foot[1]);
      if (aside <= 250 && (!best || aside < best.aside)) best = { edge, along, aside };
    }
    return best;
  };
}
