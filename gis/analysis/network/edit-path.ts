import { cornersAt, nearestBarrier } from './barrier.ts';
import type { Draft } from './draft.ts';
import type { EditOptions } from './edit.ts';
import { isAlong, nearestEdge } from './nearest-edge.ts';
import { crossing, cutChain, lengthOf } from './planar.ts';
import { EDGE_KINDS, NO_CROSSING, NO_LINE } from './types.ts';
import type { Point } from './types.ts';

/** Noding is exact to so much, metres. */
const SAME_M = 0.01;

/** Where a path meets the network: the node that it arrives at, and the one it goes on from (beyond a barrier another). */
interface Stop {
  /** Vertices of the path passed before, with the share of the way to the next one. */
  place: number;
  arrives: number;
  leaves: number;
}

/**
 * Draws a path into the network: its ends are joined to the nearest edge, and it meets every edge that it crosses (levels are not
 * known here). Where it crosses a barrier lies a crossing without help, as in a network built anew.
 * @returns whether it is joined to anything
 */
export function addPath(draft: Draft, line: readonly Point[], stepFree: boolean, options: EditOptions): boolean {
  const last = line.length - 1;
  if (last < 1) return false;
  const stops = crossed(draft, line, options);
  const [start, end] = [line[0] as Point, line[last] as Point];
  const firstNode = stops.some(({ place }) => place < 1e-9) ? null : joined(draft, start, options);
  const lastNode = stops.some(({ place }) => place > last - 1e-9) ? null : joined(draft, end, options);
  if (stops.length === 0 && firstNode === null && lastNode === null) return false;
  const at = (place: number, node: number): Stop => ({ place, arrives: node, leaves: node });
  if (stops[0] === undefined || stops[0].place >= 1e-9) stops.unshift(at(0, firstNode ?? draft.addNode(...start)));
  if ((stops.at(-1) as Stop).place <= last - 1e-9) stops.push(at(last, lastNode ?? draft.addNode(...end)));
  stops.slice(1).forEach((stop, i) => addPiece(draft, line, stops[i] as Stop, stop, stepFree));
  return true;
}

function addPiece(draft: Draft, line: readonly Point[], start: Stop, end: Stop, stepFree: boolean): void {
  const [from, to] = [start.leaves, end.arrives];
  if (from === to) return;
  const { x, y } = draft.columns;
  const passed = line.filter((_, i) => i > start.place && i < end.place);
  // An end that is joined from a distance keeps its own place as a vertex.
  const own = [start, end].map(({ place }) => (Number.isInteger(place) ? [line[place] as Point] : [])) as [
    Point[],
    Point[],
  ];
  const inner = [...own[0], ...passed, ...own[1]].flat();
  const shape = Float64Array.of(x[from] as number, y[from] as number, ...inner, x[to] as number, y[to] as number);
  const kind = EDGE_KINDS.indexOf('path');
  const same = { crossing: NO_CROSSING, line: NO_LINE, side: 0, closed: 0 };
  draft.addEdge({ from, to, kind, stepFree: stepFree ? 1 : 0, ...same }, shape);
}

/** Node of the network next to an end of a path, on the end's side of a barrier; null where none is near. */
function joined(draft: Draft, [x, y]: Point, { pathReachM, carriagewayM }: EditOptions): number | null {
  const near = nearestEdge(draft, x, y, pathReachM, (edge) => isAlong(draft, edge));
  if (!near) return null;
  const side = draft.columns.side[near.edge] as number;
  if (side === 0) return nodeOn(draft, near);
  const left = side === 1 ? near.edge : near.edge - 1;
  const spot = nearestBarrier(draft, [left], x, y, Infinity);
  if (!spot) return null;
  const corners = cornersAt(draft, spot, carriagewayM);
  return side === 1 ? corners.left : corners.right;
}

function nodeOn(draft: Draft, foot: { edge: number; segment: number; x: number; y: number; along: number }): number {
  const { edge, segment, x, y, along } = foot;
  const shape = draft.shapeOf(edge);
  if (along < SAME_M) return draft.columns.from[edge] as number;
  if (along > lengthOf(shape) - SAME_M) return draft.columns.to[edge] as number;
  const node = draft.addNode(x, y);
  draft.cut(edge, node, cutChain(shape, segment, x, y));
  return node;
}

interface Meeting {
  place: number;
  at: Point;
  /** Whether a barrier is met, and whether the path then comes from its right. */
  barrier: boolean;
  fromRight: boolean;
}

/** Meets what the path crosses, in the order in which it does. */
function crossed(draft: Draft, line: readonly Point[], { carriagewayM }: EditOptions): Stop[] {
  const meetings: Meeting[] = [];
  for (let i = 0; i + 1 < line.length; i++) {
    const [ax, ay, bx, by] = [...(line[i] as Point), ...(line[i + 1] as Point)] as [number, number, number, number];
    const reach = carriagewayM;
    const box = [
      Math.min(ax, bx) - reach,
      Math.min(ay, by) - reach,
      Math.max(ax, bx) + reach,
      Math.max(ay, by) + reach,
    ] as const;
    for (const edge of draft.edgesIn(...box)) {
      const side = draft.columns.side[edge];
      if (side === -1 || !isAlong(draft, edge)) continue;
      if (side === 0 && draft.columns.closed[edge]) continue;
      const chain = side === 1 ? draft.axisOf(edge) : draft.shapeOf(edge);
      for (let k = 0; k + 3 < chain.length; k += 2) {
        const [cx, cy, dx, dy] = chain.subarray(k, k + 4) as unknown as [number, number, number, number];
        const meet = crossing([ax, ay, bx, by], [cx, cy, dx, dy]);
        if (!meet) continue;
        const at: Point = [ax + meet.t * (bx - ax), ay + meet.t * (by - ay)];
        const fromRight = (dx - cx) * (by - ay) - (dy - cy) * (bx - ax) > 0;
        meetings.push({ place: i + meet.t, at, barrier: side === 1, fromRight });
      }
    }
  }
  meetings.sort((a, b) => a.place - b.place || Number(b.barrier) - Number(a.barrier));
  const stops: Stop[] = [];
  for (const meeting of meetings) {
    const stop = stopAt(draft, meeting, carriagewayM);
    const before = stops.at(-1);
    // At a junction several edges are met at once.
    if (stop && !(before && before.arrives === stop.arrives && before.leaves === stop.leaves)) stops.push(stop);
  }
  return stops;
}

function stopAt(draft: Draft, { place, at: [x, y], barrier, fromRight }: Meeting, carriagewayM: number): Stop | null {
  const reach = carriagewayM;
  const near = draft.edgesIn(x - reach, y - reach, x + reach, y + reach);
  if (barrier) {
    const spot = nearestBarrier(draft, near, x, y, SAME_M);
    if (!spot) return null;
    const { left, right } = cornersAt(draft, spot, carriagewayM);
    return fromRight ? { place, arrives: right, leaves: left } : { place, arrives: left, leaves: right };
  }
  const foot = nearestEdge(draft, x, y, SAME_M, (edge) => draft.columns.side[edge] === 0 && isAlong(draft, edge));
  if (!foot) return null;
  const node = nodeOn(draft, foot);
  return { place, arrives: node, leaves: node };
}
