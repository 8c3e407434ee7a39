import { SnapIndex } from '../analysis/network/snap.ts';
import type { WalkGraph } from '../analysis/network/types.ts';

const indices = new WeakMap<WalkGraph, SnapIndex>();

/** The index of a network's edges: to make one for a city takes longer than a walk, and a graph is never changed. */
export function indexOf(graph: WalkGraph): SnapIndex {
  const index = indices.get(graph) ?? new SnapIndex(graph);
  indices.set(graph, index);
  return index;
}
