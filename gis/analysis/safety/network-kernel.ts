import type { StreetGraph } from '../network/noding.ts';
import { cuts, KM } from './kernel.ts';
import type { KernelOptions } from './kernel.ts';
import { shareBetween } from './quartic.ts';

/** An accident on an edge of the noded centre lines, and how much it counts. */
export interface OnEdge {
  edge: number;
  /** Metres from the edge's `from`. */
  along: number;
  weight: number;
}

/** Densities of the lixels of all edges that any accident reaches. */
export interface NetworkLixels {
  edge: Uint32Array;
  /** Metres from the edge's `from`. */
  from: Float32Array;
  to: Float32Array;
  /** Accidents (or weight) a kilometre and year. */
  density: Float32Array;
}

/** Branches that carry less than this share of an accident are followed no farther; their rest stays where they end. */
const LEAST_SHARE = 1e-4;

interface Branch {
  edge: number;
  /** Walked from the edge's `from` to its `to`. */
  forward: boolean;
  /** Where on the edge it starts, metres in walking direction. */
  start: number;
  /** Metres from the accident at the start. */
  distance: number;
  share: number;
}

/**
 * Kernel density over a street network with the quartic kernel and network distance: the equal-split discontinuous kernel of
 * Okabe, Satoh & Sugihara (2009). At a junction an accident's weight is split among the other arms, at a dead end it is laid
 * back, so that the sum of value × length is the weight of all accidents. (The simple network kernel of Xie & Yan 2008 gives
 * every arm the whole: its integral grows with every junction.) On one straight line it is the kernel along an axis.
 * @param graph noded centre lines, without paths and railways
 */
export function networkKernel(
  graph: StreetGraph,
  accidents: readonly OnEdge[],
  { lixelM, bandwidthM, years }: KernelOptions,
): NetworkLixels {
  const sums = new Map<number, { ends: number[]; sums: Float64Array }>();
  const lixels = (edge: number) => {
    let found = sums.get(edge);
    if (!found) {
      const ends = cuts(graph.length[edge] as number, lixelM);
      found = { ends, sums: new Float64Array(ends.length - 1) };
      sums.set(edge, found);
    }
    return found;
  };

  function lay({ edge, forward, start, distance, share }: Branch): void {
    const { ends, sums: values } = lixels(edge);
    const length = graph.length[edge] as number;
    const stop = Math.min(length, start + bandwidthM - distance);
    for (let i = 0; i < values.length; i++) {
      const [a, b] = [ends[i] as number, ends[i + 1] as number];
      const from = Math.max(start, forward ? a : length - b);
      const to = Math.min(stop, forward ? b : length - a);
      if (to <= from) continue;
      const [near, far] = [distance + from - start, distance + to - start];
      values[i] = (values[i] as number) + share * shareBetween(near, far, bandwidthM);
    }
  }

  function follow(first: Branch): void {
    const open = [first];
    for (let branch = open.pop(); branch; branch = open.pop()) {
      lay(branch);
      const distance = branch.distance + (graph.length[branch.edge] as number) - branch.start;
      if (distance < bandwidthM) open.push(...onwards(branch, distance));
    }
  }

  function onwards({ edge, forward, share }: Branch, distance: number): Branch[] {
    const node = (forward ? graph.to[edge] : graph.from[edge]) as number;
    const arms = armsAt(graph, node).filter((arm) => !(arm.edge === edge && arm.forward !== forward));
    const back: Branch = { edge, forward: !forward, start: 0, distance, share };
    if (arms.length === 0) return [back];
    const each = share / arms.length;
    // Too little to be split: it goes on straight, so that nothing is lost.
    if (each < LEAST_SHARE) return [{ ...(arms[0] as (typeof arms)[0]), start: 0, distance, share }];
    return arms.map((arm) => ({ ...arm, start: 0, distance, share: each }));
  }

  for (const { edge, along, weight } of accidents) {
    const length = graph.length[edge] as number;
    if (length <= 0) continue;
    // Half of the kernel either way: each branch carries the weight, its kernel is one half.
    follow({ edge, forward: true, start: along, distance: 0, share: weight });
    follow({ edge, forward: false, start: length - along, distance: 0, share: weight });
  }
  return gathered(sums, years);
}

/** Edges that leave a node, each in the direction away from it; a loop leaves it twice. */
function armsAt({ first, link, from, length }: StreetGraph, node: number): { edge: number; forward: boolean }[] {
  const arms: { edge: number; forward: boolean }[] = [];
  const seen = new Set<number>();
  for (let k = first[node] as number; k < (first[node + 1] as number); k++) {
    const edge = link[k] as number;
    // Without length there is nothing to go along, and a loop of it would have no end.
    if ((length[edge] as number) <= 0) continue;
    // A loop stands in the list twice: once for each of its ends.
    arms.push({ edge, forward: seen.has(edge) ? false : from[edge] === node });
    seen.add(edge);
  }
  return arms;
}

function gathered(sums: ReadonlyMap<number, { ends: number[]; sums: Float64Array }>, years: number): NetworkLixels {
  const edges = [...sums.keys()].toSorted((a, b) => a - b);
  const rows = edges.flatMap((edge) => {
    const { ends, sums: values } = sums.get(edge) as { ends: number[]; sums: Float64Array };
    return [...values].map((sum, i) => {
      const [from, to] = [ends[i] as number, ends[i + 1] as number];
      return { edge, from, to, density: years > 0 ? ((sum / (to - from)) * KM) / years : 0 };
    });
  });
  return {
    edge: Uint32Array.from(rows, (row) => row.edge),
    from: Float32Array.from(rows, (row) => row.from),
    to: Float32Array.from(rows, (row) => row.to),
    density: Float32Array.from(rows, (row) => row.density),
  };
}
