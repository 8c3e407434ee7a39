import { ageRange } from '@quartierblick/gis/analysis/chain/ages.ts';
import { WEEKDAYS } from '@quartierblick/gis/analysis/chain/offering.ts';
import type { Run, Weekday } from '@quartierblick/gis/analysis/chain/offering.ts';
import { offers, offersAtSites } from '@quartierblick/gis/layers/offers/layer.ts';
import type { OfferKind } from '@quartierblick/gis/layers/offers/kinds.ts';
import type { ListedOffer, OfferSite } from '@quartierblick/gis/offers/answer.ts';
import type { Sql } from '../db.ts';
import { eastNorth, publicRows } from '../network/layer-rows.ts';

interface Row {
  key: string;
  offer: string;
  site: string;
  title: string;
  kind: OfferKind;
  provider: string | null;
  age_from: number | null;
  age_to: number | null;
  places: number | null;
  languages: string[] | null;
  weekdays: Weekday[] | null;
  starts_at: string | null;
  ends_at: string | null;
  cost: string | null;
  registration: boolean | null;
  comes_to_you: boolean | null;
  valid_from: string | null;
  valid_to: string | null;
  confirmed: string | null;
}

const COLUMNS = Object.keys({ ...offersAtSites.fields, ...offersAtSites.generated });

const inOrder = (days: readonly Weekday[] | null): Weekday[] | null =>
  days && WEEKDAYS.filter((day) => days.includes(day));

const runOf = ({ site, weekdays, starts_at, ends_at }: Row): Run => ({
  site,
  weekdays: inOrder(weekdays),
  from: starts_at,
  to: ends_at,
});

/**
 * Offers with where and when they run, in the order of their keys. One without a kind or a title is no offer that could be told of,
 * and one that runs nowhere is none yet.
 */
export async function readOffers(sql: Sql): Promise<ListedOffer[]> {
  const rows = await sql<Row[]>`
    select key, offer_key as offer, site_key as site, title, kind, provider, age_from, age_to, places, languages, weekdays,
      starts_at, ends_at, cost, registration, comes_to_you, valid_from::text, valid_to::text, last_confirmed_on::text as confirmed
    from ${publicRows(sql, offers, COLUMNS, offersAtSites)} o
    where title is not null and kind is not null
    order by offer_key collate "C", key collate "C"
  `;
  return [...Map.groupBy(rows, ({ offer }) => offer)].flatMap(([key, all]) => {
    const [first] = all;
    if (!first) return [];
    return [
      {
        key,
        title: first.title,
        kind: first.kind,
        ages: ageRange(first.age_from, first.age_to),
        places: first.places,
        languages: first.languages,
        comesToYou: first.comes_to_you ?? false,
        validFrom: first.valid_from,
        validTo: first.valid_to,
        runs: all.map(runOf),
        provider: first.provider,
        cost: first.cost,
        registration: first.registration,
        confirmedOn: first.confirmed,
      },
    ];
  });
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
