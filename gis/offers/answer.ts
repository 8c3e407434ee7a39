import type { Offering } from '../analysis/chain/offering.ts';
import type { Point } from '../analysis/network/types.ts';
import type { DataSource } from '../layers/define.ts';

/** An offer with what a family needs to know of it beside what the chain looks at. */
export interface ListedOffer extends Offering {
  provider: string | null;
  cost: string | null;
  registration: boolean | null;
  /** ISO date on which the provider last said that it is so. */
  confirmedOn: string | null;
}

/** Where offers run. EPSG:25832. */
export interface OfferSite {
  key: string;
  name: string | null;
  address: string | null;
  stepFree: boolean | null;
  at: Point;
}

/** Answer of `GET /api/offers`. */
export interface OffersAnswer {
  /** The same as long as no offer changes. */
  version: string;
  source: readonly DataSource[];
  /** Invented offers of the demonstration are among them. */
  demo: boolean;
  /** As-of date (YYYY-MM-DD), null where nobody said one. */
  asOf: string | null;
  offers: readonly ListedOffer[];
  sites: readonly OfferSite[];
}

/** Days after which an offer that nobody confirmed is marked: a year. */
const CONFIRMED_FOR_DAYS = 365;

/** Whether nobody has confirmed an offer for a year, or ever. @param day ISO date of today */
export function isStale({ confirmedOn }: Pick<ListedOffer, 'confirmedOn'>, day: string): boolean {
  if (confirmedOn === null) return true;
  return Date.parse(day) - Date.parse(confirmedOn) > CONFIRMED_FOR_DAYS * 86_400_000;
}
