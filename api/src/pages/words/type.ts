import type { OfferKind } from '@quartierblick/gis/layers/offers/kinds.ts';

/** Words of the pages for families: finding an offer, one offer, the brochure. Numbers and dates come formatted. */
export interface PageWords {
  /** Name of the language in itself. */
  name: string;
  /** Nobody who speaks it has checked these words yet. */
  unchecked: string | null;

  find: string;
  findLead: string;
  language: string;
  age: string;
  pregnant: string;
  underOne: string;
  /** An age range in years, both ends included, as in 6–7. */
  years: (from: string, to: string) => string;
  yearsFrom: (from: string) => string;
  near: string;
  nearHint: string;
  speak: string;
  any: string;
  days: string;
  show: string;
  startAgain: string;

  found: (n: number, text: string) => string;
  gone: string;
  badLink: string;
  nothing: string;
  nothingHint: string;
  /** Offers that lack what was asked for. */
  incomplete: (n: string) => string;
  notFound: (text: string) => string;
  didYouMean: string;
  nearest: (place: string) => string;
  onFoot: (metres: string, minutes: string) => string;
  wayUnknown: string;
  comesToYou: string;
  numbersOnMap: string;

  who: string;
  when: string;
  where: string;
  nextDates: string;
  timesUnknown: string;
  everyWeeks: (n: string) => string;
  everyMonth: string;
  pausesInHolidays: string;
  cost: string;
  costUnknown: string;
  registration: string;
  yes: string;
  no: string;
  unknown: string;
  stepFree: string;
  languages: string;
  provider: string;
  contact: string;
  website: string;
  calendar: string;
  back: string;
  share: string;
  begins: (date: string) => string;
  ends: (date: string) => string;
  confirmed: (date: string) => string;
  stale: string;
  draft: string;
  onlyGerman: string;
  inOther: string;

  pregnancy: string;
  birth: string;
  /** Half-open. */
  fromTo: (from: string, to: string) => string;
  from: (from: string) => string;
  agesUnknown: string;

  demo: string;
  source: string;
  asOf: (date: string) => string;
  kinds: Readonly<Record<OfferKind, string>>;

  brochure: string;
  brochureLead: string;
  map: string;
  sites: string;
  atHome: string;
  offers: string;
  byAge: string;
  byDay: string;
  noDay: string;
  scan: string;
  print: string;
}
