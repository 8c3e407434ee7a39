import { CASE_PARTS, casePart } from '@quartierblick/gis/layers/properties/parts.ts';
import type { CasePart } from '@quartierblick/gis/layers/properties/parts.ts';
import type { z } from '@hono/zod-openapi';
import type { SqlLike } from '../db.ts';
import { Problem, validationProblem } from '../errors.ts';
import { partRowAsJson } from './case-file.ts';
import type { PartRow } from './case-file.ts';
import { fieldsOf } from './case-row.ts';
import { changesSchema } from './declared.ts';
import type { PartFields } from './rules.ts';

/** The schema of changes of each part's rows; what the server fills in is refused. */
const SCHEMAS = new Map(
  CASE_PARTS.map((part: CasePart) => {
    const kept = Object.fromEntries((part.serverSet ?? []).map((name) => [name, 'is filled in by the server']));
    return [part.id, changesSchema(part.dataset, { ...kept, property_key: 'stands in the address' })];
  }),
);

/** The part that a request names. @throws Problem 404 */
export function requestedPart(id: string): CasePart {
  const part = casePart(id);
  if (part) return part;
  throw new Problem({
    status: 404,
    type: 'unknown-part',
    title: { de: 'Diesen Teil der Fallakte gibt es nicht', en: 'The case file has no such part' },
  });
}

/** Parses what was entered by the part's declared fields. @throws Problem 400 that names each field under `path` */
export function parseFields(part: CasePart, input: unknown, path: string): Record<string, unknown> {
  const parsed = (SCHEMAS.get(part.id) as z.ZodType<Record<string, unknown>>).safeParse(input);
  if (parsed.success) return parsed.data;
  throw validationProblem(parsed.error.issues.map((issue) => ({ ...issue, path: [path, ...issue.path] })));
}

/** @throws Problem 400 that names each field without which a row of the part says nothing */
export function requireFields(part: CasePart, row: Record<string, unknown>, path: string): void {
  const missing = part.required.filter((name) => row[name] === null || row[name] === undefined);
  if (missing.length === 0) return;
  throw validationProblem(missing.map((name) => ({ path: [path, name], message: 'is required' })));
}

/** All rows of a part in a case, as rules see them, with the version of each. */
export async function rowsOf(tx: SqlLike, part: CasePart, propertyKey: string) {
  const rows = await tx<{ key: string; version: number; fields: Record<string, unknown> }[]>`
    select t.key, t.version, ${fieldsOf(tx, part.dataset)} as fields from ${tx(part.dataset.table)} t
    where t.property_key = ${propertyKey} order by t.id
  `;
  return rows.map(({ key, version, fields }) => ({ version, row: { key, ...fields } satisfies PartFields }));
}

/** One row as it is delivered. */
export async function readPartRow(tx: SqlLike, part: CasePart, key: string): Promise<PartRow> {
  const [found] = await tx<{ row: PartRow }[]>`
    select ${partRowAsJson(tx, part)} as row from ${tx(part.dataset.table)} t where t.key = ${key}
  `;
  if (found) return found.row;
  throw new Error(`row ${key} of ${part.id} has gone within its own transaction`);
}

/** The row is not there; where the log knows who deleted it, the answer says so. */
export async function noSuchRow(tx: SqlLike, part: CasePart, key: string): Promise<Problem> {
  const [gone] = await tx<{ by: string; at: string }[]>`
    select actor as by, to_jsonb(at) #>> '{}' as at from audit_log
    where entity = ${part.dataset.table} and entity_key = ${key} and action = 'delete' order by id desc limit 1
  `;
  return new Problem({
    status: 404,
    type: 'unknown-row',
    title: { de: 'Diesen Eintrag gibt es nicht (mehr)', en: 'There is no such entry (any more)' },
    ...(gone ? { detail: { de: `Gelöscht von ${gone.by}.`, en: `Deleted by ${gone.by}.` }, extra: gone } : {}),
  });
}
