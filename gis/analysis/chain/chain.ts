import { minus, NOBODY } from '../coverage/range.ts';
import type { Range } from '../coverage/range.ts';
import type { AgeGroup } from '../network/types.ts';
import { OFFER_KINDS } from '../../layers/offers/kinds.ts';
import type { OfferKind } from '../../layers/offers/kinds.ts';
import { AGE_BANDS, sharedMonths } from './ages.ts';
import type { AgeRange } from './ages.ts';
import type { Children } from './children.ts';
import { ask, byBand, lackingOf } from './fitting.ts';
import type { Asked } from './fitting.ts';
import { WEEKDAYS } from './offering.ts';
import type { Offering, Weekday, Wish } from './offering.ts';

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
  /** Whose children count. */
  children: Children;
  /** ISO date on which the offers shall hold. */
  day: string;
  wish: Wish;
  /** Pieces of street from which an age group reaches a site on foot; indices in the demand, each once. */
  within: (site: string, group: AgeGroup) => ArrayLike<number>;
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

/** Pieces of street that some sites reach, each counted once. */
class Reach {
  readonly #input: ChainInput;
  /** Number of the union to which a piece was added last. */
  readonly #marked: Uint32Array;
  readonly #pieces: Uint32Array;
  #union = 0;

  constructor(input: ChainInput) {
    this.#input = input;
    this.#marked = new Uint32Array(input.children.pieces);
    this.#pieces = new Uint32Array(input.children.pieces);
  }

  of(found: readonly Asked[], band: AgeRange): Range {
    const { children, within } = this.#input;
    if (found.some(({ offering }) => offering.comesToYou)) return children.of(band);
    const group = walkerOf(band);
    const [marked, pieces, union] = [this.#marked, this.#pieces, ++this.#union];
    let count = 0;
    for (const site of new Set(found.flatMap(({ runs }) => runs.map(({ site }) => site)))) {
      const near = within(site, group);
      for (let i = 0; i < near.length; i++) {
        const piece = near[i] as number;
        if (marked[piece] === union) continue;
        marked[piece] = union;
        pieces[count++] = piece;
      }
    }
    return children.on(band, pieces, count);
  }
}

function cellOf(band: number, column: Column, all: readonly Asked[], children: Range, reach: Reach): Cell {
  const ages = AGE_BANDS[band] as AgeRange;
  const lacking = lackingOf(all);
  const found = all.filter(({ lacks }) => lacks === null);
  const reached = found.length > 0 ? reach.of(found, ages) : NOBODY;
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
  const { offerings, day, wish, children } = input;
  const reach = new Reach(input);
  return byBand(offerings.map((one) => ask(one, day, wish))).flatMap((all, band) => {
    const count = children.of(AGE_BANDS[band] as AgeRange);
    const byKind = Map.groupBy(all, ({ offering }) => offering.kind);
    const offersOf = (column: Column) => (column === 'any' ? all : (byKind.get(column) ?? []));
    return COLUMNS.map((column) => cellOf(band, column, offersOf(column), count, reach));
  });
}
