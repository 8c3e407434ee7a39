import { CASE_FIELDS } from '@quartierblick/gis/register/targets.ts';
import type { Value } from '@quartierblick/gis/register/values.ts';
import type { SqlLike } from '../db.ts';

/** A case as the register holds it now. */
export interface StockCase {
  key: string;
  version: number;
  values: Record<string, Value>;
}

const COLUMNS = Object.keys(CASE_FIELDS);
/** Cases read at once: the embedded database answers others between two batches. */
const BATCH = 5000;

/** Every case with its version and its fields; in the order of the list where `keys` are given. */
export async function readStock(sql: SqlLike, keys?: readonly string[]): Promise<StockCase[]> {
  const cases: StockCase[] = [];
  let after = 0;
  for (;;) {
    const rows = await sql<({ id: number; key: string; version: number } & Record<string, Value>)[]>`
      select id::float8 as id, key, version::float8 as version, ${sql(COLUMNS)} from properties
      where id > ${after} order by properties.id limit ${BATCH}
    `;
    for (const row of rows) {
      const values = Object.fromEntries(COLUMNS.map((name) => [name, row[name] ?? null]));
      cases.push({ key: row.key, version: row.version, values });
    }
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) break;
    after = last.id;
  }
  if (!keys) return cases;
  const byKey = new Map(cases.map((one) => [one.key, one]));
  return keys.map((key) => byKey.get(key)).filter((one) => one !== undefined);
}

/** Key and address of every building that has one. */
export async function readBuildings(sql: SqlLike): Promise<{ key: string; address: string }[]> {
  return await sql<{ key: string; address: string }[]>`
    select key, address from buildings where address is not null and address <> '' order by id
  `;
}

/** A point of a row, EPSG:25832. */
export interface Point {
  line: number;
  east: number;
  north: number;
}

/** Metres from a point to the building that it is taken for: coordinates of a list often lie on the pavement. */
const REACH_M = 25;

/** The building at or next to each point, by line; lines without one within 25 m are missing. */
export async function buildingsAt(
  sql: SqlLike,
  points: readonly Point[],
): Promise<Map<number, { key: string; address: string | null }>> {
  const found = new Map<number, { key: string; address: string | null }>();
  for (let start = 0; start < points.length; start += 1000) {
    const rows = await sql<{ line: number; key: string; address: string | null }[]>`
      with points as (
        select p.line, st_setsrid(st_makepoint(p.east, p.north), 25832) as at
        from jsonb_to_recordset(${sql.json(points.slice(start, start + 1000) as never)})
          as p(line integer, east double precision, north double precision)
      )
      select p.line, b.key, b.address
      from points p cross join lateral (
        select key, address, geom from buildings
        where geom_3857 && st_expand(st_transform(p.at, 3857), ${REACH_M * 2})
        order by st_distance(geom, p.at) limit 1
      ) b
      where st_distance(b.geom, p.at) <= ${REACH_M}
    `;
    for (const { line, key, address } of rows) found.set(line, { key, address });
  }
  return found;
}
