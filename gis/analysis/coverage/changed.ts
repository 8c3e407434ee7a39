import type { Point, WalkGraph } from '../network/types.ts';
import { gatesOf } from './ground.ts';
import type { Ground } from './ground.ts';

/** Metres that a change may lie away from what it changes: it is joined to an edge up to so far away, over a carriageway. */
export const SLACK_M = 60;

/** Box around a change in EPSG:25832: west, south, east, north. */
type Box = readonly [west: number, south: number, east: number, north: number];

/** Whether a point lies within so many metres of one of some changes, as the crow flies. */
export const isNear = (changes: readonly Box[], x: number, y: number, metres: number): boolean =>
  changes.some(
    ([west, south, east, north]) =>
      Math.hypot(Math.max(west - x, 0, x - east), Math.max(south - y, 0, y - north)) <= metres,
  );

function boxOf(shape: Float64Array): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < shape.length; i += 2) {
    west = Math.min(west, shape[i] as number);
    east = Math.max(east, shape[i] as number);
    south = Math.min(south, shape[i + 1] as number);
    north = Math.max(north, shape[i + 1] as number);
  }
  return [west, south, east, north];
}

/** Where a scenario changed the network: edges that are new, closed since, or crossed otherwise. */
export function changedEdges(before: WalkGraph, after: WalkGraph): Box[] {
  const boxes: Box[] = [];
  for (let e = 0; e < after.edges; e++) {
    // A side of a barrier that was cut in two is as long as before.
    const isNew = e >= before.edges && after.side[e] === 0;
    const isOther = e < before.edges && after.crossing[e] !== before.crossing[e];
    if (!isNew && !isOther && after.closed[e] === (before.closed[e] ?? 0)) continue;
    boxes.push(
      boxOf(after.shape.subarray(2 * (after.shapeStart[e] as number), 2 * (after.shapeStart[e + 1] as number))),
    );
  }
  return boxes;
}

/** Gates of the playgrounds that a scenario made or changed. */
export function changedGates(before: Ground, after: Ground): Box[] {
  return after.playgrounds
    .filter((playground, p) => playground !== before.playgrounds[p])
    .flatMap((playground) => gatesOf(playground).map(([x, y]: Point): Box => [x, y, x, y]));
}
