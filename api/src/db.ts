import { join } from 'node:path';
import { BroadcastChannel } from 'node:worker_threads';
import postgres from 'postgres';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import { startEmbedded } from './embedded/host.ts';
import type { Env } from './env.ts';
import { appendByCopy, appendByJson } from './append-rows.ts';
import type { AppendRows } from './append-rows.ts';
import { NO_REPLICA, readingBy } from './replica.ts';
import type { Reading } from './replica.ts';

export type DatabaseKind = 'embedded' | 'postgres';

/** Where a database is; serialisable, so that a worker thread can open its own connection to it. */
export interface DatabaseTarget {
  kind: DatabaseKind;
  /** Of a PostgreSQL. */
  url?: string;
  /** Of its streaming replica, where there is one. */
  readUrl?: string;
  /** Of the embedded database. */
  socketDir?: string;
}

/** Something changed that others may want to see at once. */
export type AppEvent =
  | { type: 'layer-changed'; layer: string; version: number }
  | { type: 'import-changed'; id: string }
  /** A free layer was made, changed or deleted; `edition` is the lowest that sees it, or saw it before. */
  | { type: 'layers-changed'; edition: Edition }
  /** A case or one of its parts changed; `version` is the case's own. Planners only. */
  | { type: 'case-changed'; key: string; version: number; by: string }
  /** Something was said on a walk, or people came to it or were sent away. Steering group and above. */
  | { type: 'walk-changed'; walk: string }
  /** A connection, or a run of one, changed. Planners only. */
  | { type: 'connection-changed'; id: string }
  /** Some measure changed. The Steuerungsgruppe and planners only. */
  | { type: 'measures-changed' }
  /** A story was saved or is gone. The Steuerungsgruppe and planners only. */
  | { type: 'story-changed'; story: string }
  /** Something was said between a presentation and a phone; heard in its room only, never by other clients. */
  | { type: 'remote-said'; room: string; said: string }
  /** Role, password or sessions of an account changed: whoever holds something of it must look again. Never sent to clients. */
  | { type: 'account-changed'; userId: string };

/** Rows come back with `date` as `YYYY-MM-DD` and `bigint` as number (ids and versions stay far below 2^53). */
const TYPES = {
  date: { to: 1082, from: [1082], serialize: (value: string) => value, parse: (value: string) => value },
  bigint: { to: 20, from: [20], serialize: String, parse: Number },
};

export type Sql = postgres.Sql;
/** A connection pool or a transaction: what a query may run on. */
export type SqlLike = Sql | postgres.TransactionSql;

export interface Database {
  kind: DatabaseKind;
  target: DatabaseTarget;
  sql: Sql;
  /** Connections for tiles: no JIT and no parallel workers, which cost small queries more than they give. */
  tileSql: Sql;
  /** The replica that may be read in its place. */
  reading: Reading;
  /** Version of PostGIS, e.g. `3.6.2`; empty until the extension is there. */
  postgis: string;
  /** Appends rows to a staging table as fast as this database can. */
  appendRows: AppendRows;
  /** Tells every process (PostgreSQL) or thread (embedded) on the same database. */
  publish(event: AppEvent): Promise<void>;
  /** @returns a function that ends the subscription */
  subscribe(listener: (event: AppEvent) => void): () => void;
  close(): Promise<void>;
}

const CHANNEL = 'quartierblick';

/** The version of PostGIS, or an empty text where the extension is not installed. */
export async function postgisVersion(sql: Sql): Promise<string> {
  const [row] = await sql<
    { version: string }[]
  >`select extversion as version from pg_extension where extname = 'postgis'`;
  return row?.version ?? '';
}

/** The database of `DATABASE_URL` cannot be opened; the message is one line for the terminal and bears no password. */
export class CannotConnect extends Error {
  override name = 'CannotConnect';
  /** Code of the cause, so that a thread that connects while the database is away is told apart from a broken one. */
  readonly code: string;

  constructor(url: string, cause: unknown) {
    const place = URL.canParse(url) ? new URL(url).host + new URL(url).pathname : 'DATABASE_URL';
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const reason = (cause instanceof Error && cause.message) || code || String(cause);
    super(`PostgreSQL (${place}) ist nicht zu öffnen / cannot be opened: ${reason.replaceAll('\n', ' ')}`);
    this.code = code;
  }
}

/** Seconds between attempts at a server that is away; the client's own rule waits up to 20 s after a long absence. */
const RETRY_SECONDS = 1;

/**
 * Most connections of a pool. An import writes into all tables of a layer side by side, each by a COPY that holds a connection
 * from beginning to end; with fewer connections than tables it would wait for itself for ever.
 */
export const MOST_CONNECTIONS = 20;

async function connectPostgres(url: string, readUrl?: string): Promise<Database> {
  const options = {
    types: TYPES,
    onnotice: () => undefined,
    connect_timeout: 5,
    max: MOST_CONNECTIONS,
    backoff: (retries: number) => Math.min(retries / 10, RETRY_SECONDS),
  };
  const sql = postgres(url, options) as unknown as Sql;
  const forTiles = { ...options, connection: { jit: 'off', max_parallel_workers_per_gather: '0' } as never };
  const tileSql = postgres(url, forTiles) as unknown as Sql;
  // Opened when it is first read, so that an instance starts without it; whoever waits for it would wait for the primary, too.
  const second = readUrl ? (postgres(readUrl, { ...forTiles, connect_timeout: 1 }) as unknown as Sql) : undefined;
  const end = () => Promise.all([sql, tileSql, second].map((pool) => pool?.end({ timeout: 5 })));
  const postgis = await postgisVersion(sql).catch(async (error: unknown) => {
    await end();
    throw new CannotConnect(url, error);
  });
  const listeners = new Set<(event: AppEvent) => void>();
  let listening: Promise<unknown> | undefined;
  return {
    kind: 'postgres',
    target: { kind: 'postgres', url, ...(readUrl && { readUrl }) },
    sql,
    tileSql,
    reading: second ? readingBy(second) : NO_REPLICA,
    postgis,
    appendRows: appendByCopy,
    async publish(event) {
      await sql.notify(CHANNEL, JSON.stringify(event));
    },
    subscribe(listener) {
      listeners.add(listener);
      // postgres.js listens on a connection of its own and takes up again after the server was away.
      listening ??= sql
        .listen(CHANNEL, (payload) => {
          const event = JSON.parse(payload) as AppEvent;
          for (const notify of listeners) notify(event);
        })
        .catch(() => (listening = undefined));
      return () => listeners.delete(listener);
    },
    async close() {
      await end();
    },
  };
}

async function connectEmbedded(socketDir: string, stop: () => Promise<void>): Promise<Database> {
  const sql = postgres({
    path: join(socketDir, '.s.PGSQL.5432'),
    database: 'postgres',
    username: 'postgres',
    types: TYPES,
    onnotice: () => undefined,
    max: 6,
    // The types of arrays are told in the queries; asking for them costs a round trip a connection.
    fetch_types: true,
  }) as unknown as Sql;
  // LISTEN does not reach clients through the socket, so events pass between the threads of this process instead.
  const channel = new BroadcastChannel(`${CHANNEL}:${socketDir}`);
  channel.unref();
  const listeners = new Set<(event: AppEvent) => void>();
  const tell = (event: AppEvent) => {
    for (const notify of listeners) notify(event);
  };
  channel.onmessage = (message: { data: unknown }) => tell(message.data as AppEvent);
  return {
    kind: 'embedded',
    target: { kind: 'embedded', socketDir },
    sql,
    tileSql: sql,
    reading: NO_REPLICA,
    postgis: await postgisVersion(sql),
    appendRows: appendByJson,
    async publish(event) {
      channel.postMessage(event);
      // A channel does not hear itself.
      tell(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      channel.close();
      await sql.end({ timeout: 5 });
      await stop();
    },
  };
}

/** Opens a database that is already running, e.g. from a worker thread of the server. */
export async function connect(target: DatabaseTarget): Promise<Database> {
  if (target.kind === 'postgres') return connectPostgres(target.url ?? '', target.readUrl);
  return connectEmbedded(target.socketDir ?? '', () => Promise.resolve());
}

/**
 * Opens the database of the settings: the PostgreSQL of `DATABASE_URL`, or the embedded one under `DATA_DIR`.
 * Runs no migrations.
 * @throws FolderInUse where another process has the data folder
 * @throws CannotConnect where the PostgreSQL does not answer or refuses
 */
export async function openDatabase(env: Env, onProgress: (step: string) => void = () => undefined): Promise<Database> {
  if (env.databaseUrl) return connectPostgres(env.databaseUrl, env.databaseReadUrl);
  const server = await startEmbedded(env.dataDir, onProgress);
  try {
    return await connectEmbedded(server.socketDir, server.close);
  } catch (error) {
    await server.close();
    throw error;
  }
}
