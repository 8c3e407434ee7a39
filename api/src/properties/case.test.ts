import { beforeEach, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { createApp } from '../app.ts';
import type { AppEvent } from '../db.ts';
import type { CaseFile } from './case-file.ts';
import { clientOf, plantCase, planner } from './test-case.ts';
import { today } from './today.ts';

describeOnEachDatabase('case file', (context) => {
  const client = (name?: string) => clientOf(context().deps, name ? planner(name) : undefined);
  const file = async (key: string) => (await (await client().get(`/properties/${key}`)).json()) as CaseFile;
  let number = 0;
  let key = '';
  beforeEach(async () => {
    key = `case-${(number += 1)}`;
    await plantCase(context().db, key, { condition: '4', dwellings: 8, recorded_on: '2024-03-01' }, number);
  });
  const log = (entity = key) => context().db.sql<{ action: string; before: unknown; after: unknown; reason: string }[]>`
    select action, before, after, reason, actor from audit_log where entity_key = ${entity} order by id
  `;

  it('comes with all declared fields, its place in degrees, every part and its version as tag', async () => {
    const response = await client().get(`/properties/${key}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('etag')).toMatch(/^(W\/)?"1"$/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const body = (await response.json()) as CaseFile;
    expect(body).toMatchObject({ key, version: 1, demo: false, history: [] });
    expect(body.properties).toMatchObject({ condition: '4', class: 'recorded', mark: null, listed: null });
    expect(body.properties).not.toHaveProperty('import_id');
    expect(Object.keys(body.parts)).toEqual(expect.arrayContaining(['owners', 'defects', 'tasks', 'files']));
    expect(body.center[0]).toBeCloseTo(7.47, 1);
    expect(body.bbox[0]).toBeLessThan(body.center[0]);
    expect(body.geometry.type).toBe('MultiPolygon');
  });

  it('is not there for a key that nobody has, and found by a key with a slash, a space and a percent sign', async () => {
    expect((await client().get('/properties/nobody')).status).toBe(404);
    const odd = `fall/${number} 100%`;
    await plantCase(context().db, odd, {}, number + 50);
    const path = `/properties/${encodeURIComponent(odd)}`;
    expect(((await (await client().get(path)).json()) as CaseFile).key).toBe(odd);
    expect((await client().send('PATCH', path, { changes: { floors: 3 } }, 1)).status).toBe(200);
    const note = await client().send('POST', `${path}/parts/notes`, { row: { note: 'x' }, key: `${odd}/notiz` });
    expect(note.status).toBe(201);
    const row = `${path}/parts/notes/${encodeURIComponent(`${odd}/notiz`)}`;
    expect((await client().send('PATCH', row, { changes: { note: 'y' } }, 1)).status).toBe(200);
  });

  it('changes fields with the version that was seen, tells who did it, and why, in the audit log', async () => {
    const body = {
      changes: { dwellings: 9, listed: true, vacant_since: '2025-01-31', office: '  ' },
      reason: 'Begehung',
    };
    const response = await client('Anna').send('PATCH', `/properties/${key}`, body, 1);
    expect(response.status).toBe(200);
    expect(response.headers.get('etag')).toMatch(/"2"/);
    expect(await response.json()).toMatchObject({
      key,
      version: 2,
      properties: { dwellings: 9, listed: true, vacant_since: '2025-01-31', office: null },
    });
    const [, entry] = await log();
    expect(entry).toMatchObject({
      action: 'update',
      actor: 'Anna',
      reason: 'Begehung',
      before: { dwellings: 8, listed: null, vacant_since: null },
      after: { dwellings: 9, listed: true, vacant_since: '2025-01-31' },
    });
    expect((await file(key)).changedBy).toBe('Anna');
  });

  it('does not change anything without a version, or with something that is none', async () => {
    const change = { changes: { dwellings: 1 } };
    expect((await client().send('PATCH', `/properties/${key}`, change)).status).toBe(428);
    const app = createApp({ ...context().deps, identify: () => planner('Anna') });
    for (const [header, status] of [
      ['*', 428],
      ['abc', 400],
      ['"x"', 400],
      ['7', 400],
    ] as const) {
      const headers = { 'content-type': 'application/json', 'if-match': header };
      const body = JSON.stringify(change);
      const response = await app.request(`/api/properties/${key}`, { method: 'PATCH', headers, body });
      expect([header, response.status]).toEqual([header, status]);
    }
    expect((await file(key)).version).toBe(1);
  });

  it('never overwrites what somebody else wrote meanwhile: both values, who, and when', async () => {
    await client('Anna').send('PATCH', `/properties/${key}`, { changes: { dwellings: 9, floors: 4 } }, 1);
    await client('Bert').send('PATCH', `/properties/${key}`, { changes: { office: 'Amt 67' } }, 2);
    const mine = { changes: { dwellings: 12, office: 'Amt 66', year_built: 1904 } };
    const response = await client('Cem').send('PATCH', `/properties/${key}`, mine, 1);
    expect(response.status).toBe(412);
    const problem = (await response.json()) as Record<string, unknown>;
    expect(problem['current']).toMatchObject({ version: 3, properties: { dwellings: 9, office: 'Amt 67' } });
    expect(problem['conflicts']).toEqual([
      { field: 'dwellings', base: 8, yours: 12, theirs: 9, by: 'Anna', at: expect.stringContaining('T') as unknown },
      { field: 'office', base: null, yours: 'Amt 66', theirs: 'Amt 67', by: 'Bert', at: expect.any(String) as unknown },
    ]);
    expect((await file(key)).properties).toMatchObject({ dwellings: 9, floors: 4, office: 'Amt 67', year_built: null });
    const merged = await client('Cem').send('PATCH', `/properties/${key}`, mine, 3);
    expect(merged.status).toBe(200);
  });

  it('sees no conflict where others changed other fields, or the same to the same', async () => {
    await client('Anna').send('PATCH', `/properties/${key}`, { changes: { dwellings: 9, floors: 4 } }, 1);
    const mine = { changes: { floors: 4, office: 'Amt 66' }, base: { floors: null, office: null } };
    const response = await client().send('PATCH', `/properties/${key}`, mine, 1);
    expect(response.status).toBe(412);
    expect(await response.json()).toMatchObject({ conflicts: [], current: { version: 2 } });
  });

  it.each([
    ['an axis, which has a history', { changes: { condition: '1' } }, 'condition'],
    ['a derived field', { changes: { class: 'acquired' } }, 'class'],
    ['a field that does not exist', { changes: { mood: 'good' } }, 'mood'],
    ['the version', { changes: { version: 99 } }, 'version'],
    ['a negative number of dwellings', { changes: { dwellings: -1 } }, 'dwellings'],
    ['a number as text', { changes: { dwellings: '8' } }, 'dwellings'],
    ['a day that is none', { changes: { vacant_since: '2025-02-30' } }, 'vacant_since'],
    ['the year zero', { changes: { vacant_since: '0000-01-01' } }, 'vacant_since'],
    ['a text with NUL', { changes: { next_step: 'a\0b' } }, 'next_step'],
    ['a text of 2,001 characters', { changes: { next_step: 'x'.repeat(2001) } }, 'next_step'],
    ['a reason with NUL', { changes: { floors: 1 }, reason: 'a\0b' }, 'reason'],
    ['something beside the changes', { changes: {}, extra: 1 }, 'extra'],
  ])('refuses %s with a clear 400', async (_what, body, named) => {
    const response = await client().send('PATCH', `/properties/${key}`, body, 1);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(JSON.stringify(await response.json())).toContain(named);
    expect((await file(key)).version).toBe(1);
  });

  it('answers broken JSON and lone surrogates without falling over', async () => {
    const app = context().app;
    const headers = { 'content-type': 'application/json', 'if-match': '"1"' };
    const broken = await app.request(`/api/properties/${key}`, { method: 'PATCH', headers, body: '{"changes":' });
    expect(broken.status).toBe(400);
    const lone = await client().send('PATCH', `/properties/${key}`, { changes: { office: 'a\ud800b' } }, 1);
    expect(lone.status).toBe(200);
  });

  it('is for planners: 401 without sign-in, 403 for the steering group', async () => {
    const steering = clientOf(context().deps, { ...planner('Stefan'), edition: 'steering' });
    const visitor = clientOf(context().deps, { edition: 'public', userId: null, name: '', via: 'none' });
    for (const [client_, status] of [
      [steering, 403],
      [visitor, 401],
    ] as const) {
      expect((await client_.get(`/properties/${key}`)).status).toBe(status);
      expect((await client_.send('PATCH', `/properties/${key}`, { changes: {} }, 1)).status).toBe(status);
      expect((await client_.send('POST', `/properties/${key}/parts/notes`, { row: {} })).status).toBe(status);
    }
  });

  it('tells others within the moment, and lets the map draw anew only where it looks different', async () => {
    const heard: AppEvent[] = [];
    const { db } = context();
    const end = db.subscribe((event) => heard.push(event));
    const version = async () =>
      (await db.sql<{ version: number }[]>`select version from layer_versions where layer = 'properties'`)[0]?.version;
    await new Promise((resolve) => setTimeout(resolve, 300));
    await client('Anna').send('PATCH', `/properties/${key}`, { changes: { office: 'A' } }, 1);
    const quiet = await version();
    await client('Anna').send('PATCH', `/properties/${key}`, { changes: { address: 'Neue Straße 1' } }, 2);
    await expect.poll(() => heard.length).toBe(3);
    end();
    expect(await version()).toBe((quiet ?? 0) + 1);
    expect(heard).toEqual([
      { type: 'case-changed', key, version: 2, by: 'Anna' },
      { type: 'layer-changed', layer: 'properties', version: await version() },
      { type: 'case-changed', key, version: 3, by: 'Anna' },
    ]);
  });

  it('is not told of as unchanged by the map once a field was edited that is not drawn', async () => {
    const { app } = context();
    const url = `/api/layers/properties/features/${key}`;
    const first = await app.request(url);
    const tag = first.headers.get('etag') ?? '';
    await client().send('PATCH', `/properties/${key}`, { changes: { office: 'B' } }, 1);
    expect((await app.request(url, { headers: { 'if-none-match': tag } })).status).toBe(200);
  });

  it('is deleted with its reason, its history and its parts; the log remembers, without the name of the owner', async () => {
    const path = `/properties/${key}`;
    const owner = { kind: 'person', name: 'Frieda Vorbei', purpose: 'Ansprache', delete_on: '2199-01-01' };
    expect((await client().send('POST', `${path}/parts/owners`, { row: owner })).status).toBe(201);
    expect((await client().send('DELETE', path, {}, 1)).status).toBe(400);
    expect((await client().send('DELETE', path, { reason: 'Doppelt erfasst' }, 7)).status).toBe(412);
    expect((await client().send('DELETE', path, { reason: 'Doppelt erfasst' }, 1)).status).toBe(204);
    expect((await client().get(path)).status).toBe(404);
    const { sql } = context().db;
    expect(await sql`select 1 from property_owners where property_key = ${key}`).toHaveLength(0);
    const entries = await sql`select * from audit_log where property_key = ${key} and action = 'delete'`;
    expect(entries).toHaveLength(2);
    expect(entries.every((entry) => entry['reason'] === 'Doppelt erfasst')).toBe(true);
    expect(JSON.stringify(await sql`select * from audit_log`)).not.toContain('Frieda');
  });

  it('keeps every accepted change of 100 people who edit at once, and loses none', { timeout: 240_000 }, async () => {
    const people = Array.from({ length: 100 }, (_, i) => ({ name: `Person ${i}`, app: client(`Person ${i}`) }));
    let accepted = 0;
    let refusedOnce = 0;
    // Each adds one dwelling to what it saw: a lost update is a missing dwelling.
    await Promise.all(
      people.map(async ({ app }) => {
        let seen = { version: 1, dwellings: 8 };
        for (;;) {
          const body = { changes: { dwellings: seen.dwellings + 1 }, base: { dwellings: seen.dwellings } };
          const response = await app.send('PATCH', `/properties/${key}`, body, seen.version);
          if (response.status === 200) return void (accepted += 1);
          expect(response.status).toBe(412);
          refusedOnce += 1;
          const { current } = (await response.json()) as {
            current: { version: number; properties: { dwellings: number } };
          };
          seen = { version: current.version, dwellings: current.properties.dwellings };
        }
      }),
    );
    expect(accepted).toBe(100);
    expect(refusedOnce).toBeGreaterThan(0);
    const end = await file(key);
    expect(end.properties['dwellings']).toBe(108);
    expect(end.version).toBe(101);
    const entries = (await log()).filter(({ action }) => action === 'update');
    expect(entries.map(({ after }) => (after as { dwellings: number }).dwellings)).toEqual(
      Array.from({ length: 100 }, (_, i) => 9 + i),
    );
    const actors = new Set((entries as unknown as { actor: string }[]).map(({ actor }) => actor));
    expect(actors.size).toBe(100);
  });

  it('has no finding of tomorrow', async () => {
    const tomorrow = today(new Date(Date.now() + 86_400_000));
    const body = { value: '5', validFrom: tomorrow, source: 'Ortstermin', reason: 'Brand' };
    const response = await client().send('POST', `/properties/${key}/axes/condition`, body, 1);
    expect(response.status).toBe(400);
    expect(JSON.stringify(await response.json())).toContain('validFrom');
  });
});
