import { offersAtSites } from '@quartierblick/gis/layers/offers/layer.ts';
import { offerRegister } from '@quartierblick/gis/layers/offers/register.ts';
import type { OfferValue } from '@quartierblick/gis/register/offers/cell.ts';
import type { SqlLike } from '../../db.ts';
import { fieldsOf } from '../../properties/case-row.ts';

type Fields = Record<string, OfferValue>;

export interface StockRun {
  key: string;
  offer: string;
  site: string;
  fields: Fields;
}

export interface StockText {
  key: string;
  offer: string;
  language: string;
  plain: boolean;
  fields: Fields;
}

/** An offer as the register holds it now. */
export interface StockOffer {
  key: string;
  /** Key of its provider. */
  provider: string | null;
  fields: Fields;
  runs: StockRun[];
  texts: StockText[];
  by: string | null;
  at: string;
}

export interface StockSite {
  key: string;
  name: string | null;
  address: string | null;
}

export interface StockProvider {
  key: string;
  name: string | null;
}

/** Everything that rows of a file are held against. */
export interface Stock {
  offers: StockOffer[];
  providers: Map<string, StockProvider>;
  sites: Map<string, StockSite>;
}

const RUN_FIELDS = { ...offersAtSites, generated: {} };

/** The register of offers of now, in the order of titles. Texts without a language are none that a file could hold. */
export async function readOfferStock(sql: SqlLike): Promise<Stock> {
  const offers = await sql<Omit<StockOffer, 'runs' | 'texts'>[]>`
    select t.key, t.provider_key as provider, ${fieldsOf(sql, offerRegister)} as fields, t.changed_by as by,
      to_jsonb(t.changed_at) #>> '{}' as at
    from offers t order by lower(t.title) collate "C", t.key collate "C"
  `;
  const runs = await sql<StockRun[]>`
    select t.key, t.offer_key as offer, t.site_key as site, ${fieldsOf(sql, RUN_FIELDS)} as fields
    from offers_at_sites t order by t.key collate "C"
  `;
  const texts = await sql<StockText[]>`
    select t.key, t.offer_key as offer, t.language, coalesce(t.plain, false) as plain,
      jsonb_build_object('title', t.title, 'description', t.description, 'state', t.state) as fields
    from offer_texts t where t.language is not null order by t.language collate "C", t.plain, t.key collate "C"
  `;
  const sites = await sql<StockSite[]>`select key, name, address from offer_sites order by key collate "C"`;
  const providers = await sql<StockProvider[]>`select key, name from offer_providers order by key collate "C"`;
  const runsOf = Map.groupBy(runs, ({ offer }) => offer);
  const textsOf = Map.groupBy(texts, ({ offer }) => offer);
  return {
    offers: offers.map((offer) => ({
      ...offer,
      runs: runsOf.get(offer.key) ?? [],
      texts: textsOf.get(offer.key) ?? [],
    })),
    providers: new Map(providers.map((one) => [one.key, one])),
    sites: new Map(sites.map((one) => [one.key, one])),
  };
}
