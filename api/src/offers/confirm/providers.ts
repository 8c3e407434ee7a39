import { isStale } from '@quartierblick/gis/offers/answer.ts';
import type { Sql } from '../../db.ts';

/** The link by which a provider can confirm; its secret is not known any more. */
export interface OpenLink {
  key: string;
  createdAt: string;
  createdBy: string;
  expiresAt: string;
  lastUsedAt: string | null;
}

interface OfferHead {
  provider: string;
  title: string | null;
  confirmedOn: string | null;
  waits: boolean;
}

/** A provider, whom to ask there, and how long since its offers were confirmed. */
export interface ConfirmingProvider {
  key: string;
  name: string | null;
  person: string | null;
  email: string | null;
  demo: boolean;
  /** Titles of the offers that have not ended. */
  titles: string[];
  /** Titles of those that nobody has confirmed for a year, and about which nothing waits for a decision. */
  due: string[];
  /** The longest ago that one of them was confirmed; null where one never was, or there is none. */
  oldest: string | null;
  /** What waits for a planner. */
  waiting: number;
  link: OpenLink | null;
}

/** All providers with offers that have not ended, in the order of their names. @param day ISO date of today */
export async function readConfirming(sql: Sql, day: string): Promise<ConfirmingProvider[]> {
  const [providers, offers, links] = await Promise.all([
    sql<Pick<ConfirmingProvider, 'key' | 'name' | 'person' | 'email' | 'demo'>[]>`
      select p.key, p.name, p.person, p.email, coalesce(i.demo, false) as demo
      from offer_providers p left join imports i on i.id = p.import_id
      order by lower(p.name) collate "C", p.key collate "C"
    `,
    sql<OfferHead[]>`
      select o.provider_key as provider, o.title, o.last_confirmed_on::text as "confirmedOn",
        exists (select from offer_proposals w where w.offer_key = o.key and w.decision is null) as waits
      from offers o
      where o.provider_key is not null and (o.valid_to is null or o.valid_to >= ${day})
      order by lower(o.title) collate "C", o.key collate "C"
    `,
    sql<(OpenLink & { provider: string })[]>`
      select key::text, provider_key as provider, to_jsonb(created_at) #>> '{}' as "createdAt", created_by as "createdBy",
        to_jsonb(expires_at) #>> '{}' as "expiresAt", to_jsonb(last_used_at) #>> '{}' as "lastUsedAt"
      from offer_confirmation_links where revoked_at is null and expires_at > now() order by created_at
    `,
  ]);
  const offersOf = Map.groupBy(offers, ({ provider }) => provider);
  const linkOf = new Map(links.map(({ provider, ...link }) => [provider, link]));
  return providers.flatMap((provider) => {
    const own = offersOf.get(provider.key) ?? [];
    if (own.length === 0) return [];
    const days = own.map(({ confirmedOn }) => confirmedOn);
    return [
      {
        ...provider,
        titles: own.map(({ title }) => title ?? '–'),
        due: own.filter((offer) => !offer.waits && isStale(offer, day)).map(({ title }) => title ?? '–'),
        oldest: days.includes(null) ? null : (days.toSorted()[0] ?? null),
        waiting: own.filter(({ waits }) => waits).length,
        link: linkOf.get(provider.key) ?? null,
      },
    ];
  });
}
