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

type Bound = keyof Range;
/** Children by piece of street, and all together. */
type Rows = Record<Bound, Float64Array> & { all: Range };

/**
 * The children of an area by age. Those of an age are worked out once, however many sums are asked for; pieces of street keep their
 * index in the demand, so that areas share what was searched on the network.
 */
export class Children {
  readonly #demand: Demand;
  readonly #inArea: readonly number[] | null;
  readonly #byAge = new Map<string, Rows>();

  /** @param inArea pieces of street whose children count; null: all of them */
  constructor(demand: Demand, inArea: readonly number[] | null = null) {
    this.#demand = demand;
    this.#inArea = inArea;
  }

  /** Pieces of street in the demand, in the area or not. */
  get pieces(): number {
    return this.#demand.x.length;
  }

  /** All children of an age in the area. */
  of(range: AgeRange): Range {
    return this.#rows(range).all;
  }

  /** Those of them on some pieces of street. @param pieces each once; only the first `count` of them are read */
  on(range: AgeRange, pieces: ArrayLike<number>, count = pieces.length): Range {
    const { expected, least, most } = this.#rows(range);
    const sum = { ...NOBODY };
    for (let i = 0; i < count; i++) {
      const piece = pieces[i] as number;
      sum.expected += expected[piece] as number;
      sum.least += least[piece] as number;
      sum.most += most[piece] as number;
    }
    return sum;
  }

  #rows(range: AgeRange): Rows {
    const name = `${range.from}-${range.to}`;
    const rows = this.#byAge.get(name) ?? this.#reckon(range);
    this.#byAge.set(name, rows);
    return rows;
  }

  #reckon(range: AgeRange): Rows {
    const row = (bound: Bound): Float64Array => {
      const counted = new Float64Array(this.pieces);
      for (const [g, group] of AGE_GROUPS.entries()) {
        const share = shareOfGroup(group, range);
        const counts = this.#demand[bound][g] ?? [];
        if (share === 0) continue;
        const add = (i: number) => (counted[i] = (counted[i] as number) + share * (counts[i] ?? 0));
        if (this.#inArea) this.#inArea.forEach(add);
        else for (let i = 0; i < counted.length; i++) add(i);
      }
      return counted;
    };
    const total = (counted: Float64Array) => counted.reduce((sum, n) => sum + n, 0);
    const [expected, least, most] = [row('expected'), row('least'), row('most')];
    return { expected, least, most, all: { expected: total(expected), least: total(least), most: total(most) } };
  }
}
