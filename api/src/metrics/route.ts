import { createHash, timingSafeEqual } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { access } from '../auth/access.ts';
import { isLoopback, isLocalRequest } from '../auth/address.ts';
import { CACHE } from '../cache.ts';
import { MOST_CONNECTIONS } from '../db.ts';
import type { AppDeps } from '../deps.ts';
import type { Env } from '../env.ts';
import { Problem } from '../errors.ts';
import type { TileService } from '../tiles/service.ts';
import { exposition } from './exposition.ts';
import type { Histogram } from './exposition.ts';

/** A database that hangs must not keep the process from being watched. */
const PATIENCE_MS = 2000;

const digest = (text: string) => createHash('sha256').update(text).digest();

function bears(c: Context, token: string): boolean {
  const given = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1];
  return given !== undefined && timingSafeEqual(digest(given), digest(token));
}

/** Asked at this machine itself, not through a proxy on it: a public address says that there is one. */
function isAtThisMachine(c: Context, env: Env): boolean {
  if (env.baseUrl !== undefined && !isLoopback(new URL(env.baseUrl).hostname)) return false;
  if (!isLocalRequest(c, env)) return false;
  try {
    return /^(::1|(::ffff:)?127\.)/.test(getConnInfo(c).remote.address ?? '');
  } catch {
    // No socket: a test asks the app directly.
    return true;
  }
}

function refuse(): never {
  throw new Problem({
    status: 403,
    type: 'metrics-closed',
    title: { de: 'Das ist nicht erlaubt', en: 'That is not allowed' },
    detail: {
      de: 'Die Kennzahlen liest, wer am Rechner selbst fragt oder METRICS_TOKEN als Bearer nennt.',
      en: 'Metrics are for who asks at the machine itself, or bears METRICS_TOKEN.',
    },
  });
}

interface DatabaseFigures {
  connections: { state: string; n: number }[];
  imports: { state: string; n: number }[];
}

async function databaseFigures({ db }: AppDeps): Promise<DatabaseFigures | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS, null)));
  const figures = Promise.all([
    db.sql<{ state: string; n: number }[]>`
      select coalesce(state, 'other') as state, count(*)::integer as n from pg_stat_activity
      where datname = current_database() and backend_type = 'client backend' group by 1 order by 1
    `,
    db.sql<{ state: string; n: number }[]>`select state, count(*)::integer as n from imports group by 1 order by 1`,
  ]).then(
    ([connections, imports]) => ({ connections: [...connections], imports: [...imports] }),
    () => null,
  );
  const answer = await Promise.race([figures, late]);
  clearTimeout(timer);
  return answer;
}

function processFigures(loop: ReturnType<typeof monitorEventLoopDelay>): string[] {
  const { rss, heapUsed, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  // Nanoseconds; NaN before the first measurement.
  const seconds = (nanoseconds: number) => (Number.isFinite(nanoseconds) ? nanoseconds / 1e9 : 0);
  const lag = [50, 90, 99].map((p) => ({ labels: { quantile: p / 100 }, value: seconds(loop.percentile(p)) }));
  loop.reset();
  return [
    exposition('nodejs_eventloop_lag_seconds', 'gauge', 'Delay of the event loop since the last reading', lag),
    exposition('process_resident_memory_bytes', 'gauge', 'Memory of the process', [{ value: rss }]),
    exposition('nodejs_heap_used_bytes', 'gauge', 'Heap in use', [{ value: heapUsed }]),
    exposition('nodejs_external_memory_bytes', 'gauge', 'Memory of buffers', [{ value: external }]),
    exposition('process_cpu_seconds_total', 'counter', 'Processor time', [{ value: (user + system) / 1e6 }]),
    exposition('process_uptime_seconds', 'gauge', 'Since the start', [{ value: Math.round(process.uptime()) }]),
  ];
}

interface Watched {
  times: Histogram;
  tiles: TileService;
}

/** `GET /metrics` in Prometheus's text format: of this process, and what the database says of all. */
export function metricsRoutes(deps: AppDeps, { times, tiles }: Watched) {
  const loop = monitorEventLoopDelay({ resolution: 20 });
  loop.enable();
  const { metricsToken } = deps.env;
  return new Hono().get('/metrics', access('public').middleware, async (c) => {
    const isAllowed = metricsToken !== undefined && bears(c, metricsToken);
    if (!isAllowed && !isAtThisMachine(c, deps.env)) refuse();
    const known = await databaseFigures(deps);
    const byState = (rows: readonly { state: string; n: number }[] = []) =>
      rows.map(({ state, n }) => ({ labels: { state }, value: n }));
    const { hits, made, bytes } = tiles.counts();
    const body = [
      times.text('quartierblick_http_request_duration_seconds', 'Requests by route, status and duration'),
      exposition('quartierblick_tiles_total', 'counter', 'Tiles that were asked for, by where they came from', [
        { labels: { from: 'cache' }, value: hits },
        { labels: { from: 'database' }, value: made },
      ]),
      exposition('quartierblick_tile_cache_bytes', 'gauge', 'Tiles that are kept', [{ value: bytes }]),
      exposition('quartierblick_imports', 'gauge', 'Imports on record, by state', byState(known?.imports)),
      exposition('quartierblick_database_up', 'gauge', 'Whether the database answers', [{ value: known ? 1 : 0 }]),
      exposition(
        'quartierblick_database_connections',
        'gauge',
        'Connections to this database, of all processes',
        byState(known?.connections),
      ),
      exposition('quartierblick_database_pool_limit', 'gauge', 'Most connections of a pool of this process', [
        { value: deps.db.kind === 'embedded' ? 1 : MOST_CONNECTIONS },
      ]),
      exposition('quartierblick_info', 'gauge', 'Version and database', [
        { labels: { version: deps.version, database: deps.db.kind, postgis: deps.db.postgis }, value: 1 },
      ]),
      ...processFigures(loop),
    ].join('');
    c.header('Cache-Control', CACHE.none);
    c.header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8');
    return c.body(body, 200);
  });
}
