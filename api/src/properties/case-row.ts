import { datasetsOf } from '@quartierblick/gis/layers/tables.ts';
import type { Dataset } from '@quartierblick/gis/layers/define.ts';
import { properties } from '@quartierblick/gis/layers/properties/layer.ts';
import type { SqlLike } from '../db.ts';
import { Problem } from '../errors.ts';
import { CASES } from './declared.ts';

/** A case within a transaction that has its lock. */
export interface CaseRow {
  key: string;
  version: number;
  importId: string | null;
  /** Invented: goes with the demo, whoever has changed it. */
  demo: boolean;
  /** All fields, and what is derived from them. */
  fields: Record<string, unknown>;
}

/** The declared fields of row `t` as one jsonb value: dates as `YYYY-MM-DD`. */
export function fieldsOf(sql: SqlLike, dataset: Dataset) {
  const names = Object.keys({ ...dataset.fields, ...dataset.generated }).filter((name) => name !== dataset.parent);
  return sql`(select to_jsonb(f) from (select ${sql(names.map((name) => `t.${name}`))}) f)`;
}

/** There is no case with this key. */
export const noSuchCase = () =>
  new Problem({
    status: 404,
    type: 'unknown-case',
    title: { de: 'Diesen Fall gibt es nicht', en: 'There is no such case' },
    detail: {
      de: 'Vielleicht wurde er gelöscht. Die Liste der Immobilien zeigt, was es gibt.',
      en: 'It may have been deleted. The list of properties shows what there is.',
    },
  });

/** Reads a case as it is now. @throws Problem 404 */
export async function readCaseRow(tx: SqlLike, key: string): Promise<CaseRow> {
  const [row] = await tx<CaseRow[]>`
    select t.key, t.version, t.import_id::text as "importId", ${fieldsOf(tx, CASES)} as fields,
      coalesce((select i.demo from imports i where i.id = t.import_id), false) as demo
    from properties t where t.key = ${key}
  `;
  if (row) return row;
  throw noSuchCase();
}

/**
 * Takes the lock of a case for the rest of the transaction, so that changes of one case and its parts come one after
 * the other, and reads it. @throws Problem 404
 */
export async function lockCase(tx: SqlLike, key: string): Promise<CaseRow> {
  const [locked] = await tx`select 1 from properties where key = ${key} for update`;
  if (!locked) throw noSuchCase();
  // Read after the lock was granted: the statement that waited for it may still see what was before.
  return readCaseRow(tx, key);
}

/**
 * What people work on belongs to them: undoing the import that brought a case, or repeating it, leaves the case alone
 * from the first edit on, with its history and its parts. Only the demo keeps its cases, so that it can be removed.
 */
export async function keepFromImports(tx: SqlLike, { key, importId, demo }: CaseRow): Promise<void> {
  if (importId !== null && !demo) await detach(tx, [key]);
}

/** {@link keepFromImports} for many cases at once. */
export async function keepManyFromImports(tx: SqlLike, keys: readonly string[]): Promise<void> {
  const imported = await tx<{ key: string }[]>`
    select t.key from properties t join imports i on i.id = t.import_id
    where not i.demo and t.key = any(${keys as string[]}::text[])
  `;
  if (imported.length > 0)
    await detach(
      tx,
      imported.map(({ key }) => key),
    );
}

/** Takes cases with all that belongs to them out of the imports that brought them. */
async function detach(tx: SqlLike, keys: string[]): Promise<void> {
  for (const { table, parent } of datasetsOf(properties)) {
    await tx`
      update ${tx(table)} set import_id = null
      where ${tx(parent ?? 'key')} = any(${keys}::text[]) and import_id is not null
    `;
  }
}
