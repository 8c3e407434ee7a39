import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { Sql } from '../db.ts';
import { matching, shownAsJson } from '../layers/features.ts';
import { readableRows } from '../policy/readable.ts';
import type { Figures } from './figures.ts';
import type { ExportQuery, System } from './parameters.ts';

/** Rows of one query: enough to be quick, few enough that memory is no matter whatever they hold. */
const BATCH = 1000;

/** A feature as it is written. */
export interface ExportRow {
  /** `key` and all fields that the reader may see. */
  properties: Record<string, unknown>;
  /** GeoJSON geometry as text, in the system asked for. */
  geometry: string | null;
  /** A point in or on the feature in the same system, where it was asked for. */
  x: number | null;
  y: number | null;
  /** Well-known text, where it was asked for. */
  wkt: string | null;
}

export interface RowsOrder {
  layer: LayerDefinition;
  query: ExportQuery;
  /** Where a search has run: only these features. */
  ids: number[] | null;
  crs: System;
  /** GeoJSON geometries, or a point and perhaps WKT for tables. */
  as: 'geojson' | 'point';
  /** Values that stand beside the fields of a feature, by its id. */
  figures: Pick<Figures, 'values'>;
}

/** Decimals that keep a geometry within a millimetre. */
const decimalsOf = (crs: System): number => (crs === 4326 ? 8 : 3);

/** How many features an export holds, and how many the layer has for this reader. */
export async function countRows(
  sql: Sql,
  { layer, query, ids }: Pick<RowsOrder, 'layer' | 'query' | 'ids'>,
): Promise<{ rows: number; of: number }> {
  const table = readableRows(sql, layer.dataset);
  const [counted] = await sql<{ rows: number; of: number }[]>`
    select count(*) filter (where ${matching(sql, layer, query, ids)})::float8 as rows, count(*)::float8 as of from ${table} t
  `;
  return counted ?? { rows: 0, of: 0 };
}

/** The features of an export in batches, in order of their ids; only what the layer's policy lets its reader see. */
export async function* exportRows(
  sql: Sql,
  { layer, query, ids, crs, as, figures }: RowsOrder,
): AsyncGenerator<ExportRow[]> {
  const decimals = decimalsOf(crs);
  const geometry = sql`st_transform(t.geom, ${crs}::int)`;
  // RFC 7946 turns outlines against the clock; the option 0 keeps PostGIS from writing a system into each geometry.
  const json = as === 'geojson' ? sql`st_asgeojson(st_forcepolygonccw(${geometry}), ${decimals}::int, 0)` : sql`null`;
  const point = as === 'point' ? sql`st_pointonsurface(${geometry})` : sql`null::geometry`;
  const wkt = query.wkt && as === 'point' ? sql`st_astext(${geometry}, ${decimals}::int)` : sql`null`;
  let last = 0;
  for (;;) {
    const rows = await sql<(ExportRow & { id: number })[]>`
      select t.id::float8 as id, ${shownAsJson(sql, layer.dataset)} as properties, ${json} as geometry,
        round(st_x(${point})::numeric, ${decimals}::int)::float8 as x,
        round(st_y(${point})::numeric, ${decimals}::int)::float8 as y, ${wkt} as wkt
      from ${readableRows(sql, layer.dataset)} t
      where ${matching(sql, layer, query, ids)} and t.id > ${last} order by t.id limit ${BATCH}
    `;
    if (rows.length > 0) {
      yield rows.map((row) => ({ ...row, properties: { ...row.properties, ...figures.values.get(row.id) } }));
    }
    if (rows.length < BATCH) return;
    last = rows.at(-1)?.id ?? last;
  }
}
