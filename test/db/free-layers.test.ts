import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '@quartierblick/api/app';
import { connect } from '@quartierblick/api/db';
import type { Database } from '@quartierblick/api/db';
import { sweepFreeLayers } from '@quartierblick/api/free-layers/sweep';
import { importsOf } from '@quartierblick/api/imports/manager';
import { freeTable } from '@quartierblick/gis/layers/free/identifiers.ts';
import { proposeSpec } from '@quartierblick/gis/layers/free/propose.ts';
import type { FreeLayerSpec } from '@quartierblick/gis/layers/free/spec.ts';
import type { LayerInfo } from '@quartierblick/gis/layers/answers.ts';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { decodeTile } from '../support/vector-tiles.ts';

const values = (...texts: string[]) => texts.map((value) => ({ value, count: 2 }));

const { spec: proposed } = proposeSpec({
  fileName: 'Bänke.geojson',
  geometry: 'point',
  fields: [
    { name: 'Name', type: 'text', filled: 4, values: null },
    { name: 'Zustand', type: 'text', filled: 4, values: values('gut', 'mäßig') },
    { name: 'Höhe', type: 'number', filled: 4, values: null },
    { name: 'Geheim', type: 'text', filled: 4, values: null },
  ],
});
/** Seen by the steering group; one field by nobody. */
const benches: FreeLayerSpec = {
  ...proposed,
  edition: 'steering',
  source: { ...proposed.source, name: 'Grünflächenamt', attribution: 'Stadt, Grünflächenamt' },
  fields: proposed.fields.map((field) => (field.column === 'geheim' ? { ...field, hidden: true } : field)),
};
const { id } = benches;

const bench = (n: number, zustand: string, more: Record<string, unknown> = {}) => ({
  type: 'Feature',
  id: `b${n}`,
  geometry: { type: 'Point', coordinates: [7.47 + n / 10_000, 51.52] },
  properties: { Name: `Bank ${n}`, Zustand: zustand, Höhe: 45.5, Geheim: 'zzverborgen', ...more },
});
const fileOf = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features });
const first = fileOf(bench(1, 'gut'), bench(2, 'mäßig'), bench(3, 'unbekannt'));

type App = ReturnType<typeof createApp>;

describeOnEachDatabase('free layers', (context) => {
  let planner: App;
  /** Another process (or thread) on the same database. */
  let elsewhere: { db: Database; app: App };
  beforeAll(async () => {
    const { db } = context();
    await db.sql`
      insert into project (name, bounds, surroundings, land, default_view)
      values (${db.sql.json({ de: 'Probe', en: 'Probe' })}, '{7.46,51.51,7.48,51.53}', '{7.25,51.38,7.70,51.64}', 'NW',
        ${db.sql.json({ center: [7.47, 51.52], zoom: 15 })})`;
    planner = context().app;
    const other = await connect(db.target);
    const who = { edition: 'planner', userId: null, name: 'elsewhere', via: 'session' } as const;
    elsewhere = { db: other, app: createApp({ ...context().deps, db: other, identify: () => who }) };
    // It listens from its first request on.
    await elsewhere.app.request('/api/layers');
  });
  afterAll(async () => {
    await importsOf(context().deps).close();
    await elsewhere.db.close();
  });

  const send = (app: App, method: string, path: string, body?: unknown, version?: number) =>
    app.request(path, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const read = async <T>(app: App, path: string): Promise<T> => (await app.request(path)).json() as Promise<T>;
  const listed = async (app: App) => (await read<LayerInfo[]>(app, '/api/layers')).find((layer) => layer.id === id);
  const current = () => read<{ version: number; spec: FreeLayerSpec }>(planner, `/api/free-layers/${id}`);

  async function load(body: string, query = `as=${id}`) {
    const sent = await planner.request(`/api/imports?${query}`, {
      method: 'POST',
      headers: { 'x-file-name': 'a.geojson' },
      body,
    });
    const answer = (await sent.json()) as { id: string };
    expect(sent.status).toBe(202);
    return importsOf(context().deps).ended(answer.id);
  }

  /** Zoom 14 at 7.47° E, 51.52° N. */
  async function tile(app: App) {
    const version = (await listed(planner))?.version ?? 0;
    return app.request(`/tiles/${id}/${version}/14/8531/5447.mvt`);
  }

  it('one that contradicts itself, or that its maker could not see, is refused with the place of the mistake', async () => {
    const wrong = await send(planner, 'POST', '/api/free-layers', { ...benches, titleField: 'hoehe' });
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain('titleField');
    expect((await send(planner, 'POST', '/api/free-layers', { ...benches, edition: 'admin' })).status).toBe(400);
    expect((await send(planner, 'POST', '/api/free-layers', { ...benches, id: 'free-x"; drop table' })).status).toBe(
      400,
    );
    expect((await send(context().appAs('steering'), 'POST', '/api/free-layers', benches)).status).toBe(403);
  });

  it('is made with an empty table of the shape that all layers have, and its id is taken from then on', async () => {
    expect((await send(planner, 'POST', '/api/free-layers', benches)).status).toBe(201);
    expect((await send(planner, 'POST', '/api/free-layers', benches)).status).toBe(409);
    const columns = await context().db.sql<{ name: string; type: string }[]>`
      select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
      where attrelid = ${freeTable(id)}::regclass and attnum > 0 and not attisdropped order by attnum
    `;
    expect(columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'id bigint',
      'key text',
      'name text',
      'zustand text',
      'hoehe double precision',
      'geheim text',
      'symbol text',
      'geom geometry(Point,25832)',
      'geom_3857 geometry(Point,3857)',
      'import_id uuid',
    ]);
    expect(await listed(planner)).toMatchObject({ count: 0, title: benches.title, free: { id } });
  });

  it('a file is read into it by its labels, taken back and read again', async () => {
    const report = await load(first);
    expect(report).toMatchObject({ state: 'done', layer: id, read: 3, imported: 3, source: benches.source });
    const undone = await planner.request(`/api/imports/${report.id}/undo`, { method: 'POST' });
    expect(undone.status).toBe(200);
    expect((await listed(planner))?.count).toBe(0);
    // The second time the table is filled anew as the first time, the third time row by row.
    expect(await load(first)).toMatchObject({ imported: 3 });
    expect(await load(first)).toMatchObject({ imported: 0, unchanged: 3 });
  });

  it('legend, list, filter, search, detail and tile say what was in the file', async () => {
    const layer = await listed(planner);
    expect(layer?.legend.map(({ id: one, count }) => [one, count])).toEqual([
      ['gut', 1],
      ['maessig', 1],
      ['unclassed', 1],
    ]);
    type Page = { features: { id: number; properties: Record<string, unknown> }[] };
    const page = await read<Page>(planner, `/api/layers/${id}/features?class=gut&sort=-hoehe`);
    expect(page.features.map(({ properties }) => properties)).toEqual([
      { key: 'b1', name: 'Bank 1', zustand: 'gut', hoehe: 45.5 },
    ]);
    expect(await read(planner, `/api/layers/${id}/features/${page.features[0]?.id}`)).toMatchObject({
      layer: id,
      title: 'Bank 1',
      lineage: { file: 'a.geojson' },
    });
    expect(await read(planner, '/api/search?q=Bank%202&limit=5')).toMatchObject([{ layer: id, title: 'Bank 2' }]);
    const answer = await tile(planner);
    const features = decodeTile(new Uint8Array(await answer.arrayBuffer())).get(id);
    expect(features?.map(({ properties }) => properties).slice(0, 2)).toEqual([
      { key: 'b1', zustand: 'gut', name: 'Bank 1' },
      { key: 'b2', zustand: 'maessig', name: 'Bank 2' },
    ]);
  });

  it.each<[Edition, boolean]>([
    ['public', false],
    ['steering', true],
  ])('%s sees it: %s', async (edition, sees) => {
    const app = context().appAs(edition);
    expect((await listed(app)) !== undefined).toBe(sees);
    const imports = await read<{ layer: string }[]>(app, '/api/imports');
    expect(imports.some(({ layer }) => layer === id)).toBe(sees);
    const unknown = await app.request('/api/layers/free-nothing/features');
    for (const path of ['features', 'features/b1']) {
      const answer = await app.request(`/api/layers/${id}/${path}`);
      expect([path, answer.status]).toEqual([path, sees ? 200 : 404]);
      if (!sees)
        expect(((await answer.json()) as { type: string }).type).toBe(
          ((await unknown.clone().json()) as { type: string }).type,
        );
    }
    for (const path of [`collections/${id}`, `collections/${id}/items`])
      expect((await app.request(`/ogc/${path}?f=json`)).status).toBe(sees ? 200 : 404);
    expect((await (await app.request('/ogc/collections?f=json')).text()).includes(id)).toBe(sees);
    expect((await tile(app)).status).toBe(sees ? 200 : 404);
    expect((await app.request(`/tiles/${id}.json`)).status).toBe(sees ? 200 : 404);
    const hits = await read<unknown[]>(app, '/api/search?q=Bank&limit=5');
    expect(hits.length > 0).toBe(sees);
    expect((await app.request('/api/free-layers')).status).toBe(edition === 'public' ? 401 : 403);
  });

  it('is a collection of the OGC API for those who see it, chosen by its own fields', async () => {
    type Listed = { collections: { id: string }[] };
    const ids = async (edition: Edition) =>
      (await read<Listed>(context().appAs(edition), '/ogc/collections')).collections.map((one) => one.id);
    expect(await ids('steering')).toContain(id);
    expect(await ids('public')).not.toContain(id);
    const items = `/ogc/collections/${id}/items`;
    type Items = { numberMatched: number; features: { properties: Record<string, unknown> }[] };
    const good = await read<Items>(planner, `${items}?zustand=gut`);
    expect([good.numberMatched, good.features[0]?.properties]).toEqual([
      1,
      { key: 'b1', name: 'Bank 1', zustand: 'gut', hoehe: 45.5 },
    ]);
    expect((await planner.request(`${items}?geheim=zzverborgen`)).status).toBe(400);
    expect((await context().appAs('public').request(items)).status).toBe(404);
    expect(JSON.stringify(await read(planner, '/ogc/api'))).toContain(`/collections/${id}/items`);
  });

  it('a field that is hidden reaches nobody, whatever is asked', async () => {
    for (const path of [
      '/api/layers',
      `/api/layers/${id}/features`,
      `/api/layers/${id}/features/b1`,
      '/api/search?q=zzverborgen&limit=5',
    ])
      expect(await (await planner.request(path)).text()).not.toMatch(/zzverborgen|Geheim/);
    expect(new TextDecoder('latin1').decode(await (await tile(planner)).arrayBuffer())).not.toContain('zzverborgen');
  });

  it('another process learns of it, of its rows and of its changes', async () => {
    await expect.poll(() => listed(elsewhere.app)).toMatchObject({ count: 3 });
    const { version, spec } = await current();
    const title = { de: 'Sitzbänke', en: 'Benches' };
    expect((await send(planner, 'PUT', `/api/free-layers/${id}`, { ...spec, title }, version)).status).toBe(200);
    await expect.poll(() => listed(elsewhere.app)).toMatchObject({ title });
  });

  it('two people who change it do not overwrite each other, and nothing is taken away from rows', async () => {
    const { version, spec } = await current();
    expect((await send(planner, 'PUT', `/api/free-layers/${id}`, spec)).status).toBe(428);
    expect((await send(planner, 'PUT', `/api/free-layers/${id}`, spec, version - 1)).status).toBe(412);
    const fewer = { ...spec, fields: spec.fields.slice(0, 2) };
    expect((await send(planner, 'PUT', `/api/free-layers/${id}`, fewer, version)).status).toBe(400);
  });

  it('gets a field, is drawn another way and shown to everybody, under new addresses of tiles', async () => {
    const before = await listed(planner);
    const { version, spec } = await current();
    const added = { column: 'stifter', kind: 'text', label: { de: 'Stifter', en: 'Donor' } } as const;
    const look = { colour: 'severe', shape: 'diamond' } as const;
    const changed = {
      ...spec,
      edition: 'public',
      fields: [...spec.fields, added],
      symbology: { kind: 'single', look },
    };
    expect((await send(planner, 'PUT', `/api/free-layers/${id}`, changed, version)).status).toBe(200);
    expect(await load(fileOf(bench(1, 'gut', { Stifter: 'Verein' })))).toMatchObject({ updated: 1 });
    const everybody = context().appAs('public');
    const layer = await listed(everybody);
    expect(layer?.version).toBeGreaterThan(before?.version ?? 0);
    expect(layer?.legend).toMatchObject([{ id: 'all', colour: 'severe', shape: 'diamond', count: 3 }]);
    const features = decodeTile(new Uint8Array(await (await tile(everybody)).arrayBuffer())).get(id);
    expect(features?.map(({ properties }) => properties['symbol'])).toEqual(['all', 'all', 'all']);
  });

  it('says what depends on it before it goes, goes for everybody, and comes back with its rows', async () => {
    const story = { v: 1, title: { de: 'Bänke', en: 'Benches' }, slides: [{ view: `l=${id}:80` }] };
    const { sql } = context().db;
    await sql`insert into stories (content, created_by) values (${sql.json(story)}, 'test')`;
    await sql`insert into stories (content, created_by) values (${sql.json({ ...story, slides: [{ view: `l=${id}-2` }] })}, 'test')`;
    expect(await read(planner, `/api/free-layers/${id}/uses`)).toMatchObject({
      rows: 3,
      stories: [{ title: story.title }],
      recipes: [],
      connections: [],
    });
    const { version } = await current();
    expect((await send(planner, 'DELETE', `/api/free-layers/${id}`, undefined, version - 1)).status).toBe(412);
    expect((await send(planner, 'DELETE', `/api/free-layers/${id}`, undefined, version)).status).toBe(204);
    expect(await listed(planner)).toBeUndefined();
    expect((await tile(planner)).status).toBe(404);
    expect((await planner.request(`/api/imports?as=${id}`, { method: 'POST', body: first })).status).toBe(400);
    await expect.poll(() => listed(elsewhere.app)).toBeUndefined();
    expect((await send(planner, 'POST', `/api/free-layers/${id}/restore`)).status).toBe(200);
    expect(await listed(planner)).toMatchObject({ count: 3 });
  });

  it('what was deleted long ago is dropped with its table, and the name is free again', async () => {
    const { sql } = context().db;
    await sweepFreeLayers(context().deps);
    expect(await listed(planner)).toMatchObject({ count: 3 });
    const { version } = await current();
    await send(planner, 'DELETE', `/api/free-layers/${id}`, undefined, version);
    await sql`update free_layers set deleted_at = now() - interval '31 days' where key = ${id}`;
    await sweepFreeLayers(context().deps);
    const [table] = await sql`select to_regclass(${freeTable(id)}) as there`;
    expect(table?.['there']).toBeNull();
    expect((await send(planner, 'POST', '/api/free-layers', benches)).status).toBe(201);
    expect(await listed(planner)).toMatchObject({ count: 0 });
  });

  it('areas are coloured by a number that planners chose', async () => {
    const square = (n: number, wert: number) => ({
      type: 'Feature',
      id: `a${n}`,
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [7.47, 51.52],
            [7.471, 51.52],
            [7.471, 51.521],
            [7.47, 51.52],
          ].map(([x = 0, y = 0]) => [x + n / 500, y]),
        ],
      },
      properties: { Wert: wert },
    });
    const { spec } = proposeSpec({
      fileName: 'lärm.geojson',
      geometry: 'polygon',
      fields: [{ name: 'Wert', type: 'number', filled: 2, values: null }],
    });
    const symbology = {
      kind: 'graduated',
      field: 'wert',
      method: 'equal',
      classes: 4,
      denominator: { de: '', en: '' },
    } as const;
    expect((await send(planner, 'POST', '/api/free-layers', { ...spec, symbology })).status).toBe(201);
    expect(await load(fileOf(square(1, 0), square(2, 61.5)), `as=${spec.id}`)).toMatchObject({ imported: 2 });
    const { items } = await read<{ items: { value: number; state: string }[] }>(
      planner,
      `/api/layers/${spec.id}/measures/wert`,
    );
    expect(items).toMatchObject([
      { value: 0, state: 'value' },
      { value: 61.5, state: 'value' },
    ]);
  });
});
