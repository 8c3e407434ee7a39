import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '@quartierblick/api/app';
import { connectionsOf } from '@quartierblick/api/connections/manager';
import { connect } from '@quartierblick/api/db';
import { readEnv } from '@quartierblick/api/env';
import { sweepFreeLayers } from '@quartierblick/api/free-layers/sweep';
import { importsOf } from '@quartierblick/api/imports/manager';
import { proposeSpec } from '@quartierblick/gis/layers/free/propose.ts';
import type { FreeLayerSpec } from '@quartierblick/gis/layers/free/spec.ts';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import { startDataServices } from '../support/data-services.ts';
import type { DataServices } from '../support/service-answers.ts';
import { describeOnEachDatabase } from '../support/databases.ts';

const { spec: proposed } = proposeSpec({
  fileName: 'Trinkbrunnen.geojson',
  geometry: 'point',
  fields: [
    { name: 'name', type: 'text', filled: 3, values: null },
    { name: 'objektart', type: 'text', filled: 3, values: null },
  ],
});
/** Seen by administrators only at first; one of its fields by nobody. */
const fountains: FreeLayerSpec = {
  ...proposed,
  edition: 'admin',
  fields: proposed.fields.map((field) => (field.column === 'objektart' ? { ...field, hidden: true } : field)),
};
const { id: layer } = fountains;

type App = ReturnType<typeof createApp>;
interface Answer {
  id: string;
  version: number;
  layer: string;
  type: string;
  waiting: string | null;
  errors: { path: string[] }[];
}

describeOnEachDatabase('a free layer that a connection keeps fresh', (context) => {
  let services: DataServices;
  let app: (edition: Edition) => App;
  let admin: App;
  let planner: App;
  let deps: Parameters<typeof createApp>[0];
  let connection = '';
  beforeAll(async () => {
    services = await startDataServices(
      [1, 2, 3].map((n) => ({ id: `b${n}`, name: `Brunnen ${n}`, lon: 7.47 + n / 1000, lat: 51.52 })),
    );
    const { db } = context();
    await db.sql`
      insert into project (name, bounds, surroundings, land, default_view)
      values (${db.sql.json({ de: 'Probe', en: 'Probe' })}, '{7.46,51.51,7.48,51.53}', '{7.25,51.38,7.70,51.64}', 'NW',
        ${db.sql.json({ center: [7.47, 51.52], zoom: 15 })})`;
    const env = readEnv({ DATA_DIR: context().dataDir, LOG_LEVEL: 'silent', CONNECTIONS_ALLOW: '127.0.0.1' });
    // A connection of one's own: what may be reached is settled once for each, and the context's is settled.
    deps = { ...context().deps, env, db: await connect(db.target) };
    app = (edition) =>
      createApp({ ...deps, identify: () => ({ edition, userId: null, name: edition, via: 'session' }) });
    [admin, planner] = [app('admin'), app('planner')];
    expect((await send(admin, 'POST', '/api/free-layers', fountains)).status).toBe(201);
  });
  afterAll(async () => {
    await connectionsOf(deps).close();
    await importsOf(deps).close();
    await deps.db.close();
    await services.close();
  });

  const send = (to: App, method: string, path: string, body?: unknown, version?: number) =>
    to.request(path, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const fields = (more: Record<string, unknown> = {}) => ({
    title: 'Brunnen des Amts',
    settings: { kind: 'url', url: `${services.url}/file.geojson`, member: '' },
    layer,
    replaces: 'own',
    review: true,
    ...more,
  });
  const read = async <T>(from: App, path: string): Promise<T> => (await from.request(path)).json() as Promise<T>;
  const listed = async (to: App) => (await read<{ connections: Answer[] }>(to, '/api/connections')).connections;
  async function run() {
    const started = await send(admin, 'POST', `/api/connections/${connection}/runs`);
    expect(started.status).toBe(202);
    return connectionsOf(deps).ended(((await started.json()) as Answer).id);
  }
  async function accept(id: string) {
    expect((await send(admin, 'POST', `/api/connection-runs/${id}/accept`)).status).toBe(200);
    return connectionsOf(deps).ended(id);
  }
  const rows = async () =>
    (await read<{ id: string; count: number }[]>(admin, '/api/layers')).find(({ id }) => id === layer)?.count;

  it('whoever may not see a layer cannot fill it, and is told no more than of one that does not exist', async () => {
    const unseen = await send(planner, 'POST', '/api/connections', fields());
    const unknown = await send(planner, 'POST', '/api/connections', fields({ layer: 'free-nothing' }));
    expect([unseen.status, unknown.status]).toEqual([400, 400]);
    const [one, other] = [await unseen.text(), await unknown.text()];
    expect(one).toContain('layer');
    const alike = (text: string) => text.replaceAll(layer, 'free-nothing').replace(/"requestId":"[^"]+"/, '');
    expect(alike(one)).toBe(alike(other));
    expect((await send(planner, 'POST', '/api/connections/sample', fields())).status).toBe(400);
    for (const protectedLayer of ['properties', 'hotspots'])
      expect((await send(admin, 'POST', '/api/connections', fields({ layer: protectedLayer }))).status).toBe(400);
    const english = await admin.request('/api/connections', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'en' },
      body: JSON.stringify(fields({ layer: 'free-nothing' })),
    });
    expect(await english.text()).toContain('No connection can bring data into');
  });

  it('is compared, reviewed and filled as a built-in one is, and a hidden field stays out of the difference', async () => {
    const sample = await send(admin, 'POST', '/api/connections/sample', fields());
    expect(await sample.json()).toMatchObject({ difference: { added: 3 } });
    const added = await send(admin, 'POST', '/api/connections', fields());
    expect(added.status).toBe(201);
    connection = ((await added.json()) as Answer).id;
    const waiting = await run();
    expect(waiting).toMatchObject({ state: 'waiting', difference: { added: 3, reason: 'configured' } });
    expect(waiting.difference?.examples[0]?.after).toMatchObject({ name: 'Brunnen 1' });
    expect(JSON.stringify(waiting.difference)).not.toMatch(/Kinderspielplatz|objektart/);
    expect(await rows()).toBe(0);
    expect(await accept(waiting.id)).toMatchObject({ state: 'done', problem: null });
    expect(await rows()).toBe(3);
  });

  it('fields are read as somebody mapped them, word by word, and a sample that nothing can be taken of tells its fields', async () => {
    const benches = proposeSpec({
      fileName: 'Plätze.geojson',
      geometry: 'point',
      fields: [{ name: 'Art der Anlage', type: 'text', filled: 3, values: [{ value: 'Brunnen', count: 3 }] }],
    }).spec;
    const [field] = benches.fields;
    const column = field?.column ?? '';
    const code = field?.codes?.[0]?.code ?? '';
    expect((await send(admin, 'POST', '/api/free-layers', benches)).status).toBe(201);
    const unmapped = await send(admin, 'POST', '/api/connections/sample', fields({ layer: benches.id }));
    expect(await unmapped.json()).toMatchObject({
      difference: null,
      problem: { type: 'no-usable-record' },
      features: 3,
      fields: [{ name: 'objektart', filled: 3 }, { name: 'name' }],
    });
    const mapping = { [column]: 'objektart', key: 'name' };
    const values = { [column]: { Kinderspielplatz: code } };
    const body = fields({ layer: benches.id, mapping, values });
    const mapped = await send(admin, 'POST', '/api/connections/sample', body);
    expect(await mapped.json()).toMatchObject({
      problem: null,
      difference: { added: 3, examples: [{ key: 'Brunnen 1', after: { [column]: code } }, {}, {}] },
    });
    const kept = (await (await send(admin, 'POST', '/api/connections', body)).json()) as Answer;
    expect(kept).toMatchObject({ mapping, values });
    expect((await send(admin, 'DELETE', `/api/connections/${kept.id}`, undefined, kept.version)).status).toBe(204);
  });

  it('what is gone goes, and undoing that brings it back', async () => {
    services.places.pop();
    const waiting = await run();
    expect(waiting).toMatchObject({ state: 'waiting', difference: { gone: 1, unchanged: 2 } });
    const done = await accept(waiting.id);
    expect([done.state, await rows()]).toEqual(['done', 2]);
    expect((await send(admin, 'POST', `/api/imports/${done.importId}/undo`)).status).toBe(200);
    expect(await rows()).toBe(3);
  });

  it('a planner who may not see the layer learns nothing of what fills it', async () => {
    expect((await listed(admin)).map(({ id }) => id)).toEqual([connection]);
    expect(await listed(planner)).toEqual([]);
    const { version } = (await listed(admin))[0] as Answer;
    const [latest] = await read<Answer[]>(admin, `/api/connections/${connection}/runs`);
    for (const [method, path, body] of [
      ['GET', `/api/connections/${connection}/runs`],
      ['POST', `/api/connections/${connection}/runs`],
      ['PUT', `/api/connections/${connection}`, fields({ layer: 'playgrounds' })],
      ['DELETE', `/api/connections/${connection}`],
      ['GET', `/api/connection-runs/${latest?.id}`],
      ...['accept', 'reject', 'cancel'].map((what) => ['POST', `/api/connection-runs/${latest?.id}/${what}`]),
    ] as [string, string, unknown?][])
      expect([method, path, (await send(planner, method, path, body, version)).status]).toEqual([method, path, 404]);
  });

  it('a layer that goes says which connection it leaves without a target; that one then asks for nothing and says why', async () => {
    const uses = await read<{ connections: unknown[] }>(admin, `/api/free-layers/${layer}/uses`);
    expect(uses.connections).toEqual([{ id: connection, title: 'Brunnen des Amts' }]);
    const current = await read<{ version: number }>(admin, `/api/free-layers/${layer}`);
    expect((await send(admin, 'DELETE', `/api/free-layers/${layer}`, undefined, current.version)).status).toBe(204);
    services.requests.length = 0;
    expect(await run()).toMatchObject({ state: 'failed', problem: { type: 'layer-gone' } });
    expect(services.requests).toEqual([]);
    // Still nothing for those who could not see the layer, and still to be switched off by those who could.
    expect(await listed(planner)).toEqual([]);
    const { version } = (await listed(admin))[0] as Answer;
    const off = await send(admin, 'PUT', `/api/connections/${connection}`, fields({ active: false }), version);
    expect(off.status).toBe(200);
    expect((await send(admin, 'POST', '/api/connections', fields())).status).toBe(400);
    expect((await send(admin, 'POST', `/api/free-layers/${layer}/restore`)).status).toBe(200);
    expect(await run()).toMatchObject({ state: 'waiting' });
  });

  it('once it is dropped for good, no run keeps examples of its rows', async () => {
    const current = await read<{ version: number }>(admin, `/api/free-layers/${layer}`);
    await send(admin, 'DELETE', `/api/free-layers/${layer}`, undefined, current.version);
    await context().db.sql`update free_layers set deleted_at = now() - interval '31 days' where key = ${layer}`;
    await sweepFreeLayers(deps);
    expect(await read(admin, `/api/connections/${connection}/runs`)).toEqual([]);
  });
});
