import { AGE_GROUPS } from '../network/types.ts';
import type { AgeGroup } from '../network/types.ts';
import type { GroupCoverage } from './coverage.ts';
import type { Ground } from './ground.ts';
import { piecesByUnit, sumOf } from './range.ts';
import type { Range } from './range.ts';

/** What a scenario changes for children of one age group. Both can be: a closure takes where a crossing gives. */
export interface GroupChange {
  group: AgeGroup;
  /** Children who reach a playground only in the scenario. */
  gained: Range;
  /** Children who reach one only today. */
  lost: Range;
}

export interface UnitChange {
  key: string;
  name: string | null;
  groups: readonly GroupChange[];
}

/** Who gains and who loses a playground within reach, by age group; of some pieces of street, or of all. */
export function changesBetween(
  { demand }: Ground,
  before: readonly GroupCoverage[],
  after: readonly GroupCoverage[],
  pieces: readonly number[] = [...demand.x.keys()],
): GroupChange[] {
  return AGE_GROUPS.map((group, g) => {
    const was = (i: number) => before[g]?.metres[i] !== Infinity;
    const is = (i: number) => after[g]?.metres[i] !== Infinity;
    const sum = (counts: (piece: number) => boolean) => sumOf(demand, group, pieces.filter(counts));
    return { group, gained: sum((i) => !was(i) && is(i)), lost: sum((i) => was(i) && !is(i)) };
  });
}

/** The same by statistical unit, only those in which anybody gains or loses; the one without a key lies outside of all. */
export function changesByUnit(
  ground: Ground,
  before: readonly GroupCoverage[],
  after: readonly GroupCoverage[],
): UnitChange[] {
  return piecesByUnit(ground.demand)
    .map(({ key, name, pieces }) => ({ key, name, groups: changesBetween(ground, before, after, pieces) }))
    .filter(({ groups }) => groups.some(({ gained, lost }) => gained.most > 0 || lost.most > 0));
}
