import { reach, costAt } from '../network/search.ts';
import { NO_CROSSING, AGE_GROUPS } from '../network/types.ts';
import type { Access, AgeGroup } from '../network/types.ts';
import type { Ground, GroupGround } from './ground.ts';
import { gatesOf, joinedGates, suits } from './ground.ts';
import { NOBODY, plus, sumWhere } from './range.ts';
import type { Range } from './range.ts';
import type { CoverageSettings } from './settings.ts';

/** Children of one age group and who of them has a playground near enough. */
export interface GroupCoverage {
  group: AgeGroup;
  all: Range;
  reached: Range;
  /** By straight line instead of on foot, for comparison. */
  straight: Range;
  /** Who is still reached when nobody crosses the street in question; null where no street was asked about. */
  withoutCrossing: Range | null;
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

/** The same costs with the crossings of some streets closed. @param lines indices in `NetworkData.lines` */
function withoutCrossings(ground: Ground, group: GroupGround, lines: ReadonlySet<number>): GroupGround {
  const { crossing, line } = ground.graph;
  const edge = group.costs.edge.map((cost, e) =>
    crossing[e] !== NO_CROSSING && lines.has(line[e] as number) ? Infinity : cost,
  );
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
    const kept = uncrossed && walkedMetres(ground, withoutCrossings(ground, own, uncrossed), gates, bound);
    const sum = (counts: (piece: number) => boolean) => sumWhere(ground.demand, group, counts);
    return {
      group,
      all: sum(() => true),
      reached: sum((i) => metres[i] !== Infinity),
      straight: sum((i) => near[i] === 1),
      withoutCrossing: kept && sum((i) => kept[i] !== Infinity),
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
  const of = (unit: number, key: string, name: string | null): UnitCoverage => ({
    key,
    name,
    groups: coverage.map(({ group, metres, near }) => {
      const here = (i: number) => demand.unit[i] === unit;
      return {
        all: sumWhere(demand, group, here),
        reached: sumWhere(demand, group, (i) => here(i) && metres[i] !== Infinity),
        straight: sumWhere(demand, group, (i) => here(i) && near[i] === 1),
      };
    }),
  });
  const units = demand.units.map(({ key, name }, i) => of(i, key, name));
  return demand.unit.includes(-1) ? [...units, of(-1, '', null)] : units;
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

/** Catchment of every playground: one search each, by age group. */
export function coverageByPlayground(ground: Ground, settings: CoverageSettings): PlaygroundCoverage[] {
  return ground.playgrounds.map((playground, p) => {
    const groups = AGE_GROUPS.map((group) => {
      const gates = joinedGates(ground, group, p);
      const metres = walkedMetres(ground, ground.groups[group], gates, settings.reachM[group]);
      return sumWhere(ground.demand, group, (i) => metres[i] !== Infinity);
    });
    const children = groups.reduce(plus, NOBODY);
    const counted = playground.kind === 'school-yard' ? settings.schoolYardShare : 1;
    const areaM2 = playground.areaM2 === null ? null : playground.areaM2 * counted;
    const neededM2 = children.expected * settings.targetM2;
    const missingM2 = areaM2 === null ? null : Math.max(0, neededM2 - areaM2);
    return { key: playground.key, groups, children, areaM2, neededM2, missingM2 };
  });
}
