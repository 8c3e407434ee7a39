import type { Geometry } from 'geojson';
import { storedLayer } from '../free-layers/stored.ts';
import type { Sql } from '../db.ts';
import { readable } from '../policy/readable.ts';
import { joinColumn } from './join-column.ts';
import type { InspectedLayer } from './types.ts';

/** Places that a table may be joined to; more are no list of areas. */
const MOST_PLACES = 50_000;

/** The one layer whose rows take figures for places that it has already. */
const JOINED = 'statistical-units';

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

/** Says of each table without places whether a field of it holds the keys of the statistical units. */
export async function proposeJoins<L extends Pick<InspectedLayer, 'table' | 'crs'>>(
  sql: Sql,
  layers: readonly L[],
): Promise<L[]> {
  if (!layers.some(({ table, crs }) => table && crs.length === 0)) return [...layers];
  const dataset = (await storedLayer(sql, JOINED))?.dataset;
  if (!dataset) return [...layers];
  const rows = await sql<{ key: string }[]>`
    select key from ${readable(sql, dataset, [])} units order by id limit ${MOST_PLACES}
  `;
  const keys = rows.map(({ key }) => key);
  return layers.map((layer) => {
    const { table } = layer;
    if (!table || layer.crs.length > 0) return layer;
    const field = joinColumn(table.rows, table.headerRow, keys);
    return field === null ? layer : { ...layer, table: { ...table, join: { target: JOINED, field } } };
  });
}
