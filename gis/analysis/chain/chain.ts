import { minus, NOBODY } from '../coverage/range.ts';
import type { Range } from '../coverage/range.ts';
import type { AgeGroup, Demand } from '../network/types.ts';
import { OFFER_KINDS } from '../../layers/offers/kinds.ts';
import type { OfferKind } from '../../layers/offers/kinds.ts';
import { AGE_BANDS, sharedMonths } from './ages.ts';
import type { AgeRange } from './ages.ts';
import { childrenOf } from './children.ts';
import { fits, holdsOn, speaks, WEEKDAYS } from './offering.ts';
import type { Offering, Run, Weekday, Wish } from './offering.ts';

/** Why children have no offer, in the order in which it is asked: each child counts for the first reason that holds. */
export const GAP_REASONS = ['none', 'expired', 'language', 'time', 'far', 'places'] as const;
export type GapReason = (typeof GAP_REASONS)[number];

export interface Gap {
  reason: GapReason;
  children: Range;
}

/** A column of the matrix: one kind of offer, or whatever there is. */
export type Column = OfferKind | 'any';
export const COLUMNS = ['any', ...(Object.keys(OFFER_KINDS) as OfferKind[])] as const satisfies readonly Column[];

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
  demand: Demand;
  /** ISO date on which the offers shall hold. */
  day: string;
  wish: Wish;
  /** Pieces of street from which an age group reaches a site on foot; indices in the demand. */
  within: (site: string, group: AgeGroup) => Iterable<number>;
}

/** Who walks at an age: with an adult before school, alone after it. */
const walkerOf = ({ to }: AgeRange): AgeGroup => (to <= 72 ? 'under-6' : to <= 120 ? '6-12' : '12-plus');

/** Share of an offer's places that falls to an age, by its months. */
function placesAt({ places, ages }: Offering, band: AgeRange): number {
  return places === null || ages === null ? 0 : (places * sharedMonths(ages, band)) / (ages.to - ages.from);
}

const above = (children: Range, places: number): Range => ({
  expected: Math.max(0, children.expected - places),
  least: Math.max(0, children.least - places),
  most: Math.max(0, children.most - places),
});

/** An offer with those of its runs that fit. */
interface Fitting {
  offering: Offering;
  runs: readonly Run[];
}

/** Offers that are left when one asks for one thing after the other; the first thing after which none is left is why. */
function fitting(all: readonly Offering[], { day, wish }: ChainInput): { found: Fitting[]; lacking: GapReason | null } {
  if (all.length === 0) return { found: [], lacking: 'none' };
  const holding = all.filter((one) => holdsOn(one, day));
  if (holding.length === 0) return { found: [], lacking: 'expired' };
  const spoken = holding.filter((one) => speaks(one, wish.language));
  if (spoken.length === 0) return { found: [], lacking: 'language' };
  const found = spoken
    .map((offering) => ({ offering, runs: offering.runs.filter((run) => fits(run, wish)) }))
    .filter(({ runs }) => runs.length > 0);
  return { found, lacking: found.length === 0 ? 'time' : null };
}

function reachedBy(found: readonly Fitting[], band: AgeRange, { demand, within }: ChainInput): Range {
  if (found.some(({ offering }) => offering.comesToYou)) return childrenOf(demand, band);
  const sites = new Set(found.flatMap(({ runs }) => runs.map(({ site }) => site)));
  const pieces = new Set<number>();
  for (const site of sites) for (const piece of within(site, walkerOf(band))) pieces.add(piece);
  return childrenOf(demand, band, pieces);
}

function cellOf(band: number, column: Column, offerings: readonly Offering[], input: ChainInput): Cell {
  const ages = AGE_BANDS[band] as AgeRange;
  const all = offerings.filter((one) => one.ages && sharedMonths(one.ages, ages) > 0);
  const { found, lacking } = fitting(all, input);
  const children = childrenOf(input.demand, ages);
  const reached = found.length > 0 ? reachedBy(found, ages, input) : NOBODY;
  const places = found.reduce((sum, { offering }) => sum + placesAt(offering, ages), 0);
  const placesUnknown = found.filter(({ offering }) => offering.places === null).length;
  const runsOn = (day: Weekday) =>
    found.filter(({ runs }) => runs.some(({ weekdays }) => weekdays?.includes(day))).length;
  const gaps: Gap[] = lacking
    ? [{ reason: lacking, children }]
    : [
        { reason: 'far', children: minus(children, reached) },
        { reason: 'places', children: placesUnknown > 0 ? NOBODY : above(reached, places) },
      ];
  return {
    band,
    column,
    offers: found.map(({ offering }) => offering.key),
    places,
    placesUnknown,
    children,
    reached,
    languages: [...new Set(found.flatMap(({ offering }) => offering.languages ?? []))].sort(),
    weekdays: WEEKDAYS.map(runsOn),
    gaps: gaps.filter((gap) => gap.children.most > 0),
  };
}

/**
 * The chain of offers (Bildungskette): each age against each kind, with places, reach, languages and days, and who is left without.
 * Offers for an age that nobody recorded stand in no cell.
 * @returns by age, and within it by {@link COLUMNS}
 */
export function chainOf(input: ChainInput): Cell[] {
  const byColumn = new Map<Column, readonly Offering[]>(
    COLUMNS.map((column) => [
      column,
      column === 'any' ? input.offerings : input.offerings.filter(({ kind }) => kind === column),
    ]),
  );
  return AGE_BANDS.flatMap((_, band) =>
    COLUMNS.map((column) => cellOf(band, column, byColumn.get(column) ?? [], input)),
  );
}
