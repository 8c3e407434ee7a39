import { EDGE_KINDS } from '../network/types.ts';
import type { WalkGraph } from '../network/types.ts';
import type { Gathered, PieceParameters } from './street-pieces.ts';

const CROSSING = EDGE_KINDS.indexOf('crossing');

/** The group of each group, joined ones together (union–find with halving of paths). */
class Unions {
  readonly #parent: number[];
  readonly homes: number[];

  constructor(groups: readonly Gathered[]) {
    this.#parent = groups.map((_, i) => i);
    this.homes = groups.map(({ homes }) => homes.length);
  }

  root(group: number): number {
    let at = group;
    for (let up = this.#parent[at] ?? at; up !== at; up = this.#parent[at] ?? at) {
      this.#parent[at] = this.#parent[up] ?? up;
      at = this.#parent[at] ?? at;
    }
    return at;
  }

  join(a: number, b: number): void {
    const [from, to] = [this.root(a), this.root(b)];
    if (from === to) return;
    this.#parent[from] = to;
    this.homes[to] = (this.homes[to] ?? 0) + (this.homes[from] ?? 0);
  }
}

/** Edges around an edge by the metres of street between, the nearest first, and at which node they are met; never across a crossing. */
function* edgesAround(graph: WalkGraph, start: number, reach: number): Generator<{ edge: number; node: number }> {
  const distance = new Map<number, number>();
  // Neighbourhoods of 150 m have a few dozen nodes: a sorted list is enough.
  const open: [metres: number, node: number][] = [
    [0, graph.from[start] ?? 0],
    [0, graph.to[start] ?? 0],
  ];
  const seen = new Set([start]);
  while (open.length > 0) {
    open.sort((a, b) => b[0] - a[0] || b[1] - a[1]);
    const [metres, node] = open.pop() ?? [0, 0];
    if ((distance.get(node) ?? Infinity) <= metres) continue;
    distance.set(node, metres);
    for (let i = graph.first[node] ?? 0; i < (graph.first[node + 1] ?? 0); i++) {
      const edge = graph.link[i] ?? 0;
      if (graph.kind[edge] === CROSSING) continue;
      if (!seen.has(edge)) {
        seen.add(edge);
        yield { edge, node };
      }
      const beyond = metres + (graph.length[edge] ?? 0);
      if (beyond <= reach) open.push([beyond, graph.other[i] ?? 0]);
    }
  }
}

/**
 * Joins groups with too few homes to the nearest other group of the same area within reach, until they hold enough.
 * @returns the groups that stand together, and how many of them still hold too few
 */
export function joinLonely(
  graph: WalkGraph,
  groups: readonly Gathered[],
  { leastHomes, reach }: PieceParameters,
): { joined: Gathered[][]; lonely: number } {
  const unions = new Unions(groups);
  const onEdge = new Map<number, number[]>();
  for (const [i, { edge }] of groups.entries()) onEdge.set(edge, [...(onEdge.get(edge) ?? []), i]);
  const enough = (group: number) => (unions.homes[unions.root(group)] ?? 0) >= leastHomes;
  for (const [group, { edge, area }] of groups.entries()) {
    if (enough(group)) continue;
    for (const near of edgesAround(graph, edge, reach)) {
      const there = onEdge.get(near.edge)?.filter((one) => groups[one]?.area === area);
      // Groups of an edge stand in the order from its `from` to its `to`.
      const other = graph.from[near.edge] === near.node ? there?.[0] : there?.at(-1);
      if (other !== undefined) unions.join(group, other);
      if (enough(group)) break;
    }
  }
  const together = new Map<number, Gathered[]>();
  for (const [i, group] of groups.entries()) {
    const root = unions.root(i);
    together.set(root, [...(together.get(root) ?? []), group]);
  }
  const joined = [...together.values()];
  const lonely = joined.filter(
    (members) => members.reduce((sum, { homes }) => sum + homes.length, 0) < leastHomes,
  ).length;
  return { joined, lonely };
}
