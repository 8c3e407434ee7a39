import { costAt, reach } from '../network/search.ts';
import { AGE_GROUPS } from '../network/types.ts';
import type { Access, AgeGroup, WalkGraph } from '../network/types.ts';
import { gatesOf, joinedGates } from './ground.ts';
import type { Ground, GroupGround } from './ground.ts';
import type { CoverageSettings } from './settings.ts';

/** Pieces of street with homes from which a playground is near enough on foot, as indices in the demand, ascending. */
export type Catchment = Uint32Array;

/** Catchment of every playground, by age group. */
export type Catchments = Readonly<Record<AgeGroup, readonly Catchment[]>>;

/** Homes by the edge to which they are joined. */
function homesByEdge({ homes }: GroupGround): ReadonlyMap<number, readonly number[]> {
  const byEdge = new Map<number, number[]>();
  homes.forEach((home, i) => {
    if (!home) return;
    const known = byEdge.get(home.edge);
    if (known) known.push(i);
    else byEdge.set(home.edge, [i]);
  });
  return byEdge;
}

/** Finds catchments; homes are looked up where the search came, so that one costs what it reaches and not the whole city. */
function finder(ground: Ground, group: AgeGroup, bound: number): (gates: readonly Access[]) => Catchment {
  const { graph, scratch } = ground;
  const own = ground.groups[group];
  const byEdge = homesByEdge(own);
  return (gates) => {
    if (gates.length === 0) return new Uint32Array();
    const found = reach(graph, own.costs, gates, bound, scratch);
    const edges = new Set(found.onEdge.keys());
    for (let i = 0; i < found.count; i++) {
      const node = found.reached[i] as number;
      const end = graph.first[node + 1] as number;
      for (let k = graph.first[node] as number; k < end; k++) edges.add(graph.link[k] as number);
    }
    const pieces: number[] = [];
    for (const edge of edges) {
      for (const i of byEdge.get(edge) ?? []) {
        const home = own.homes[i];
        if (home && costAt(graph, own.costs, found, home) !== Infinity) pieces.push(i);
      }
    }
    return Uint32Array.from(pieces).sort();
  };
}

const byGroup = <T>(of: (group: AgeGroup) => T): Record<AgeGroup, T> =>
  Object.fromEntries(AGE_GROUPS.map((group) => [group, of(group)])) as Record<AgeGroup, T>;

/** Catchments of all playgrounds (DIN 18034-1:2020-10 by default): one search each, by age group. */
export function catchmentsOf(ground: Ground, { reachM }: CoverageSettings): Catchments {
  return byGroup((group) => {
    const find = finder(ground, group, reachM[group]);
    return ground.playgrounds.map((_, p) => find(joinedGates(ground, group, p)));
  });
}

/** Metres that a change may lie away from what it changes: it is joined to an edge up to so far away, over a carriageway. */
const SLACK_M = 60;

/** Where a scenario changed the network: edges that are new, closed since, or crossed otherwise. Points as x, y, x, y, … of EPSG:25832. */
function changedShapes(before: WalkGraph, after: WalkGraph): Float64Array[] {
  const shapes: Float64Array[] = [];
  for (let e = 0; e < after.edges; e++) {
    // A side of a barrier that was cut in two is as long as before.
    const isNew = e >= before.edges && after.side[e] === 0;
    const isOther = e < before.edges && after.crossing[e] !== before.crossing[e];
    if (!isNew && !isOther && after.closed[e] === (before.closed[e] ?? 0)) continue;
    shapes.push(after.shape.subarray(2 * (after.shapeStart[e] as number), 2 * (after.shapeStart[e + 1] as number)));
  }
  return shapes;
}

/** Metres from a point to a line, at most; the box of the line is enough to leave something as it is. */
function boxDistance(x: number, y: number, shape: Float64Array): number {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < shape.length; i += 2) {
    minX = Math.min(minX, shape[i] as number);
    maxX = Math.max(maxX, shape[i] as number);
    minY = Math.min(minY, shape[i + 1] as number);
    maxY = Math.max(maxY, shape[i + 1] as number);
  }
  return Math.hypot(Math.max(minX - x, 0, x - maxX), Math.max(minY - y, 0, y - maxY));
}

/**
 * Catchments of a ground that a scenario changed. A way is never shorter than the straight line, so only playgrounds with a gate
 * within reach of a change, as the crow flies, are searched again; the others keep what they had.
 * @param known catchments of `before`
 */
export function changedCatchments(
  before: Ground,
  known: Catchments,
  after: Ground,
  { reachM }: CoverageSettings,
): { catchments: Catchments; searched: number } {
  const shapes = changedShapes(before.graph, after.graph);
  let searched = 0;
  const catchments = byGroup((group) => {
    const find = finder(after, group, reachM[group]);
    return after.playgrounds.map((playground, p) => {
      const old = known[group][p];
      const same = old !== undefined && playground === before.playgrounds[p];
      const near = () =>
        gatesOf(playground).some(([x, y]) =>
          shapes.some((shape) => boxDistance(x, y, shape) <= reachM[group] + SLACK_M),
        );
      if (same && !near()) return old;
      searched++;
      return find(joinedGates(after, group, p));
    });
  });
  return { catchments, searched };
}
