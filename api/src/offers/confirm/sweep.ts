import type { Sql } from '../../db.ts';
import type { AppDeps } from '../../deps.ts';
import { hourly } from '../../hourly.ts';

/** Forgets remarks and links of which nobody has a use any more: a year after they were decided or had ended. What waits stays. */
export async function sweepConfirmations(sql: Sql): Promise<void> {
  await sql`delete from offer_proposals where decided_at < now() - interval '1 year'`;
  await sql`delete from offer_confirmation_links where least(expires_at, revoked_at) < now() - interval '1 year'`;
}

/** Forgets what is over now and every hour, as long as the server runs. @returns a function that ends it */
export const startConfirmationSweep = ({ db, log }: Pick<AppDeps, 'db' | 'log'>) =>
  hourly(() => sweepConfirmations(db.sql), { log, failed: 'old proposals not swept' });
