import { addresses } from '@quartierblick/gis/layers/addresses/layer.ts';
import { WGS84 } from '@quartierblick/gis/read/crs.ts';
import type { Position } from '@quartierblick/gis/register/place.ts';
import { AddressSearch } from '../../addresses/service.ts';
import type { Sql } from '../../db.ts';
import { layerVersion } from '../../layers/versions.ts';
import { addressKey, Houses } from '../../register/near.ts';
import { readBuildings } from '../../register/stock.ts';

/** Where an address lies, as it is written there. */
export interface Found {
  address: string;
  at: Position;
}

/** By the address as it was asked for. */
export type Places = ReadonlyMap<string, Found>;

/** What the address table knows beyond doubt; what is only spelled alike is no place for a new site. */
async function inTable(sql: Sql, asked: readonly string[]): Promise<[string, Found][]> {
  const version = await layerVersion(sql, addresses.id);
  const search = new AddressSearch(sql);
  const found: [string, Found][] = [];
  for (const text of asked) {
    const [hit, next] = await search.find(text, version, 2);
    if (!hit?.exact || next?.exact) continue;
    found.push([text, { address: `${hit.street} ${hit.number}`, at: WGS84.toStorage([hit.lon, hit.lat]) }]);
  }
  return found;
}

/** Addresses of the houses on the map, each by a point on its building: where no address table has been imported. */
async function onMap(sql: Sql, asked: readonly string[]): Promise<[string, Found][]> {
  const houses = new Houses(await readBuildings(sql));
  const homes = asked.flatMap((text) => {
    const house = houses.at(text);
    const [key] = house?.keys ?? [];
    return house && key !== undefined ? [{ text, address: house.address, key }] : [];
  });
  const points = await sql<{ key: string; x: number; y: number }[]>`
    select key, st_x(p) as x, st_y(p) as y
    from (select key, st_pointonsurface(geom) as p from buildings where key = any(${homes.map(({ key }) => key)}::text[])) b
  `;
  const byKey = new Map(points.map(({ key, x, y }) => [key, [x, y] as Position]));
  return homes.flatMap(({ text, address, key }) => {
    const at = byKey.get(key);
    return at ? [[text, { address, at }]] : [];
  });
}

/** Where addresses lie that no site has yet: by the address table, else by the houses on the map. */
export async function placesOf(sql: Sql, texts: Iterable<string>): Promise<Places> {
  const sites = await sql<{ address: string }[]>`select address from offer_sites where address is not null`;
  const known = new Set(sites.map(({ address }) => addressKey(address)));
  const asked = [...new Set(texts)].filter((text) => !known.has(addressKey(text)));
  if (asked.length === 0) return new Map();
  const found = new Map(await inTable(sql, asked));
  const rest = asked.filter((text) => !found.has(text));
  return rest.length === 0 ? found : new Map([...found, ...(await onMap(sql, rest))]);
}
