import { randomUUID } from 'node:crypto';
import { propertyHistory } from '@quartierblick/gis/layers/properties/layer.ts';
import type { SqlLike } from '../db.ts';
import type { CaseRow } from './case-row.ts';
import { fieldsOf } from './case-row.ts';
import type { AxisId } from './declared.ts';

/** One finding on an axis. */
export interface Finding {
  axis: AxisId;
  value: string;
  /** Since when it holds, `YYYY-MM-DD`. */
  validFrom: string;
  source: string;
  reason: string;
  author: string;
}

async function insert(tx: SqlLike, key: string, finding: Omit<Finding, 'validFrom'> & { validFrom: string | null }) {
  const { axis, value, validFrom, source, reason, author } = finding;
  await tx`
    insert into property_history (key, property_key, axis, value, valid_from, source, author, reason, changed_by)
    values (${randomUUID()}, ${key}, ${axis}, ${value}, ${validFrom}, ${source}, ${author}, ${reason}, ${author})
  `;
}

/** A value that came without a history (e.g. with an import) gets its first entry, so that a backdated one cannot displace it. */
async function keepFirstValue(tx: SqlLike, { key, fields }: CaseRow, axis: AxisId): Promise<void> {
  const value = fields[axis];
  if (typeof value !== 'string') return;
  const [known] = await tx`select 1 from property_history where property_key = ${key} and axis = ${axis} limit 1`;
  if (known) return;
  const recorded = fields['recorded_on'];
  await insert(tx, key, {
    axis,
    value,
    validFrom: typeof recorded === 'string' ? recorded : null,
    source: 'Register',
    reason: 'Wert vor dem ersten Eintrag',
    author: 'system',
  });
}

/**
 * Adds a finding to the history of an axis, within a transaction that has the case's lock. The axis' value of today is
 * that of the newest finding by the day from which it holds, so a backdated one changes the past only.
 */
export async function addFinding(tx: SqlLike, row: CaseRow, finding: Finding): Promise<void> {
  const { axis } = finding;
  await keepFirstValue(tx, row, axis);
  await insert(tx, row.key, finding);
  await tx`
    update properties p set ${tx(axis)} = newest.value
    from (
      select value from property_history where property_key = ${row.key} and axis = ${axis}
      order by valid_from desc nulls last, id desc limit 1
    ) newest
    where p.key = ${row.key} and p.${tx(axis)} is distinct from newest.value
  `;
}

export interface HistoryEntry {
  key: string;
  axis: string;
  value: string | null;
  valid_from: string | null;
  source: string | null;
  author: string | null;
  reason: string | null;
}

/** The history of a case as one jsonb list, newest first; `key` is SQL for the case's key. */
export function historyAsJson(sql: SqlLike, key: string | ReturnType<typeof fieldsOf>) {
  return sql`
    (select coalesce(jsonb_agg(jsonb_build_object('key', t.key) || ${fieldsOf(sql, propertyHistory)}
        order by t.valid_from desc nulls last, t.id desc), '[]')
      from property_history t where t.property_key = ${key as never})
  `;
}
