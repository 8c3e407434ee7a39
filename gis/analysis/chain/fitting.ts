import { AGE_BANDS, sharedMonths } from './ages.ts';
import type { GapReason } from './chain.ts';
import { fits, holdsOn, speaks, WEEKDAYS } from './offering.ts';
import type { Offering, Run, Wish } from './offering.ts';

/** An offer with how far it comes when one asks for one thing after the other. */
export interface Asked {
  offering: Offering;
  /** The first thing that it lacks; null where it fits. */
  lacks: 'expired' | 'language' | 'time' | null;
  /** Those of its runs that fit, and the days of the week on which there is one, Monday first. */
  runs: readonly Run[];
  days: readonly boolean[];
  /** Ages of {@link AGE_BANDS} for which it is, one bit for each; none where nobody recorded them. */
  bands: number;
}

/** In the order in which it is asked. */
const STAGES = ['expired', 'language', 'time'] as const;

const bandsOf = ({ ages }: Offering): number =>
  AGE_BANDS.reduce((bits, band, i) => bits | (ages && sharedMonths(ages, band) > 0 ? 1 << i : 0), 0);

/** Whether somebody comes to the family without times of its own; no time that is wished for is known to fit. */
const isArranged = ({ comesToYou, runs }: Offering, { weekdays, between }: Wish): boolean =>
  comesToYou && runs.length === 0 && weekdays === null && between === null;

/** Asks an offer for a day and a wish: once, in however many fields of the matrix it stands. */
export function ask(offering: Offering, day: string, wish: Wish): Asked {
  const asked = { offering, runs: [], days: [], bands: bandsOf(offering) };
  if (!holdsOn(offering, day)) return { ...asked, lacks: 'expired' };
  if (!speaks(offering, wish.language)) return { ...asked, lacks: 'language' };
  const runs = offering.runs.filter((run) => fits(run, wish));
  const days = WEEKDAYS.map((day) => runs.some(({ weekdays }) => weekdays?.includes(day)));
  const lacks = runs.length === 0 && !isArranged(offering, wish) ? 'time' : null;
  return { ...asked, lacks, runs, days };
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
