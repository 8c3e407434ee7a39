import { beforeAll, describe, expect, it } from 'vitest';
import { layerSchema } from '@quartierblick/api/layers/schemas';
import { layers } from '@quartierblick/gis/layers/index.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { seedQuarter } from './seed.ts';

describeOnEachDatabase('layer catalogue', (context) => {
  const list = async (headers: Record<string, string> = {}) => {
    const response = await context().app.request('/api/layers', { headers });
    expect(response.status).toBe(200);
    return layerSchema.array().parse(await response.json());
  };
  beforeAll(async () => void (await seedQuarter(context().db)));

  it('lists every layer of the registry once, in drawing order, in the declared shape', async () => {
    expect((await list()).map(({ id }) => id)).toEqual(layers.map(({ id }) => id));
  });

  it('gives an empty layer its declared source, and no date', async () => {
    const green = (await list()).find(({ id }) => id === 'green');
    expect(green).toMatchObject({ count: 0, bounds: null, asOf: null, demo: false, sources: [] });
    expect(green?.source.name).toBe('OpenStreetMap');
  });

  it('tells demo data, its date and its source from official data', async () => {
    const all = await list();
    expect(all.find(({ id }) => id === 'buildings')).toMatchObject({
      demo: true,
      asOf: '2017-09-26',
      source: { name: 'Demo – erfunden', licence: 'CC0' },
    });
    const grid = all.find(({ id }) => id === 'population-grid');
    expect(grid).toMatchObject({ demo: false, asOf: '2022-05-15' });
    expect(grid?.source.name).toContain('Zensus');
  });

  it('lists every source of a layer that several feed', async () => {
    const playgrounds = (await list()).find(({ id }) => id === 'playgrounds');
    expect(playgrounds?.sources.map(({ name, demo }) => [name, demo])).toEqual([
      ['Demo – erfunden', true],
      ['Stadt Dortmund, Spielplätze', false],
    ]);
  });

  it('has bounds that hold the features, in degrees', async () => {
    const bounds = (await list()).find(({ id }) => id === 'buildings')?.bounds;
    const [west = 0, south = 0, east = 0, north = 0] = bounds ?? [];
    expect([west, east].every((x) => x > 7.4 && x < 7.5)).toBe(true);
    expect([south, north].every((y) => y > 51.5 && y < 51.6)).toBe(true);
    const matched = await context().app.request(`/api/layers/buildings/features?bbox=${bounds?.join(',')}&limit=1`);
    expect(await matched.json()).toMatchObject({ numberMatched: 60 });
  });

  it('counts in the legend what the filter of the same class finds, marks and states included', async () => {
    for (const layer of await list()) {
      for (const { id, scheme, count } of layer.legend) {
        const parameter = scheme === 'overlay' ? 'mark' : 'class';
        const url = `/api/layers/${layer.id}/features?${parameter}=${id}&limit=1&geometry=none`;
        const page = (await (await context().app.request(url)).json()) as { numberMatched: number };
        expect([layer.id, id, page.numberMatched]).toEqual([layer.id, id, count]);
      }
    }
  });

  it('has classes that add up to the count, with those of no known class as "not stated"', async () => {
    const buildings = (await list()).find(({ id }) => id === 'buildings');
    const classes = buildings?.legend.filter(({ scheme }) => scheme === 'class') ?? [];
    expect(classes.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(60);
    // One in five has no use, one in five a use that the registry does not know.
    expect(classes.find(({ id }) => id === 'unclassed')?.count).toBe(24);
  });

  it('shows class and mark of one property at once', async () => {
    const legend = (await list()).find(({ id }) => id === 'properties')?.legend ?? [];
    const total = (scheme: string) =>
      legend.filter((e) => e.scheme === scheme).reduce((sum, { count }) => sum + (count ?? 0), 0);
    expect(total('class')).toBe(12);
    expect(total('overlay')).toBeGreaterThan(0);
  });

  it('answers 304 to the tag it gave, and 200 once the layer has changed', async () => {
    const first = await context().app.request('/api/layers');
    const held = { headers: { 'if-none-match': first.headers.get('etag') ?? '' } };
    expect((await context().app.request('/api/layers', held)).status).toBe(304);
    await context().db.sql`
      update layer_versions set version = version + 1, changed_at = clock_timestamp() where layer = 'streets'
    `;
    expect((await context().app.request('/api/layers', held)).status).toBe(200);
  });

  describe('with one broken table', () => {
    it('lists that layer with a problem and the others with their counts', async () => {
      const { sql } = context().db;
      await sql`alter table streets rename to streets_away`;
      await sql`update layer_versions set version = version + 1 where layer = 'streets'`;
      try {
        const all = await list({ 'accept-language': 'en' });
        expect(all.find(({ id }) => id === 'streets')).toMatchObject({
          count: null,
          problem: { title: 'This layer cannot be read just now' },
        });
        expect(all.find(({ id }) => id === 'buildings')?.count).toBe(60);
      } finally {
        await sql`alter table streets_away rename to streets`;
      }
      expect((await list()).find(({ id }) => id === 'streets')?.count).toBe(5);
    });
  });
});
