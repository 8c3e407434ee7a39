import { fork } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { createApp } from '@quartierblick/api/app';
import { openDatabase } from '@quartierblick/api/db';
import { readEnv } from '@quartierblick/api/env';
import { createLog } from '@quartierblick/api/log';
import { migrate } from '@quartierblick/api/migrate';
import { postgresPrograms, startCluster } from '../support/cluster.ts';
import { describeOnEachDatabase, freshDatabase } from '../support/databases.ts';
import { ofTheMachine } from '../support/server-process.ts';

const MIGRATIONS = fileURLToPath(new URL('../../migrations/', import.meta.url));
const CHILD = fileURLToPath(new URL('./insert-until-killed.ts', import.meta.url));

const clean: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const undo of clean.splice(0).reverse()) await undo();
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'qb-test-'));
  clean.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describeOnEachDatabase('platform', (context) => {
  it('health names the database and its PostGIS', async () => {
    const answer = await context().app.request('/api/health');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      status: 'ok',
      database: context().kind,
      postgis: expect.stringMatching(/^3\.\d+\.\d+$/),
      version: 'test',
    });
  });

  it('migrating twice applies nothing the second time', async () => {
    expect(await migrate(context().db)).toEqual([]);
  });

  it('refuses a migration that was changed after it had been applied, and names it', async () => {
    const folder = temporaryFolder();
    for (const name of readdirSync(MIGRATIONS)) copyFileSync(join(MIGRATIONS, name), join(folder, name));
    const first = readdirSync(folder).sort()[0] ?? '';
    writeFileSync(join(folder, first), `${readFileSync(join(folder, first), 'utf8')}\n-- changed`);
    await expect(migrate(context().db, undefined, { folder })).rejects.toThrow(first);
  });

  it('refuses a database that is newer than the application', async () => {
    const folder = temporaryFolder();
    await expect(migrate(context().db, undefined, { folder })).rejects.toThrow(/newer/);
  });

  it('a failing migration leaves nothing behind', async () => {
    const folder = temporaryFolder();
    for (const name of readdirSync(MIGRATIONS)) copyFileSync(join(MIGRATIONS, name), join(folder, name));
    writeFileSync(join(folder, '9000_broken.sql'), 'create table half_made (id integer); select broken;');
    await expect(migrate(context().db, undefined, { folder })).rejects.toThrow();
    const [row] = await context().db.sql`select to_regclass('half_made') as made`;
    expect(row?.['made']).toBeNull();
  });

  it('appends every kind of value to a table and reads the same back', async () => {
    const { db } = context();
    await db.sql`create table append_probe (a text, b integer, c double precision, d boolean, e date, f text[], g geometry)`;
    const columns = [
      ['a', 'text'],
      ['b', 'integer'],
      ['c', 'double precision'],
      ['d', 'boolean'],
      ['e', 'date'],
      ['f', 'text[]'],
      ['g', 'geometry'],
    ].map(([name = '', type = '']) => ({ name, type }));
    const hostile = 'tab\t newline\n return\r back\\slash "quote" {brace} \\N ünïcode';
    const point = '0101000020E864000000000000000014400000000000002440';
    const rows = [
      [hostile, 1, 1.5e-7, true, '2026-11-23', ['a"b', 'c,d', 'e\\f', 'g\th'], point],
      [null, null, null, null, null, null, null],
      ['', 0, 0, false, '0999-01-01', [], point],
    ];
    expect(await db.appendRows(db.sql, 'append_probe', columns, [rows])).toBe(3);
    const back = await db.sql`select a, b, c, d, e, f, st_astext(g) as g from append_probe`;
    const wkt = 'POINT(5 10)';
    expect(back.map((row) => Object.values(row))).toEqual(
      rows.map((row) => [...row.slice(0, 6), row[6] === null ? null : wkt]),
    );
  });

  it('events reach subscribers, and only until they unsubscribe', async () => {
    const { db } = context();
    const heard: unknown[] = [];
    const stop = db.subscribe((event) => heard.push(event));
    const event = { type: 'layer-changed', layer: 'green', version: 7 } as const;
    // LISTEN needs a moment on its own connection.
    for (let tries = 0; tries < 50 && heard.length === 0; tries++) {
      await db.publish(event);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(heard[0]).toEqual(event);
    stop();
    const count = heard.length;
    await db.publish(event);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(heard.length).toBe(count);
  });
});

describe('the embedded folder', () => {
  it('two processes never share one: the second is told who has it', async () => {
    const fresh = await freshDatabase('embedded');
    clean.push(fresh.remove);
    const env = readEnv(fresh.variables);
    const db = await openDatabase(env);
    clean.push(() => db.close());
    await expect(openDatabase(env)).rejects.toThrow(`process ${process.pid}`);
  });

  it('a lock whose process is gone is taken over', async () => {
    const fresh = await freshDatabase('embedded');
    clean.push(fresh.remove);
    const env = readEnv(fresh.variables);
    writeFileSync(join(env.dataDir, 'lock'), '999999 1');
    const db = await openDatabase(env);
    await db.close();
  });

  it('can be read by its owner only', async () => {
    const fresh = await freshDatabase('embedded');
    clean.push(fresh.remove);
    const env = readEnv(fresh.variables);
    const db = await openDatabase(env);
    expect(statSync(env.dataDir).mode & 0o077).toBe(0);
    await db.close();
  });

  it('lies as deep as it likes: a path too long for a socket works', async () => {
    const fresh = await freshDatabase('embedded');
    clean.push(fresh.remove);
    const deep = join(temporaryFolder(), 'a'.repeat(60), 'b'.repeat(60));
    mkdirSync(deep, { recursive: true });
    const db = await openDatabase(readEnv({ DATA_DIR: deep }));
    expect((await db.sql`select 1 as one`)[0]?.['one']).toBe(1);
    await db.close();
  });

  it('killed while inserting, it keeps every row that it had acknowledged', async () => {
    const fresh = await freshDatabase('embedded');
    clean.push(fresh.remove);
    const child = fork(CHILD, [], {
      env: { ...ofTheMachine(), ...fresh.variables },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    let acknowledged = 0;
    child.on('message', (count: number) => {
      acknowledged = count;
      if (count >= 40) child.kill('SIGKILL');
    });
    await once(child, 'exit');
    const db = await openDatabase(readEnv(fresh.variables));
    const [row] = await db.sql<{ count: number }[]>`select count(*) as count from kill_probe`;
    await db.close();
    expect(row?.count).toBeGreaterThanOrEqual(acknowledged);
  });
});

const programs = inject('postgresUrl') ? postgresPrograms() : null;
describe.skipIf(!programs)('PostgreSQL goes away and comes back', () => {
  it('answers 503 meanwhile and recovers by itself', async () => {
    const cluster = await startCluster(programs ?? '');
    clean.push(() => cluster.remove());
    const env = readEnv({ DATABASE_URL: cluster.url, DATA_DIR: temporaryFolder(), LOG_LEVEL: 'silent' });
    const db = await openDatabase(env);
    clean.push(() => db.close());
    await migrate(db);
    const app = createApp({ db, env, log: createLog('silent'), version: 'test' });
    expect((await app.request('/api/health')).status).toBe(200);
    cluster.stopNow();
    for (const path of ['/api/health', '/api/project', '/api/layers']) {
      const answer = await app.request(path, { headers: { 'accept-language': 'de' } });
      expect([path, answer.status]).toEqual([path, 503]);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(await answer.json()).toMatchObject({
        title: 'Die Datenbank ist nicht erreichbar',
        requestId: expect.any(String),
      });
    }
    cluster.start();
    let status = 0;
    for (let tries = 0; tries < 40 && status !== 200; tries++) {
      status = (await app.request('/api/health')).status;
      if (status !== 200) await new Promise((resolve) => setTimeout(resolve, 250));
    }
    expect(status).toBe(200);
  });

  it('two processes migrating at once apply every migration once', async () => {
    const cluster = await startCluster(programs ?? '');
    clean.push(() => cluster.remove());
    const env = readEnv({ DATABASE_URL: cluster.url, DATA_DIR: temporaryFolder() });
    const both = await Promise.all([openDatabase(env), openDatabase(env)]);
    for (const db of both) clean.push(() => db.close());
    const applied = await Promise.all(both.map((db) => migrate(db)));
    expect(applied.flat().sort()).toEqual(readdirSync(MIGRATIONS).sort());
  });
});
