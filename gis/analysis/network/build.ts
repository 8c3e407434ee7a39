import type { CrossingKind, NetworkData, WalkGraph } from './types.ts';

export interface BuildOptions {
  /** Classes of streets that are crossed only at crossings. */
  barriers: readonly string[];
  /** Width of a barrier between its two sides, metres; so long is a crossing. */
  carriagewayM: number;
  /** A crossing belongs to a barrier up to so far away, metres. */
  crossingReachM: number;
  /** A crossing so near to a junction counts for all its arms, metres. */
  junctionReachM: number;
  /** A barrier that ends with nothing joined: cut off at the edge of the data (`cut`), or walked round (`round`). */
  openEnds: 'cut' | 'round';
}

export function buildWalkGraph(_data: NetworkData, _options: Partial<BuildOptions> = {}): WalkGraph {
  throw new Error('not built yet');
}

export interface GraphSummary {
  nodes: number;
  edges: number;
  /** Nodes of each component, the largest first. */
  components: number[];
  /** Metres by kind of edge; both sides of a barrier count. */
  lengthM: Record<'street' | 'path' | 'steps' | 'crossing', number>;
  crossings: Record<CrossingKind, number>;
}

export function describeGraph(_graph: WalkGraph): GraphSummary {
  throw new Error('not built yet');
}
