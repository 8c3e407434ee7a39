import type { Sql } from '../../db.ts';
import type { AppDeps } from '../../deps.ts';

const HOUR_MS = 3_600_000;

/** Forgets remarks and links of which nobody has a use any more: a year after they were decided or had ended. What waits stays. */
export async function sweepConfirmations(sql: Sql): Promise<void> {
  await sql`delete from offer_proposals where decided_at < now() - interval '1 year'`;
  await sql`delete from offer_confirmation_links where least(expires_at, revoked_at) < now() - interval '1 year'`;
}

/** Forgets what is over now and every hour, as long as the server runs. @returns a function that ends it */
export function startConfirmationSweep({ db, log }: Pick<AppDeps, 'db' | 'log'>): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  const run = () => {
    running = running
      .then(() => sweepConfirmations(db.sql))
      .catch((error: unknown) => log.error({ err: error }, 'old proposals not swept; tried again in an hour'));
  };
  run();
  const timer = setInterval(run, HOUR_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
