import { lengthOf, pieceOf } from './planar.ts';
import type { EdgeCosts } from './profiles.ts';
import { arrivalAt, SOURCE_EDGE, startCost } from './search.ts';
import type { Reach, Source } from './search.ts';
import type { Access, Point, WalkGraph } from './types.ts';

/** A piece of an edge that is reached; the cost changes evenly from its start to its end. */
export interface ReachedPiece {
  edge: number;
  /** Metres from the edge's `from`, start < end. */
  start: number;
  end: number;
  startCost: number;
  endCost: number;
  /** EPSG:25832, from start to end. */
  line: Point[];
}

const shapeOf = ({ shape, shapeStart }: WalkGraph, e: number): Float64Array =>
  shape.subarray(2 * (shapeStart[e] as number), 2 * (shapeStart[e + 1] as number));

/** A part of an edge's line; metres of the edge, which a crossing may have more of than its line. */
function lineOf(graph: WalkGraph, e: number, start: number, end: number): Point[] {
  const shape = shapeOf(graph, e);
  const length = graph.length[e] as number;
  const scale = length > 0 ? lengthOf(shape) / length : 0;
  return pieceOf(shape, start * scale, end * scale);
}

/** All edges, or the parts of them, that are reached, for drawing. Each is cut where the ways from its two ends meet. */
export function reachedEdges(graph: WalkGraph, costs: EdgeCosts, reach: Reach): ReachedPiece[] {
  const edges = new Set(reach.onEdge.keys());
  for (let i = 0; i < reach.count; i++) {
    const node = reach.reached[i] as number;
    for (let k = graph.first[node] as number; k < (graph.first[node + 1] as number); k++) {
      edges.add(graph.link[k] as number);
    }
  }
  const pieces: ReachedPiece[] = [];
  for (const e of edges) {
    const length = graph.length[e] as number;
    if (costs.edge[e] === Infinity || length === 0) continue;
    const rate = (costs.edge[e] as number) / length;
    for (const [start, end, startCost, endCost] of partsOf(
      anchorsOf(graph, costs, reach, e),
      length,
      rate,
      reach.bound,
    )) {
      pieces.push({ edge: e, start, end, startCost, endCost, line: lineOf(graph, e, start, end) });
    }
  }
  return pieces;
}

/** A point of an edge with the cost at which it is reached. */
type Anchor = readonly [at: number, cost: number];

/** Ends and sources of an edge, in order, without those that are reached more cheaply from another. */
function anchorsOf(graph: WalkGraph, costs: EdgeCosts, reach: Reach, e: number): Anchor[] {
  const length = graph.length[e] as number;
  const rate = (costs.edge[e] as number) / length;
  const anchors: Anchor[] = [
    [0, reach.cost[graph.from[e] as number] as number],
    ...(reach.onEdge.get(e) ?? []).map((i): Anchor => {
      const source = reach.sources[i] as Source;
      return [source.along, startCost(source, costs)];
    }),
    [length, reach.cost[graph.to[e] as number] as number],
  ];
  const useful = anchors.filter(([at, cost], i) => {
    const beats = ([otherAt, otherCost]: Anchor, k: number): boolean => {
      const offer = otherCost + rate * Math.abs(otherAt - at);
      return k !== i && (offer < cost || (offer === cost && k < i));
    };
    return cost <= reach.bound && !anchors.some(beats);
  });
  return useful.sort(([a], [b]) => a - b);
}

type Part = [start: number, end: number, startCost: number, endCost: number];

function partsOf(anchors: readonly Anchor[], length: number, rate: number, bound: number): Part[] {
  const parts: Part[] = [];
  const add = (start: number, end: number, startCost: number, endCost: number): void => {
    if (end > start) parts.push([start, end, startCost, endCost]);
  };
  anchors.forEach(([at, cost], i) => {
    const far = (bound - cost) / rate;
    const before = anchors[i - 1];
    const after = anchors[i + 1];
    // Between two anchors the ways meet where either costs the same.
    const start = Math.max(before ? (before[0] + at + (cost - before[1]) / rate) / 2 : 0, at - far);
    const end = Math.min(after ? (at + after[0] + (after[1] - cost) / rate) / 2 : length, at + far);
    add(start, at, cost + rate * (at - start), cost);
    add(at, end, cost, cost + rate * (end - at));
  });
  return parts;
}

/** Metres of the way of {@link pathTo}, with those from the source to the network and on to the place; null where there is none. */
export function metresTo(graph: WalkGraph, costs: EdgeCosts, reach: Reach, place: Access): number | null {
  const arrival = arrivalAt(graph, costs, reach, place);
  if (arrival.cost === Infinity) return null;
  const source = reach.sources[arrival.source] as Source;
  const aside = source.aside + place.aside;
  if (arrival.node === null) return aside + Math.abs(source.along - place.along);
  let metres = Math.abs(place.along - endAt(graph, place.edge, arrival.node, place.along));
  let node = arrival.node;
  while (reach.via[node] !== SOURCE_EDGE) {
    const e = reach.via[node] as number;
    metres += graph.length[e] as number;
    node = (graph.from[e] === node ? graph.to[e] : graph.from[e]) as number;
  }
  return aside + metres + Math.abs(source.along - endAt(graph, source.edge, node, source.along));
}

/** The way from the nearest source to a place, from where the one meets the network to where the other does; null where there is none. */
export function pathTo(graph: WalkGraph, costs: EdgeCosts, reach: Reach, place: Access): Point[] | null {
  const arrival = arrivalAt(graph, costs, reach, place);
  if (arrival.cost === Infinity) return null;
  const source = reach.sources[arrival.source] as Source;
  if (arrival.node === null) return towards(graph, place.edge, source.along, place.along);
  // From the place back to the source, then turned round.
  const pieces = [towards(graph, place.edge, place.along, endAt(graph, place.edge, arrival.node, place.along))];
  let node = arrival.node;
  while (reach.via[node] !== SOURCE_EDGE) {
    const e = reach.via[node] as number;
    const length = graph.length[e] as number;
    const forth = graph.from[e] === node;
    pieces.push(towards(graph, e, forth ? 0 : length, forth ? length : 0));
    node = (forth ? graph.to[e] : graph.from[e]) as number;
  }
  pieces.push(towards(graph, source.edge, endAt(graph, source.edge, node, source.along), source.along));
  const way = pieces.flat().reverse();
  return way.filter(([x, y], i) => i === 0 || x !== way[i - 1]?.[0] || y !== way[i - 1]?.[1]);
}

/** Metres at which a node lies on an edge; of a loop's two ends the nearer. */
function endAt(graph: WalkGraph, e: number, node: number, along: number): number {
  const length = graph.length[e] as number;
  if (graph.from[e] === graph.to[e]) return along <= length - along ? 0 : length;
  return graph.from[e] === node ? 0 : length;
}

const towards = (graph: WalkGraph, e: number, start: number, end: number): Point[] =>
  start <= end ? lineOf(graph, e, start, end) : lineOf(graph, e, end, start).reverse();
