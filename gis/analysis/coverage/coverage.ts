import { AGE_GROUPS } from '../network/types.ts';
import type { AgeGroup } from '../network/types.ts';
import type { Catchments } from './catchments.ts';
import type { Ground } from './ground.ts';
import { piecesByUnit, sumOf, sumWhere, totalOf } from './range.ts';
import type { Range } from './range.ts';
import type { CoverageSettings } from './settings.ts';
import { countedArea } from './supply.ts';
import { walkedOf } from './walked.ts';
import type { Walked } from './walked.ts';

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

/** Sums up who has a playground near enough on foot (DIN 18034-1:2020-10), by age group. */
export function coverageFrom({ demand, groups }: Ground, walked: readonly Walked[]): GroupCoverage[] {
  return walked.map(({ metres, uncrossed, crossedAnywhere, near }, g) => {
    const group = AGE_GROUPS[g] as AgeGroup;
    const { homes } = groups[group];
    const sum = (counts: (piece: number) => boolean) => sumWhere(demand, group, counts);
    return {
      group,
      all: sum(() => true),
      reached: sum((i) => metres[i] !== Infinity),
      straight: sum((i) => near[i] === 1),
      withoutCrossing: uncrossed && sum((i) => uncrossed[i] !== Infinity),
      crossingAnywhere: crossedAnywhere && sum((i) => crossedAnywhere[i] !== Infinity),
      unjoined: sum((i) => homes[i] === null),
      metres,
      near,
    };
  });
}

/**
 * Who has a playground near enough on foot (DIN 18034-1:2020-10), by age group.
 * @param uncrossed lines of the street that nobody shall cross in {@link GroupCoverage.withoutCrossing}
 */
export const coverageOf = (
  ground: Ground,
  settings: CoverageSettings,
  uncrossed: ReadonlySet<number> | null = null,
): GroupCoverage[] => coverageFrom(ground, walkedOf(ground, settings, uncrossed));

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
