import { offers, offersAtSites } from '@quartierblick/gis/layers/offers/layer.ts';
import { offerProviders, offerRegister, offerTexts } from '@quartierblick/gis/layers/offers/register.ts';
import type { Sql, SqlLike } from '../db.ts';
import { fieldsOf } from '../properties/case-row.ts';

/** One row of the register with its version. */
export interface RegisterRow {
  key: string;
  version: number;
  fields: Record<string, unknown>;
}

export interface RegisteredOffer extends RegisterRow {
  /** Invented: goes with the demo. */
  demo: boolean;
  runs: RegisterRow[];
  /** In other languages and in plain language; what is missing has no row. */
  texts: RegisterRow[];
}

/** A site; longitude and latitude in WGS 84. */
export interface RegisteredSite extends RegisterRow {
  lon: number;
  lat: number;
}

type PartRow = RegisterRow & { offer: string };

/** Fields of a run but the site's: `fieldsOf` leaves a data set's parent out. */
const runFields = (sql: SqlLike) =>
  sql`${fieldsOf(sql, { ...offersAtSites, generated: {} })} || jsonb_build_object('site_key', t.site_key)`;

const withoutOffer = (rows: readonly PartRow[] = []): RegisterRow[] => rows.map(({ offer: _offer, ...row }) => row);

/** Which offers are read: one, those of a provider, or some by their keys. */
export type Which = { key: string } | { provider: string } | { keys: readonly string[] };

function only(sql: SqlLike, which: Which) {
  if ('key' in which) return sql`o.key = ${which.key}`;
  if ('provider' in which) return sql`o.provider_key = ${which.provider}`;
  return sql`o.key = any(${which.keys as string[]}::text[])`;
}

/** The register, in the order of titles. @param which only these; all without */
export async function readRegister(sql: SqlLike, which?: Which): Promise<RegisteredOffer[]> {
  const rows = await sql<Omit<RegisteredOffer, 'runs' | 'texts'>[]>`
    select t.key, t.version, ${fieldsOf(sql, offerRegister)} as fields,
      coalesce((select i.demo from imports i where i.id = t.import_id), false) as demo
    from offers t ${which ? sql`where t.key in (select o.key from offers o where ${only(sql, which)})` : sql``}
    order by lower(t.title) collate "C", t.key collate "C"
  `;
  const mine = which ? sql`where t.offer_key in (select o.key from offers o where ${only(sql, which)})` : sql``;
  const runs = await sql<PartRow[]>`
    select t.key, t.version, t.offer_key as offer, ${runFields(sql)} as fields
    from offers_at_sites t ${mine} order by t.key collate "C"
  `;
  const texts = await sql<PartRow[]>`
    select t.key, t.version, t.offer_key as offer, ${fieldsOf(sql, offerTexts)} as fields
    from offer_texts t ${mine} order by t.language collate "C", t.plain, t.key collate "C"
  `;
  const runsOf = Map.groupBy(runs, ({ offer }) => offer);
  const textsOf = Map.groupBy(texts, ({ offer }) => offer);
  return rows.map((row) => ({
    ...row,
    runs: withoutOffer(runsOf.get(row.key)),
    texts: withoutOffer(textsOf.get(row.key)),
  }));
}

/** Who offers something, with whom to ask there. @param key only this one */
export async function readProviders(sql: SqlLike, key?: string): Promise<RegisterRow[]> {
  return sql<RegisterRow[]>`
    select t.key, t.version, ${fieldsOf(sql, offerProviders)} as fields
    from offer_providers t ${key === undefined ? sql`` : sql`where t.key = ${key}`}
    order by lower(t.name) collate "C", t.key collate "C"
  `;
}

/** Where something can take place. @param key only this one */
export async function readSiteRows(sql: Sql | SqlLike, key?: string): Promise<RegisteredSite[]> {
  return sql<RegisteredSite[]>`
    select t.key, t.version, ${fieldsOf(sql, offers.dataset)} as fields,
      round(st_x(at.place)::numeric, 7)::float8 as lon, round(st_y(at.place)::numeric, 7)::float8 as lat
    from offer_sites t cross join lateral (select st_transform(t.geom, 4326) as place) at
    ${key === undefined ? sql`` : sql`where t.key = ${key}`}
    order by lower(t.name) collate "C", t.key collate "C"
  `;
}
