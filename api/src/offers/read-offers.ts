import { ageRange } from '@quartierblick/gis/analysis/chain/ages.ts';
import type { Run } from '@quartierblick/gis/analysis/chain/offering.ts';
import { offers } from '@quartierblick/gis/layers/offers/layer.ts';
import type { OfferKind } from '@quartierblick/gis/layers/offers/kinds.ts';
import type { ListedOffer, OfferSite } from '@quartierblick/gis/offers/answer.ts';
import type { Sql } from '../db.ts';
import { eastNorth, publicRows } from '../network/layer-rows.ts';
import { readRuns } from './read-runs.ts';

interface OfferRow {
  key: string;
  title: string;
  kind: OfferKind;
  provider: string | null;
  age_from: number | null;
  age_to: number | null;
  places: number | null;
  languages: string[] | null;
  cost: string | null;
  registration: boolean | null;
  comes_to_you: boolean | null;
  valid_from: string | null;
  valid_to: string | null;
  confirmed: string | null;
}

/** An offer with its runs as they were given. */
type WithRuns<R extends Run> = Omit<ListedOffer, 'runs'> & { runs: R[] };

/**
 * Offers with where and when they run, in the order of their keys. One without a kind or a title is no offer that could be told of,
 * and one that neither runs at a site nor comes to the family is none yet.
 * @param runs by the key of the offer
 */
export async function offersWith<R extends Run>(sql: Sql, runs: ReadonlyMap<string, R[]>): Promise<WithRuns<R>[]> {
  const rows = await sql<OfferRow[]>`
    select o.key, o.title, o.kind, p.name as provider, o.age_from, o.age_to, o.places, o.languages, o.cost, o.registration,
      o.comes_to_you, o.valid_from::text, o.valid_to::text, o.last_confirmed_on::text as confirmed
    from offers o left join offer_providers p on p.key = o.provider_key
    where o.title is not null and o.kind is not null
    order by o.key collate "C"
  `;
  return rows.flatMap((row) => {
    const own = runs.get(row.key) ?? [];
    if (own.length === 0 && row.comes_to_you !== true) return [];
    return [
      {
        key: row.key,
        title: row.title,
        kind: row.kind,
        ages: ageRange(row.age_from, row.age_to),
        places: row.places,
        languages: row.languages,
        comesToYou: row.comes_to_you ?? false,
        validFrom: row.valid_from,
        validTo: row.valid_to,
        runs: own,
        provider: row.provider,
        cost: row.cost,
        registration: row.registration,
        confirmedOn: row.confirmed,
      },
    ];
  });
}

/** Offers as the chain looks at them. */
export async function readOffers(sql: Sql): Promise<ListedOffer[]> {
  const runs = new Map<string, Run[]>();
  for (const [offer, own] of await readRuns(sql)) {
    const slim = own.map(({ site, weekdays, from, to }) => ({ site, weekdays, from, to }));
    runs.set(offer, slim);
  }
  return offersWith(sql, runs);
}

/** Sites in the order of their keys. */
export async function readSites(sql: Sql): Promise<OfferSite[]> {
  const rows = await sql<(Omit<OfferSite, 'at'> & { x: number; y: number })[]>`
    select key, name, address, step_free as "stepFree", ${eastNorth(sql)}
    from ${publicRows(sql, offers, ['name', 'address', 'step_free', 'geom'])} s
    order by key collate "C"
  `;
  return rows.map(({ x, y, ...site }) => ({ ...site, at: [x, y] }));
}
