import type { Run } from '../analysis/chain/offering.ts';
import type { TEXT_STATES } from '../layers/offers/register.ts';
import type { ListedOffer, OffersAnswer } from './answer.ts';

/** How far a text has come; what is missing has none. */
export type TextState = keyof typeof TEXT_STATES;

/** What an offer is called, and what is said of it, in another language or in plain language. */
export interface OfferText {
  /** ISO 639 code. */
  language: string;
  /** Leichte Sprache. */
  plain: boolean;
  title: string | null;
  description: string | null;
  state: TextState;
}

/** When an offer runs at a site, with what its days of the week do not say. */
export interface TimedRun extends Run {
  key: string;
  /** RFC 5545 rule without DTSTART. */
  recurrence: string | null;
  /** ISO dates on which it does not take place. */
  cancelledOn: readonly string[];
  /** null: nobody said so. */
  pausesInHolidays: boolean | null;
  note: string | null;
}

/** An offer with all that families may read of it. */
export interface PublicOffer extends ListedOffer {
  topic: string | null;
  description: string | null;
  /** Whom families may ask; the provider's own contact is for those who keep the register. */
  contact: string | null;
  website: string | null;
  texts: readonly OfferText[];
  runs: readonly TimedRun[];
}

/** The register as everyone may read it. */
export interface PublicOffers extends Omit<OffersAnswer, 'offers'> {
  offers: readonly PublicOffer[];
}
