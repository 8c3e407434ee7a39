import { CASE_PARTS } from '@quartierblick/gis/layers/properties/parts.ts';
import type { CasePart } from '@quartierblick/gis/layers/properties/parts.ts';
import type { SqlLike } from '../db.ts';
import { fieldsOf, noSuchCase } from './case-row.ts';
import { CASES } from './declared.ts';
import { historyAsJson } from './history.ts';
import type { HistoryEntry } from './history.ts';

/** One row of a part: the declared fields, and who touched it last. */
export type PartRow = { key: string; version: number; changedAt: string; changedBy: string | null } & Record<
  string,
  unknown
>;

/** Everything that is recorded of a property. */
export interface CaseFile {
  key: string;
  id: number;
  version: number;
  changedAt: string;
  changedBy: string | null;
  demo: boolean;
  properties: Record<string, unknown>;
  geometry: { type: string; coordinates: unknown[] };
  center: [number, number];
  bbox: [number, number, number, number];
  history: HistoryEntry[];
  parts: Record<string, PartRow[]>;
}

/** Row `t` of a part as jsonb. */
export function partRowAsJson(sql: SqlLike, { dataset }: CasePart) {
  return sql`(
    jsonb_build_object('key', t.key, 'version', t.version, 'changedAt', t.changed_at, 'changedBy', t.changed_by)
    || ${fieldsOf(sql, dataset)}
  )`;
}

/** Rows of a part of case `p`, newest first by the field that dates them, else as they were recorded. */
function rowsAsJson(sql: SqlLike, part: CasePart) {
  const order = part.dateField ? sql`t.${sql(part.dateField)} desc nulls last, t.id desc` : sql`t.id`;
  return sql`
    (select coalesce(jsonb_agg(${partRowAsJson(sql, part)} order by ${order}), '[]')
      from ${sql(part.dataset.table)} t where t.property_key = p.key)
  `;
}

/**
 * Reads a whole case file in one statement, so that all of it is of one moment.
 * Geometry is WGS 84 with seven decimals, about a centimetre.
 * @throws Problem 404
 */
export async function readCaseFile(sql: SqlLike, key: string): Promise<CaseFile> {
  const parts = CASE_PARTS.map(
    (part, index) => sql`${index > 0 ? sql`,` : sql``} ${part.id}::text, ${rowsAsJson(sql, part)}`,
  );
  const [file] = await sql<CaseFile[]>`
    select p.key, p.id, p.version, to_jsonb(p.changed_at) #>> '{}' as "changedAt", p.changed_by as "changedBy",
      coalesce((select i.demo from imports i where i.id = p.import_id), false) as demo,
      (select ${fieldsOf(sql, CASES)} from properties t where t.id = p.id) as properties,
      st_asgeojson(st_transform(p.geom, 4326), 7)::jsonb as geometry,
      st_asgeojson(st_transform(st_pointonsurface(p.geom), 4326), 7)::jsonb -> 'coordinates' as center,
      array[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] as bbox,
      ${historyAsJson(sql, sql`p.key`)} as history,
      jsonb_build_object(${parts}) as parts
    from properties p cross join lateral (select box2d(st_transform(p.geom, 4326)) as box) b
    where p.key = ${key}
  `;
  if (file) return { ...file };
  throw noSuchCase();
}
