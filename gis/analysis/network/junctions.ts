import { addCrossing } from './barrier.ts';
import type { BuildOptions } from './build.ts';
import type { Draft } from './draft.ts';
import type { StreetGraph } from './noding.ts';
import { cornerAt } from './planar.ts';
import { CROSSINGS, EDGE_KINDS, NO_CROSSING } from './types.ts';
import type { NetworkData, WalkLine } from './types.ts';

/** An edge as seen from one of its ends. */
interface Arm {
  /** Twice the number of the edge, and one more at its `to`. */
  end: number;
  /** In which it leaves the node, radians. */
  angle: number;
  barrier: boolean;
}

/** Corner on the left and right of each arm, seen from its node; an arm that is no barrier has the same on both. */
export interface ArmCorners {
  left: Uint32Array;
  right: Uint32Array;
}

const NONE = CROSSINGS.indexOf('none');

function armsOf({ first, link, shape, shapeStart }: StreetGraph, node: number, barrier: Uint8Array, from: Uint32Array) {
  const arms: Arm[] = [];
  let before = -1;
  for (let i = first[node] as number; i < (first[node + 1] as number); i++) {
    const e = link[i] as number;
    // A loop stands there twice, one after the other: first its beginning, then its end.
    const atEnd = e === before || from[e] !== node ? 1 : 0;
    before = e;
    const near = atEnd ? 2 * (shapeStart[e + 1] as number) - 2 : 2 * (shapeStart[e] as number);
    const next = atEnd ? near - 2 : near + 2;
    const [dx, dy] = [
      (shape[next] as number) - (shape[near] as number),
      (shape[next + 1] as number) - (shape[near + 1] as number),
    ];
    arms.push({ end: 2 * e + atEnd, angle: Math.atan2(dy, dx), barrier: barrier[e] === 1 });
  }
  return arms.sort((a, b) => a.angle - b.angle || a.end - b.end);
}

/**
 * Makes the nodes: one corner in each sector between the barriers that meet in a node of the streets, one where there are none;
 * and a crossing over each barrier's arm, of the kind of a line that is itself a crossing and leads over it, else without help.
 */
export function cornersOfNodes(
  draft: Draft,
  data: NetworkData,
  streets: StreetGraph,
  barrier: Uint8Array,
  { carriagewayM, openEnds }: BuildOptions,
): ArmCorners {
  const left = new Uint32Array(2 * streets.edges);
  const right = new Uint32Array(2 * streets.edges);
  const lineOf = (arm: Arm): number => streets.line[arm.end >> 1] as number;
  const all = (arms: readonly Arm[], corner: number): void => {
    for (const { end } of arms) left[end] = right[end] = corner;
  };
  for (let node = 0; node < streets.nodes; node++) {
    const arms = armsOf(streets, node, barrier, streets.from);
    const cuts = arms.filter((arm) => arm.barrier);
    const [x, y] = [streets.x[node] as number, streets.y[node] as number];
    const isCutOff = cuts.length === 1 && arms.length === 1 && openEnds === 'cut';
    if (cuts.length < 2 && !isCutOff) {
      all(arms, draft.addNode(x, y));
      continue;
    }
    const [only] = cuts as [Arm];
    if (isCutOff) {
      const beside = (side: number): number => {
        const angle = only.angle + (side * Math.PI) / 2;
        return draft.addNode(x + (carriagewayM / 2) * Math.cos(angle), y + (carriagewayM / 2) * Math.sin(angle));
      };
      const corners = { left: beside(1), right: beside(-1) };
      left[only.end] = corners.left;
      right[only.end] = corners.right;
      addCrossing(draft, corners, lineOf(only), NONE, carriagewayM);
      continue;
    }
    // Sector k lies between barrier k and the next one counter-clockwise.
    const corner = cuts.map(({ angle }, k) => {
      const next = cuts[(k + 1) % cuts.length] as Arm;
      return draft.addNode(...cornerAt(x, y, angle, next.angle, carriagewayM / 2));
    });
    const helped = new Uint8Array(cuts.length).fill(NO_CROSSING);
    const start = arms.indexOf(cuts[0] as Arm);
    let sector = -1;
    for (let i = 0; i < arms.length; i++) {
      const arm = arms[(start + i) % arms.length] as Arm;
      if (arm.barrier) {
        right[arm.end] = corner[(sector + cuts.length) % cuts.length] as number;
        sector++;
        left[arm.end] = corner[sector] as number;
      } else {
        left[arm.end] = right[arm.end] = corner[sector] as number;
        const { crossing } = data.lines[lineOf(arm)] as WalkLine;
        if (crossing) helped[sector] = Math.min(helped[sector] as number, CROSSINGS.indexOf(crossing));
      }
    }
    // Two arms of a barrier that passes through have the same corners: one crossing is enough.
    cuts.slice(0, cuts.length === 2 ? 1 : undefined).forEach((arm, k) => {
      const before = (k + cuts.length - 1) % cuts.length;
      const kind = Math.min(NONE, Math.max(helped[k] as number, helped[before] as number));
      const corners = { left: corner[k] as number, right: corner[before] as number };
      addCrossing(draft, corners, lineOf(arm), kind, carriagewayM);
    });
  }
  return { left, right };
}

const stepFreeOf = ({ stepFree, steps }: WalkLine): number => (steps ? 0 : stepFree === null ? 2 : Number(stepFree));

function kindOf({ steps, kind, crossing }: WalkLine): number {
  if (steps) return EDGE_KINDS.indexOf('steps');
  return EDGE_KINDS.indexOf(kind === 'path' || crossing ? 'path' : 'street');
}

/** Makes the edges: two of a barrier, one on either side, and one of every other street. */
export function addEdges(
  draft: Draft,
  data: NetworkData,
  streets: StreetGraph,
  barrier: Uint8Array,
  { left, right }: ArmCorners,
  half: number,
): void {
  for (let e = 0; e < streets.edges; e++) {
    const line = data.lines[streets.line[e] as number] as WalkLine;
    const axis = streets.shape.slice(2 * (streets.shapeStart[e] as number), 2 * (streets.shapeStart[e + 1] as number));
    const [from, to] = [2 * e, 2 * e + 1];
    const common = {
      line: streets.line[e] as number,
      kind: kindOf(line),
      stepFree: stepFreeOf(line),
      crossing: NO_CROSSING,
      closed: line.walkable === false ? 1 : 0,
    };
    if (barrier[e]) {
      const l = { ...common, side: 1, from: left[from] as number, to: right[to] as number };
      const r = { ...common, side: -1, from: right[from] as number, to: left[to] as number };
      const cut = withNarrows(axis, half, l.from === r.from, l.to === r.to);
      draft.addEdge(l, beside(draft, cut, l, half), cut);
      draft.addEdge(r, beside(draft, cut, r, half));
    } else {
      const one = { ...common, side: 0, from: left[from] as number, to: left[to] as number };
      draft.addEdge(one, between(draft, axis, one, half));
    }
  }
}

/** Puts a vertex half a carriageway before an end at which both sides run together: they keep apart up to there. */
function withNarrows(axis: Float64Array, half: number, atStart: boolean, atEnd: boolean): Float64Array {
  const before = (from: number, to: number): number[] => {
    const [x, y] = [axis[from] as number, axis[from + 1] as number];
    const [dx, dy] = [(axis[to] as number) - x, (axis[to + 1] as number) - y];
    const share = half / Math.hypot(dx, dy);
    return share < 1 / 3 ? [x + share * dx, y + share * dy] : [];
  };
  const last = axis.length - 2;
  const start = atStart ? before(0, 2) : [];
  const end = atEnd ? before(last, last - 2) : [];
  return Float64Array.from([
    ...axis.subarray(0, 2),
    ...start,
    ...axis.subarray(2, last),
    ...end,
    ...axis.subarray(last),
  ]);
}

type Ends = { from: number; to: number; side: number };

/** The line beside a barrier, with as many vertices as its centre line. */
function beside(
  { columns: { x, y } }: Draft,
  axis: Float64Array,
  { from, to, side }: Ends,
  half: number,
): Float64Array {
  const shape = new Float64Array(axis.length);
  for (let i = 2; i < axis.length - 2; i += 2) {
    const [px, py] = [axis[i] as number, axis[i + 1] as number];
    const out = Math.atan2((axis[i + 3] as number) - py, (axis[i + 2] as number) - px);
    const back = Math.atan2((axis[i - 1] as number) - py, (axis[i - 2] as number) - px);
    shape.set(side === 1 ? cornerAt(px, py, out, back, half) : cornerAt(px, py, back, out, half), i);
  }
  shape.set([x[from] as number, y[from] as number]);
  shape.set([x[to] as number, y[to] as number], axis.length - 2);
  return shape;
}

/** A street's line from corner to corner: where that stands beside the node, vertices inside the carriageway are left out. */
function between({ columns: { x, y } }: Draft, axis: Float64Array, { from, to }: Ends, half: number): Float64Array {
  const last = axis.length - 2;
  const moved = (node: number, i: number): boolean =>
    Math.hypot((x[node] as number) - (axis[i] as number), (y[node] as number) - (axis[i + 1] as number)) > 0;
  const inside = (i: number, end: number): boolean =>
    Math.hypot((axis[i] as number) - (axis[end] as number), (axis[i + 1] as number) - (axis[end + 1] as number)) < half;
  let begin = 2;
  let end = last;
  if (moved(from, 0)) while (begin < end && inside(begin, 0)) begin += 2;
  if (moved(to, last)) while (end > begin && inside(end - 2, last)) end -= 2;
  const shape = new Float64Array(end - begin + 4);
  shape.set([x[from] as number, y[from] as number]);
  shape.set(axis.subarray(begin, end), 2);
  shape.set([x[to] as number, y[to] as number], shape.length - 2);
  return shape;
}
