import { costAt, reach } from '../network/search.ts';
import { AGE_GROUPS } from '../network/types.ts';
import type { Access, AgeGroup, WalkGraph } from '../network/types.ts';
import { changedEdges, isNear, SLACK_M } from './changed.ts';
import { gatesOf, joinedGatesOf } from './ground.ts';
import type { Ground, GroupGround } from './ground.ts';
import type { CoverageSettings } from './settings.ts';

/** Pieces of street with homes from which a playground is near enough on foot, as indices in the demand, ascending. */
export type Catchment = Uint32Array;

/** Catchment of every playground, by age group. */
export type Catchments = Readonly<Record<AgeGroup, readonly Catchment[]>>;

/** Homes by the edge to which they are joined: those of edge e are `home[start[e] … start[e + 1]]`, ascending. */
function homesByEdge({ edges }: WalkGraph, { homes }: GroupGround): { start: Uint32Array; home: Uint32Array } {
  const start = new Uint32Array(edges + 2);
  for (const home of homes) if (home) start[home.edge + 2] = (start[home.edge + 2] as number) + 1;
  for (let e = 2; e < start.length; e++) start[e] = (start[e] as number) + (start[e - 1] as number);
  const home = new Uint32Array(homes.length);
  homes.forEach((one, i) => {
    if (!one) return;
    const at = start[one.edge + 1] as number;
    home[at] = i;
    start[one.edge + 1] = at + 1;
  });
  return { start, home };
}

/**
 * Finds pieces of street from which some gates are near enough; homes are looked up where the search came, so that one costs what it
 * reaches and not the whole city. @param bound metres
 */
export function catchmentFinder(
  ground: Ground,
  group: AgeGroup,
  bound: number,
): (gates: readonly Access[]) => Catchment {
  const { graph, scratch } = ground;
  const own = ground.groups[group];
  const { start, home } = homesByEdge(graph, own);
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
      for (const i of home.subarray(start[edge], start[edge + 1])) {
        const access = own.homes[i];
        if (access && costAt(graph, own.costs, found, access) !== Infinity) pieces.push(i);
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
    const find = catchmentFinder(ground, group, reachM[group]);
    return ground.playgrounds.map((_, p) => find(joinedGatesOf(ground, group, p)));
  });
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
  const changes = changedEdges(before.graph, after.graph);
  let searched = 0;
  const catchments = byGroup((group) => {
    const find = catchmentFinder(after, group, reachM[group]);
    return after.playgrounds.map((playground, p) => {
      const old = known[group][p];
      const same = old !== undefined && playground === before.playgrounds[p];
      const near = () => gatesOf(playground).some(([x, y]) => isNear(changes, x, y, reachM[group] + SLACK_M));
      if (same && !near()) return old;
      searched++;
      return find(joinedGatesOf(after, group, p));
    });
  });
  return { catchments, searched };
}
