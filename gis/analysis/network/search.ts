import type { EdgeCosts } from './profiles.ts';
import { Scratch } from './scratch.ts';
import type { Access, WalkGraph } from './types.ts';

/** Where a search begins; `offset` is a cost that it begins with. */
export type Source = Access & { offset?: number };

/**
 * What lies so little beyond a bound is within it, metres or seconds. Costs are 32-bit numbers: a way of exactly 200 m must not
 * grow to 200.00002 m and out of reach because an edge of it was cut in two.
 */
const ROUNDING = 0.001;

/** Costs (metres or seconds, as in the edge costs) from the nearest source, within the bound. */
export interface Reach {
  /** With what is allowed for rounding. */
  bound: number;
  sources: readonly Source[];
  /** Of each node; Infinity beyond the bound. */
  cost: Float32Array;
  /** Index in `sources` of the one that is nearest; valid where the cost is finite. */
  source: Uint32Array;
  /** Edge by which each node was reached; valid where the cost is finite. From a source on that edge: {@link SOURCE_EDGE}. */
  via: Uint32Array;
  /** Nodes reached: `reached[0 … count]`, in no particular order. */
  reached: Uint32Array;
  count: number;
  /** Sources by the edge on which they lie. */
  onEdge: ReadonlyMap<number, readonly number[]>;
}

/** Stands in {@link Reach.via} at the ends of a source's own edge. */
export const SOURCE_EDGE = 0xffffffff;

/** Cost of walking a part of an edge. */
export function partCost(graph: WalkGraph, costs: EdgeCosts, edge: number, metres: number): number {
  const length = graph.length[edge] as number;
  return length > 0 ? ((costs.edge[edge] as number) * Math.max(0, metres)) / length : 0;
}

/** What a source costs before it walks along its edge. */
export const startCost = ({ aside, offset = 0 }: Source, { perMetre }: EdgeCosts): number => offset + aside * perMetre;

/**
 * Cheapest ways from several sources at once to everything within a bound. Exact (to the rounding of 32-bit numbers).
 *
 * @param costs of the same graph @param limit in the unit of the costs; may be Infinity
 * @param scratch of the same graph; the result is valid until it is used again. Without one, fresh arrays are made.
 */
export function reach(
  graph: WalkGraph,
  costs: EdgeCosts,
  sources: readonly Source[],
  limit: number,
  scratch: Scratch = new Scratch(graph),
): Reach {
  const { first, link, other } = graph;
  const { cost } = scratch;
  const { edge } = costs;
  const bound = limit + ROUNDING;
  const seeds: { node: number; cost: number; source: number }[] = [];
  const onEdge = new Map<number, number[]>();
  sources.forEach((source, i) => {
    const e = source.edge;
    const known = onEdge.get(e);
    if (known) known.push(i);
    else onEdge.set(e, [i]);
    if (edge[e] === Infinity) return;
    const start = startCost(source, costs);
    const left = (graph.length[e] as number) - source.along;
    seeds.push({ node: graph.from[e] as number, cost: start + partCost(graph, costs, e, source.along), source: i });
    seeds.push({ node: graph.to[e] as number, cost: start + partCost(graph, costs, e, left), source: i });
  });
  const within = seeds.filter((seed) => seed.cost <= bound);
  let least = Infinity;
  let most = 0;
  for (const seed of within) {
    least = Math.min(least, seed.cost);
    most = Math.max(most, seed.cost);
  }
  scratch.begin(edge, within.length > 0 ? least : 0, within.length > 0 ? most - least : 0);
  for (const seed of within) {
    const rounded = Math.fround(seed.cost);
    if (rounded < (cost[seed.node] as number)) scratch.improve(seed.node, rounded, seed.source, SOURCE_EDGE);
  }
  while (scratch.waiting > 0) {
    const node = scratch.take();
    const here = cost[node] as number;
    const end = first[node + 1] as number;
    for (let i = first[node] as number; i < end; i++) {
      const e = link[i] as number;
      const far = other[i] as number;
      const there = Math.fround(here + (edge[e] as number));
      if (there < (cost[far] as number) && there <= bound) {
        scratch.improve(far, there, scratch.source[node] as number, e);
      }
    }
  }
  const { source, via, reached, count } = scratch;
  return { bound, sources, cost, source, via, reached, count, onEdge };
}

/** How a place is reached: from an end of its edge, or straight along the edge from a source on it. */
export interface Arrival {
  cost: number;
  source: number;
  /** Node from which the place's edge is entered; null where the source lies on the same edge. */
  node: number | null;
}

/** The cheapest way to a place; its cost is Infinity where the place lies beyond the bound. */
export function arrivalAt(graph: WalkGraph, costs: EdgeCosts, reach: Reach, place: Access): Arrival {
  const { edge: e, along, aside } = place;
  let best: Arrival = { cost: Infinity, source: -1, node: null };
  if (costs.edge[e] === Infinity) return best;
  const from = graph.from[e] as number;
  const to = graph.to[e] as number;
  const offer = (cost: number, source: number, node: number | null): void => {
    if (cost < best.cost) best = { cost, source, node };
  };
  const last = aside * costs.perMetre;
  const left = (graph.length[e] as number) - along;
  for (const i of reach.onEdge.get(e) ?? []) {
    const source = reach.sources[i] as Source;
    const between = partCost(graph, costs, e, Math.abs(source.along - along));
    offer(startCost(source, costs) + between + last, i, null);
  }
  offer((reach.cost[from] as number) + partCost(graph, costs, e, along) + last, reach.source[from] as number, from);
  offer((reach.cost[to] as number) + partCost(graph, costs, e, left) + last, reach.source[to] as number, to);
  return best.cost <= reach.bound ? best : { cost: Infinity, source: -1, node: null };
}

/** Cost of a place, with the way between it and the network; Infinity where it lies beyond the bound. */
export function costAt(graph: WalkGraph, costs: EdgeCosts, reach: Reach, place: Access): number {
  return arrivalAt(graph, costs, reach, place).cost;
}

/** Index of the source from which a place is reached, -1 where it is not. */
export function sourceAt(graph: WalkGraph, costs: EdgeCosts, reach: Reach, place: Access): number {
  return arrivalAt(graph, costs, reach, place).source;
}
