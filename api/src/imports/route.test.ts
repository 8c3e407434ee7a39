import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { osmPbf } from '@quartierblick/gis/read/test-pbf.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { loadDemo } from '../demo/load.ts';
import { importsOf } from './manager.ts';
import type { ImportReport } from './report.ts';
import { accidentsFile, placesFile } from './test-files.ts';
import { uploadFolder } from './upload.ts';

describeOnEachDatabase('imports over HTTP', (context) => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'qb-http-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await importsOf(context().deps).close();
  });

  const places = [
    { id: 'p1', name: 'Platz 1' },
    { id: 'p2', name: 'Platz 2' },
  ];
  const uploads = () => {
    const path = uploadFolder(context().deps.env);
    return existsSync(path) ? readdirSync(path) : [];
  };
  const json = async (response: Response | Promise<Response>) => (await response).json() as Promise<ImportReport>;
  const post = (path: string, body: BodyInit | null, headers: Record<string, string> = {}, app = context().app) =>
    app.request(path, {
      method: 'POST',
      headers,
      body,
      ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
    } as RequestInit);
  async function events(id: string): Promise<{ event: string; data: string }[]> {
    const text = await (await context().app.request(`/api/imports/${id}/events`)).text();
    return [...text.matchAll(/^event: (.*)\ndata: (.*)$/gm)].map(([, event = '', data = '']) => ({ event, data }));
  }

  it('a form is taken, followed by events, reported, listed and undone', async () => {
    const form = new FormData();
    const bytes = readFileSync(placesFile(folder, 'plätze.geojson', places));
    form.set('file', new File([bytes], 'Spielplätze 2026.geojson'));
    const answer = await post('/api/imports?as=playgrounds&asOf=2026-01-31&sourceName=Stadt&licence=CC0', form);
    expect(answer.status).toBe(202);
    const { id } = await json(answer.clone());
    expect(answer.headers.get('location')).toBe(`/api/imports/${id}`);
    const told = await events(id);
    expect(told.at(-1)?.event).toBe('done');
    const last = JSON.parse(told.at(-1)?.data ?? '') as ImportReport;
    expect(last).toMatchObject({
      fileName: 'Spielplätze 2026.geojson',
      layer: 'playgrounds',
      asOf: '2026-01-31',
      author: 'test planner',
      source: { name: 'Stadt', licence: 'CC0' },
      read: 2,
      imported: 2,
      undoable: true,
      bytes: bytes.length,
    });
    expect(last.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await json(context().app.request(`/api/imports/${id}`))).toEqual(last);
    expect(uploads()).toEqual([]);

    const undone = await post(`/api/imports/${id}/undo`, null);
    expect(await json(undone)).toMatchObject({ state: 'undone', undoable: false });
    expect((await post(`/api/imports/${id}/undo`, null)).status).toBe(409);
    expect((await post(`/api/imports/${id}/cancel`, null)).status).toBe(409);
    const list = (await (await context().app.request('/api/imports')).json()) as ImportReport[];
    expect(list[0]?.id).toBe(id);
  });

  it('a bare body is taken with the name from its header', async () => {
    const body = readFileSync(accidentsFile(folder, 'a.csv', 10));
    const names = [
      [{ 'x-file-name': encodeURIComponent('Unfälle.csv') }, 'Unfälle.csv'],
      [{ 'content-disposition': `attachment; filename*=UTF-8''Unf%C3%A4lle.csv` }, 'Unfälle.csv'],
      [{ 'content-disposition': 'attachment; filename="../../etc/x.csv"' }, 'x.csv'],
    ] as const;
    for (const [headers, name] of names) {
      const answer = await post('/api/imports', body, { ...headers, 'content-type': 'application/octet-stream' });
      expect(answer.status).toBe(202);
      const { id } = await json(answer);
      expect((await events(id)).at(-1)?.event).toBe('done');
      expect(await json(context().app.request(`/api/imports/${id}`))).toMatchObject({ fileName: name, read: 10 });
    }
  });

  it('one extract of OpenStreetMap fills several layers, one import each, and none unasked', async () => {
    const at = (id: number, tags: Record<string, string> = {}) => ({ id, lon: 7.46 + id / 1000, lat: 51.52, tags });
    const body = osmPbf({
      timestamp: 1_784_042_613,
      nodes: [
        at(1),
        at(2, { highway: 'crossing', crossing: 'zebra' }),
        at(3),
        at(4, { highway: 'bus_stop', name: 'Markt', route_ref: '440;441' }),
      ],
      ways: [{ id: 5, nodes: [1, 2, 3], tags: { highway: 'steps', name: 'Parktreppe' } }],
    });
    const raw = { 'x-file-name': 'ausschnitt.osm.pbf', 'content-type': 'application/octet-stream' };
    const unasked = await post('/api/imports', body, raw);
    expect(unasked.status).toBe(422);
    expect(JSON.stringify(await unasked.json())).toMatch(/--as/);
    for (const [layer, key] of [
      ['streets', 'way/5'],
      ['crossings', 'node/2'],
      ['stops', 'node/4'],
    ] as const) {
      const { id } = await json(post(`/api/imports?as=${layer}`, body, raw));
      expect((await events(id)).at(-1)?.event).toBe('done');
      const report = await json(context().app.request(`/api/imports/${id}`));
      expect(report).toMatchObject({ layer, imported: 1, asOf: '2026-07-14', source: { licence: 'ODbL 1.0' } });
      expect(await context().db.sql`select key from ${context().db.sql(layer)} where import_id = ${id}`).toEqual([
        { key },
      ]);
      await post(`/api/imports/${id}/undo`, null);
    }
    expect(uploads()).toEqual([]);
  });

  it('what cannot be read or is asked wrongly is a problem in the language of the caller, and leaves no file', async () => {
    const english = { 'accept-language': 'en' };
    const cases: [string, BodyInit | null, Record<string, string>, number, RegExp][] = [
      ['/api/imports', 'version https://git-lfs.github.com/spec/v1\n', {}, 422, /Git LFS/],
      ['/api/imports', '{"elements": []}', english, 422, /Overpass answer holds no elements/],
      ['/api/imports', Uint8Array.from([0, 1, 2, 3, 4]), {}, 422, /binär/],
      ['/api/imports', 'a,b\n1,2\n', {}, 422, /Gelesen werden/],
      ['/api/imports?as=spielplatz', 'x', {}, 400, /playgrounds, offers/],
      ['/api/imports?asOf=31.12.2024', 'x', {}, 400, /asOf/],
      ['/api/imports?mapping=nonsense', 'x', {}, 400, /mapping/],
      ['/api/imports?nonsense=1', 'x', {}, 400, /nonsense/],
      ['/api/imports', null, english, 400, /expected as field/],
      ['/api/imports', 'no boundary', { 'content-type': 'multipart/form-data' }, 400, /file/],
      ['/api/imports/00000000-0000-0000-0000-000000000000/undo', null, {}, 404, /./],
    ];
    for (const [path, body, headers, status, words] of cases) {
      const answer = await post(path, body, { 'content-type': 'application/octet-stream', ...headers });
      expect([path, answer.status]).toEqual([path, status]);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(JSON.stringify(await answer.json())).toMatch(words);
    }
    expect((await context().app.request(`/api/imports/'; drop table imports; --`)).status).toBe(404);
    expect(uploads()).toEqual([]);
  });

  it('a file over the limit and a transfer that breaks off leave nothing behind', async () => {
    const small = context().appWith({ UPLOAD_LIMIT_MB: '1' });
    const endless = () => {
      let sent = 0;
      return new ReadableStream({
        pull(controller) {
          sent += 65_536;
          if (sent > 20 * 1024 * 1024) controller.close();
          else controller.enqueue(new Uint8Array(65_536));
        },
      });
    };
    const raw = { 'content-type': 'application/octet-stream' };
    expect((await post('/api/imports', endless(), raw, small)).status).toBe(413);
    const form = new FormData();
    form.set('file', new File([new Uint8Array(3 * 1024 * 1024)], 'x.csv'));
    expect((await post('/api/imports', form, {}, small)).status).toBe(413);
    const broken = new ReadableStream({
      start(controller) {
        controller.enqueue(new Uint8Array(1000));
        setTimeout(() => controller.error(new Error('connection lost')), 50);
      },
    });
    expect((await post('/api/imports', broken, raw)).status).toBe(400);
    const boundary = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nabc';
    expect((await post('/api/imports', boundary, { 'content-type': 'multipart/form-data; boundary=b' })).status).toBe(
      400,
    );
    expect(uploads()).toEqual([]);
  });

  it('only planners of the dashboard itself and holders of the token may write', async () => {
    const { app, dataDir, appAs } = context();
    const to = (a: typeof app, headers: Record<string, string>) => post('/api/imports', 'a,b\n1,2\n', headers, a);
    const status = async (a: typeof app, headers: Record<string, string>) => (await to(a, headers)).status;
    expect(await status(app, { origin: 'https://evil.example' })).toBe(403);
    expect(await status(app, { origin: 'null' })).toBe(403);
    expect(await status(app, { 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await status(app, { 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await status(app, { host: 'evil.example:3000', origin: 'http://evil.example:3000' })).toBe(403);
    expect(await status(app, { host: 'localhost:3000', origin: 'http://localhost:3000' })).toBe(422);
    const open = appAs('public');
    expect(await status(open, {})).toBe(401);
    expect(await status(appAs('steering'), {})).toBe(403);
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, 'token'), 'secret-token');
    expect(await status(open, { authorization: 'Bearer wrong' })).toBe(403);
    expect(await status(open, { authorization: 'Bearer secret-token' })).toBe(422);
    rmSync(join(dataDir, 'token'));
    expect(await status(open, { authorization: 'Bearer secret-token' })).toBe(403);
  });

  it('the public sees no imports of hidden layers, no authors and no examples', async () => {
    const { sql } = context().db;
    const id = '11111111-1111-4111-8111-111111111111';
    await sql`
      insert into imports (id, layer, state, file_name, author, source, examples)
      values (${id}, 'properties', 'done', 'Register.csv', 'geheim', '{"name":"x"}', '{"no-key":[{"record":1,"example":"Weg 1"}]}')`;
    const open = context().appAs('public');
    const text = await (await open.request('/api/imports')).text();
    expect(text).not.toMatch(/Register|geheim|"test planner"/);
    expect((await open.request(`/api/imports/${id}`)).status).toBe(404);
    expect((await open.request(`/api/imports/${id}/events`)).status).toBe(404);
    expect(await (await open.request('/api/imports/formats')).text()).not.toContain('properties');
    expect((await context().app.request(`/api/imports/${id}`)).status).toBe(200);
    await sql`delete from imports where id = ${id}`;
  });

  it('the demo is loaded once, marked as invented, and taken out again under real data', async () => {
    const { db, deps, app } = context();
    const { sql } = db;
    await sql`delete from playgrounds`;
    await sql`delete from accidents`;
    await sql`delete from imports`;
    const steps: string[] = [];
    await loadDemo(deps, (step) => steps.push(step));
    expect(steps).toContain('Gebäude');
    await loadDemo(deps, () => expect.unreachable());
    const list = (await (await app.request('/api/imports')).json()) as ImportReport[];
    expect(list.every((one) => one.demo && one.state === 'done' && one.source.name.startsWith('Demo'))).toBe(true);
    expect(list.reduce((sum, one) => sum + one.imported, 0)).toBe(list.reduce((sum, one) => sum + one.read, 0));

    const key = (await sql<{ key: string }[]>`select key from playgrounds order by key limit 1`)[0]?.key ?? '';
    const file = placesFile(folder, 'über.geojson', [
      { id: key, name: 'wirklich' },
      { id: 'neu', name: 'neu' },
    ]);
    const answer = await json(post('/api/imports?as=playgrounds', readFileSync(file)));
    await events(answer.id);
    expect(await json(app.request(`/api/imports/${answer.id}`))).toMatchObject({ imported: 1, updated: 1 });

    const removed = (await (await post('/api/demo/remove', null)).json()) as { layers: string[] };
    expect(removed.layers).toContain('buildings');
    expect(await sql`select key, name from playgrounds order by name`).toEqual([
      { key: 'neu', name: 'neu' },
      { key, name: 'wirklich' },
    ]);
    expect((await sql`select from buildings`).length + (await sql`select from unit_indicators`).length).toBe(0);
    expect((await sql`select from project`).length).toBe(1);
    await post(`/api/imports/${answer.id}/undo`, null);
    // The invented row that the real one had replaced does not come back.
    expect((await sql`select from playgrounds`).length).toBe(0);
  });
});
