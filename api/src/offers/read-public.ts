import type { OfferText, PublicOffer } from '@quartierblick/gis/offers/public.ts';
import type { Sql } from '../db.ts';
import { offersWith } from './read-offers.ts';
import { readRuns } from './read-runs.ts';

type Said = Pick<PublicOffer, 'topic' | 'description' | 'contact' | 'website'>;

const NOTHING: Said = { topic: null, description: null, contact: null, website: null };

/**
 * Offers with all that everyone may read of them, texts in other languages among it. A text without a state, or without a word in
 * it, is none yet.
 */
export async function readPublicOffers(sql: Sql): Promise<PublicOffer[]> {
  const [listed, said, texts] = await Promise.all([
    readRuns(sql).then((runs) => offersWith(sql, runs)),
    sql<(Said & { key: string })[]>`select key, topic, description, contact, website from offers`,
    sql<(OfferText & { offer: string })[]>`
      select offer_key as offer, language, coalesce(plain, false) as plain, title, description, state
      from offer_texts
      where state is not null and language is not null and (title is not null or description is not null)
      order by language, plain, key
    `,
  ]);
  const saidBy = new Map(said.map(({ key, ...one }) => [key, one]));
  const textsOf = Map.groupBy(texts, ({ offer }) => offer);
  return listed.map((offer) => ({
    ...offer,
    ...(saidBy.get(offer.key) ?? NOTHING),
    texts: (textsOf.get(offer.key) ?? []).map(({ offer: _offer, ...text }) => text),
  }));
}
