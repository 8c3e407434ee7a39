import { sharedMonths } from '../analysis/chain/ages.ts';
import type { AgeRange } from '../analysis/chain/ages.ts';
import { fits, speaks } from '../analysis/chain/offering.ts';
import type { Weekday } from '../analysis/chain/offering.ts';
import { OFFER_KINDS } from '../layers/offers/kinds.ts';
import type { PublicOffer } from './public.ts';

/** What a family looks for; null and empty: anything. */
export interface Seeking {
  ages: AgeRange | null;
  /** ISO 639 code. */
  language: string | null;
  days: readonly Weekday[];
}

/** An offer that fits, with how far its nearest site is. */
export interface Found {
  offer: PublicOffer;
  /** Metres on foot; 0 where it comes to the family, null where no way is known or nobody asked. */
  metres: number | null;
}

export interface Findings {
  found: readonly Found[];
  /** Offers that may fit, too, but of which the age, the language or the days that were asked for are not recorded. */
  incomplete: number;
}

const KINDS = Object.keys(OFFER_KINDS);

/** Whether it fits, does not, or lacks what would say so. */
function judge(offer: PublicOffer, { ages, language, days }: Seeking): 'fits' | 'not' | 'unknown' {
  let unknown = false;
  if (ages) {
    if (!offer.ages) unknown = true;
    else if (sharedMonths(offer.ages, ages) === 0) return 'not';
  }
  if (language !== null) {
    if (!offer.languages?.length) unknown = true;
    else if (!speaks(offer, language)) return 'not';
  }
  // Who comes to the family without times of its own makes an appointment.
  if (days.length > 0 && !(offer.comesToYou && offer.runs.length === 0)) {
    const wish = { weekdays: days, between: null };
    if (!offer.runs.some((run) => fits(run, wish))) {
      if (offer.runs.every(({ weekdays }) => weekdays?.length)) return 'not';
      unknown = true;
    }
  }
  return unknown ? 'unknown' : 'fits';
}

/** Metres to the nearest site of an offer. */
function nearest({ comesToYou, runs }: PublicOffer, metresTo: ReadonlyMap<string, number>): number | null {
  if (comesToYou) return 0;
  const ways = runs.flatMap(({ site }) => metresTo.get(site) ?? []);
  return ways.length > 0 ? Math.min(...ways) : null;
}

/** Infinity less Infinity would be no number. */
function farther({ metres: a }: Found, { metres: b }: Found): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a - b;
}

/**
 * Offers that fit and have not ended, nearest first; those without a known way last, then in the order of kinds and titles.
 * @param today ISO date @param metresTo metres on foot by the key of the site; empty where nobody said from where
 */
export function findOffers(
  offers: readonly PublicOffer[],
  seeking: Seeking,
  today: string,
  metresTo: ReadonlyMap<string, number>,
): Findings {
  const found: Found[] = [];
  let incomplete = 0;
  for (const offer of offers) {
    if (offer.validTo !== null && offer.validTo < today) continue;
    const judged = judge(offer, seeking);
    if (judged === 'unknown') incomplete++;
    if (judged !== 'fits') continue;
    found.push({ offer, metres: metresTo.size > 0 ? nearest(offer, metresTo) : null });
  }
  const order = ({ offer }: Found) => KINDS.indexOf(offer.kind);
  found.sort(
    (a, b) =>
      farther(a, b) ||
      order(a) - order(b) ||
      a.offer.title.localeCompare(b.offer.title, 'de') ||
      (a.offer.key < b.offer.key ? -1 : 1),
  );
  return { found, incomplete };
}
