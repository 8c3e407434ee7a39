import type { Range } from '../coverage/range.ts';
import { TRANSITIONS } from './ages.ts';
import type { Children } from './children.ts';
import type { Offering } from './offering.ts';
import { holdsOn } from './offering.ts';

/** What the chain has where one institution ends and the next begins. Keys of offers. */
export interface Transition {
  /** Months. */
  at: number;
  /** Children who come to it within a year. */
  children: Range;
  /** Offers that end in the year before, begin in the year after, or go on across it. */
  ends: readonly string[];
  begins: readonly string[];
  across: readonly string[];
}

/** The transitions at 3, 6 and 10 years, with the offers that hold on a day. */
export function transitionsOf(offerings: readonly Offering[], children: Children, day: string): Transition[] {
  const holding = offerings.filter((one) => holdsOn(one, day));
  return TRANSITIONS.map((at) => {
    const keys = (where: (from: number, to: number) => boolean) =>
      holding.filter(({ ages }) => ages && where(ages.from, ages.to)).map(({ key }) => key);
    return {
      at,
      children: children.of({ from: at - 12, to: at }),
      ends: keys((_, to) => to > at - 12 && to <= at),
      begins: keys((from) => from >= at && from < at + 12),
      across: keys((from, to) => from < at && to > at),
    };
  });
}
