import { CASE_PARTS } from '@quartierblick/gis/layers/properties/parts.ts';
import type { CasePart } from '@quartierblick/gis/layers/properties/parts.ts';
import type { AppDeps } from '../deps.ts';
import { hourly } from '../hourly.ts';
import { readCaseRow } from './case-row.ts';
import { changeCases } from './changed.ts';
import { today } from './today.ts';

/** As the audit log names who deleted. */
const BY = { userId: null, name: 'Löschfrist' };

const PROTECTED = (CASE_PARTS as readonly CasePart[]).filter(({ protected: fields }) => fields !== undefined);

/**
 * Deletes protected rows whose day of deletion has come, also from what imports keep for being undone, so that no undo
 * brings a name back. The audit log tells that a row was deleted and why; its protected values were never in it.
 * @param day the day of today, `YYYY-MM-DD`
 * @returns how many rows were deleted
 */
export async function deleteDueOwners({ db }: Pick<AppDeps, 'db'>, day: string): Promise<number> {
  const due = async () => {
    for (const { dataset } of PROTECTED) {
      const [found] = await db.sql`
        select 1 from ${db.sql(dataset.table)} where delete_on <= ${day}
        union all
        select 1 from import_before where table_name = ${dataset.table} and (before ->> 'delete_on')::date <= ${day} limit 1
      `;
      if (found) return true;
    }
    return false;
  };
  if (!(await due())) return 0;
  return changeCases(db, BY, { reason: 'Löschdatum erreicht' }, async (tx, changes) => {
    let count = 0;
    for (const { dataset } of PROTECTED) {
      const gone = await tx<{ key: string; property: string }[]>`
        delete from ${tx(dataset.table)} where delete_on <= ${day} returning key, property_key as property
      `;
      await tx`
        delete from import_before where table_name = ${dataset.table}
          and (key = any(${gone.map(({ key }) => key)}) or (before ->> 'delete_on')::date <= ${day})
      `;
      count += gone.length;
      for (const property of new Set(gone.map((row) => row.property))) {
        const row = await readCaseRow(tx, property).catch(() => null);
        if (row) changes.note(row.key, row.version, false);
      }
    }
    return count;
  });
}

/**
 * Deletes what is due now and every hour, as long as the server runs.
 * @returns a function that ends it
 */
export function startOwnerDeletion(
  { db, log }: Pick<AppDeps, 'db' | 'log'>,
  clock: () => Date = () => new Date(),
  everyMs?: number,
): () => Promise<void> {
  const work = async () => {
    const count = await deleteDueOwners({ db }, today(clock()));
    if (count > 0) log.info({ count }, 'owner data whose day of deletion has come was deleted');
  };
  return hourly(work, { log, failed: 'owner data could not be deleted', everyMs });
}
