import { readdir, rm } from 'node:fs/promises';
import type { Database } from '../db.ts';
import type { Env } from '../env.ts';
import { dropStagingOf } from '../imports/staging.ts';
import { fileOfRun, runsFolder } from './run.ts';

/** First half of the key of the session lock by which other processes see that a run is alive. */
export const RUN_LOCK = 5_102_029;

const INTERRUPTED = {
  type: 'interrupted',
  title: { de: 'Abruf unterbrochen', en: 'Run interrupted' },
  detail: {
    de: 'Das Programm wurde beendet, bevor der Abruf fertig war. Er wird wiederholt.',
    en: 'The program ended before the run was complete. It will be repeated.',
  },
};

/**
 * Cleans up after processes that ended in the middle of runs: they become `interrupted` and their connections due again; files that
 * nothing waits for go.
 * @param isOurs whether this process is at work on a run
 */
export async function recoverRuns(db: Database, env: Env, isOurs: (runId: string) => boolean): Promise<void> {
  const open = await db.sql<{ id: string; connectionId: string }[]>`
    select id::text, connection_id::text as "connectionId" from connection_runs where state = 'running'
  `;
  for (const { id, connectionId } of open.filter((run) => !isOurs(run.id))) {
    const orphaned = await db.sql.begin(async (tx) => {
      const [lock] = await tx<
        { free: boolean }[]
      >`select pg_try_advisory_xact_lock(${RUN_LOCK}, hashtext(${id})) as free`;
      if (!lock?.free) return false;
      // One that has only just begun has not taken its lock yet.
      const ended = await tx`
        update connection_runs set state = 'interrupted', ended_at = clock_timestamp(), problem = ${tx.json(INTERRUPTED)}
        where id = ${id} and state = 'running' and (${db.kind === 'embedded'} or coalesce(ended_at, started_at) < now() - interval '1 minute')
      `;
      if (ended.count === 0) return false;
      await tx`
        update connection_states s set next_at = now() from connections c
        where c.id = s.connection_id and c.id = ${connectionId} and c.active and c.schedule <> 'manual'
      `;
      return true;
    });
    if (orphaned) {
      await dropStagingOf(db.sql, id);
      await rm(fileOfRun(env, id), { force: true });
    }
  }
  await removeStrays(db, env);
}

/** Files of runs of this machine that neither run nor wait. */
async function removeStrays(db: Database, env: Env): Promise<void> {
  const names = await readdir(runsFolder(env)).catch(() => []);
  if (names.length === 0) return;
  const ids = [...new Set(names.map((name) => name.slice(0, 36)))];
  const kept = await db.sql<{ id: string }[]>`
    select id::text from connection_runs where state in ('running', 'waiting') and id::text = any(${ids})
  `;
  const needed = new Set(kept.map(({ id }) => id));
  // Samples are nobody's run; they end within minutes and are swept at the next start.
  for (const name of names)
    if (!needed.has(name.slice(0, 36)) && !name.startsWith('sample-')) await rm(fileOfRun(env, name), { force: true });
}
