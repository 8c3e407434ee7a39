import type { Draft } from './draft.ts';
import { cutChain, footOn, lengthOf, shareAlong } from './planar.ts';
import type { Foot } from './planar.ts';
import { CROSSINGS, EDGE_KINDS } from './types.ts';
import type { CrossingKind } from './types.ts';

/** A point on the centre line of a piece of barrier, whose left side is `edge` and whose right side `edge + 1`. */
export interface Spot extends Foot {
  edge: number;
}

/** Corners of a node beside a barrier. */
export interface Corners {
  left: number;
  right: number;
}

const NONE = CROSSINGS.indexOf('none');
/** Noding is exact to so much, metres. */
const SAME_M = 0.01;

/** Nearest piece of barrier among some edges (those that are no left side are passed over). */
export function nearestBarrier(
  draft: Draft,
  edges: Iterable<number>,
  x: number,
  y: number,
  within: number,
): Spot | null {
  let best: Spot | null = null;
  for (const edge of edges) {
    if (draft.columns.side[edge] !== 1) continue;
    const foot = footOn(draft.axisOf(edge), x, y, best?.distance ?? within);
    if (foot) best = { ...foot, edge };
  }
  return best;
}

/** Puts a crossing between two corners; it is as long as the carriageway is wide. */
export function addCrossing(
  draft: Draft,
  { left, right }: Corners,
  line: number,
  kind: number,
  widthM: number,
): number {
  const { x, y } = draft.columns;
  const shape = Float64Array.of(x[left] as number, y[left] as number, x[right] as number, y[right] as number);
  const edge = { from: left, to: right, line, crossing: kind, kind: EDGE_KINDS.indexOf('crossing') };
  return draft.addEdge({ ...edge, stepFree: 2, side: 0, closed: 0 }, shape, null, widthM);
}

/** Corners at a point of a barrier. Where there is no node yet, both sides are cut and a crossing without help comes to lie there. */
export function cornersAt(draft: Draft, { edge, segment, x, y, along }: Spot, widthM: number): Corners {
  const { from, to, line } = draft.columns;
  const axis = draft.axisOf(edge);
  if (along < SAME_M) return { left: from[edge] as number, right: from[edge + 1] as number };
  if (along > lengthOf(axis) - SAME_M) return { left: to[edge] as number, right: to[edge + 1] as number };
  const sides = [edge, edge + 1].map((side) => cutBeside(draft, side, segment, x, y));
  const [left, right] = sides.map(({ at: [px, py] }) => draft.addNode(px, py)) as [number, number];
  const axes = cutChain(axis, segment, x, y);
  draft.cut(edge, left, (sides[0] as Cut).shapes, axes);
  draft.cut(edge + 1, right, (sides[1] as Cut).shapes);
  addCrossing(draft, { left, right }, line[edge] as number, NONE, widthM);
  return { left, right };
}

interface Cut {
  at: [x: number, y: number];
  shapes: [Float64Array, Float64Array];
}

/**
 * Where the side of a barrier is cut beside a point of its centre line. The cut lies on the side's own line, so that nobody's
 * way along it becomes longer.
 */
function cutBeside(draft: Draft, e: number, segment: number, x: number, y: number): Cut {
  const shape = draft.shapeOf(e);
  const [ax, ay, bx, by] = shape.subarray(2 * segment, 2 * segment + 4) as unknown as [number, number, number, number];
  const t = shareAlong(x, y, ax, ay, bx, by);
  const at: [number, number] = [ax + t * (bx - ax), ay + t * (by - ay)];
  return { at, shapes: cutChain(shape, segment, ...at) };
}

/**
 * Makes a crossing at a point of a barrier; one that is there already becomes the better of the two kinds. So near to a node
 * that it cannot be told whose arm is meant, it counts for all of that junction.
 */
export function makeCrossing(draft: Draft, spot: Spot, kind: CrossingKind, widthM: number, junctionM: number): void {
  const length = lengthOf(draft.axisOf(spot.edge));
  const nearEnd = Math.min(spot.along, length - spot.along) <= junctionM;
  const along = spot.along < length / 2 ? 0 : length;
  const corners = cornersAt(draft, nearEnd ? { ...spot, along } : spot, widthM);
  const seen = new Set([corners.left, corners.right]);
  for (const corner of seen) {
    for (const e of draft.crossingsAt(corner)) {
      draft.columns.crossing[e] = Math.min(draft.columns.crossing[e] as number, CROSSINGS.indexOf(kind));
      seen.add(draft.columns.from[e] as number).add(draft.columns.to[e] as number);
    }
  }
}
