import { NOBODY, plus } from '../coverage/range.ts';
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

/** Children of an age range on some pieces of street; on all of them where none are named. */
export function childrenOf(demand: Demand, range: AgeRange, pieces?: Iterable<number>): Range {
  const shares = AGE_GROUPS.map((group) => shareOfGroup(group, range));
  let sum = NOBODY;
  const add = (i: number) => {
    const part = { expected: 0, least: 0, most: 0 };
    shares.forEach((share, g) => {
      if (share === 0) return;
      part.expected += share * (demand.expected[g]?.[i] ?? 0);
      part.least += share * (demand.least[g]?.[i] ?? 0);
      part.most += share * (demand.most[g]?.[i] ?? 0);
    });
    sum = plus(sum, part);
  };
  if (pieces) for (const i of pieces) add(i);
  else for (let i = 0; i < demand.x.length; i++) add(i);
  return sum;
}
