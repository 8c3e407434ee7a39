import { CROSSINGS, EDGE_KINDS, NO_CROSSING } from './types.ts';
import type { CrossingKind, WalkGraph } from './types.ts';

/** What a walking network consists of. */
export interface GraphSummary {
  nodes: number;
  edges: number;
  /** Nodes of each connected part that has something to walk on, the largest first. */
  components: number[];
  /** Metres by kind of edge; both sides of a barrier count, what is closed does not. */
  lengthM: Record<(typeof EDGE_KINDS)[number], number>;
  /** Crossings of barriers by kind. */
  crossings: Record<CrossingKind, number>;
}

/** Sums up a network, for a report or a test. */
export function describeGraph(graph: WalkGraph): GraphSummary {
  const lengthM = { street: 0, path: 0, steps: 0, crossing: 0 };
  const crossings = { signals: 0, zebra: 0, island: 0, none: 0 };
  const walked = new Set<number>();
  for (let e = 0; e < graph.edges; e++) {
    if (graph.closed[e]) continue;
    lengthM[EDGE_KINDS[graph.kind[e] as number] as (typeof EDGE_KINDS)[number]] += graph.length[e] as number;
    if (graph.crossing[e] === NO_CROSSING) walked.add(graph.component[graph.from[e] as number] as number);
    else crossings[CROSSINGS[graph.crossing[e] as number] as CrossingKind]++;
  }
  const sizes: number[] = [];
  for (const component of graph.component) sizes[component] = (sizes[component] ?? 0) + 1;
  const components = sizes.filter((_, component) => walked.has(component));
  return { nodes: graph.nodes, edges: graph.edges, components, lengthM, crossings };
}
