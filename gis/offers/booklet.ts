import { AGE_BANDS, sharedMonths } from '../analysis/chain/ages.ts';
import type { AgeRange } from '../analysis/chain/ages.ts';
import { holdsOn, speaks, WEEKDAYS } from '../analysis/chain/offering.ts';
import type { Weekday } from '../analysis/chain/offering.ts';
import { OFFER_KINDS } from '../layers/offers/kinds.ts';
import type { OfferKind } from '../layers/offers/kinds.ts';
import type { OfferSite } from './answer.ts';
import type { PublicOffer, PublicOffers } from './public.ts';
import { daysOf } from './times.ts';

/** Pins that one map carries and still can be read on A5. */
const MOST_ON_A_MAP = 30;
const KINDS = Object.keys(OFFER_KINDS) as OfferKind[];

/** What a booklet is made of. Empty lists leave everything in. */
export interface BookletChoice {
  kinds: readonly OfferKind[];
  /** ISO 639 codes: offers that are held in one of them. */
  languages: readonly string[];
  /** Keys of the sites that count; null: all. */
  inside: ReadonlySet<string> | null;
  /** ISO date on which offers must hold; null: whatever has not ended. */
  on: string | null;
  /** ISO date. */
  today: string;
}

export interface NumberedSite extends OfferSite {
  number: number;
  /** Numbers of the offers that run there. */
  offers: readonly number[];
}

export interface NumberedOffer {
  number: number;
  offer: PublicOffer;
}

/** What an index says: the offers behind a heading. */
export interface IndexEntry<T> {
  of: T;
  offers: readonly NumberedOffer[];
}

/** The register in the order in which a booklet tells it. Numbers of offers and of sites begin at 1 and follow the order of print. */
export interface Booklet {
  offers: readonly NumberedOffer[];
  groups: readonly IndexEntry<OfferKind>[];
  /** Sites of each map; numbers of one map follow each other. */
  maps: readonly (readonly NumberedSite[])[];
  sites: ReadonlyMap<string, NumberedSite>;
  /** By the steps of the chain; null: ages are not known. Steps without an offer are left out. */
  byAge: readonly IndexEntry<AgeRange | null>[];
  /** null: days are not known. */
  byDay: readonly IndexEntry<Weekday | null>[];
}

/** Offers of a choice, each with the runs that lie inside; what comes to the family has no need of a site. */
function chosen({ offers }: PublicOffers, { kinds, languages, inside, on, today }: BookletChoice): PublicOffer[] {
  return offers.flatMap((offer) => {
    if (kinds.length > 0 && !kinds.includes(offer.kind)) return [];
    if (languages.length > 0 && !languages.some((language) => speaks(offer, language))) return [];
    if (on === null ? offer.validTo !== null && offer.validTo < today : !holdsOn(offer, on)) return [];
    const runs = inside === null ? offer.runs : offer.runs.filter(({ site }) => inside.has(site));
    return runs.length > 0 || offer.comesToYou ? [{ ...offer, runs }] : [];
  });
}

/** Youngest first; those of unknown age last. */
const inOrder = (a: PublicOffer, b: PublicOffer): number =>
  (a.ages?.from ?? Infinity) - (b.ages?.from ?? Infinity) ||
  (a.ages?.to ?? 0) - (b.ages?.to ?? 0) ||
  a.title.localeCompare(b.title, 'de') ||
  (a.key < b.key ? -1 : 1);

/** Halves sites along their longer side until each part fits a map; parts follow each other from north to south, west to east. */
function parts(sites: readonly OfferSite[]): OfferSite[][] {
  const byNorth = sites.toSorted((a, b) => b.at[1] - a.at[1] || a.at[0] - b.at[0]);
  if (sites.length === 0) return [];
  if (sites.length <= MOST_ON_A_MAP) return [byNorth];
  const span = (axis: 0 | 1) => {
    const values = sites.map(({ at }) => at[axis]);
    return Math.max(...values) - Math.min(...values);
  };
  const sorted = span(0) > span(1) ? sites.toSorted((a, b) => a.at[0] - b.at[0]) : byNorth;
  const half = Math.ceil(sorted.length / 2);
  return [...parts(sorted.slice(0, half)), ...parts(sorted.slice(half))];
}

/** Entries with at least one offer; `wanted` may put an offer under several headings, and under null where it fits none. */
function index<T>(
  headings: readonly T[],
  offers: readonly NumberedOffer[],
  wanted: (offer: PublicOffer) => readonly T[],
): IndexEntry<T | null>[] {
  const headingsOf = new Map(offers.map((one) => [one, wanted(one.offer)]));
  const under = (heading: T | null) =>
    offers.filter((one) => {
      const own = headingsOf.get(one) ?? [];
      return heading === null ? own.length === 0 : own.includes(heading);
    });
  return [...headings, null].map((of) => ({ of, offers: under(of) })).filter((entry) => entry.offers.length > 0);
}

/** How many offers are left out of a choice of languages because theirs are not recorded. */
export const ofUnknownLanguage = (book: PublicOffers, choice: BookletChoice): number =>
  choice.languages.length === 0
    ? 0
    : chosen(book, { ...choice, languages: [] }).filter(({ languages }) => !languages?.length).length;

/** Arranges the chosen part of the register for print: groups, numbers, maps and indexes, each offer in all of them. */
export function bookletOf(book: PublicOffers, choice: BookletChoice): Booklet {
  const all = chosen(book, choice).sort(inOrder);
  const offers = KINDS.flatMap((kind) => all.filter((offer) => offer.kind === kind)).map((offer, i) => ({
    number: i + 1,
    offer,
  }));
  const held = Map.groupBy(
    offers.flatMap(({ number, offer }) =>
      [...new Set(offer.runs.map(({ site }) => site))].map((site) => ({ site, number })),
    ),
    ({ site }) => site,
  );
  let next = 1;
  const maps = parts(book.sites.filter(({ key }) => held.has(key))).map((part) =>
    part.map((site): NumberedSite => ({
      ...site,
      number: next++,
      offers: (held.get(site.key) ?? []).map(({ number }) => number),
    })),
  );
  const ofKind = index(KINDS, offers, ({ kind }) => [kind]);
  return {
    offers,
    groups: ofKind.flatMap(({ of, offers: own }) => (of === null ? [] : [{ of, offers: own }])),
    maps,
    sites: new Map(maps.flat().map((site) => [site.key, site])),
    byAge: index(AGE_BANDS, offers, ({ ages }) =>
      ages === null ? [] : AGE_BANDS.filter((band) => sharedMonths(band, ages) > 0),
    ),
    byDay: index(WEEKDAYS, offers, ({ runs }) =>
      WEEKDAYS.filter((day) => runs.some((run) => daysOf(run).includes(day))),
    ),
  };
}
