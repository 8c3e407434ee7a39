import type { Sql } from '../db.ts';
import { readableRows } from '../policy/readable.ts';
import { shownFields } from '@quartierblick/gis/layers/define.ts';
import type { Dataset, LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { z } from '@hono/zod-openapi';
import { invalidParameter } from './access.ts';
import { classColumn, markColumn } from './facts.ts';
import type { Bounds } from './facts.ts';
import { UNCLASSED, classIds, markIds } from './legend.ts';
import type { featuresQuery } from './parameters.ts';

export type FeaturesQuery = z.output<typeof featuresQuery>;
export interface GeoJsonGeometry {
  type: string;
  coordinates: unknown[];
}
export interface FeatureRow {
  id: number;
  properties: Record<string, unknown>;
  geometry: GeoJsonGeometry | null;
}

/** Latitude where Web Mercator (EPSG:3857) is cut off; its square world ends here. */
const MERCATOR_LATITUDE = 85.06;

/** A box in degrees as EPSG:3857, cut off where Web Mercator ends. */
export function envelope(sql: Sql, [west, south, east, north]: Bounds) {
  const clamp = (latitude: number) => Math.max(-MERCATOR_LATITUDE, Math.min(MERCATOR_LATITUDE, latitude));
  return sql`st_transform(st_makeenvelope(${west}, ${clamp(south)}, ${east}, ${clamp(north)}, 4326), 3857)`;
}

/** `key` and the fields that may be shown, as one jsonb value; a hidden field is never even read. */
export function shownAsJson(sql: Sql, dataset: Dataset) {
  const names = shownFields(dataset).map(([name]) => name);
  if (names.length === 0) return sql`jsonb_build_object('key', t.key)`;
  return sql`(jsonb_build_object('key', t.key) || (select to_jsonb(p) from (select ${sql(names)}) p))`;
}

/** Geometry as GeoJSON in WGS 84 with seven decimals, about a centimetre. */
export function geometryAsJson(sql: Sql, kind: 'full' | 'point' | 'none') {
  if (kind === 'none') return sql`null::jsonb`;
  const geometry = kind === 'full' ? sql`t.geom` : sql`st_pointonsurface(t.geom)`;
  return sql`st_asgeojson(st_transform(${geometry}, 4326), 7)::jsonb`;
}

/** Condition on one scheme's column; what is in no known class counts as "unclassed", as it does in the legend. */
function inClasses(sql: Sql, column: string, chosen: readonly string[], known: readonly string[]) {
  const named = chosen.filter((id) => id !== UNCLASSED);
  const value = sql`t.${sql(column)}`;
  if (!chosen.includes(UNCLASSED)) return sql`${value} = any(${named}::text[])`;
  const classes = known.filter((id) => id !== UNCLASSED);
  return sql`(${value} = any(${named}::text[]) or ${value} is null or not ${value} = any(${classes}::text[]))`;
}

function checkNames(path: string, chosen: readonly string[], known: readonly string[]): void {
  const unknown = chosen.find((id) => !known.includes(id));
  if (unknown === undefined) return;
  throw invalidParameter(
    path,
    known.length === 0 ? 'this layer has no such classes' : `expected one of ${known.join(', ')}`,
  );
}

function order(sql: Sql, layer: LayerDefinition, sort: string | undefined) {
  if (sort === undefined) return sql`order by t.id`;
  const descending = sort.startsWith('-');
  const name = descending ? sort.slice(1) : sort;
  const known = ['key', ...shownFields(layer.dataset).map(([field]) => field)];
  if (!known.includes(name)) {
    throw invalidParameter('sort', `expected one of ${known.join(', ')}`);
  }
  return sql`order by t.${sql(name)} ${descending ? sql`desc` : sql`asc`} nulls last, t.id`;
}

/**
 * Condition that picks the features that a query asks for, on the readable rows of the layer as `t`.
 * @param ids where a search has run: only these features
 * @throws Problem 400 for a class or mark that the layer does not have
 */
export function matching(
  sql: Sql,
  layer: LayerDefinition,
  query: Pick<FeaturesQuery, 'bbox' | 'class' | 'mark'>,
  ids: number[] | null,
) {
  const classes = classColumn(layer);
  const marks = markColumn(layer);
  if (query.class) checkNames('class', query.class, classIds(layer));
  if (query.mark) checkNames('mark', query.mark, markIds(layer));
  return sql`
    true
    ${query.bbox ? sql`and st_intersects(t.geom_3857, ${envelope(sql, query.bbox)})` : sql``}
    ${query.class && classes ? sql`and ${inClasses(sql, classes, query.class, classIds(layer))}` : sql``}
    ${query.mark && marks ? sql`and ${inClasses(sql, marks, query.mark, markIds(layer))}` : sql``}
    ${ids ? sql`and t.id = any(${ids}::bigint[])` : sql``}
  `;
}

/**
 * A page of features, and how many match in all.
 * @param ids where a search has run: only these features
 * @throws Problem 400 for a class, mark or field that the layer does not have
 */
export async function readFeatures(
  sql: Sql,
  layer: LayerDefinition,
  query: FeaturesQuery,
  ids: number[] | null,
): Promise<{ numberMatched: number; features: FeatureRow[] }> {
  const where = sql`where ${matching(sql, layer, query, ids)}`;
  const sorted = order(sql, layer, query.sort);
  const table = readableRows(sql, layer.dataset);
  const [matched, rows] = await Promise.all([
    sql<{ n: number }[]>`select count(*)::float8 as n from ${table} t ${where}`,
    sql<FeatureRow[]>`
      select t.id::float8 as id, ${shownAsJson(sql, layer.dataset)} as properties,
        ${geometryAsJson(sql, query.geometry)} as geometry
      from ${table} t
      ${where} ${sorted}
      limit ${query.limit} offset ${query.offset}
    `,
  ]);
  return { numberMatched: matched[0]?.n ?? 0, features: [...rows] };
}
