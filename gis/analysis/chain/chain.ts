import { minus, NOBODY } from '../coverage/range.ts';
import type { Range } from '../coverage/range.ts';
import { OFFER_KINDS } from '../../layers/offers/kinds.ts';
import type { OfferKind } from '../../layers/offers/kinds.ts';
import { AGE_BANDS, sharedMonths } from './ages.ts';
import type { AgeRange } from './ages.ts';
import type { Children } from './children.ts';
import { ask, lackingOf } from './fitting.ts';
import type { Asked } from './fitting.ts';
import { Near } from './near.ts';
import type { Within } from './near.ts';
import { WEEKDAYS } from './offering.ts';
import type { Offering, Wish } from './offering.ts';

/** Why children have no offer, in the order in which it is asked: each child counts for the first reason that holds. */
export const GAP_REASONS = ['none', 'expired', 'language', 'time', 'far', 'places'] as const;
export type GapReason = (typeof GAP_REASONS)[number];

export interface Gap {
  reason: GapReason;
  children: Range;
}

/** A column of the matrix: one kind of offer, or whatever there is. */
export type Column = OfferKind | 'any';
const KINDS = Object.keys(OFFER_KINDS) as OfferKind[];
export const COLUMNS = ['any', ...KINDS] as const satisfies readonly Column[];

/** One age and one kind of offer. */
export interface Cell {
  /** Index in {@link AGE_BANDS}. */
  band: number;
  column: Column;
  /** Keys of the offers that hold and fit what is looked for. */
  offers: readonly string[];
  /** Places of these offers; of an offer for several ages as much as the age has of its months. */
  places: number;
  /** Offers among them whose places nobody recorded: then nobody is counted as left without one. */
  placesUnknown: number;
  /** All of this age in the area, and those who have one of the offers within reach. */
  children: Range;
  reached: Range;
  languages: readonly string[];
  /** Offers by day of the week, Monday first. */
  weekdays: readonly number[];
  /** Children without an offer, each counted once. */
  gaps: readonly Gap[];
}

/** What a chain is reckoned from. */
export interface ChainInput {
  offerings: readonly Offering[];
  /** Whose children count. */
  children: Children;
  /** ISO date on which the offers shall hold. */
  day: string;
  wish: Wish;
  within: Within;
}

/** Share of an offer's places that falls to an age, by its months. */
function placesAt({ places, ages }: Offering, band: AgeRange): number {
  return places === null || ages === null ? 0 : (places * sharedMonths(ages, band)) / (ages.to - ages.from);
}

const above = (children: Range, places: number): Range => ({
  expected: Math.max(0, children.expected - places),
  least: Math.max(0, children.least - places),
  most: Math.max(0, children.most - places),
});

/** Offers by day of the week, and their languages. */
function spreadOf(found: readonly Asked[]): Pick<Cell, 'languages' | 'weekdays'> {
  const languages = new Set<string>();
  const weekdays = WEEKDAYS.map(() => 0);
  for (const { offering, days } of found) {
    for (const language of offering.languages ?? []) languages.add(language);
    for (let day = 0; day < days.length; day++) if (days[day]) weekdays[day] = (weekdays[day] as number) + 1;
  }
  return { languages: [...languages].sort(), weekdays };
}

function cellOf(
  { band, column }: Pick<Cell, 'band' | 'column'>,
  all: readonly Asked[],
  children: Range,
  reached: Range,
): Cell {
  const ages = AGE_BANDS[band] as AgeRange;
  const lacking = lackingOf(all);
  const found = all.filter(({ lacks }) => lacks === null);
  const places = found.reduce((sum, { offering }) => sum + placesAt(offering, ages), 0);
  const placesUnknown = found.filter(({ offering }) => offering.places === null).length;
  const gaps: Gap[] = lacking
    ? [{ reason: lacking, children }]
    : [
        { reason: 'far', children: minus(children, reached) },
        { reason: 'places', children: placesUnknown > 0 ? NOBODY : above(reached, places) },
      ];
  return {
    ...{ band, column, places, placesUnknown, children, reached },
    offers: found.map(({ offering }) => offering.key),
    ...spreadOf(found),
    gaps: gaps.filter((gap) => gap.children.most > 0),
  };
}

/**
 * The chain of offers (Bildungskette): each age against each kind, with places, reach, languages and days, and who is left without.
 * Offers for an age that nobody recorded stand in no cell.
 * @returns by age, and within it by {@link COLUMNS}
 */
export function chainOf({ offerings, day, wish, children, within }: ChainInput): Cell[] {
  const all = offerings.map((one) => ask(one, day, wish));
  const byKind = Map.groupBy(all, ({ offering }) => offering.kind);
  const near = new Near(children, within);
  const column = (column: Column, asked: readonly Asked[], reached: readonly Range[]): Cell[] =>
    AGE_BANDS.map((ages, band) => {
      const ofAge = asked.filter(({ bands }) => bands & (1 << band));
      return cellOf({ band, column }, ofAge, children.of(ages), reached[band] ?? NOBODY);
    });
  const kinds = KINDS.map((kind) => {
    const asked = byKind.get(kind) ?? [];
    return column(kind, asked, near.ofKind(asked.filter(({ lacks }) => lacks === null)));
  });
  // Whatever there is, once each kind has been gone through.
  const columns = [column('any', all, near.ofAny()), ...kinds];
  return AGE_BANDS.flatMap((_, band) => columns.flatMap((cells) => cells[band] ?? []));
}
