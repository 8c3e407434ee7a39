import { randomUUID } from 'node:crypto';
import type { Identity } from '../auth/identity.ts';
import type { Database, SqlLike } from '../db.ts';
import { Problem } from '../errors.ts';
import { refusalOf, targetsOf } from './bulk-scope.ts';
import type { Change, Scope, Target } from './bulk-scope.ts';
import { keepManyFromImports } from './case-row.ts';
import { changeCases } from './changed.ts';
import type { CaseChanges } from './changed.ts';

/** Columns that the map draws, or that are derived into such: their change redraws it. */
const DRAWN = ['address', 'case_number', 'availability', 'works', 'owner_state'];

export interface BulkOrder {
  scope: Scope;
  /** What the search found for `scope.filters.q`. */
  ids: number[] | null;
  change: Change;
  source: string | null;
  reason: string | null;
  /** How many cases the preview spoke of. */
  expected: number;
  requestId: string;
}

/** The cases that a change really changes. */
export function changing(targets: readonly Target[]): Target[] {
  return targets.filter((target) => !target.same && refusalOf(target) === null);
}

/**
 * Changes one field of many cases in one transaction, bound together in the audit log by the id that is returned.
 * @throws Problem 409 where the scope holds other than the expected number of cases; 422 where it holds too many
 */
export async function applyBulk(
  db: Database,
  who: Pick<Identity, 'userId' | 'name'>,
  order: BulkOrder,
): Promise<{ id: string; changed: number }> {
  const id = randomUUID();
  const { scope, ids, change, source, reason, expected, requestId } = order;
  const changed = await changeCases(db, who, { reason, requestId, batchId: id }, async (tx, changes) => {
    const targets = await targetsOf(tx, scope, ids, change, true);
    if (targets.length !== expected) throw changedMeanwhile(expected, targets.length);
    const keys = changing(targets).map(({ key }) => key);
    if (keys.length === 0) return 0;
    const { field, value, finding } = change;
    if (finding) {
      await addFindings(tx, keys, { axis: field, value: String(value), ...finding, source, reason, author: who.name });
    }
    await keepManyFromImports(tx, keys);
    const rows = await tx<{ key: string; version: number }[]>`
      update properties p
      set ${tx(field)} = (jsonb_populate_record(null::properties, ${tx.json({ [field]: value } as never)})).${tx(field)}
      where p.key = any(${keys}::text[])
      returning p.key, p.version
    `;
    noteAll(changes, rows, field);
    await tx`
      insert into bulk_changes (id, actor_id, actor, field, cases)
      values (${id}, ${who.userId}, ${who.name}, ${field}, ${rows.length})
    `;
    return rows.length;
  });
  return { id, changed };
}

/** Notes cases whose `field` has changed, so that others hear of it. */
export function noteAll(changes: CaseChanges, rows: readonly { key: string; version: number }[], field: string): void {
  for (const { key, version } of rows) changes.note(key, version, DRAWN.includes(field));
}

interface Findings {
  axis: string;
  value: string;
  validFrom: string;
  source: string | null;
  reason: string | null;
  author: string;
}

/** The same finding in the history of each case; a value without a history gets its first entry before (see history.ts). */
async function addFindings(tx: SqlLike, keys: string[], finding: Findings): Promise<void> {
  const { axis, value, validFrom, source, reason, author } = finding;
  await tx`
    insert into property_history (key, property_key, axis, value, valid_from, source, author, reason, changed_by)
    select gen_random_uuid()::text, t.key, ${axis}, t.${tx(axis)}, t.recorded_on, 'Register', 'system',
      'Wert vor dem ersten Eintrag', 'system'
    from properties t
    where t.key = any(${keys}::text[]) and t.${tx(axis)} is not null
      and not exists (select 1 from property_history h where h.property_key = t.key and h.axis = ${axis})
  `;
  await tx`
    insert into property_history (key, property_key, axis, value, valid_from, source, author, reason, changed_by)
    select gen_random_uuid()::text, key, ${axis}, ${value}, ${validFrom}::date, ${source}, ${author}, ${reason}, ${author}
    from unnest(${keys}::text[]) key
  `;
}

function changedMeanwhile(expected: number, found: number): Problem {
  return new Problem({
    status: 409,
    type: 'selection-changed',
    title: { de: 'Die Auswahl hat sich geändert', en: 'The selection has changed' },
    detail: {
      de: `Die Vorschau sprach von ${expected} Fällen, jetzt sind es ${found}. Es wurde nichts geändert; bitte die Vorschau neu ansehen.`,
      en: `The preview spoke of ${expected} cases, now they are ${found}. Nothing was changed; please look at the preview again.`,
    },
    extra: { expected, found },
  });
}
