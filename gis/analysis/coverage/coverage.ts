import { reach, costAt } from '../network/search.ts';
import { NO_CROSSING, AGE_GROUPS } from '../network/types.ts';
import type { Access, AgeGroup } from '../network/types.ts';
import type { Catchments } from './catchments.ts';
import type { Ground, GroupGround } from './ground.ts';
import { gatesOf, joinedGates, suits } from './ground.ts';
import { piecesByUnit, sumOf, sumWhere, totalOf } from './range.ts';
import type { Range } from './range.ts';
import type { CoverageSettings } from './settings.ts';
import { countedArea } from './supply.ts';

/** Children of one age group and who of them has a playground near enough. */
export interface GroupCoverage {
  group: AgeGroup;
  all: Range;
  reached: Range;
  /** By straight line instead of on foot, for comparison. */
  straight: Range;
  /** Who is still reached when nobody crosses the street in question; null where no street was asked about. */
  withoutCrossing: Range | null;
  /** Who would be reached if that street could be crossed at each of its junctions and crossings; null like the one before. */
  crossingAnywhere: Range | null;
  /** Children at whose homes no way is known that they may use. */
  unjoined: Range;
  /** Metres on foot from each piece of street to its nearest playground, Infinity beyond reach. */
  metres: Float32Array;
  /** 1 for pieces that are near enough by straight line. */
  near: Uint8Array;
}

/** Metres on foot to the nearest of some gates from every piece of street. */
function walkedMetres(
  { graph, scratch }: Ground,
  { costs, homes }: GroupGround,
  sources: readonly Access[],
  bound: number,
): Float32Array {
  if (sources.length === 0) return new Float32Array(homes.length).fill(Infinity);
  const found = reach(graph, costs, sources, bound, scratch);
  return Float32Array.from(homes, (home) => (home ? costAt(graph, costs, found, home) : Infinity));
}

/** The same costs with all crossings of some streets closed, or all of them used. @param lines indices in `NetworkData.lines` */
function withCrossings(
  { graph }: Ground,
  group: GroupGround,
  lines: ReadonlySet<number>,
  crossings: 'closed' | 'used',
): GroupGround {
  const { crossing, line, length, closed } = graph;
  const edge = group.costs.edge.map((cost, e) => {
    if (crossing[e] === NO_CROSSING || !lines.has(line[e] as number)) return cost;
    return crossings === 'closed' || closed[e] ? Infinity : (length[e] as number);
  });
  return { ...group, costs: { ...group.costs, edge } };
}

function nearByLine({ playgrounds, demand }: Ground, group: AgeGroup, metres: number): Uint8Array {
  const gates = playgrounds.filter((one) => suits(one, group)).flatMap(gatesOf);
  return Uint8Array.from(demand.x, (x, i) =>
    gates.some(([east, north]) => Math.hypot(east - x, north - (demand.y[i] ?? 0)) <= metres) ? 1 : 0,
  );
}

/**
 * Who has a playground near enough on foot (DIN 18034-1:2020-10), by age group.
 * @param uncrossed lines of the street that nobody shall cross in {@link GroupCoverage.withoutCrossing}
 */
export function coverageOf(
  ground: Ground,
  settings: CoverageSettings,
  uncrossed: ReadonlySet<number> | null = null,
): GroupCoverage[] {
  return AGE_GROUPS.map((group) => {
    const own = ground.groups[group];
    const bound = settings.reachM[group];
    const gates = joinedGates(ground, group);
    const metres = walkedMetres(ground, own, gates, bound);
    const near = nearByLine(ground, group, settings.straightM[group]);
    const crossed = (crossings: 'closed' | 'used') =>
      uncrossed && walkedMetres(ground, withCrossings(ground, own, uncrossed, crossings), gates, bound);
    const [kept, free] = [crossed('closed'), crossed('used')];
    const sum = (counts: (piece: number) => boolean) => sumWhere(ground.demand, group, counts);
    return {
      group,
      all: sum(() => true),
      reached: sum((i) => metres[i] !== Infinity),
      straight: sum((i) => near[i] === 1),
      withoutCrossing: kept && sum((i) => kept[i] !== Infinity),
      crossingAnywhere: free && sum((i) => free[i] !== Infinity),
      unjoined: sum((i) => own.homes[i] === null),
      metres,
      near,
    };
  });
}

/** One statistical unit. */
export interface UnitCoverage {
  key: string;
  name: string | null;
  /** By age group, in the order of `AGE_GROUPS`. */
  groups: readonly { all: Range; reached: Range; straight: Range }[];
}

/** Coverage by statistical unit; the last one, without a key, gathers what lies outside of all, where there is any. */
export function coverageByUnit({ demand }: Ground, coverage: readonly GroupCoverage[]): UnitCoverage[] {
  return piecesByUnit(demand).map(({ key, name, pieces }) => ({
    key,
    name,
    groups: coverage.map(({ group, metres, near }) => {
      const sum = (counts: (piece: number) => boolean) => sumOf(demand, group, pieces.filter(counts));
      return {
        all: sumOf(demand, group, pieces),
        reached: sum((i) => metres[i] !== Infinity),
        straight: sum((i) => near[i] === 1),
      };
    }),
  }));
}

/** One playground with the children in its catchment and the area that they would need. */
export interface PlaygroundCoverage {
  key: string;
  /** Children who have it within reach, by age group; others may have them within reach, too. */
  groups: readonly Range[];
  children: Range;
  /** m² that count, null where the area is not known. */
  areaM2: number | null;
  /** m² that these children need by the target. */
  neededM2: number;
  /** m² that are missing; null where the area is not known. */
  missingM2: number | null;
}

/** Children in the catchment of every playground, against its area. @param catchments of the same ground and settings */
export function coverageByPlayground(
  { playgrounds, demand }: Ground,
  settings: CoverageSettings,
  catchments: Catchments,
): PlaygroundCoverage[] {
  return playgrounds.map((playground, p) => {
    const groups = AGE_GROUPS.map((group) => sumOf(demand, group, catchments[group][p] ?? []));
    const children = totalOf(groups);
    const areaM2 = countedArea(playground, settings);
    const neededM2 = children.expected * settings.targetM2;
    const missingM2 = areaM2 === null ? null : Math.max(0, neededM2 - areaM2);
    return { key: playground.key, groups, children, areaM2, neededM2, missingM2 };
  });
}
