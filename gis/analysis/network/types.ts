/** East and north in EPSG:25832, metres. */
export type Point = readonly [east: number, north: number];

/** How a street is crossed on foot. `none`: nothing helps, people cross between cars. */
export const CROSSINGS = ['signals', 'zebra', 'island', 'none'] as const;
export type CrossingKind = (typeof CROSSINGS)[number];

/** One street or path as the table `streets` keeps it, for building the walking network. */
export interface WalkLine {
  key: string;
  name: string | null;
  /** Class of the layer `streets`, e.g. `main`, `path`, `rail`. */
  kind: string;
  /** Whether one may walk here; null: follows from the kind. */
  walkable: boolean | null;
  steps: boolean;
  /** null: not known. */
  stepFree: boolean | null;
  /** Set where the line itself is a crossing (in OpenStreetMap `footway=crossing`). */
  crossing: CrossingKind | null;
  /** Bridges are above 0, tunnels below: lines of different levels do not meet where they cross. */
  level: number;
  parts: readonly (readonly Point[])[];
}

/** A place at which a street is crossed, as the table `crossings` keeps it. */
export interface CrossingPoint {
  key: string;
  kind: CrossingKind;
  at: Point;
}

/** Everything that the walking network is built from. */
export interface NetworkData {
  lines: readonly WalkLine[];
  crossings: readonly CrossingPoint[];
}

/** Kinds of edges, by their index in {@link WalkGraph.kind}. */
export const EDGE_KINDS = ['street', 'path', 'steps', 'crossing'] as const;

/** Stands in {@link WalkGraph.line} where no line of the data is walked along. */
export const NO_LINE = 0xffffffff;
/** Stands in {@link WalkGraph.crossing} where the edge is no crossing. */
export const NO_CROSSING = 255;

/**
 * The walking network in typed arrays. A street that cuts (a "barrier", by default the class `main`) is walked on either of its
 * sides; from one side to the other leads only an edge of kind `crossing`. Coordinates in EPSG:25832, lengths in metres.
 */
export interface WalkGraph {
  nodes: number;
  edges: number;
  /** Of each node. */
  x: Float64Array;
  y: Float64Array;
  /** Number of the connected component of each node, the largest first. */
  component: Uint32Array;
  /** Of each edge: its ends, walked either way. */
  from: Uint32Array;
  to: Uint32Array;
  length: Float32Array;
  /** Index in {@link EDGE_KINDS}. */
  kind: Uint8Array;
  /** Index in {@link CROSSINGS} where the edge is a crossing, 255 elsewhere. */
  crossing: Uint8Array;
  /** 1 step-free, 0 not, 2 not known. */
  stepFree: Uint8Array;
  /** Index in `NetworkData.lines`: the line walked along, or of a crossing the line crossed; {@link NO_LINE} for a scenario's path. */
  line: Uint32Array;
  /**
   * Side of a barrier on which the edge runs, seen along its line: 1 left, -1 right, 0 no barrier. The two sides of one piece of
   * barrier are edges e (left) and e + 1 (right). Their shapes run half a carriageway beside the line.
   */
  side: Int8Array;
  /** 1 where nobody may walk for now (a closure of a scenario), else 0. */
  closed: Uint8Array;
  /** Vertices of edge e (x, y, x, y, …) are `shape[2 * shapeStart[e] … 2 * shapeStart[e + 1]]`, from its `from` to its `to`. */
  shapeStart: Uint32Array;
  shape: Float64Array;
  /** Centre line of the barrier beside edge e, laid out like `shape`; only the left edge of a pair has one, others are empty. */
  axisStart: Uint32Array;
  axis: Float64Array;
  /** Further lines over which no place is joined to the network (railways, streets not walked): x1, y1, x2, y2 of each segment. */
  wall: Float64Array;
  /** Edges at node n are `link[first[n] … first[n + 1]]`; `other` is the node at their far end. */
  first: Uint32Array;
  link: Uint32Array;
  other: Uint32Array;
}

/** Where a place meets the network: a point along an edge, not a node. */
export interface Access {
  edge: number;
  /** Metres from the edge's `from`. */
  along: number;
  /** Metres from the place to that point; they are walked, too. */
  aside: number;
}

/** Age groups of DIN 18034-1:2020-10, as `PLAY_AGES` of the layer `playgrounds` names them. */
export const AGE_GROUPS = ['under-6', '6-12', '12-plus'] as const;
export type AgeGroup = (typeof AGE_GROUPS)[number];

/** Playgrounds with gates, and other places that people walk to. EPSG:25832. */
export interface WalkPlaces {
  playgrounds: readonly {
    key: string;
    name: string | null;
    at: Point;
    /** Gates; empty where none is recorded: then the middle counts. */
    entrances: readonly Point[];
    areaM2: number | null;
    /** null: not known. */
    ages: readonly AgeGroup[] | null;
    kind: string | null;
  }[];
  /** Kitas, schools, offers (by site) and stops. `kind` is the class of the layer. */
  places: readonly { key: string; layer: 'offers' | 'stops'; name: string | null; kind: string | null; at: Point }[];
}

/**
 * Children where they live, modelled: population put on residential buildings by floor area and gathered on pieces of street, so
 * that no figure is that of one building. Arrays over the pieces; children by age group as `[group][piece]`.
 */
export interface Demand {
  x: readonly number[];
  y: readonly number[];
  /** Index in `units`, -1 outside of all. */
  unit: readonly number[];
  units: readonly { key: string; name: string | null }[];
  expected: readonly (readonly number[])[];
  least: readonly (readonly number[])[];
  most: readonly (readonly number[])[];
}

/** One change of a scenario. Ids are the client's; positions in EPSG:25832. */
export type Edit =
  | { id: string; type: 'crossing'; at: Point; kind: Exclude<CrossingKind, 'none'> }
  | { id: string; type: 'path'; line: readonly Point[]; stepFree: boolean }
  /** Nobody walks the edge nearest to this point. */
  | { id: string; type: 'closure'; at: Point }
  | { id: string; type: 'entrance'; at: Point; playground: string }
  | { id: string; type: 'playground'; at: Point; name: string; areaM2: number; ages: readonly AgeGroup[] };
