import type { OfferValue } from '@quartierblick/gis/register/offers/cell.ts';
import type { FreshSite } from './sites.ts';
import type { StockOffer, StockRun } from './stock.ts';

export type Values = Record<string, OfferValue>;

/** Where an offer is to run: what is set, and at which site. */
export interface PlannedRun {
  line: number;
  run: StockRun | null;
  /** Key of a site, or a new one; null leaves it where it is. */
  site: string | FreshSite | null;
  set: Values;
}

/** What becomes of one offer, from all rows that mean it. */
export interface PlannedOffer {
  offer: StockOffer | null;
  set: Values;
  /** Key of a provider, or the name of a new one; undefined leaves it, null takes it away. */
  provider: { key: string } | { fresh: string } | null | undefined;
  /** By target; languages that have no text yet get one. */
  texts: Values;
  runs: PlannedRun[];
  lines: number[];
}
