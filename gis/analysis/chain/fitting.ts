import { AGE_BANDS, sharedMonths } from './ages.ts';
import type { GapReason } from './chain.ts';
import { fits, holdsOn, speaks } from './offering.ts';
import type { Offering, Run, Wish } from './offering.ts';

/** An offer with how far it comes when one asks for one thing after the other. */
export interface Asked {
  offering: Offering;
  /** The first thing that it lacks; null where it fits. */
  lacks: 'expired' | 'language' | 'time' | null;
  /** Those of its runs that fit. */
  runs: readonly Run[];
}

/** In the order in which it is asked. */
const STAGES = ['expired', 'language', 'time'] as const;

/** Asks an offer for a day and a wish: once, in however many fields of the matrix it stands. */
export function ask(offering: Offering, day: string, wish: Wish): Asked {
  if (!holdsOn(offering, day)) return { offering, lacks: 'expired', runs: [] };
  if (!speaks(offering, wish.language)) return { offering, lacks: 'language', runs: [] };
  const runs = offering.runs.filter((run) => fits(run, wish));
  return { offering, lacks: runs.length === 0 ? 'time' : null, runs };
}

/** Offers by the ages of {@link AGE_BANDS} for which they are; those without recorded ages stand in none. */
export function byBand(all: readonly Asked[]): Asked[][] {
  return AGE_BANDS.map((band) => all.filter(({ offering: { ages } }) => ages && sharedMonths(ages, band) > 0));
}

/** Why none of some offers fits: the thing after which none is left. null: one does. */
export function lackingOf(all: readonly Asked[]): GapReason | null {
  if (all.length === 0) return 'none';
  let furthest = 0;
  for (const { lacks } of all) {
    if (lacks === null) return null;
    furthest = Math.max(furthest, STAGES.indexOf(lacks));
  }
  return STAGES[furthest] as GapReason;
}
