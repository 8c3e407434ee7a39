import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresPrograms, startCluster, startStandby } from '../support/cluster.ts';
import type { Cluster } from '../support/cluster.ts';
import { startServer } from '../support/server-process.ts';
import type { ServerProcess } from '../support/server-process.ts';

const programs = postgresPrograms();

interface Answer {
  status: number;
  cache: string;
  /** Processes that were asked. */
  tries: number;
}

/** Two api processes on one primary, reading from its standby, behind what a balancer does: ask the next where one is gone. */
describe.skipIf(programs === null)('two processes, a primary and a standby', () => {
  let primary: Cluster;
  let standby: Cluster;
  let dataDir: string;
  const servers: ServerProcess[] = [];
  let addresses: string[] = [];
  let onPrimary: ReturnType<typeof postgres>;
  let onStandby: ReturnType<typeof postgres>;

  beforeAll(async () => {
    primary = await startCluster(programs ?? '');
    standby = await startStandby(programs ?? '', primary);
    dataDir = mkdtempSync(join(tmpdir(), 'qb-replica-'));
    const variables = {
      DATA_DIR: dataDir,
      DATABASE_URL: primary.url,
      DATABASE_READ_URL: standby.url,
      AUTH_SECRET: 'x'.repeat(32),
      // Every read is one of the database.
      TILE_CACHE_MB: '0',
      LOG_LEVEL: 'warn',
    };
    // One after the other: the first migrates.
    for (let n = 0; n < 2; n += 1) {
      const server = startServer(variables);
      servers.push(server);
      addresses.push(await server.ready);
    }
    onPrimary = postgres(primary.url, { max: 2, onnotice: () => undefined });
    onStandby = postgres(standby.url, { max: 1, onnotice: () => undefined });
    await onPrimary`
      insert into buildings (key, geom)
      select 'b' || n, st_multi(st_makeenvelope(394000 + n, 5709000, 394008 + n, 5709010, 25832)) from generate_series(0, 3000, 10) n
    `;
  });
  afterAll(async () => {
    await onPrimary?.end();
    await onStandby?.end();
    for (const server of servers) server.kill('SIGKILL');
    await Promise.all(servers.map((server) => server.ended));
    standby?.remove();
    primary?.remove();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function ask(path: string, init: RequestInit = {}, first = 0): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      const address = addresses[(first + tries - 1) % addresses.length];
      try {
        const answer = await fetch(address + path, { ...init, signal: AbortSignal.timeout(10_000) });
        await answer.arrayBuffer();
        return { status: answer.status, cache: answer.headers.get('cache-control') ?? '', tries };
      } catch (error) {
        if (tries === addresses.length) throw error;
      }
    }
  }

  const grow = async () => {
    const [row] = await onPrimary<{ version: string }[]>`
      update layer_versions set version = version + 1, changed_at = now() where layer = 'buildings' returning version`;
    return Number(row?.version);
  };
  /** The tile in which the buildings lie. */
  const tile = (version: number) => `/tiles/buildings/${version}/14/8532/5447.mvt`;
  const scans = async () => {
    const [row] = await onStandby<{ n: string }[]>`
      select seq_scan + idx_scan as n from pg_stat_user_tables where relname = 'buildings'`;
    return Number(row?.n ?? 0);
  };

  it('tiles are read from the standby, and a version that it does not have yet from the primary', async () => {
    const before = await scans();
    const version = await grow();
    // What was replayed when: the standby follows within moments.
    for (let n = 0; n < 100; n += 1) {
      const [row] = await onStandby<{ v: string }[]>`select version as v from layer_versions where layer = 'buildings'`;
      if (Number(row?.v) === version) break;
      await setTimeout(50);
    }
    for (let n = 0; n < 4; n += 1) expect(await ask(tile(version), {}, n)).toMatchObject({ status: 200, tries: 1 });
    let seen = before;
    // A session that is idle tells its counts after ten seconds at the latest (PGSTAT_IDLE_INTERVAL).
    for (let n = 0; n < 150 && seen === before; n += 1) {
      await setTimeout(100);
      seen = await scans();
    }
    expect(seen).toBeGreaterThan(before);

    await onStandby`select pg_wal_replay_pause()`;
    try {
      const newer = await grow();
      const answer = await ask(tile(newer));
      expect(answer.status).toBe(200);
      expect(answer.cache).toContain('immutable');
      // One that there is nowhere is still refused, and kept by nobody.
      expect((await ask(tile(newer + 1))).status).toBe(404);
    } finally {
      await onStandby`select pg_wal_replay_resume()`;
    }
  });

  it('one process and the standby are killed under load: no write fails, and no read is done more than twice', async () => {
    const version = await grow();
    const authorization = `Bearer ${readFileSync(join(dataDir, 'token'), 'utf8')}`;
    const project = (n: number) =>
      JSON.stringify({
        name: { de: `Stand ${n}`, en: `State ${n}` },
        bounds: [7.45, 51.5, 7.49, 51.53],
        surroundings: [7.3, 51.4, 7.6, 51.6],
        land: 'NW',
        defaultView: { center: [7.47, 51.52], zoom: 14 },
      });
    const reads: Answer[] = [];
    const writes: Answer[] = [];
    let isOver = false;
    const reader = async (worker: number) => {
      for (let n = worker; !isOver; n += 1) {
        reads.push(await ask(n % 3 === 0 ? '/api/layers/buildings/features?limit=5' : tile(version), {}, n));
      }
    };
    const writer = async () => {
      for (let n = 0; !isOver; n += 1) {
        const headers = { 'content-type': 'application/json', authorization };
        writes.push(await ask('/api/project', { method: 'PUT', headers, body: project(n) }, n));
        await setTimeout(10);
      }
    };
    const load = [reader(0), reader(1), reader(2), writer()];
    await setTimeout(1500);
    standby.stopNow();
    await setTimeout(1500);
    servers[0]?.kill('SIGKILL');
    await setTimeout(1500);
    isOver = true;
    await Promise.all(load);

    expect(writes.length).toBeGreaterThan(10);
    expect(writes.filter(({ status }) => status >= 300)).toEqual([]);
    expect(reads.length).toBeGreaterThan(50);
    expect(reads.filter(({ status }) => status >= 300)).toEqual([]);
    expect(Math.max(...reads.map(({ tries }) => tries))).toBeLessThanOrEqual(2);
    const [stored] = await onPrimary<{ name: { de: string } }[]>`select name from project`;
    expect(stored?.name.de).toMatch(/^Stand \d+$/);
    addresses = addresses.slice(1);
  });
});
