import { NOBODY } from '../coverage/range.ts';
import type { Range } from '../coverage/range.ts';
import { AGE_GROUPS } from '../network/types.ts';
import type { AgeGroup, Demand } from '../network/types.ts';
import { sharedMonths } from './ages.ts';
import type { AgeRange } from './ages.ts';

/** Months of each age group of the demand. */
const GROUP_MONTHS: Readonly<Record<AgeGroup, AgeRange>> = {
  'under-6': { from: 0, to: 72 },
  '6-12': { from: 72, to: 144 },
  '12-plus': { from: 144, to: 216 },
};

/**
 * Share of an age group that a range holds. Within a group ages are taken to be spread evenly: single years are published nowhere
 * for areas this small. Pregnancies are counted as the births of as many months; both are modelled and said to be.
 */
function shareOfGroup(group: AgeGroup, range: AgeRange): number {
  const months = GROUP_MONTHS[group];
  const unborn = group === 'under-6' ? sharedMonths({ from: -9, to: 0 }, range) : 0;
  return (sharedMonths(months, range) + unborn) / (months.to - months.from);
}

/** Children of an age group by piece of street; zero outside of the area. */
type Rows = Record<keyof Range, Float64Array>;

/**
 * The children of an area by age. Pieces of street keep their index in the demand, so that areas share what was searched on the
 * network.
 */
export class Children {
  /** Pieces of street in the demand, in the area or not. */
  readonly pieces: number;
  readonly #groups: readonly Rows[];
  readonly #all = new Map<string, Range>();
  readonly #everywhere: Uint16Array;

  /** @param inArea pieces of street whose children count; null: all of them */
  constructor(demand: Demand, inArea: readonly number[] | null = null) {
    const pieces = demand.x.length;
    this.pieces = pieces;
    this.#everywhere = new Uint16Array(pieces).fill(1);
    const row = (counts: readonly number[] = []): Float64Array => {
      if (!inArea) return Float64Array.from(counts);
      const counted = new Float64Array(pieces);
      for (const i of inArea) counted[i] = counts[i] ?? 0;
      return counted;
    };
    this.#groups = AGE_GROUPS.map((_, g) => ({
      ...{ expected: row(demand.expected[g]), least: row(demand.least[g]), most: row(demand.most[g]) },
    }));
  }

  /** All children of an age in the area. */
  of(range: AgeRange): Range {
    const name = `${range.from}-${range.to}`;
    const all = this.#all.get(name) ?? this.where(range, this.#everywhere, 1);
    this.#all.set(name, all);
    return all;
  }

  /** Those of them on pieces of street whose mark has a bit. @param marks by piece of the demand */
  where(range: AgeRange, marks: Uint16Array, bit: number): Range {
    const sum = { ...NOBODY };
    for (const [g, group] of AGE_GROUPS.entries()) {
      const share = shareOfGroup(group, range);
      if (share === 0) continue;
      const { expected, least, most } = this.#groups[g] as Rows;
      const part = { ...NOBODY };
      for (let i = 0; i < marks.length; i++) {
        if (((marks[i] as number) & bit) === 0) continue;
        part.expected += expected[i] as number;
        part.least += least[i] as number;
        part.most += most[i] as number;
      }
      sum.expected += share * part.expected;
      sum.least += share * part.least;
      sum.most += share * part.most;
    }
    return sum;
  }
}
