import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DemandAnswer, PlacesAnswer, StreetsAnswer } from '@quartierblick/gis/network/answers.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { createApp } from '../app.ts';
import { PUBLIC } from '../auth/identity.ts';
import { createLog } from '../log.ts';
import { contentVersions } from './content.ts';
import { followLayers } from './follow.ts';
import { WalkNetwork } from './service.ts';

/** Lower left corner of the plan that the tests draw, EPSG:25832. */
const [X, Y] = [393_900, 5_709_000];
const box = (x: number, y: number, w: number, h = w) =>
  `MULTIPOLYGON(((${X + x} ${Y + y},${X + x + w} ${Y + y},${X + x + w} ${Y + y + h},${X + x} ${Y + y + h},${X + x} ${Y + y})))`;
const line = (...points: [number, number][]) =>
  `MULTILINESTRING((${points.map(([x, y]) => `${X + x} ${Y + y}`).join(',')}))`;
const point = (x: number, y: number) => `POINT(${X + x} ${Y + y})`;

describeOnEachDatabase('the walking network of the server', (context) => {
  const networks: WalkNetwork[] = [];
  const open = () => {
    const { deps, db } = context();
    const network = new WalkNetwork(db.target);
    networks.push(network);
    const app = createApp({ ...deps, network, identify: () => PUBLIC });
    const get = (path: string, held?: string) =>
      app.request(`/api/network/${path}`, held === undefined ? {} : { headers: { 'if-none-match': held } });
    return { network, get, read: async <T>(path: string) => (await (await get(path)).json()) as T };
  };
  afterAll(() => Promise.all(networks.map((network) => network.close())));

  const grow = (layer: string) => context().db.sql`
    insert into layer_versions (layer, version) values (${layer}, 1)
    on conflict (layer) do update set version = layer_versions.version + 1, changed_at = clock_timestamp()
  `;
  const cell = (key: string, x: number, more: Record<string, unknown>) => ({
    ...{ key, census_year: 2022, inhabitants_raw: 40, children_raw: 12, state_raw: 'value', geom: box(x, 0, 100) },
    ...more,
  });

  beforeEach(async () => {
    const { sql } = context().db;
    const tables = ['streets', 'buildings', 'playgrounds', 'playground_entrances', 'offer_sites', 'population_cells'];
    for (const table of [...tables, 'unit_indicators', 'statistical_units']) await sql`delete from ${sql(table)}`;
    await sql`delete from layer_versions`;
    await sql`delete from imports`;
    const [demo] = [randomUUID()];
    await sql`
      insert into imports (id, layer, source_id, state, file_name, author, source, as_of, demo, finished_at)
      values (${demo}, 'streets', 'x', 'done', 'x', 'x', ${sql.json({ name: 'Amt 66', licence: 'frei' })}, '2025-03-01', true, now())
    `;
    await sql`insert into streets ${sql([
      { key: 's1', name: 'Lange Straße', kind: 'residential', geom: line([0, 50], [400, 50]), import_id: demo },
      { key: 's2', name: 'Quergasse', kind: null, geom: line([400, 50], [400.123_456, 150]), import_id: demo },
    ])}`;
    await sql`insert into statistical_units ${sql({ key: 'u', name: 'Mitte', area_ha: 8, geom: box(0, 0, 200, 100) })}`;
    const share = (indicator: string, year: number, value: number) => ({
      ...{ key: `${indicator}/${year}`, unit_key: 'u', indicator, year, value, state: 'value' },
    });
    await sql`insert into unit_indicators ${sql([share('share-under-6', 2020, 50), share('share-under-6', 2024, 10), share('share-6-18', 2024, 20)])}`;
    const house = (key: string, x: number, use = 'residential') => ({ key, use, floors: 3, geom: box(x, 56, 10) });
    const homes = [10, 25, 40, 110, 125, 140].map((x, i) => house(`h${i + 1}`, x));
    homes.push(house('shop', 60, 'business'));
    await sql`insert into buildings ${sql(homes)}`;
    await sql`insert into population_cells ${sql([cell('a', 0, {}), cell('b', 100, { children_raw: 24 })])}`;
  });

  const total = (rows: readonly (readonly number[])[]) => rows.flat().reduce((sum, n) => sum + n, 0);

  it('tells streets to the centimetre, with source, date and that they are invented', async () => {
    const { read } = open();
    await grow('streets');
    const answer = await read<StreetsAnswer>('streets');
    expect(answer).toMatchObject({ asOf: '2025-03-01', demo: true, source: [{ name: 'Amt 66' }], crossings: [] });
    expect(answer.lines.map(({ key, kind }) => [key, kind])).toEqual([
      ['s1', 'residential'],
      ['s2', 'residential'],
    ]);
    expect(answer.lines[1]?.parts).toEqual([
      [
        [X + 400, Y + 50],
        [X + 400.12, Y + 150],
      ],
    ]);
  });

  it('tells places with gates, known ages only, and no area where none is recorded', async () => {
    const { sql } = context().db;
    await sql`insert into playgrounds ${sql([
      { key: 'p', name: 'P', ages: ['12-plus', 'under-6', 'strange'], area_m2: 900, geom: point(10, 10) },
      { key: 'q', name: null, ages: null, area_m2: null, geom: point(20, 10) },
    ])}`;
    await sql`insert into playground_entrances ${sql({ key: 'e', playground_key: 'p', geom: point(12, 12) })}`;
    await sql`insert into offer_sites ${sql({ key: 'k', name: 'Kita', kind: 'kita', geom: point(5, 5) })}`;
    const { playgrounds, places, demo } = await open().read<PlacesAnswer>('places');
    expect(playgrounds).toMatchObject([
      { key: 'p', ages: ['under-6', '12-plus'], areaM2: 900, entrances: [[X + 12, Y + 12]] },
      { key: 'q', ages: null, areaM2: null, entrances: [] },
    ]);
    expect(places).toEqual([{ key: 'k', layer: 'offers', name: 'Kita', kind: 'kita', at: [X + 5, Y + 5] }]);
    expect(demo).toBe(false);
  });

  it('finds the route of a walk with the version of the streets that it is of, and none where there are no streets', async () => {
    const { network } = open();
    await grow('streets');
    const question = { profile: 'adult', ordered: 'best', round: false } as const;
    const stops = [
      [0, 50],
      [400, 150],
      [200, 50],
    ].map(([x = 0, y = 0]) => [X + x, Y + y] as const);
    const { version, route } = await network.route({ ...question, stops });
    expect(version).toBe((await contentVersions(context().db.sql)).streets);
    expect(route?.order).toEqual([0, 2, 1]);
    expect(route?.legs.map(({ metres }) => Math.round(metres ?? 0))).toEqual([200, 300]);
    await context().db.sql`delete from streets`;
    await grow('streets');
    expect((await network.route({ ...question, stops })).route).toBeNull();
  });

  it('answers 304 until a layer behind it changes, and then with what is new', async () => {
    const { get } = open();
    for (const path of ['streets', 'places', 'demand', 'demand?zones=units']) {
      const tag = (await get(path)).headers.get('etag') ?? '';
      expect([path, (await get(path, tag)).status]).toEqual([path, 304]);
    }
    const tag = (await get('streets')).headers.get('etag') ?? '';
    const before = (await get('demand')).headers.get('etag') ?? '';
    await context().db.sql`delete from streets where key = 's2'`;
    await grow('streets');
    const fresh = await get('streets', tag);
    expect(fresh.status).toBe(200);
    expect(((await fresh.json()) as StreetsAnswer).lines).toHaveLength(1);
    expect((await get('demand', before)).status).toBe(200);
    expect((await get('places', (await get('places')).headers.get('etag') ?? '')).status).toBe(304);
  });

  it('refuses zones that it does not know', async () => {
    expect((await open().get('demand?zones=blocks')).status).toBe(400);
  });

  describe('demand', () => {
    it('keeps the children of every cell, by the newest shares, gathered so that none is one house’s', async () => {
      const answer = await open().read<DemandAnswer>('demand');
      expect(total(answer.expected)).toBeCloseTo(36, 2);
      // 10 % under 6, 20 % from 6 to under 18.
      expect(answer.expected.map((row) => Math.round(total([row])))).toEqual([12, 12, 12]);
      expect([total(answer.least), total(answer.most)].map(Math.round)).toEqual([32, 40]);
      expect(answer.x).toHaveLength(2);
      expect(answer.units).toEqual([{ key: 'u', name: 'Mitte' }]);
      expect(answer.unit).toEqual([0, 0]);
      expect(answer.notes[0]?.de).toMatch(/Modelliert.*2022.*2024/);
    });

    it('takes one census only', async () => {
      await context().db.sql`insert into population_cells ${context().db.sql(cell('old', 0, { census_year: 2011 }))}`;
      expect(total((await open().read<DemandAnswer>('demand')).expected)).toBeCloseTo(36, 2);
    });

    it('is the same whether a hidden count is one or two: raw values are never read', async () => {
      const { sql } = context().db;
      const answers = [];
      for (const [people, children] of [
        [1, 1],
        [2, 1],
        [2, 2],
        [40, 1],
        [40, 2],
      ]) {
        await sql`update population_cells set inhabitants_raw = ${people ?? 0}, children_raw = ${children ?? 0} where key = 'a'`;
        answers.push(JSON.stringify(await open().read<DemandAnswer>('demand')));
      }
      expect(new Set(answers).size).toBe(1);
      const { expected, most } = JSON.parse(answers[0] ?? '') as DemandAnswer;
      expect([total(expected), total(most)].map(Math.round)).toEqual([25, 28]);
    });

    it('gives no number where none is available, and says for how many cells', async () => {
      const { sql } = context().db;
      await sql`update population_cells set inhabitants_raw = null, children_raw = null, state_raw = 'not-available' where key = 'a'`;
      const { expected, most, notes, zonesOfUnits } = await open().read<DemandAnswer>('demand');
      expect([total(expected), total(most)].map(Math.round)).toEqual([24, 26]);
      expect(notes.some(({ de }) => de.includes('unbekannter Kinderzahl: 1;'))).toBe(true);
      const [cells] = zonesOfUnits;
      expect((cells?.all ?? 0) - (cells?.known ?? 0)).toBe(1);
    });

    it('takes people times shares where a census tells no children, and says so', async () => {
      await context().db.sql`update population_cells set children_raw = null where key = 'a'`;
      const { expected, notes } = await open().read<DemandAnswer>('demand');
      expect(total(expected)).toBeCloseTo(36, 2);
      expect(notes.some(({ de }) => de.includes('Personen mal Anteile'))).toBe(true);
    });

    it('leaves people without a home at a point of their cell', async () => {
      await context().db.sql`delete from buildings where key in ('h4', 'h5', 'h6')`;
      const { withoutHome, x, y, expected } = await open().read<DemandAnswer>('demand');
      expect([withoutHome, total(expected)].map(Math.round)).toEqual([24, 36]);
      expect([x.at(-1), y.at(-1)]).toEqual([X + 150, Y + 50]);
    });

    it('of units is inhabitants times shares; density times area where only that exists; nothing where neither does', async () => {
      const { sql } = context().db;
      const figure = (indicator: string, value: number) => ({
        ...{ key: indicator, unit_key: 'u', indicator, year: 2023, value, state: 'value' },
      });
      const read = async () => open().read<DemandAnswer>('demand?zones=units');
      const none = await read();
      expect([none.x.length, none.zones]).toEqual([0, 'units']);
      expect(none.notes.some(({ en }) => en.includes('unknown number of children: 1;'))).toBe(true);
      await sql`insert into unit_indicators ${sql(figure('density-total', 25))}`;
      const dense = await read();
      expect(total(dense.expected)).toBeCloseTo(60, 2);
      expect(dense.notes.some(({ de }) => de.includes('Dichte mal Gesamtfläche'))).toBe(true);
      await sql`insert into unit_indicators ${sql(figure('inhabitants', 100))}`;
      const counted = await read();
      expect(counted.expected.map((row) => Math.round(total([row])))).toEqual([10, 10, 10]);
      expect(counted.notes[0]?.de).toContain('2023');
    });

    it('of units tells the children of other years, where people and shares are both of that year', async () => {
      const { sql } = context().db;
      const figures = ([2021, 2022, 2023, 2024] as const).flatMap((year, i) => [
        { indicator: 'inhabitants', year, value: 100 + 100 * i },
        // A share alone, or people alone, is no year.
        ...(year === 2022 ? [] : [{ indicator: 'share-under-6', year, value: 5 }]),
        ...(year === 2022 ? [] : [{ indicator: 'share-6-18', year, value: 10 }]),
      ]);
      await sql`delete from unit_indicators`;
      for (const { indicator, year, value } of figures) {
        const row = { key: `${indicator} ${year}`, unit_key: 'u', indicator, year, value, state: 'value' };
        await sql`insert into unit_indicators ${sql(row)}`;
      }
      const { expected, years, zonesOfUnits } = await open().read<DemandAnswer>('demand?zones=units');
      expect(total(expected)).toBeCloseTo(60, 2);
      expect(years).toEqual([
        { year: 2021, children: [[5, 5, 5]] },
        { year: 2023, children: [[15, 15, 15]] },
      ]);
      expect(zonesOfUnits).toEqual([{ all: 1, known: 1 }]);
      await sql`delete from unit_indicators`;
      const none = await open().read<DemandAnswer>('demand?zones=units');
      expect([none.years, none.zonesOfUnits]).toEqual([[], [{ all: 1, known: 0 }]]);
    });

    it('is computed anew when a layer changes, for those who asked before, and for nobody else', async () => {
      const { db } = context();
      const { network, read } = open();
      const computed = vi.spyOn(network, 'content');
      const end = followLayers(db, network, createLog('silent'));
      await read<DemandAnswer>('demand');
      computed.mockClear();
      await grow('buildings');
      await db.publish({ type: 'layer-changed', layer: 'accidents', version: 1 });
      await db.publish({ type: 'layer-changed', layer: 'buildings', version: 1 });
      const { 'demand-grid': version } = await contentVersions(db.sql);
      await expect.poll(() => computed.mock.calls).toEqual([['demand-grid', version]]);
      end();
    });
  });
});
