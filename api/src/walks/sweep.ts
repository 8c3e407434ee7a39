import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sql } from '../db.ts';
import type { AppDeps } from '../deps.ts';
import { hourly } from '../hourly.ts';
import { partsFolder, walkFiles } from './blobs.ts';

const HOUR_MS = 3_600_000;
/** A phone that was not opened for longer begins its photo anew. */
const PARTS_KEPT_MS = 14 * 24 * HOUR_MS;

/**
 * Forgets who took part a year after a walk: names, what people said of themselves, and voices. What was found stays.
 * Links that ended a year ago and never let anybody in go, too.
 */
async function forgetPeople(sql: Sql): Promise<void> {
  await sql.begin(async (tx) => {
    const old = tx`select key from walks where starts_at < now() - interval '1 year'`;
    await tx`update walk_devices set name = null where name is not null and walk_key in (${old})`;
    await tx`delete from walk_blobs where kind = 'voice' and walk_key in (${old})`;
    // The log refuses every change but forgetting.
    await tx`select set_config('quartierblick.forget_walk', 'person', true)`;
    await tx`delete from walk_events where kind = 'person' and walk_key in (${old})`;
    await tx`
      delete from walk_links l where least(l.expires_at, l.revoked_at) < now() - interval '1 year'
        and not exists (select 1 from walk_devices d where d.link_key = l.key)
    `;
  });
}

/** Removes bytes that no walk and no evidence names, and what was begun and never finished. */
async function sweepBytes({ db, env }: Pick<AppDeps, 'db' | 'env'>, now: number): Promise<void> {
  await walkFiles(env).sweep(async (kept) => {
    const rows = await db.sql<{ sha256: string }[]>`
      select kept_sha256 as sha256 from walk_blobs where kept_sha256 = any(${kept})
      union
      select kept_sha256 from measure_evidence where kept_sha256 = any(${kept})
    `;
    return new Set(rows.map(({ sha256 }) => sha256));
  }, now - HOUR_MS);
  for (const name of await readdir(partsFolder(env)).catch(() => [])) {
    const path = join(partsFolder(env), name);
    const part = await stat(path).catch(() => null);
    if (part && part.mtimeMs < now - PARTS_KEPT_MS) await rm(path, { force: true });
  }
}

/** Forgets and removes of walks what has had its time. @param now milliseconds since 1970 */
export async function sweepWalks(deps: Pick<AppDeps, 'db' | 'env'>, now = Date.now()): Promise<void> {
  await forgetPeople(deps.db.sql);
  await sweepBytes(deps, now);
}

/** {@link sweepWalks} now and every hour, as long as the server runs. @returns a function that ends it */
export const startWalkSweep = (deps: Pick<AppDeps, 'db' | 'env' | 'log'>) =>
  hourly(() => sweepWalks(deps), { log: deps.log, failed: 'walks not swept' });
