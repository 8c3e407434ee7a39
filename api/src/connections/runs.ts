import type { SqlLike } from '../db.ts';
import { Problem } from '../errors.ts';
import type { ImportProblem } from '../imports/report.ts';
import type { Collected } from './fetch/collect.ts';
import type { Run, RunDifference, RunState } from './types.ts';

const columns = (sql: SqlLike) => sql`
  id::text, connection_id::text as "connectionId", state, trigger, started_by as "startedBy",
  to_jsonb(started_at) #>> '{}' as "startedAt", to_jsonb(ended_at) #>> '{}' as "endedAt", decided_by as "decidedBy", pages,
  bytes::float8 as bytes, matched, file_name as "fileName", sha256, etag, last_modified as "lastModified", difference, problem,
  import_id::text as "importId"
`;

const plain = (run: Run): Run => ({ ...run });

export const unknownRun = (): Problem =>
  new Problem({
    status: 404,
    type: 'unknown-run',
    title: { de: 'Diesen Abruf gibt es nicht', en: 'There is no such run' },
  });

/** One run. `id` may be any text. @throws Problem 404 */
export async function readRun(sql: SqlLike, id: string): Promise<Run> {
  const [run] = await sql<Run[]>`select ${columns(sql)} from connection_runs where id::text = ${id}`;
  if (run) return plain(run);
  throw unknownRun();
}

/** The latest runs of a connection, newest first. */
export async function readRuns(sql: SqlLike, connectionId: string, limit: number): Promise<Run[]> {
  const rows = await sql<Run[]>`
    select ${columns(sql)} from connection_runs where connection_id::text = ${connectionId}
    order by started_at desc, id limit ${limit}
  `;
  return rows.map(plain);
}

/** The latest run of every connection, and the one that waits, by connection. */
export async function readLatest(sql: SqlLike): Promise<Run[]> {
  const rows = await sql<Run[]>`
    select distinct on (connection_id, state = 'waiting') ${columns(sql)} from connection_runs
    order by connection_id, state = 'waiting', started_at desc
  `;
  return rows.map(plain);
}

/** The last state that a connection's data was in, and whether it is still there. */
export interface Baseline {
  sha256: string | null;
  etag: string | null;
  lastModified: string | null;
  /** Somebody has undone what the last import brought. */
  undone: boolean;
}

/**
 * The content that was last taken over, found equal or rejected, since the connection and the project are as they are: what was
 * fetched before a change of its settings says nothing of what comes now, and in a larger area more of the same file counts.
 */
export async function baselineOf(sql: SqlLike, connectionId: string): Promise<Baseline> {
  const [known] = await sql<Omit<Baseline, 'undone'>[]>`
    select r.sha256, r.etag, r.last_modified as "lastModified"
    from connection_runs r join connections c on c.id = r.connection_id
    where r.connection_id = ${connectionId} and r.state in ('done', 'unchanged', 'rejected') and r.sha256 is not null
      and r.started_at > greatest(c.changed_at, (select changed_at from project))
    order by r.started_at desc limit 1
  `;
  const [last] = await sql<{ state: string }[]>`
    select i.state from connection_runs r join imports i on i.id = r.import_id
    where r.connection_id = ${connectionId} and r.state = 'done' order by r.started_at desc limit 1
  `;
  const undone = last?.state === 'undone';
  const nothing = { sha256: null, etag: null, lastModified: null };
  return { ...(undone || !known ? nothing : known), undone };
}

/** Imports that a connection has made. */
export async function importsOfConnection(sql: SqlLike, connectionId: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select import_id::text as id from connection_runs where connection_id = ${connectionId} and import_id is not null
  `;
  return rows.map(({ id }) => id);
}

/** What is noted at the end of a run. */
export interface RunEnd {
  collected?: Collected | null;
  difference?: RunDifference;
  problem?: ImportProblem;
}

/** Notes how a run ended, or that it waits; the caller has made sure that it is running. */
export async function endRun(
  sql: SqlLike,
  id: string,
  state: Exclude<RunState, 'running'>,
  { collected, difference, problem }: RunEnd = {},
): Promise<void> {
  await sql`
    update connection_runs set
      state = ${state}, ended_at = clock_timestamp(),
      pages = coalesce(${collected?.pages ?? null}, pages), bytes = coalesce(${collected?.bytes ?? null}, bytes),
      matched = coalesce(${collected?.matched ?? null}, matched), file_name = coalesce(${collected?.fileName ?? null}, file_name),
      sha256 = coalesce(${collected?.sha256 ?? null}, sha256), etag = coalesce(${collected?.etag ?? null}, etag),
      last_modified = coalesce(${collected?.lastModified ?? null}, last_modified),
      difference = coalesce(${difference ? sql.json(difference as never) : null}, difference),
      problem = ${problem ? sql.json(problem as never) : null}
    where id = ${id}
  `;
}
