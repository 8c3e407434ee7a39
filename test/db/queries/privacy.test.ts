import { beforeAll, expect, it } from 'vitest';
import { datasetsOf } from '@quartierblick/gis/layers/tables.ts';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import { layers } from '@quartierblick/gis/layers/index.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { HIDDEN_CELLS, SECRET, seedQuarter } from './seed.ts';
import { walk } from './walk.ts';

/** Every reading address of the API, with the details of every feature that the caller can find. */
async function everything(request: (path: string) => Response | Promise<Response>): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  const read = async (path: string): Promise<unknown> => {
    const text = await (await request(path)).text();
    answers.set(path, text);
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  };
  for (const path of ['/api/project', '/api/layers', '/api/openapi.json', '/api/docs']) await read(path);
  for (const q of ['geheim', 'geheimstraße 1', 'az', 'cell', 'p1', 'born', 'erika'])
    await read(`/api/search?q=${q}&limit=50`);
  for (const { id } of layers) {
    const page = (await read(`/api/layers/${id}/features?limit=1000`)) as { features?: { id: number }[] };
    for (const suffix of ['?class=unclassed', '?mark=unclassed', '?q=geheim', '?sort=key', '?geometry=none']) {
      await read(`/api/layers/${id}/features${suffix}`);
    }
    // The ids of a layer that is hidden are guessed.
    const ids = page.features?.map((feature) => feature.id) ?? [1, 2, 3, 'p1', 'h1'];
    for (const feature of ids) await read(`/api/layers/${id}/features/${feature}`);
    const measures = (await read(`/api/layers/${id}/measures`)) as { id: string; years: number[] }[];
    for (const { id: measure, years } of Array.isArray(measures) ? measures : []) {
      const url = `/api/layers/${id}/measures/${encodeURIComponent(measure)}`;
      for (const query of ['', ...years.map((year) => `?year=${year}`)]) await read(url + query);
    }
  }
  return answers;
}

describeOnEachDatabase('privacy', (context) => {
  beforeAll(async () => void (await seedQuarter(context().db)));

  it('never names a hidden column or sends what it holds, not even to the administration', async () => {
    const app = context().appAs('admin');
    const hidden = layers
      .flatMap((layer) => datasetsOf(layer))
      .flatMap(({ fields }) => Object.entries(fields))
      .flatMap(([name, field]) => (field.hidden ? [name] : []));
    expect(hidden).toContain('inhabitants_raw');
    const answers = await everything((path) => app.request(path));
    for (const [path, text] of answers) {
      for (const name of hidden) expect([path, text.includes(name)]).toEqual([path, false]);
      for (const { area, inhabitants } of HIDDEN_CELLS) {
        expect([path, text.includes(String(inhabitants / area).slice(0, 8))]).toEqual([path, false]);
      }
    }
    let seen = 0;
    for (const text of answers.values()) {
      if (!text.startsWith('{') && !text.startsWith('[')) continue;
      for (const object of walk(JSON.parse(text))) {
        if (!HIDDEN_CELLS.some(({ key }) => key === object['key'])) continue;
        seen += 1;
        for (const name of ['inhabitants', 'children', 'value']) expect(object[name] ?? null).toBeNull();
        if ('state' in object) expect(object['state']).toBe('suppressed');
      }
    }
    // Proves that the hidden cells were among the answers at all.
    expect(seen).toBeGreaterThan(HIDDEN_CELLS.length * 3);
  });

  it('lets the public find no trace of the properties, anywhere', async () => {
    const app = context().appAs('public');
    const answers = await everything((path) => app.request(path));
    for (const [path, text] of answers) expect([path, text.match(SECRET)?.[0]]).toEqual([path, undefined]);
    const list = JSON.parse(answers.get('/api/layers') ?? '') as { id: string }[];
    expect(list.map(({ id }) => id)).not.toContain('properties');
    for (const path of ['features', 'features/1', 'features/p1', 'measures']) {
      const [hidden, unknown] = await Promise.all(
        ['properties', 'nothing'].map(async (id) => {
          const response = await app.request(`/api/layers/${id}/${path}`);
          return { status: response.status, title: ((await response.json()) as { title: string }).title };
        }),
      );
      expect(hidden).toEqual(unknown);
      expect(hidden?.status).toBe(404);
    }
  });

  it('shows the planner the properties, so that the test above is not empty', async () => {
    const answers = await everything((path) => context().app.request(path));
    expect([...answers.values()].filter((text) => SECRET.test(text)).length).toBeGreaterThan(10);
  });

  it('gives planner and public different tags for the same address', async () => {
    const tag = async (edition: Edition) =>
      (await context().appAs(edition).request('/api/layers/buildings/features')).headers.get('etag');
    expect(await tag('public')).not.toBe(await tag('planner'));
  });
});
