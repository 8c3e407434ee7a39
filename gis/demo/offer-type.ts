import type { Weekday } from '../analysis/chain/offering.ts';
import type { OfferKind } from '../layers/offers/kinds.ts';

/** An offer and the sites that it runs at; when it runs may differ by site. */
export interface Offer {
  key: string;
  title: string;
  kind: OfferKind;
  provider: string;
  /** Months, half-open: [from, to). */
  ages: readonly [from: number, to: number];
  places: number | null;
  languages: readonly string[];
  cost: string;
  registration: boolean;
  comesToYou?: true;
  validFrom: string;
  validTo: string | null;
  confirmed: string | null;
  at: readonly { site: string; days: readonly Weekday[]; from: string; to: string }[];
}

/** Monday to Friday. */
export const WEEK: readonly Weekday[] = ['mo', 'tu', 'we', 'th', 'fr'];
export const FREE = 'kostenlos';
/** Begin of the Kita and school year. */
export const YEAR = '2026-08-01';
/** An offer at a site: days and local times. */
export const on = (site: string, days: readonly Weekday[], from: string, to: string): Offer['at'][number] => ({
  site,
  days,
  from,
  to,
});
