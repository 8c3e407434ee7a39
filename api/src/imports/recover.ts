import type { Database } from '../db.ts';
import { IMPORT_LOCK } from './job.ts';
import { dropStagingOf } from './staging.ts';

/**
 * Cleans up after a process that ended in the middle of imports: they become `interrupted`, their staging tables go.
 * The live tables need nothing: they only change in the last transaction. An import that another process is running on
 * the same PostgreSQL holds its session lock and is left alone.
 */
export async function recover(db: Database): Promise<void> {
  const open = await db.sql<{ id: string }[]>`select id from imports where state in ('queued', 'running')`;
  for (const { id } of open) {
    const orphaned = await db.sql.begin(async (tx) => {
      const [lock] = await tx<{ free: boolean }[]>`
        select pg_try_advisory_xact_lock(${IMPORT_LOCK}, hashtext(${id})) as free
      `;
      if (!lock?.free) return false;
      await tx`
        update imports set state = 'interrupted', finished_at = clock_timestamp(), problem = ${tx.json({
          type: 'interrupted',
          title: { de: 'Import unterbrochen', en: 'Import interrupted' },
          detail: {
            de: 'Das Programm wurde beendet, bevor der Import fertig war. Die bisherigen Daten sind unverändert; bitte die Datei noch einmal laden.',
            en: 'The program ended before the import was complete. The data are as they were; please import the file again.',
          },
        })}
        where id = ${id} and state in ('queued', 'running')
      `;
      return true;
    });
    if (orphaned) await dropStagingOf(db.sql, id);
  }
}
