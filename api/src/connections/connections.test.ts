import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startDataServices } from '../../../test/support/data-services.ts';
import type { DataServices } from '../../../test/support/service-answers.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { readEnv } from '../env.ts';
import { importsOf } from '../imports/manager.ts';
import { reportOf } from '../imports/store.ts';
import { Connections } from './manager.ts';
import { recoverRuns } from './recover.ts';
import { addConnection, readConnection } from './store.ts';
import type { ConnectionFields, Run } from './types.ts';

const PLACES = ['1', '2', '3', '4', '5'].map((id, at) => ({
  id: `p${id}`,
  name: `Platz ${id}`,
  lon: 7.47 + at / 1000,
  lat: 51.52,
}));
const WHO = { userId: null, name: 'Erika Probe' };
const QUICK = { connectMs: 500, idleMs: 200, totalMs: 2000, attempts: 2, firstPauseMs: 1, longestPauseMs: 50 };

describeOnEachDatabase('connections', (context) => {
  let services: DataServices;
  let connections: Connections;
  const deps = () => {
    const env = readEnv({ DATA_DIR: context().dataDir, LOG_LEVEL: 'silent', CONNECTIONS_ALLOW: '127.0.0.1' });
    return { ...context().deps, env };
  };
  beforeAll(async () => {
    services = await startDataServices([]);
    connections = new Connections(deps(), QUICK);
  });
  afterAll(async () => {
    await connections.close();
    await importsOf(context().deps).close();
    await services.close();
  });
  beforeEach(async () => {
    services.places = structuredClone(PLACES);
    services.requests.length = 0;
    const { sql } = context().db;
    await sql`delete from connections`;
    await sql`delete from playgrounds`;
    await sql`delete from imports`;
    await recoverRuns(context().db, deps().env, connections.isRunning);
  });

  const url = (path: string) => ({ kind: 'url' as const, url: `${services.url}${path}`, member: '' });
  async function add(fields: Partial<ConnectionFields> = {}): Promise<string> {
    const id = crypto.randomUUID();
    const whole: ConnectionFields = {
      title: 'Spielplätze der Stadt',
      settings: url('/file.geojson'),
      credential: null,
      layer: 'playgrounds',
      year: null,
      mapping: null,
      values: null,
      source: {},
      schedule: 'daily',
      active: true,
      replaces: 'own',
      review: false,
      mostGonePercent: 30,
      ...fields,
    };
    await addConnection(context().db, { who: WHO, occasion: {} }, { id, fields: whole });
    return id;
  }
  const run = async (id: string) => connections.ended((await connections.start(id, 'hand', WHO)).id);
  const decided = async (waiting: Run) => connections.ended((await connections.accept(waiting.id, WHO)).id);
  const names = async () =>
    (await context().db.sql<{ name: string }[]>`select name from playgrounds order by name`).map(({ name }) => name);
  const ALL = PLACES.map(({ name }) => name);
  const files = () => readdirSync(join(context().dataDir, 'connections')).length;

  describe('what a run makes of what a service gives', () => {
    it('takes it over where nobody asked to see it, and says whose it is', async () => {
      const id = await add({ source: { name: 'Stadt Beispiel' } });
      const done = await run(id);
      expect(done).toMatchObject({ state: 'done', difference: { added: 5, changed: 0, gone: 0 }, problem: null });
      expect(await names()).toEqual(ALL);
      const report = await reportOf(context().db.sql, done.importId ?? '');
      expect(report).toMatchObject({
        author: 'Erika Probe',
        source: { name: 'Stadt Beispiel', url: `${services.url}/file.geojson` },
      });
      const { nextAt, failures } = await readConnection(context().db.sql, id);
      expect(new Date(nextAt ?? 0).getTime()).toBeGreaterThan(Date.now());
      expect([failures, files()]).toEqual([0, 0]);
    });

    it('asks with the ETag the second time, and imports nothing', async () => {
      const id = await add();
      await run(id);
      const second = await run(id);
      expect([second.state, second.importId]).toEqual(['unchanged', null]);
      expect(services.headers['if-none-match']).toMatch(/^"/);
    });

    it('takes more of an unchanged file once the area of the project has grown', async () => {
      const { sql } = context().db;
      const view = sql.json({ center: [7.47, 51.52], zoom: 15 });
      await sql`
        insert into project (name, bounds, surroundings, land, default_view)
        values (${sql.json({ de: 'Q', en: 'Q' })}, '{7.46,51.51,7.4705,51.53}', '{7.46,51.51,7.4705,51.53}', 'NW', ${view})
      `;
      const id = await add();
      await run(id);
      expect([await names(), (await run(id)).state]).toEqual([ALL.slice(0, 1), 'unchanged']);
      await sql`update project set surroundings = '{7,51,8,52}', changed_at = clock_timestamp()`;
      expect([(await run(id)).state, await names()]).toEqual(['done', ALL]);
      await sql`delete from project`;
    });

    it('finds what was added, changed and gone, and undo brings the gone back', async () => {
      const id = await add();
      await run(id);
      services.places = [
        { ...PLACES[0], name: 'Platz 1, neu' } as never,
        ...PLACES.slice(2),
        { id: 'p9', name: 'Platz 9', lon: 7.48, lat: 51.52 },
      ];
      const second = await run(id);
      expect(second).toMatchObject({
        state: 'done',
        difference: { added: 1, changed: 1, gone: 1, unchanged: 3, before: 5, reason: null },
      });
      const examples = second.difference?.examples.map(({ kind, key, before, after }) => [
        kind,
        key,
        before?.['name'],
        after?.['name'],
      ]);
      expect(examples).toEqual([
        ['added', 'p9', undefined, 'Platz 9'],
        ['changed', 'p1', 'Platz 1', 'Platz 1, neu'],
        ['gone', 'p2', 'Platz 2', undefined],
      ]);
      expect(second.difference?.examples[2]?.geometry).toEqual({ type: 'Point', coordinates: [7.471, 51.52] });
      expect(await names()).not.toContain('Platz 2');
      const report = await reportOf(context().db.sql, second.importId ?? '');
      await importsOf(context().deps).undo(report as never);
      expect(await names()).toEqual(ALL);
      // What somebody has undone does not come back by itself.
      expect(await run(id)).toMatchObject({ state: 'waiting', difference: { reason: 'undone-before' } });
      expect(await names()).toEqual(ALL);
    });

    it('leaves rows of others alone, and keeps what is gone where it only adds', async () => {
      const id = await add({ replaces: 'nothing' });
      await run(id);
      services.places = PLACES.slice(0, 1);
      expect(await run(id)).toMatchObject({ state: 'unchanged', difference: { gone: 0 } });
      expect(await names()).toEqual(ALL);
    });
  });

  describe('a difference that waits', () => {
    it('an emptied service never empties a layer', async () => {
      const id = await add();
      await run(id);
      services.places = PLACES.slice(0, 3);
      const waiting = await run(id);
      expect(waiting).toMatchObject({ state: 'waiting', difference: { gone: 2, reason: 'many-gone' } });
      expect(await names()).toEqual(ALL);
      services.places = [];
      expect(await run(id)).toMatchObject({ state: 'failed', problem: { type: 'unreadable-file' } });
      expect(await names()).toEqual(ALL);
    });

    it('is taken over when somebody accepts it, also by another process later on', async () => {
      const id = await add({ review: true });
      const waiting = await run(id);
      expect(waiting).toMatchObject({ state: 'waiting', difference: { added: 5, reason: 'configured' } });
      expect([await names(), files()]).toEqual([[], 1]);
      const other = new Connections(deps(), QUICK);
      await recoverRuns(context().db, deps().env, other.isRunning);
      const done = await other.ended((await other.accept(waiting.id, WHO)).id);
      expect(done).toMatchObject({ state: 'done', decidedBy: 'Erika Probe' });
      expect([await names(), files()]).toEqual([ALL, 0]);
      await expect(connections.accept(waiting.id, WHO)).rejects.toMatchObject({ details: { status: 409 } });
    });

    it('once rejected is not asked about again until something else comes', async () => {
      const id = await add({ review: true });
      const waiting = await run(id);
      expect(await connections.reject(waiting.id, WHO)).toMatchObject({ state: 'rejected', decidedBy: 'Erika Probe' });
      expect(await run(id)).toMatchObject({ state: 'unchanged' });
      services.places.push({ id: 'p6', name: 'Platz 6', lon: 7.48, lat: 51.52 });
      const newer = await run(id);
      expect(newer).toMatchObject({ state: 'waiting', difference: { added: 6 } });
      expect(await decided(newer)).toMatchObject({ state: 'done' });
    });

    it('gives way to a newer one', async () => {
      const id = await add({ review: true });
      const first = await run(id);
      services.places.pop();
      const second = await run(id);
      expect([second.state, second.difference?.added, files()]).toEqual(['waiting', 4, 1]);
      await expect(connections.accept(first.id, WHO)).rejects.toMatchObject({ details: { status: 409 } });
    });

    it('is refused where more would go meanwhile than was looked at', async () => {
      const id = await add({ replaces: 'layer', review: true });
      await decided(await run(id));
      services.places = PLACES.slice(0, 4);
      const waiting = await run(id);
      const late = await add({ title: 'andere', settings: url('/archive.zip') as never, replaces: 'nothing' });
      services.places = [{ id: 'q1', name: 'Platz Q', lon: 7.48, lat: 51.52 }];
      await context().db
        .sql`update connections set settings = jsonb_set(settings, '{member}', '"geojson"') where id = ${late}`;
      expect(await run(late)).toMatchObject({ state: 'done' });
      const refused = await decided(waiting);
      expect(refused).toMatchObject({ state: 'failed', problem: { type: 'too-many-gone' } });
      expect(await names()).toHaveLength(6);
    });
  });

  describe('a service that misbehaves', () => {
    it.each([
      ['/bad/hang', 'too-slow'],
      ['/bad/hang-inside', 'too-slow'],
      ['/bad/short', 'wrong-length'],
      ['/bad/long', 'wrong-length'],
      ['/bad/html', 'html-instead'],
      ['/bad/loopback', 'address-refused'],
      ['/bad/metadata', 'address-refused'],
    ])('%s changes nothing and is told in words: %s', async (path, type) => {
      const id = await add({ settings: url(path) });
      const failed = await run(id);
      expect([failed.state, failed.problem?.type, failed.importId]).toEqual(['failed', type, null]);
      expect([await names(), files()]).toEqual([[], 0]);
    });

    it('paging for ever, or breaking off half way, changes nothing', async () => {
      for (const path of ['/bad/repeating', '/bad/half', '/bad/breaks']) {
        const id = await add({
          settings: { kind: 'ogc-features', url: `${services.url}${path}`, collection: 'x', filter: '', within: true },
        });
        expect([path, (await run(id)).state]).toEqual([path, 'failed']);
      }
      expect(await names()).toEqual([]);
    });

    it('is asked again later and later, and forgiven when it answers', async () => {
      const id = await add({ settings: url('/bad/html'), schedule: 'hourly' });
      const waits: number[] = [];
      for (let n = 0; n < 3; n += 1) {
        await run(id);
        const { nextAt } = await readConnection(context().db.sql, id);
        waits.push(Math.round((new Date(nextAt ?? 0).getTime() - Date.now()) / 60_000));
      }
      expect([waits, (await readConnection(context().db.sql, id)).failures]).toEqual([[5, 10, 20], 3]);
      await context().db
        .sql`update connections set settings = jsonb_set(settings, '{url}', ${`"${services.url}/file.geojson"`}::text::jsonb) where id = ${id}`;
      expect((await run(id)).state).toBe('done');
      expect((await readConnection(context().db.sql, id)).failures).toBe(0);
    });

    it('that answers the second time is read the second time', async () => {
      const id = await add({ settings: url('/flaky') });
      expect((await run(id)).state).toBe('failed');
      expect((await run(id)).state).toBe('done');
    });
  });

  it('a run is cancelled, and nothing is left of it', async () => {
    const slow = new Connections(deps(), { ...QUICK, idleMs: 20_000 });
    const id = await add({ settings: url('/bad/hang-inside') });
    const { id: runId } = await slow.start(id, 'hand', WHO);
    await expect(slow.start(id, 'hand', WHO)).rejects.toMatchObject({ details: { status: 409 } });
    await expect.poll(() => services.requests.length).toBeGreaterThan(0);
    expect(await slow.cancel(runId)).toBe(true);
    expect(await slow.ended(runId)).toMatchObject({ state: 'cancelled', problem: null });
    expect(files()).toBe(0);
  });

  it('what is due is fetched once, though two processes look for it', async () => {
    const due = await add();
    await add({ title: 'aus', active: false });
    await add({ title: 'später' });
    await context().db
      .sql`update connection_states set next_at = now() - interval '1 minute' where connection_id = ${due}`;
    const other = new Connections(deps(), QUICK);
    const runs = (await Promise.all([connections.runDue(), other.runDue()])).flat();
    await Promise.all(runs.flatMap(({ id }) => [connections.ended(id), other.ended(id)]));
    expect(runs.map(({ connectionId }) => connectionId)).toEqual([due]);
    expect(services.requests).toEqual(['GET /file.geojson']);
    expect(await connections.runDue()).toEqual([]);
  });

  it('a run whose process died is noted and due again', async () => {
    const id = await add();
    const runId = crypto.randomUUID();
    await context().db.sql`
      insert into connection_runs (id, connection_id, state, trigger, started_by, started_at)
      values (${runId}, ${id}, 'running', 'schedule', 'x', now() - interval '1 hour')
    `;
    await recoverRuns(context().db, deps().env, connections.isRunning);
    const { nextAt } = await readConnection(context().db.sql, id);
    expect(new Date(nextAt ?? Infinity).getTime()).toBeLessThanOrEqual(Date.now() + 1000);
    expect((await connections.runDue()).map(({ connectionId }) => connectionId)).toEqual([id]);
    await connections.close();
    expect(existsSync(join(context().dataDir, 'connections', runId))).toBe(false);
  });
});
