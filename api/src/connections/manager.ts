import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { nextAttempt, nextRun } from '@quartierblick/gis/connections/schedule.ts';
import type { AppDeps } from '../deps.ts';
import type { Database } from '../db.ts';
import { Problem } from '../errors.ts';
import { importsOf } from '../imports/manager.ts';
import { cancelled, problemOfRun } from './failure.ts';
import { FetchRefused } from './fetch/refused.ts';
import { SafeFetch } from './fetch/safe-fetch.ts';
import type { Limits } from './fetch/safe-fetch.ts';
import { RUN_LOCK } from './recover.ts';
import { endImport, fileOfRun, runConnection } from './run.ts';
import type { RunTools } from './run.ts';
import { endRun, readRun } from './runs.ts';
import { readConnection } from './store.ts';
import type { Actor, Connection, Run } from './types.ts';

/** Runs at once in one process: each holds a connection to the database and a thread. */
const MOST_RUNS = 2;
/** Time for which a process that begins a due run keeps others off; where it dies, the run is due again then. */
const LEASE = '1 hour';

const busy = (): Problem =>
  new Problem({
    status: 409,
    type: 'already-running',
    title: { de: 'Diese Verbindung wird gerade abgerufen', en: 'This connection is being fetched just now' },
  });
const notWaiting = (state: string): Problem =>
  new Problem({
    status: 409,
    type: 'not-waiting',
    title: { de: 'Dieser Unterschied wartet auf keine Entscheidung', en: 'This difference waits for no decision' },
    extra: { state },
  });

interface Entry {
  cancel: AbortController;
  ended: Promise<void>;
}

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23505';

/** Sets runs of connections going, each in one process only, and settles what becomes of them. */
export class Connections {
  readonly #db: Database;
  readonly #tools: RunTools;
  readonly #running = new Map<string, Entry>();

  constructor({ db, env, log }: Pick<AppDeps, 'db' | 'env' | 'log'>, limits: Partial<Limits> = {}) {
    const { allowed, mirrors } = env.connections;
    const fetcher = new SafeFetch(allowed, { limits: { bytes: env.uploadLimitBytes, ...limits }, mirrors });
    this.#db = db;
    this.#tools = { db, env, log, imports: importsOf({ db, log }), fetcher };
  }

  /** What runs and samples work with. */
  get tools(): RunTools {
    return this.#tools;
  }

  /** Whether a run is at work in this process. */
  isRunning = (runId: string): boolean => this.#running.has(runId);

  /** Fetches a connection now. @returns the run, under way @throws Problem 404, or 409 where it is under way already */
  async start(connectionId: string, trigger: Run['trigger'], who: Actor): Promise<Run> {
    const connection = await readConnection(this.#db.sql, connectionId);
    const id = randomUUID();
    await this.#db.sql`
      insert into connection_runs (id, connection_id, state, trigger, started_by)
      values (${id}, ${connectionId}, 'running', ${trigger}, ${who.name})
    `.catch((error: unknown) => {
      throw isTaken(error) ? busy() : error;
    });
    this.#work(id, connection, (signal) => runConnection(this.#tools, connection, { id, by: who.name, signal }));
    return readRun(this.#db.sql, id);
  }

  /** Takes over a difference that waits. @throws Problem 404, or 409 where it does not wait (any more) */
  async accept(runId: string, who: Actor): Promise<Run> {
    const run = await this.#claim(runId, who);
    const connection = await readConnection(this.#db.sql, run.connectionId);
    const mostGone = run.difference?.gone ?? 0;
    const task = { id: runId, by: who.name, fileName: run.fileName ?? 'data', mostGone };
    this.#work(runId, connection, async (signal) => {
      await endImport(this.#tools, connection, { ...task, signal });
      await endRun(this.#db.sql, runId, 'done');
    });
    return readRun(this.#db.sql, runId);
  }

  async #claim(runId: string, who: Actor): Promise<Run> {
    const run = await readRun(this.#db.sql, runId);
    const claimed = await this.#db.sql`
      update connection_runs set state = 'running', decided_by = ${who.name}, ended_at = clock_timestamp() where id = ${runId} and state = 'waiting'
    `.catch((error: unknown) => {
      throw isTaken(error) ? busy() : error;
    });
    if (claimed.count === 0) throw notWaiting(run.state);
    return run;
  }

  /** Leaves the data as it is; the same content is not asked about again. @throws Problem 404, or 409 where it does not wait */
  async reject(runId: string, who: Actor): Promise<Run> {
    const run = await readRun(this.#db.sql, runId);
    const rejected = await this.#db.sql`
      update connection_runs set state = 'rejected', decided_by = ${who.name} where id = ${runId} and state = 'waiting'
    `;
    if (rejected.count === 0) throw notWaiting(run.state);
    await rm(fileOfRun(this.#tools.env, runId), { force: true });
    await this.#tell(run.connectionId);
    return readRun(this.#db.sql, runId);
  }

  /** Breaks a run of this process off. @returns false where it is none, or has ended */
  async cancel(runId: string): Promise<boolean> {
    const entry = this.#running.get(runId);
    if (!entry) return false;
    entry.cancel.abort(cancelled());
    await entry.ended;
    return true;
  }

  /** Waits for the end of a run of this process. */
  async ended(runId: string): Promise<Run> {
    await this.#running.get(runId)?.ended;
    return readRun(this.#db.sql, runId);
  }

  /** Sets going what is due, as far as there is room; the rest is due a moment later. @returns the runs */
  async runDue(): Promise<Run[]> {
    const started: Run[] = [];
    while (this.#running.size < MOST_RUNS) {
      const [due] = await this.#db.sql<{ id: string; title: string }[]>`
        update connection_states s set next_at = now() + ${LEASE}::interval
        from connections c where c.id = s.connection_id and s.connection_id = (
          select d.connection_id from connection_states d join connections o on o.id = d.connection_id
          where o.active and d.next_at <= now() order by d.next_at limit 1 for update of d skip locked
        ) returning c.id::text, c.title
      `;
      if (!due) return started;
      const who = { userId: null, name: `Verbindung „${due.title}“` };
      const run = await this.start(due.id, 'schedule', who).catch((error: unknown) => {
        if (error instanceof Problem) return null;
        throw error;
      });
      if (run) started.push(run);
    }
    return started;
  }

  /** Breaks off what runs and waits for its end. */
  async close(): Promise<void> {
    const entries = [...this.#running.values()];
    for (const { cancel } of entries) cancel.abort(cancelled());
    await Promise.all(entries.map(({ ended }) => ended));
  }

  #work(runId: string, connection: Connection, work: (signal: AbortSignal) => Promise<void>): void {
    const cancel = new AbortController();
    const ended = this.#settle(runId, connection, work, cancel.signal)
      .catch((error: unknown) =>
        this.#tools.log.error({ err: error, run: runId }, 'the end of a run could not be noted'),
      )
      .finally(() => this.#running.delete(runId));
    this.#running.set(runId, { cancel, ended });
    void this.#tell(connection.id);
  }

  async #settle(
    runId: string,
    connection: Connection,
    work: (signal: AbortSignal) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const { log, env } = this.#tools;
    // A session's lock tells other processes that the run is alive; the embedded database has one process only.
    const session = this.#db.kind === 'postgres' ? await this.#db.sql.reserve() : null;
    let failure: unknown;
    try {
      if (session) await session`select pg_advisory_lock(${RUN_LOCK}, hashtext(${runId}))`;
      await work(signal);
    } catch (error) {
      failure = signal.aborted ? signal.reason : error;
      const { problem, unexpected } = problemOfRun(failure);
      if (unexpected) log.error({ err: error, connection: connection.id }, 'a connection failed');
      await endRun(this.#db.sql, runId, signal.aborted ? 'cancelled' : 'failed', signal.aborted ? {} : { problem });
      await rm(fileOfRun(env, runId), { force: true });
    } finally {
      await this.#planNext(connection.id, failure, signal.aborted).catch((error: unknown) =>
        log.error({ err: error, connection: connection.id }, 'the next run could not be planned'),
      );
      if (session) {
        await session`select pg_advisory_unlock(${RUN_LOCK}, hashtext(${runId}))`.catch(() => undefined);
        session.release();
      }
      await this.#tell(connection.id);
    }
  }

  async #planNext(id: string, failure: unknown, wasCancelled: boolean): Promise<void> {
    // Schedule and switch may have changed while it ran.
    const { schedule, active, failures: before } = await readConnection(this.#db.sql, id);
    const now = new Date();
    const failures = failure === undefined ? 0 : wasCancelled ? before : before + 1;
    const asked = failure instanceof FetchRefused && failure.notBefore !== null ? new Date(failure.notBefore) : null;
    const failed = failure !== undefined && !wasCancelled;
    const next = failed ? nextAttempt({ schedule, failures }, now, asked) : nextRun(schedule, id, now);
    await this.#db.sql`
      update connection_states set failures = ${failures}, next_at = ${active ? next : null} where connection_id = ${id}
    `;
  }

  async #tell(id: string): Promise<void> {
    await this.#db.publish({ type: 'connection-changed', id }).catch(() => undefined);
  }
}

const managers = new WeakMap<Database, Connections>();

/** The one manager of a database, shared by the routes and the schedule. */
export function connectionsOf(deps: Pick<AppDeps, 'db' | 'env' | 'log'>): Connections {
  let manager = managers.get(deps.db);
  if (!manager) managers.set(deps.db, (manager = new Connections(deps)));
  return manager;
}
