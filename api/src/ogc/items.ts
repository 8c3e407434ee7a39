import type { Context } from 'hono';
import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { Field } from '@quartierblick/gis/layers/fields.ts';
import type { Sql } from '../db.ts';
import { validationProblem } from '../errors.ts';
import { shownAsJson } from '../layers/features.ts';
import type { FeatureRow } from '../layers/features.ts';
import { readableRows } from '../policy/readable.ts';
import { parseBox, touches } from './box.ts';
import type { Box } from './box.ts';
import { parseValue, queryablesOf } from './queryables.ts';
import { CRS84, SYSTEMS, systemOf } from './systems.ts';
import type { ReferenceSystem } from './systems.ts';
import { parseDatetime } from './time.ts';
import type { Span } from './time.ts';

/** Features of a page, at most; who asks for more gets these (OGC 17-069r4, /req/core/fc-limit-response-1). */
export const LIMIT = { minimum: 1, maximum: 10_000, default: 100 } as const;

/** What is to be read of a collection. */
export interface ItemsQuery {
  limit: number;
  box: Box | null;
  span: Span | null;
  system: ReferenceSystem;
  /** Only features with a greater id: where the page before ended. */
  after: number;
  equal: { name: string; field: Field; value: string | number | boolean }[];
}

/**
 * Reads the parameters of a page of features.
 * @param query all that was given, known names only
 * @throws Problem 400 naming every value that cannot be used
 */
export function readItemsQuery(layer: LayerDefinition, query: ReadonlyMap<string, string>): ItemsQuery {
  const issues: { path: string[]; message: string }[] = [];
  const wrong = (name: string, message: string) => void issues.push({ path: [name], message });
  const whole = (name: string, least: number, otherwise: number): number => {
    const given = query.get(name);
    if (given === undefined) return otherwise;
    if (/^\d{1,15}$/.test(given) && Number(given) >= least) return Number(given);
    wrong(name, `expected a whole number from ${least} on`);
    return otherwise;
  };
  const system = (name: string): ReferenceSystem => {
    const given = query.get(name);
    const found = given === undefined ? CRS84 : systemOf(given);
    if (!found) wrong(name, `expected one of ${SYSTEMS.map(({ uri }) => uri).join(', ')}`);
    return found ?? CRS84;
  };
  const parsed = <T extends object>(name: string, parse: (given: string) => T | string): T | null => {
    const given = query.get(name);
    if (given === undefined) return null;
    const value = parse(given);
    if (typeof value !== 'string') return value;
    wrong(name, value);
    return null;
  };
  const boxSystem = system('bbox-crs');
  const result: ItemsQuery = {
    limit: Math.min(LIMIT.maximum, whole('limit', LIMIT.minimum, LIMIT.default)),
    box: parsed('bbox', (given) => parseBox(given, boxSystem)),
    span: parsed('datetime', parseDatetime),
    system: system('crs'),
    after: whole('after', 0, 0),
    equal: [],
  };
  for (const [name, field] of queryablesOf(layer.dataset)) {
    const given = query.get(name);
    if (given === undefined) continue;
    const read = parseValue(field, given);
    if ('wrong' in read) wrong(name, read.wrong);
    else result.equal.push({ name, field, value: read.value });
  }
  if (issues.length > 0) throw validationProblem(issues);
  return result;
}

/** Geometry as GeoJSON in the system, its axes in the order that the system defines. */
function geometryIn(sql: Sql, { srid, northFirst, unit }: ReferenceSystem) {
  const stored = srid === 3857 ? sql`t.geom_3857` : srid === 4326 ? sql`st_transform(t.geom, 4326)` : sql`t.geom`;
  const ordered = northFirst ? sql`st_flipcoordinates(${stored})` : stored;
  // Without the option for the system: RFC 7946 has no member for it, the header Content-Crs tells.
  return sql`st_asgeojson(${ordered}, ${unit === 'degree' ? 8 : 4}, 0)::jsonb`;
}

function inSpan(sql: Sql, layer: LayerDefinition, { from, to }: Span) {
  // A feature without a time matches every time, as one without a place would match every box.
  if (layer.timeField === undefined) return sql`true`;
  const column = sql`t.${sql(layer.timeField)}`;
  const isYear = { ...layer.dataset.fields, ...layer.dataset.generated }[layer.timeField]?.kind === 'year';
  const limit = (day: string) => (isYear ? sql`${Number(day.slice(0, 4))}::int` : sql`${day}::date`);
  return sql`(${column} is null or (true ${from === null ? sql`` : sql`and ${column} >= ${limit(from)}`}
    ${to === null ? sql`` : sql`and ${column} <= ${limit(to)}`}))`;
}

function equals(sql: Sql, { name, field, value }: ItemsQuery['equal'][number]) {
  const column = sql`t.${sql(name)}`;
  switch (field.kind) {
    case 'codes':
    case 'list':
      return sql`${String(value)} = any(${column})`;
    case 'boolean':
      return sql`${column} = ${value === true}`;
    case 'number':
    case 'integer':
    case 'year':
    case 'months':
      return sql`${column} = ${Number(value)}::float8`;
    case 'date':
      return sql`${column} = ${String(value)}::text::date`;
    default:
      return sql`${column} = ${String(value)}`;
  }
}

interface Page {
  numberMatched: number;
  features: FeatureRow[];
  /** Where the next page begins; null after the last. */
  next: number | null;
}

/**
 * A page of features in the order of their ids, which are never given twice: the next page begins behind the last feature, whatever
 * was added or removed meanwhile, so that none comes twice and none that stays is missed.
 */
export async function readItems(sql: Sql, layer: LayerDefinition, query: ItemsQuery): Promise<Page> {
  const table = readableRows(sql, layer.dataset);
  const where = sql`
    where true ${query.box ? sql`and ${touches(sql, query.box)}` : sql``}
    ${query.span ? sql`and ${inSpan(sql, layer, query.span)}` : sql``}
    ${query.equal.length > 0 ? query.equal.map((one) => sql`and ${equals(sql, one)}`) : sql``}
  `;
  const [matched, rows] = await Promise.all([
    sql<{ n: number }[]>`select count(*)::float8 as n from ${table} t ${where}`,
    sql<FeatureRow[]>`
      select t.id::float8 as id, ${shownAsJson(sql, layer.dataset)} as properties, ${geometryIn(sql, query.system)} as geometry
      from ${table} t ${where} and t.id > ${query.after}::bigint
      order by t.id limit ${query.limit + 1}
    `,
  ]);
  const features = rows.slice(0, query.limit);
  return {
    numberMatched: matched[0]?.n ?? 0,
    features,
    next: rows.length > query.limit ? (features.at(-1)?.id ?? null) : null,
  };
}

/** One feature by its id; null where there is none that the reader may see. */
export async function readItem(
  sql: Sql,
  layer: LayerDefinition,
  id: string,
  system: ReferenceSystem,
): Promise<FeatureRow | null> {
  if (!/^[1-9]\d{0,17}$/.test(id)) return null;
  const [row] = await sql<FeatureRow[]>`
    select t.id::float8 as id, ${shownAsJson(sql, layer.dataset)} as properties, ${geometryIn(sql, system)} as geometry
    from ${readableRows(sql, layer.dataset)} t where t.id = ${id}::bigint
  `;
  return row ?? null;
}

/** Names the system of the positions in the answer (OGC 18-058r1, section 6.2.4). */
export function tellSystem(c: Context, { uri }: ReferenceSystem): void {
  c.header('Content-Crs', `<${uri}>`);
}
