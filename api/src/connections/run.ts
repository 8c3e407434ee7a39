import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { reviewReason } from '@quartierblick/gis/connections/difference.ts';
import { planOf } from '@quartierblick/gis/connections/plan.ts';
import type { Database } from '../db.ts';
import type { Env } from '../env.ts';
import { compareFile } from '../imports/compare-file.ts';
import type { ImportManager } from '../imports/manager.ts';
import { surroundings } from '../imports/store.ts';
import type { Log } from '../log.ts';
import { ImportFailed } from './failure.ts';
import { collect } from './fetch/collect.ts';
import type { SafeFetch, Secret } from './fetch/safe-fetch.ts';
import { baselineOf, endRun, importsOfConnection } from './runs.ts';
import { refuseWithoutTarget } from './targets.ts';
import type { Connection, ConnectionFields, RunDifference } from './types.ts';

/** Pages of a service at most: ten million features at the usual thousand a page. */
const MOST_PAGES = 10_000;

/** What a run works with. */
export interface RunTools {
  db: Database;
  env: Env;
  log: Log;
  imports: ImportManager;
  fetcher: SafeFetch;
}

/** Folder of the files of runs; what waits for a decision stays there over a restart. */
export const runsFolder = (env: Env): string => join(env.dataDir, 'connections');
export const fileOfRun = (env: Env, runId: string): string => join(runsFolder(env), runId);

/** The secret that a connection names, or null. */
export function secretOf(env: Env, { credential }: Pick<ConnectionFields, 'credential'>): Secret | null {
  return credential === null ? null : (env.connections.credentials.get(credential) ?? null);
}

/** Rows that a connection may take out. */
async function scopeOf(db: Database, { id, replaces }: Pick<Connection, 'id' | 'replaces'>) {
  if (replaces === 'nothing') return null;
  return { imports: replaces === 'layer' ? ('all' as const) : await importsOfConnection(db.sql, id) };
}

/** How the file of a connection is read. Fields that somebody mapped are read as mapped, also where the kind of file is known. */
export function choices({ layer, year, mapping, values }: ConnectionFields) {
  const byHand = Object.keys(mapping ?? {}).some((column) => column !== 'key');
  return {
    as: layer,
    ...(year === null ? {} : { year }),
    ...(mapping ? { mapping } : {}),
    ...(mapping && values ? { values } : {}),
    ...(byHand ? { reader: `generic-${layer}` } : {}),
  };
}

/** Fetches the file of a connection. @returns null where the service says that nothing has changed */
export async function fetchFile(
  { db, env, fetcher }: RunTools,
  connection: ConnectionFields,
  options: {
    path: string;
    known: { etag: string | null; lastModified: string | null } | null;
    sample?: boolean;
    signal: AbortSignal;
  },
) {
  await mkdir(runsFolder(env), { recursive: true, mode: 0o700 });
  const { path, known, sample = false, signal } = options;
  return collect(fetcher, planOf(connection.settings, await surroundings(db.sql)), {
    path,
    known,
    secret: secretOf(env, connection),
    signal,
    limit: env.uploadLimitBytes,
    pages: sample ? 1 : MOST_PAGES,
    sample,
    onPage: () => undefined,
  });
}

/** Fetches, compares and, where nobody needs to look at it, takes over. Ends the run in the database unless it throws. */
export async function runConnection(
  tools: RunTools,
  connection: Connection,
  run: { id: string; by: string; signal: AbortSignal },
): Promise<void> {
  const { db, env, log } = tools;
  await refuseWithoutTarget(db.sql, connection);
  const path = fileOfRun(env, run.id);
  const baseline = await baselineOf(db.sql, connection.id);
  const collected = await fetchFile(tools, connection, { path, known: baseline, signal: run.signal });
  if (!collected || collected.sha256 === baseline.sha256) {
    const { sha256, etag, lastModified } = baseline;
    const same = {
      fileName: null as never,
      bytes: 0,
      pages: 0,
      features: null,
      matched: null,
      sha256: sha256 ?? '',
      etag,
      lastModified,
    };
    await endRun(db.sql, run.id, 'unchanged', { collected: collected ?? same });
    await rm(path, { force: true });
    return;
  }
  const scope = await scopeOf(db, connection);
  const comparison = {
    id: run.id,
    path,
    fileName: collected.fileName,
    ...choices(connection),
    scope,
  };
  const found = await compareFile(db, log, { ...comparison, signal: run.signal });
  const reason = reviewReason(found, connection, baseline.undone);
  const difference: RunDifference = { ...found, reason };
  if (found.added + found.changed + found.gone === 0) {
    await endRun(db.sql, run.id, 'unchanged', { collected, difference });
    await rm(path, { force: true });
  } else if (reason === null) {
    await endImport(tools, connection, { ...run, fileName: collected.fileName, mostGone: found.gone });
    await endRun(db.sql, run.id, 'done', { collected, difference });
  } else {
    await supersede(tools, connection.id, run.id);
    await endRun(db.sql, run.id, 'waiting', { collected, difference });
  }
}

/** What waited is out of date once something newer waits. */
async function supersede({ db, env }: RunTools, connectionId: string, runId: string): Promise<void> {
  const old = await db.sql<{ id: string }[]>`
    update connection_runs set state = 'rejected', sha256 = null
    where connection_id = ${connectionId} and state = 'waiting' and id <> ${runId} returning id::text
  `;
  for (const { id } of old) await rm(fileOfRun(env, id), { force: true });
}

/** Imports the file of a run. @throws ImportFailed with the problem that its report has */
export async function endImport(
  { db, env, imports }: RunTools,
  connection: Connection,
  run: { id: string; by: string; fileName: string; mostGone: number; signal: AbortSignal },
): Promise<void> {
  await refuseWithoutTarget(db.sql, connection);
  const scope = await scopeOf(db, connection);
  run.signal.throwIfAborted();
  const report = await imports.start({
    path: fileOfRun(env, run.id),
    fileName: `${connection.title}: ${run.fileName}`,
    temporary: true,
    author: run.by,
    ...choices(connection),
    source: { url: connection.settings.url, ...connection.source },
    ...(scope ? { replaces: { ...scope, mostGone: run.mostGone } } : {}),
  });
  await db.sql`update connection_runs set import_id = ${report.id} where id = ${run.id}`;
  const cancel = () => void imports.cancel(report.id);
  run.signal.addEventListener('abort', cancel, { once: true });
  const ended = await imports.ended(report.id).finally(() => run.signal.removeEventListener('abort', cancel));
  run.signal.throwIfAborted();
  if (ended.state !== 'done') throw new ImportFailed(ended.problem);
}
