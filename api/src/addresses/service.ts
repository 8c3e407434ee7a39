import { addresses } from '@quartierblick/gis/layers/addresses/layer.ts';
import type { Sql } from '../db.ts';
import type { LayerVersion } from '../layers/versions.ts';
import { readableRows } from '../policy/readable.ts';
import { fittingHouses } from './numbers.ts';
import type { HouseNumber } from './numbers.ts';
import { readAddress } from './read-query.ts';
import type { AddressQuery } from './read-query.ts';
import { BESIDE_BEST, fittingStreets, streetOf } from './streets.ts';
import type { Street, StreetFit } from './streets.ts';

/** An address that may be meant. */
export interface AddressHit {
  id: number;
  key: string;
  /** In one line, as it is written on a letter. */
  label: string;
  street: string;
  /** House number with its suffix. */
  number: string;
  postcode: string | null;
  place: string | null;
  /** WGS 84, degrees. */
  lon: number;
  lat: number;
  /** How well it fits what was written: 1 is the same. */
  score: number;
  /** Street, number and place are those that were written, however they are spelled. */
  exact: boolean;
}

interface Found {
  id: number;
  score: number;
  exact: boolean;
}

type Row = HouseNumber & { street: string; place: string | null };

/** Streets whose houses are looked at for one query. */
const MOST_STREETS = 20;

const identity = (street: string, place: string | null): string => JSON.stringify([street, place]);

/**
 * Finds addresses from what people write. The names of the streets are held in memory by the layer's version (a city of
 * 300,000 addresses has some thousand) and compared with the query one by one, so that both databases find the same and need no
 * index of trigrams; houses come from the table, of the few streets that come into question.
 */
export class AddressSearch {
  readonly #sql: Sql;
  #kept: { stamp: string; streets: Promise<Street[]> } | undefined;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  #streets({ version, changedAt }: LayerVersion): Promise<Street[]> {
    const stamp = `${version} ${changedAt}`;
    if (this.#kept?.stamp === stamp) return this.#kept.streets;
    const streets = this.#readStreets();
    const kept = { stamp, streets };
    this.#kept = kept;
    streets.catch(() => {
      if (this.#kept === kept) this.#kept = undefined;
    });
    return streets;
  }

  async #readStreets(): Promise<Street[]> {
    const rows = await this.#sql<{ street: string; place: string | null }[]>`
      select street, place from ${readableRows(this.#sql, addresses.dataset)} t group by street, place
    `;
    return rows.map(({ street, place }) => streetOf(street, place));
  }

  /** Addresses that a text may mean, best first; none where nothing comes close. */
  async find(text: string, version: LayerVersion, limit: number): Promise<AddressHit[]> {
    const streets = await this.#streets(version);
    const candidates = readAddress(text).map((query) => ({
      query,
      fits: fittingStreets(streets, query, MOST_STREETS),
    }));
    const names = new Set(candidates.flatMap(({ fits }) => fits.map(({ street }) => street.street)));
    if (names.size === 0) return [];
    const rows = await this.#sql<Row[]>`
      select id::float8 as id, street, place, number, suffix, postcode
      from ${readableRows(this.#sql, addresses.dataset)} t where street = any(${[...names]}::text[])
    `;
    const houses = Map.groupBy(rows, ({ street, place }) => identity(street, place));
    const found = new Map<number, Found>();
    for (const { query, fits } of candidates) {
      for (const fit of fits) {
        for (const one of foundIn(fit, query, houses.get(identity(fit.street.street, fit.street.place)) ?? [])) {
          if ((found.get(one.id)?.score ?? -1) < one.score) found.set(one.id, one);
        }
      }
    }
    // Equal scores stay in the order in which streets and numbers fit.
    const sorted = [...found.values()].sort((a, b) => b.score - a.score);
    const least = (sorted[0]?.score ?? 0) - BESIDE_BEST;
    return this.#described(sorted.filter(({ score }) => score >= least).slice(0, limit));
  }

  async #described(found: readonly Found[]): Promise<AddressHit[]> {
    const rows = await this.#sql<Omit<AddressHit, 'label' | 'score' | 'exact'>[]>`
      select id::float8 as id, key, street, house_number as number, postcode, place,
        st_x(at)::float8 as lon, st_y(at)::float8 as lat
      from (
        select id, key, street, house_number, postcode, place, st_transform(geom, 4326) as at
        from ${readableRows(this.#sql, addresses.dataset)} t where id = any(${found.map(({ id }) => id)}::bigint[])
      ) places
    `;
    const byId = new Map(rows.map((row) => [row.id, row]));
    return found.flatMap(({ id, score, exact }) => {
      const row = byId.get(id);
      // Taken out meanwhile by an import.
      if (!row) return [];
      const lon = Math.round(row.lon * 1e7) / 1e7;
      const lat = Math.round(row.lat * 1e7) / 1e7;
      return [{ ...row, lon, lat, label: labelOf(row), score: Math.round(score * 1000) / 1000, exact }];
    });
  }
}

function foundIn({ fit, street }: StreetFit, query: AddressQuery, houses: readonly Row[]): Found[] {
  return fittingHouses(houses, query).map(({ house, fit: number, exact }) => ({
    id: house.id,
    score: fit * number,
    // A place that is not known contradicts nothing.
    exact: exact && (fit === 1 || (street.place === null && fit >= 0.98)),
  }));
}

function labelOf({ street, number, postcode, place }: Pick<AddressHit, 'street' | 'number' | 'postcode' | 'place'>) {
  const town = [postcode, place].filter((part) => part !== null).join(' ');
  return town === '' ? `${street} ${number}` : `${street} ${number}, ${town}`;
}
