import type { Position } from '@quartierblick/gis/register/place.ts';
import type { SqlLike } from '../../db.ts';
import { Houses } from '../../register/near.ts';
import { readBuildings } from '../../register/stock.ts';

/** Where an address lies, as it is written there. */
export interface Found {
  address: string;
  at: Position;
}

/**
 * Where addresses lie that no site has yet. The one place to exchange for another source of addresses: today they are those of the
 * houses on the map, each by a point on its building.
 * @returns what was found, by the address as it was asked for
 */
export async function placesOf(sql: SqlLike, addresses: Iterable<string>): Promise<Map<string, Found>> {
  const asked = [...new Set(addresses)];
  if (asked.length === 0) return new Map();
  const houses = new Houses(await readBuildings(sql));
  const homes = asked.flatMap((address) => {
    const house = houses.at(address);
    const [key] = house?.keys ?? [];
    return house && key !== undefined ? [{ asked: address, address: house.address, key }] : [];
  });
  const points = await sql<{ key: string; x: number; y: number }[]>`
    select key, st_x(p) as x, st_y(p) as y
    from (select key, st_pointonsurface(geom) as p from buildings where key = any(${homes.map(({ key }) => key)}::text[])) b
  `;
  const byKey = new Map(points.map(({ key, x, y }) => [key, [x, y] as const]));
  return new Map(
    homes.flatMap(({ asked: name, address, key }) => {
      const at = byKey.get(key);
      return at ? [[name, { address, at: [at[0], at[1]] }]] : [];
    }),
  );
}
