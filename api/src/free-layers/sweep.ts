import type { AppDeps } from '../deps.ts';
import { hourly } from '../hourly.ts';
import { dropTable } from './table.ts';

/** Days for which a deleted layer can be brought back. */
export const RESTORABLE_DAYS = 30;

/** Drops the tables of layers that were deleted {@link RESTORABLE_DAYS} days ago; their ids are free again. */
export async function sweepFreeLayers({ db }: Pick<AppDeps, 'db'>): Promise<void> {
  const past = await db.sql<{ key: string }[]>`
    select key from free_layers where deleted_at < now() - make_interval(days => ${RESTORABLE_DAYS})
  `;
  for (const { key } of past) {
    await db.sql.begin(async (tx) => {
      // Somebody may have brought it back in this moment.
      const gone = await tx`delete from free_layers where key = ${key} and deleted_at is not null returning key`;
      if (gone.length === 0) return;
      await dropTable(tx, key);
      await tx`delete from freshness_promises where layer = ${key}`;
      // Examples of its rows stand in the runs that filled it; whom they were for is no longer known.
      await tx`delete from connection_runs where connection_id in (select id from connections where layer = ${key})`;
    });
  }
}

/** {@link sweepFreeLayers} now and every hour, as long as the server runs. @returns a function that ends it */
export const startFreeLayerSweep = (deps: Pick<AppDeps, 'db' | 'log'>) =>
  hourly(() => sweepFreeLayers(deps), { log: deps.log, failed: 'deleted layers not swept' });
