import type { TransactionSql } from 'postgres';
import { randomUUID } from 'node:crypto';
import type { CasePart } from '@quartierblick/gis/layers/properties/parts.ts';
import type { Identity } from '../auth/identity.ts';
import { Problem } from '../errors.ts';
import type { PartRow } from './case-file.ts';
import { keepFromImports, lockCase } from './case-row.ts';
import type { CaseChanges } from './changed.ts';
import { noSuchRow, readPartRow, requireFields, rowsOf } from './part-rows.ts';
import { applyRules } from './rules.ts';
import type { PartFields } from './rules.ts';
import { refuseStale } from './stale.ts';
import { today } from './today.ts';

/** Where a row is written, and by whom; the transaction is one of `changeCases`. */
interface Place {
  property: string;
  part: CasePart;
  who: Identity;
}

/** A change of a row that was seen in a version. */
interface Edit {
  key: string;
  seen: number;
  changes: Record<string, unknown>;
  base?: Record<string, unknown> | undefined;
}

const fieldsFrom = ({ key: _key, ...fields }: PartFields) => fields;

/** Values of the fields that the server fills in and a person's row has: who recorded it. */
const signed = ({ serverSet }: CasePart, who: Identity) => (serverSet?.includes('author') ? { author: who.name } : {});

/**
 * Adds a row to a part of a case.
 * @param given what was entered, parsed, with what the server knows of it (e.g. of a file)
 * @param key where the row shall have the one it had before it was removed
 * @throws Problem 400, 404, 409 or 422
 */
export async function addPartRow(
  tx: TransactionSql,
  changes: CaseChanges,
  { property, part, who }: Place,
  given: Record<string, unknown>,
  key: string = randomUUID(),
): Promise<PartRow> {
  const before = await lockCase(tx, property);
  const { table } = part.dataset;
  const after: PartFields = { ...given, ...signed(part, who), key };
  requireFields(part, after, 'row');
  const rows = (await rowsOf(tx, part, property)).map(({ row }) => row);
  await applyRules(tx, part.id, { case: before, rows, before: null, after, who, today: today() });
  const values = { ...fieldsFrom(after), property_key: property, changed_by: who.name };
  const [added] = await tx`
    insert into ${tx(table)} ${tx({ key, ...values })} on conflict (key) do nothing returning key
  `;
  if (!added) {
    throw new Problem({
      status: 409,
      type: 'key-taken',
      title: { de: 'Diesen Eintrag gibt es schon', en: 'This entry exists already' },
    });
  }
  await keepFromImports(tx, before);
  await changes.settle(tx, before);
  return readPartRow(tx, part, key);
}

/** Changes a row. @throws Problem 400, 404, 412 or 422 */
export async function changePartRow(
  tx: TransactionSql,
  changes: CaseChanges,
  { property, part, who }: Place,
  edit: Edit,
): Promise<PartRow> {
  const before = await lockCase(tx, property);
  const rows = await rowsOf(tx, part, property);
  const found = rows.find(({ row }) => row.key === edit.key);
  if (!found) throw await noSuchRow(tx, part, edit.key);
  const { table } = part.dataset;
  const current = { version: found.version, properties: fieldsFrom(found.row) };
  await refuseStale(tx, { entity: table, current, ...edit });
  const after: PartFields = { ...found.row, ...edit.changes };
  requireFields(part, after, 'changes');
  const context = { rows: rows.map(({ row }) => row), before: found.row, after, who, today: today() };
  await applyRules(tx, part.id, { case: before, ...context });
  await keepFromImports(tx, before);
  await tx`update ${tx(table)} set ${tx(fieldsFrom(after))} where key = ${edit.key}`;
  await changes.settle(tx, before);
  return readPartRow(tx, part, edit.key);
}

/** Deletes a row, also from what imports keep for being undone: a deleted name must not come back. @throws Problem 404, 412 or 422 */
export async function deletePartRow(
  tx: TransactionSql,
  changes: CaseChanges,
  { property, part, who }: Place,
  { key, seen }: Pick<Edit, 'key' | 'seen'>,
): Promise<void> {
  const before = await lockCase(tx, property);
  const rows = await rowsOf(tx, part, property);
  const found = rows.find(({ row }) => row.key === key);
  if (!found) throw await noSuchRow(tx, part, key);
  const { table } = part.dataset;
  const current = { version: found.version, properties: fieldsFrom(found.row) };
  await refuseStale(tx, { entity: table, key, current, seen, changes: {} });
  const context = { rows: rows.map(({ row }) => row), before: found.row, after: null, who, today: today() };
  await applyRules(tx, part.id, { case: before, ...context });
  await keepFromImports(tx, before);
  await tx`delete from import_before where table_name = ${table} and key = ${key}`;
  await tx`delete from ${tx(table)} where key = ${key}`;
  await changes.settle(tx, before);
}
