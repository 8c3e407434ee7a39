import type { Geometry } from 'geojson';
import { storedLayer } from '../free-layers/stored.ts';
import type { Sql } from '../db.ts';
import { readable } from '../policy/readable.ts';

/** Places that a table may be joined to; more are no list of areas. */
const MOST_PLACES = 50_000;

/** Geometries of a layer's rows by their keys, EPSG:25832: what tables without places are joined to. */
export async function placesOf(sql: Sql, target: string): Promise<[string, Geometry][]> {
  const dataset = (await storedLayer(sql, target))?.dataset;
  if (!dataset?.geometry) return [];
  const rows = await sql<{ key: string; geometry: string }[]>`
    select key, st_asgeojson(geom, 4) as geometry from ${readable(sql, dataset, ['geom'])} places
    order by id limit ${MOST_PLACES}
  `;
  return rows.map(({ key, geometry }) => [key, JSON.parse(geometry) as Geometry]);
}
