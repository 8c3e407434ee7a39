import type { NetworkData, WalkLine } from './types.ts';

export interface NodingOptions {
  /** Which lines take part; by default all but railways. */
  include: (line: WalkLine) => boolean;
}

/** Noded centre lines in typed arrays. Coordinates in EPSG:25832, lengths in metres. */
export interface StreetGraph {
  nodes: number;
  edges: number;
  x: Float64Array;
  y: Float64Array;
  from: Uint32Array;
  to: Uint32Array;
  length: Float64Array;
  /** Index in `NetworkData.lines`; there are name and class. An edge runs in the direction of its line. */
  line: Uint32Array;
  /** Vertices of edge e are `shape[2 * shapeStart[e] … 2 * shapeStart[e + 1]]`, as x, y, x, y, … */
  shapeStart: Uint32Array;
  shape: Float64Array;
  /** Edges at node n are `link[first[n] … first[n + 1]]`, a loop twice; their number is the node's degree. */
  first: Uint32Array;
  link: Uint32Array;
}

export function nodeLines(_data: NetworkData, _options: Partial<NodingOptions> = {}): StreetGraph {
  throw new Error('not built yet');
}
