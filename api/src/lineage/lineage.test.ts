import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { importsOf } from '../imports/manager.ts';
import type { LayerFreshness } from './freshness.ts';

const folder = mkdtempSync(join(tmpdir(), 'qb-lineage-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, places: { id: string; name: string }[]): string {
  const path = join(folder, name);
  const features = places.map(({ id, name }) => ({
    type: 'Feature',
    id,
    properties: { name },
    geometry: { type: 'Point', coordinates: [id === 'a' ? 7.47 : 7.471, 51.52] },
  }));
  writeFileSync(path, JSON.stringify({ type: 'FeatureCollection', features }));
  return path;
}

describeOnEachDatabase('where data comes from, and how old it may be', (context) => {
  const get = async (path: string, edition: 'public' | 'planner' = 'planner') => {
    const response = await context().appAs(edition).request(`/api${path}`);
    expect(response.status).toBe(200);
    return response.json();
  };
  const run = async (name: string, places: { id: string; name: string }[], asOf: string) => {
    const imports = importsOf(context().deps);
    const request = {
      path: file(name, places),
      fileName: name,
      temporary: false,
      author: 'Aylin',
      as: 'playgrounds',
      asOf,
    } as const;
    return imports.ended((await imports.start(request)).id);
  };
  const playgrounds = async (edition?: 'public' | 'planner') => {
    const { layers } = (await get('/freshness', edition)) as { layers: LayerFreshness[] };
    return layers.find(({ layer }) => layer === 'playgrounds') as LayerFreshness;
  };
  const put = (body: unknown, edition: 'public' | 'steering' | 'planner' = 'planner', layer = 'playgrounds') =>
    context()
      .appAs(edition)
      .request(`/api/freshness/${layer}`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });

  it('an empty layer breaks no promise, and one that is edited here has no age', async () => {
    expect(await playgrounds()).toMatchObject({
      rows: 0,
      sources: [],
      state: 'no-promise',
      promise: { by: 'house', months: 12 },
    });
  });

  it('tells file, hash, reader and rows of every import that rows of today come from, and what only confirmed', async () => {
    const first = await run(
      'eins.geojson',
      [
        { id: 'a', name: 'Anger' },
        { id: 'b', name: 'Bahn' },
      ],
      '2024-01-31',
    );
    const second = await run(
      'zwei.geojson',
      [
        { id: 'b', name: 'Bahnhof' },
        { id: 'a', name: 'Anger' },
      ],
      '2024-06-30',
    );
    expect(second.unchanged + second.updated).toBe(2);
    const lineage = (await get('/layers/playgrounds/lineage')) as {
      rows: number;
      imports: {
        import: string;
        rows: number;
        confirmed: number;
        sha256: string;
        author: string | null;
        reader: { id: string };
      }[];
    };
    expect(lineage.rows).toBe(2);
    expect(lineage.imports.map((one) => one.import)).toEqual([second.id, first.id]);
    expect(lineage.imports.reduce((sum, { rows }) => sum + rows, 0)).toBe(2);
    expect(lineage.imports[0]).toMatchObject({ sha256: second.sha256, author: 'Aylin', confirmed: second.unchanged });
    expect(lineage.imports[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(lineage.imports[0]?.reader.id).toBe('generic-playgrounds');
  });

  it('never gives authors to the public, nor a layer that it may not see', async () => {
    const lineage = (await get('/layers/playgrounds/lineage', 'public')) as { imports: { author: unknown }[] };
    expect(lineage.imports.map(({ author }) => author)).toEqual([null, null]);
    const hidden = await context().appAs('public').request('/api/layers/properties/lineage');
    expect([hidden.status, await hidden.text()]).toEqual([404, expect.not.stringContaining('Immobilien')]);
  });

  it('finds old data overdue, and follows what the city promises instead', async () => {
    expect(await playgrounds()).toMatchObject({
      state: 'overdue',
      sources: [{ state: 'overdue', asOf: '2024-06-30', until: '2025-06-30' }],
    });
    const answer = await put({ months: 60, note: 'Ratsbeschluss' });
    expect(answer.status).toBe(200);
    expect(await playgrounds()).toMatchObject({
      state: 'fresh',
      promise: { by: 'city', months: 60, why: { de: 'Ratsbeschluss' }, changedBy: 'test planner' },
    });
    expect((await playgrounds('public')).promise.changedBy).toBeNull();
    expect((await put({ months: null })).status).toBe(200);
    expect(await playgrounds()).toMatchObject({ state: 'no-promise', promise: { months: null } });
    const reset = await context().app.request('/api/freshness/playgrounds', { method: 'DELETE' });
    expect(await reset.json()).toMatchObject({ state: 'overdue', promise: { by: 'house', months: 12 } });
  });

  it('refuses promises that are none, of layers that are none, and of those who may not', async () => {
    for (const months of [0, -1, 1.5, 601, 'bald']) expect((await put({ months })).status).toBe(400);
    expect((await put({ months: 3 }, 'planner', 'keine')).status).toBe(404);
    expect((await put({ months: 3 }, 'steering')).status).toBe(403);
  });

  it('has every promise in the audit log', async () => {
    const log = await context().db.sql<{ action: string; entityKey: string }[]>`
      select action, entity_key as "entityKey" from audit_log where entity = 'freshness_promises' order by id
    `;
    expect(log.map(({ action, entityKey }) => `${action} ${entityKey}`)).toEqual([
      'insert playgrounds',
      'update playgrounds',
      'delete playgrounds',
    ]);
  });
});
