import type { EdgeCosts } from './profiles.ts';
import type { Access, Point, WalkGraph } from './types.ts';

/** Where a search begins; `offset` is a cost that it begins with. */
export type Source = Access & { offset?: number };

/** Arrays that are used again by every search; one a graph size. A result is valid until the next search with the same scratch. */
export declare class Scratch {
  constructor(graph: WalkGraph);
}

/** Costs (metres or seconds, as in the edge costs) from the nearest source, within the bound. */
export interface Reach {
  bound: number;
  sources: readonly Source[];
  /** Of each node; Infinity beyond the bound. */
  cost: Float32Array;
  /** Index in `sources` of the one that is nearest; valid where the cost is finite. */
  source: Uint32Array;
  /** Nodes reached: `reached[0 … count]`, in no particular order. */
  reached: Uint32Array;
  count: number;
}

/** A piece of an edge that is reached; the cost changes evenly from its start to its end. */
export interface ReachedPiece {
  edge: number;
  /** Metres from the edge's `from`, start < end. */
  start: number;
  end: number;
  startCost: number;
  endCost: number;
  line: Point[];
}

export declare function reach(
  graph: WalkGraph,
  costs: EdgeCosts,
  sources: readonly Source[],
  bound: number,
  scratch?: Scratch,
): Reach;
/** Cost of a place; Infinity where it lies beyond the bound. */
export declare function costAt(graph: WalkGraph, costs: EdgeCosts, reach: Reach, place: Access): number;
/** Index of the source from which a place is reached, -1 where it is not. */
export declare function sourceAt(graph: WalkGraph, costs: EdgeCosts, reach: Reach, place: Access): number;
export declare function reachedEdges(graph: WalkGraph, costs: EdgeCosts, reach: Reach): ReachedPiece[];
/** Way from the nearest source to a place, null where it is not reached. */
export declare function pathTo(graph: WalkGraph, costs: EdgeCosts, reach: Reach, place: Access): Point[] | null;
