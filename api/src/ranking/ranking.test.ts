import readXlsxFile from 'read-excel-file/node';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { RawValue } from '@quartierblick/gis/ranking/criterion.ts';
import type { RankingData } from '@quartierblick/gis/ranking/data.ts';
import type { DecisionContent } from '@quartierblick/gis/ranking/decision.ts';
import { replays } from '@quartierblick/gis/ranking/decision.ts';
import { dataHash } from '@quartierblick/gis/ranking/hash.ts';
import type { Change } from '@quartierblick/gis/ranking/changes.ts';
import type { RankingSettings } from '@quartierblick/gis/ranking/settings.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import type { CaseFile } from '../properties/case-file.ts';
import { WalkNetwork } from '../network/service.ts';
import { clientOf, plantCase, planner } from '../properties/test-case.ts';

const SETTINGS: RankingSettings = {
  weights: { condition: 0.6, vacancy: 0.4 },
  weighing: { method: 'sliders' },
  scope: 'open',
  robustness: { draws: 500, seed: 1, spread: 0.3, grades: 'declared' },
  budget: null,
};

describeOnEachDatabase('the ranking', (context) => {
  beforeEach(async () => {
    const { sql } = context().db;
    for (const table of [
      'properties',
      'property_defects',
      'property_costs',
      'property_decisions',
      'property_owners',
      'property_steps',
      'population_cells',
    ])
      await sql`delete from ${sql(table)}`;
    for (const table of [
      'playgrounds',
      'playground_entrances',
      'offer_sites',
      'accidents',
      'streets',
      'unit_indicators',
      'statistical_units',
    ])
      await sql`delete from ${sql(table)}`;
    await sql`delete from ranking_criteria`;
    await sql`delete from ranking_scenarios`;
  });
  // One thread for all of them: every client is an app of its own.
  let network: WalkNetwork | undefined;
  const client = (name = 'Erika Probe') => {
    network ??= new WalkNetwork(context().db.target);
    return clientOf({ ...context().deps, network }, planner(name));
  };
  afterAll(() => network?.close());
  const plant = (key: string, fields: Record<string, unknown> = {}, place = 0) =>
    plantCase(context().db, key, fields, place);
  const read = async () => {
    const response = await client().get('/ranking');
    expect(response.status).toBe(200);
    return { data: (await response.json()) as RankingData, tag: response.headers.get('etag')?.slice(1, -1) ?? '' };
  };
  const valuesOf = ({ cases, values }: RankingData, key: string): Record<string, RawValue> => {
    const at = cases.findIndex((one) => one.key === key);
    return Object.fromEntries(Object.entries(values).map(([id, column]) => [id, column[at] ?? null]));
  };
  /** A point as far east of the case's right edge as said, in metres. */
  const east = (metres: number, place = 0): string => `POINT(${393_900 + (place % 100) * 30 + 20 + metres} 5709010)`;

  describe('figures', () => {
    it('leave missing what nobody has recorded: a bare case has no defect count, no distance, no children', async () => {
      await plant('bare');
      const { data } = await read();
      const { clustering, ...others } = valuesOf(data, 'bare');
      expect(clustering).toBe(0);
      expect(Object.values(others).every((value) => value === null)).toBe(true);
      expect(data.states['accidents-nearby']?.known).toBe(0);
    });

    it('are those of the case file, with shares of what is there', async () => {
      const { sql } = context().db;
      await plant('a', {
        ...{ condition: '4', owner_state: 'unknown', ability_to_act: 'yellow', occupancy: 'partly-vacant' },
        ...{ dwellings: 8, vacant_dwellings: 2, residents: 20, living_area_m2: 180, vacant_since: '2000-01-01' },
      });
      await sql`insert into property_defects (key, property_key, part, grade) values ('d1', 'a', 'roof', '5'), ('d2', 'a', 'stairs', '3')`;
      await sql`insert into property_defects (key, property_key, part, grade, mended_on) values ('d3', 'a', 'facade', '5', '2020-01-01')`;
      await sql`
        insert into property_costs (key, property_key, kind, amount_eur, state)
        values ('c1', 'a', 'purchase', 400000, 'estimated'), ('c2', 'a', 'securing', 9000, 'paid')
      `;
      const { data } = await read();
      expect(valuesOf(data, 'a')).toMatchObject({
        ...{ condition: '4', 'owner-state': 'unknown', 'ability-to-act': 'yellow', danger: 1, vacancy: 25 },
        // Six of eight dwellings are lived in: 20 people on 135 m².
        ...{ overcrowding: 14.8, 'cost-per-dwelling': 50_000 },
      });
      expect(valuesOf(data, 'a')['vacancy-duration']).toBeGreaterThan(300);
      expect(data.cases[0]).toMatchObject({ cost_eur: 400_000, open: true, key: 'a' });
    });

    it('of surroundings are measured from the outline: what lies beyond the radius does not count', async () => {
      const { sql } = context().db;
      await plant('a');
      await plant('b', {}, 1);
      await plant('done', { works: 'completed' }, 2);
      await sql`insert into playgrounds ${sql({ key: 'p', geom: east(150) })}`;
      await sql`insert into offer_sites ${sql([
        { key: 's', kind: 'kita', geom: east(40) },
        { key: 'o', kind: 'association', geom: east(1) },
      ])}`;
      await sql`insert into accidents ${sql([
        { key: '1', year: 2020, geom: east(90) },
        { key: '2', year: 2021, geom: east(99) },
        { key: '3', year: 2021, geom: east(160) },
      ])}`;
      const { data } = await read();
      expect(valuesOf(data, 'a')).toMatchObject({
        ...{ 'playground-distance': 150, 'care-distance': 40, 'accidents-nearby': 1, clustering: 1 },
      });
      // Two of three accidents within 100 m of a in two years; of b, 30 m further east, all three but one more is near.
      expect(valuesOf(data, 'b')['playground-distance']).toBe(120);
      expect(data.neighbours).toEqual([[0, 1]]);
    });

    it('give hidden counts of children as an interval, and take one census only', async () => {
      const { sql } = context().db;
      await plant('a');
      const cell = (key: string, year: number, people: number, children: number, dx: number) => ({
        ...{ key, census_year: year, inhabitants_raw: people, children_raw: children, state_raw: 'value' },
        geom: `MULTIPOLYGON(((${393_900 + dx} 5709000,${393_950 + dx} 5709000,${393_950 + dx} 5709050,${393_900 + dx} 5709050,${393_900 + dx} 5709000)))`,
      });
      await sql`insert into population_cells ${sql([
        cell('1', 2022, 40, 12, 0),
        cell('2', 2022, 30, 2, 100),
        cell('3', 2022, 50, 9, 600),
        cell('4', 2011, 90, 70, 0),
      ])}`;
      expect(valuesOf((await read()).data, 'a')['children-nearby']).toEqual([12, 14]);
    });

    it('say where a house stands: away from streets, at one, at a corner, at a main road', async () => {
      const { sql } = context().db;
      for (const [place, key] of ['rear', 'street', 'corner', 'main'].entries()) await plant(key, {}, place * 20);
      // Three kilometres north of all streets: nothing is known of how it is seen.
      await plant('beyond', {}, 10_000);
      const line = (place: number, dx = 30) => {
        const x = 393_900 + place * 600 + dx;
        return `MULTILINESTRING((${x} 5708990,${x} 5709030))`;
      };
      await sql`insert into streets ${sql([
        { key: '0', kind: 'residential', name: 'A', geom: line(0, 200) },
        { key: '1', kind: 'residential', name: 'A', geom: line(1) },
        { key: '2', kind: 'residential', name: 'A', geom: line(2) },
        { key: '3', kind: 'collector', name: 'B', geom: line(2, -10) },
        { key: '4', kind: 'main', name: 'C', geom: line(3) },
      ])}`;
      const { data } = await read();
      const seen = ['rear', 'street', 'corner', 'main', 'beyond'].map((key) => valuesOf(data, key)['visibility']);
      expect(seen).toEqual(['rear', 'street', 'corner', 'main', null]);
    });

    it('take the newest published share of the unit', async () => {
      const { sql } = context().db;
      await plant('a');
      const unit = 'MULTIPOLYGON(((393800 5708900,394100 5708900,394100 5709200,393800 5709200,393800 5708900)))';
      await sql`insert into statistical_units ${sql({ key: 'u', geom: unit })}`;
      const of = (key: string, year: number, value: number | null, state: string) => ({
        key,
        unit_key: 'u',
        indicator: 'sgb2-children',
        year,
        value,
        state,
      });
      await sql`insert into unit_indicators ${sql([of('1', 2020, 40, 'value'), of('2', 2022, 45, 'value'), of('3', 2024, null, 'suppressed')])}`;
      expect(valuesOf((await read()).data, 'a')['social']).toBe(45);
    });

    it('that are no numbers are missing ones, and a sum with one of them is none', async () => {
      const { sql } = context().db;
      await plant('a', { dwellings: 4, residents: 4, living_area_m2: Number.NaN });
      await sql`
        insert into property_costs (key, property_key, kind, amount_eur, state) values
          ('n1', 'a', 'purchase', 'NaN', 'estimated'), ('n2', 'a', 'securing', 5000, 'estimated')
      `;
      const { data } = await read();
      expect(valuesOf(data, 'a')).toMatchObject({ overcrowding: null, 'cost-per-dwelling': null });
      expect(data.cases[0]?.cost_eur).toBeNull();
    });

    it('of cost leave out what is paid, and are missing where nothing else is recorded or an amount is', async () => {
      const { sql } = context().db;
      for (const [place, key] of ['paid', 'open', 'part'].entries()) await plant(key, { dwellings: 2 }, place);
      await sql`
        insert into property_costs (key, property_key, kind, amount_eur, state) values
          ('1', 'paid', 'securing', 9000, 'paid'), ('2', 'open', 'purchase', 30000, 'committed'),
          ('3', 'open', 'securing', 1000, null), ('4', 'part', 'purchase', 30000, 'estimated'), ('5', 'part', 'other', null, 'estimated')
      `;
      const { data } = await read();
      const costs = Object.fromEntries(data.cases.map(({ key, cost_eur }) => [key, cost_eur]));
      expect(costs).toEqual({ paid: null, open: 31_000, part: null });
      expect(valuesOf(data, 'open')['cost-per-dwelling']).toBe(15_500);
    });

    it('of people and vacancy tell an empty house from an unknown one, and a contradiction from a share', async () => {
      const cases: Record<string, Record<string, unknown>> = {
        empty: { occupancy: 'vacant', dwellings: 4, vacant_dwellings: 4, residents: 0, living_area_m2: 300 },
        unknown: {},
        partly: { occupancy: 'partly-vacant', dwellings: 4 },
        contradiction: { dwellings: 4, vacant_dwellings: 6 },
        again: { occupancy: 'occupied', dwellings: 4, vacant_dwellings: 0, vacant_since: '2001-01-01' },
        found: { occupancy: 'overcrowded' },
      };
      for (const [place, [key, fields]] of Object.entries(cases).entries()) await plant(key, fields, place);
      const { data } = await read();
      const of = (id: string) => Object.fromEntries(Object.keys(cases).map((key) => [key, valuesOf(data, key)[id]]));
      expect(of('overcrowding')).toEqual({
        ...{ empty: 0, unknown: null, partly: null, contradiction: null, again: null, found: [10, 20] },
      });
      expect(of('vacancy')).toEqual({
        ...{ empty: 100, unknown: null, partly: [25, 75], contradiction: null, again: 0, found: 0 },
      });
      expect(of('vacancy-duration')).toMatchObject({ empty: null, unknown: null, again: 0, found: 0 });
    });

    it('of accidents are zero only where the data reaches, and name their years', async () => {
      const { sql } = context().db;
      await plant('a');
      await plant('quiet', {}, 10);
      await plant('beyond', {}, 10_000);
      await sql`insert into accidents ${sql([
        { key: '1', year: 2020, geom: east(10) },
        { key: '2', year: 2022, geom: east(600) },
      ])}`;
      const { data } = await read();
      const found = ['a', 'quiet', 'beyond'].map((key) => valuesOf(data, key)['accidents-nearby']);
      expect(found).toEqual([0.5, 0, null]);
      expect(data.states['accidents-nearby']?.source.de).toContain('2020–2022');
    });

    it('measure to the gate of a playground, not to its middle', async () => {
      const { sql } = context().db;
      await plant('a');
      await sql`insert into playgrounds ${sql([
        { key: 'p', geom: east(20) },
        { key: 'q', geom: east(300) },
      ])}`;
      await sql`insert into playground_entrances ${sql({ key: 'e', playground_key: 'p', geom: east(70) })}`;
      expect(valuesOf((await read()).data, 'a')['playground-distance']).toBe(70);
    });

    it('bear a tag that stays while nothing changes, and hold no name of an owner', async () => {
      await plant('a', { condition: '3' });
      await context().db
        .sql`insert into property_owners (key, property_key, kind, name) values ('o', 'a', 'person', 'Geheim Person')`;
      const [first, second] = [await read(), await read()];
      expect(second.tag).toBe(first.tag);
      expect(await dataHash(first.data)).toBe(first.tag);
      expect(JSON.stringify(first.data)).not.toContain('Geheim');
      await context().db.sql`update properties set condition = '5' where key = 'a'`;
      expect((await read()).tag).not.toBe(first.tag);
    });
  });

  describe('ways', () => {
    const grow = (...layers: string[]) => context().db.sql`
      insert into layer_versions (layer, version) select unnest(${layers}::text[]), 1
      on conflict (layer) do update set version = layer_versions.version + 1
    `;
    /** A street 15 m north of the middles of the cases, from 100 m west to 400 m east of the first one. */
    const street = () =>
      plantStreet([
        [393_800, 5_709_025],
        [394_310, 5_709_025],
      ]);
    const plantStreet = async (points: [number, number][]) => {
      const { sql } = context().db;
      const wkt = `MULTILINESTRING((${points.map(([x, y]) => `${x} ${y}`).join(',')}))`;
      await sql`insert into streets ${sql({ key: randomUUID(), kind: 'residential', geom: wkt })}`;
      await grow('streets');
    };
    const surround = async () => {
      const { sql } = context().db;
      await sql`insert into playgrounds ${sql({ key: 'p', geom: east(150) })}`;
      await sql`insert into offer_sites ${sql({ key: 's', kind: 'kita', geom: east(40) })}`;
      const cell = (key: string, children: number, dx: number, dy: number) => ({
        ...{ key, census_year: 2022, inhabitants_raw: 60, children_raw: children, state_raw: 'value' },
        geom: `MULTIPOLYGON(((${393_900 + dx} ${5_709_000 + dy},${393_950 + dx} ${5_709_000 + dy},${393_950 + dx} ${5_709_050 + dy},${393_900 + dx} ${5_709_050 + dy},${393_900 + dx} ${5_709_000 + dy})))`,
      });
      // The second lies 160 m south as the crow flies, which is more than 200 m by the street.
      await sql`insert into population_cells ${sql([cell('1', 12, 50, 10), cell('2', 30, 20, -170)])}`;
      await grow('playgrounds', 'offers', 'population-grid');
    };
    const ids = ['playground-distance', 'care-distance', 'children-nearby'] as const;
    const figures = ({ data }: { data: RankingData }, key = 'a') => ids.map((id) => valuesOf(data, key)[id]);
    const words = ({ data }: { data: RankingData }) => ids.map((id) => data.states[id]?.source.de ?? '');

    it('are those on foot where there is a network around every case, and the source says so', async () => {
      await plant('a');
      await surround();
      const crow = await read();
      expect(figures(crow)).toEqual([150, 40, 42]);
      expect(words(crow).every((text) => text.includes('Luftlinie'))).toBe(true);
      await street();
      const foot = await read();
      // To the street and from it 15 m each, along it from the middle of the house.
      expect(figures(foot)).toEqual([190, 80, 12]);
      expect(words(foot).every((text) => text.includes('zu Fuß auf dem Wegenetz'))).toBe(true);
      expect((await read()).tag).toBe(foot.tag);
    });

    it('are straight lines for all where one case lies beyond the network, so that like is compared with like', async () => {
      await plant('a');
      await plant('beyond', {}, 5_000);
      await surround();
      await street();
      const mixed = await read();
      expect(figures(mixed)).toEqual([150, 40, 42]);
      expect(words(mixed).every((text) => text.includes('Luftlinie') && text.includes('1 Fälle'))).toBe(true);
    });

    it('that nothing leads along count as the farthest, never as none', async () => {
      const { sql } = context().db;
      await plant('a');
      await sql`insert into playgrounds ${sql({ key: 'p', geom: east(600) })}`;
      await grow('playgrounds', 'offers', 'population-grid');
      await plantStreet([
        [393_800, 5_709_025],
        [393_960, 5_709_025],
      ]);
      await plantStreet([
        [394_400, 5_709_025],
        [394_700, 5_709_025],
      ]);
      expect(figures(await read())).toEqual([5000, null, null]);
    });

    it('that were frozen as straight lines stay so, and say that the figures of now are others', async () => {
      await plant('a', { condition: '5' });
      await surround();
      const entry = {
        ...{ title: 'Ankauf', decidedOn: '2026-11-20', reason: 'Gefahr', chosen: ['a'], settings: SETTINGS, votes: [] },
        expected: (await read()).tag,
      };
      const made = await client().send('POST', '/ranking/decisions', entry);
      expect(made.status).toBe(201);
      await street();
      const { id } = (await made.json()) as { id: string };
      const opened = (await (await client().get(`/ranking/decisions/${id}`)).json()) as {
        intact: boolean;
        content: DecisionContent;
        changes: Change[];
      };
      expect(opened.intact).toBe(true);
      expect(await replays(opened.content)).toBe(true);
      expect(valuesOf(opened.content.data, 'a')['playground-distance']).toBe(150);
      expect(JSON.stringify(opened.changes)).toContain('playground-distance');
    });

    it('of a decision are measured before it is recorded, not while others wait', async () => {
      await plant('a', { condition: '5' });
      await surround();
      await street();
      const entry = {
        ...{ title: 'Ankauf', decidedOn: '2026-11-20', reason: 'Gefahr', chosen: ['a'], settings: SETTINGS, votes: [] },
        expected: (await read()).tag,
      };
      expect((await client().send('POST', '/ranking/decisions', entry)).status).toBe(201);
    });
  });

  it('names the legal steps of every case as its own path does', async () => {
    const { sql } = context().db;
    await plant('a', { condition: '5', owner_state: 'unknown' });
    await plant('b', { condition: '3', owner_state: 'known', availability: 'for-sale' }, 1);
    await sql`insert into property_owners (key, property_key, kind, role) values ('o', 'b', 'person', 'owner')`;
    await sql`insert into property_steps (key, property_key, instrument, state) values ('s', 'a', 'owner-search', 'running')`;
    const all = (await (await client().get('/ranking/legal-steps')).json()) as Record<
      string,
      { running: string[]; possible: string[] }
    >;
    for (const key of ['a', 'b']) {
      const path = (await (await client().get(`/properties/${key}/path`)).json()) as {
        instrument: string;
        state: string;
        startable: boolean;
      }[];
      expect(all[key]).toEqual({
        running: path.filter(({ state }) => state === 'running').map(({ instrument }) => instrument),
        possible: path.filter(({ startable }) => startable).map(({ instrument }) => instrument),
      });
    }
    expect(all['a']?.running).toEqual(['owner-search']);
    expect(all['b']?.possible.length).toBeGreaterThan(0);
  });

  describe('own criteria', () => {
    const text = (one: string) => ({ de: one, en: one });
    const definition = {
      ...{
        title: text('Baukultur'),
        question: text('Wie prägend?'),
        source: text('Begehung'),
        direction: 'more',
        unit: null,
      },
      value: {
        kind: 'ordinal',
        grades: [
          { code: 'low', label: text('gering'), utility: 0 },
          { code: 'high', label: text('hoch'), utility: 1 },
        ],
      },
    };
    const make = async (more: object = {}) =>
      (await (await client().send('POST', '/ranking/criteria', { ...definition, ...more })).json()) as {
        id: string;
        own: { key: string };
      };

    it('come into the ranking with their values, missing where nobody gave one, and leave it again', async () => {
      await plant('a');
      await plant('b', {}, 1);
      const { id, own } = await make();
      const at = `/ranking/criteria/${own.key}`;
      const put = await client().send('PUT', `${at}/values`, { values: { a: 'high' } });
      expect(await put.json()).toEqual({ changed: 1 });
      const { data } = await read();
      expect([valuesOf(data, 'a')[id], valuesOf(data, 'b')[id], data.states[id]?.known]).toEqual(['high', null, 1]);
      await client().send('PUT', `${at}/values`, { values: { a: null } });
      expect(valuesOf((await read()).data, 'a')[id]).toBeNull();
      expect((await client().send('DELETE', at, undefined, 1)).status).toBe(204);
      expect((await read()).data.criteria.some((one) => one.id === id)).toBe(false);
    });

    it('take all values or none, and name those that do not fit', async () => {
      await plant('a');
      const { id, own } = await make({
        unit: 'm',
        value: {
          kind: 'metric',
          points: [
            [0, 0],
            [10, 1],
          ],
        },
      });
      const put = await client().send('PUT', `/ranking/criteria/${own.key}/values`, {
        values: { a: 3, b: 'x', c: [5, 1] },
      });
      expect(put.status).toBe(422);
      expect(await put.json()).toMatchObject({
        values: [
          { case: 'b', problem: 'number' },
          { case: 'c', problem: 'bounds' },
        ],
      });
      expect(valuesOf((await read()).data, 'a')[id]).toBeNull();
    });

    it('refuse values of cases that there are not, and forget those of a deleted one', async () => {
      await plant('a');
      const { own } = await make();
      const at = `/ranking/criteria/${own.key}/values`;
      const put = await client().send('PUT', at, { values: { a: 'high', nobody: 'low' } });
      expect(put.status).toBe(422);
      expect(await put.json()).toMatchObject({ values: [{ case: 'nobody', problem: 'case' }] });
      expect(await (await client().send('PUT', at, { values: { a: 'high' } })).json()).toEqual({ changed: 1 });
      expect((await client().send('DELETE', '/properties/a', { reason: 'Doppelt' }, 1)).status).toBe(204);
      expect(await context().db.sql`select 1 from ranking_values`).toHaveLength(0);
      const [made] = await context().db.sql`
        select actor from audit_log where entity = 'ranking_criteria' and entity_key = ${own.key}
      `;
      expect(made?.['actor']).toBe('Erika Probe');
    });

    it('are not overwritten unseen, and no scale may strand the values that there are', async () => {
      const { own } = await make();
      const at = `/ranking/criteria/${own.key}`;
      expect((await client().send('PUT', at, { ...definition, title: text('Stadtbild') }, 1)).status).toBe(200);
      expect((await client().send('PUT', at, definition, 1)).status).toBe(412);
      await plant('a');
      await client().send('PUT', `${at}/values`, { values: { a: 'high' } });
      const numbers = {
        ...definition,
        unit: 'm',
        value: {
          kind: 'metric',
          points: [
            [0, 0],
            [1, 1],
          ],
        },
      };
      expect((await client().send('PUT', at, numbers, 2)).status).toBe(422);
      expect(
        (await client().send('PUT', '/ranking/criteria/00000000-0000-4000-8000-000000000000', definition, 1)).status,
      ).toBe(404);
    });

    it('with points or grades in no order, or with grades of one code, are refused', async () => {
      const unordered = {
        ...definition,
        value: {
          kind: 'metric',
          points: [
            [5, 0],
            [1, 1],
          ],
        },
      };
      expect((await client().send('POST', '/ranking/criteria', unordered)).status).toBe(400);
      const [grade] = definition.value.grades;
      const twice = { ...definition, value: { kind: 'ordinal', grades: [grade, grade] } };
      expect((await client().send('POST', '/ranking/criteria', twice)).status).toBe(400);
      const falling = { ...definition, value: { kind: 'ordinal', grades: definition.value.grades.toReversed() } };
      expect((await client().send('POST', '/ranking/criteria', falling)).status).toBe(400);
    });
  });

  describe('scenarios', () => {
    const body = (name: string, shared = false) => ({ name, settings: SETTINGS, shared });
    const names = async (who: string) =>
      ((await (await client(who).get('/ranking/scenarios')).json()) as { name: string }[]).map(({ name }) => name);

    it('are private until they are shared, and changed by their owner only', async () => {
      const made = await client('Anna').send('POST', '/ranking/scenarios', body('Kinder zuerst'));
      expect(made.status).toBe(201);
      const { id, version } = (await made.json()) as { id: string; version: number };
      expect([await names('Anna'), await names('Bert')]).toEqual([['Kinder zuerst'], []]);
      expect((await client('Bert').send('PUT', `/ranking/scenarios/${id}`, body('x'), version)).status).toBe(404);
      expect(
        (await client('Anna').send('PUT', `/ranking/scenarios/${id}`, body('Kinder zuerst', true), version)).status,
      ).toBe(200);
      expect(await names('Bert')).toEqual(['Kinder zuerst']);
      expect((await client('Bert').send('DELETE', `/ranking/scenarios/${id}`, undefined, version + 1)).status).toBe(
        403,
      );
    });

    it('are not overwritten unseen', async () => {
      const made = (await (await client().send('POST', '/ranking/scenarios', body('A'))).json()) as { id: string };
      const at = `/ranking/scenarios/${made.id}`;
      expect((await client().send('PUT', at, body('B'), 1)).status).toBe(200);
      const stale = await client().send('PUT', at, body('C'), 1);
      expect(stale.status).toBe(412);
      expect(await stale.json()).toMatchObject({ type: 'urn:quartierblick:stale', current: { name: 'B', version: 2 } });
      expect((await client().send('PUT', at, body('C'))).status).toBe(428);
      expect((await client().send('DELETE', at, undefined, 2)).status).toBe(204);
      expect(await names('Erika Probe')).toEqual([]);
    });
  });

  describe('decisions', () => {
    const entry = (expected: string, more: object = {}) => ({
      ...{
        title: 'Ankauf 2027',
        decidedOn: '2026-11-20',
        reason: 'Gefahr im Treppenhaus',
        chosen: ['a'],
        settings: SETTINGS,
      },
      votes: [{ name: 'Erika Probe', office: 'Amt 66', vote: 'for' }],
      expected,
      ...more,
    });
    const record = (body: object) => client().send('POST', '/ranking/decisions', body);
    interface Opened {
      hash: string;
      computedHash: string;
      intact: boolean;
      content: DecisionContent;
      correctedBy: string | null;
      changes: Change[];
    }
    const open = async (id: string) => (await (await client().get(`/ranking/decisions/${id}`)).json()) as Opened;

    beforeEach(async () => {
      await plant('a', { condition: '5', dwellings: 4, vacant_dwellings: 4 });
      await plant('b', { condition: '3', dwellings: 4, vacant_dwellings: 1 }, 5);
      await plant('c', { condition: '2' }, 10);
    });

    it('stay what they were when the data change, replay exactly, and list what has changed since', async () => {
      const { tag } = await read();
      const { id } = (await (await record(entry(tag))).json()) as { id: string };
      const before = await open(id);
      expect(before.intact).toBe(true);
      expect(before.content.result.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
      await client().send(
        'POST',
        '/properties/b/axes/condition',
        { value: '5', validFrom: '2026-11-21', source: 'Begehung', reason: 'schlimmer' },
        1,
      );
      await context().db.sql`delete from properties where key = 'c'`;
      await plant('d', {}, 15);
      const after = await open(id);
      expect(after.content).toEqual(before.content);
      expect([after.intact, after.hash, replays(after.content)]).toEqual([true, before.hash, true]);
      expect(after.changes).toContainEqual({
        kind: 'value',
        case: 'b',
        criterion: 'condition',
        before: '3',
        after: '5',
      });
      expect(after.changes).toContainEqual({ kind: 'case-gone', case: 'c' });
      expect(after.changes).toContainEqual({ kind: 'case-added', case: 'd', address: 'Teststraße 15' });
      expect(after.changes.filter(({ kind }) => kind === 'value' || kind.startsWith('case-'))).toHaveLength(3);
    });

    it('are said in the file of each chosen case', async () => {
      const { tag } = await read();
      const { id } = (await (await record(entry(tag))).json()) as { id: string };
      const file = (await (await client().get('/properties/a')).json()) as CaseFile;
      expect(file.parts['decisions']).toMatchObject([
        { decision: 'Ankauf 2027', reference: `/ranking/decisions/${id}` },
      ]);
    });

    it('are refused where the figures are not those that were seen, a case is unknown or nothing has a weight', async () => {
      const list = async () => (await (await client().get('/ranking/decisions')).json()) as object[];
      const before = (await list()).length;
      const { tag } = await read();
      expect((await record(entry('0'.repeat(64)))).status).toBe(409);
      expect((await record(entry(tag, { chosen: ['nobody'] }))).status).toBe(422);
      expect((await record(entry(tag, { settings: { ...SETTINGS, weights: { condition: 0 } } }))).status).toBe(422);
      expect((await record(entry(tag, { reason: ' ' }))).status).toBe(400);
      expect(await list()).toHaveLength(before);
    });

    it('cannot be changed or deleted in the database, and say so when somebody managed to', async () => {
      const { sql } = context().db;
      const { tag } = await read();
      const { id } = (await (await record(entry(tag))).json()) as { id: string };
      await expect(sql`update ranking_decisions set title = 'x' where id = ${id}`).rejects.toThrow('cannot be changed');
      await expect(sql`delete from ranking_decisions where id = ${id}`).rejects.toThrow('cannot be changed');
      await expect(sql`truncate ranking_decisions cascade`).rejects.toThrow('cannot be changed');
      await sql`alter table ranking_decisions disable trigger ranking_decisions_stay`;
      await sql`update ranking_decisions set content = replace(content, 'Treppenhaus', 'Keller') where id = ${id}`;
      await sql`alter table ranking_decisions enable trigger ranking_decisions_stay`;
      expect(await open(id)).toMatchObject({ intact: false });
    });

    it('leave as a workbook that says what they were taken on: missing is said, formulas are text', async () => {
      await context().db.sql`update properties set address = '=1+1' where key = 'c'`;
      const { tag } = await read();
      const { id } = (await (await record(entry(tag))).json()) as { id: string };
      const sheets = async (response: Response) =>
        new Map(
          (await readXlsxFile(Buffer.from(await response.arrayBuffer()))).map(({ sheet, data }) => [sheet, data]),
        );
      const frozen = await sheets(await client().get(`/ranking/decisions/${id}/workbook.xlsx`));
      expect([...frozen.keys()]).toEqual(['Rangfolge', 'Matrix', 'Gewichte', 'Kriterien', 'Angaben']);
      expect(
        frozen
          .get('Rangfolge')
          ?.slice(1)
          .map((row) => row.at(-1)),
      ).toEqual(['a', 'b', 'c']);
      expect(frozen.get('Rangfolge')?.[3]?.[3]).toBe("'=1+1");
      const matrix = frozen.get('Matrix') ?? [];
      const vacancy = matrix[0]?.findIndex((title) => String(title).startsWith('Leerstand')) ?? -1;
      expect(matrix.slice(1).map((row) => row.slice(vacancy, vacancy + 3))).toEqual([
        [100, 1, 1],
        [25, 0.25, 0.25],
        ['fehlt', 0, 1],
      ]);
      expect(frozen.get('Gewichte')?.slice(1, 2)).toEqual([['Zustand', 60]]);
      expect(frozen.get('Angaben')).toContainEqual(['Begründung', 'Gefahr im Treppenhaus']);
      const live = await sheets(
        await client().send('POST', '/ranking/export.xlsx', { settings: SETTINGS, language: 'en' }),
      );
      expect(live.get('Criteria')?.find((row) => row[0] === 'Vacancy')?.[5]).toBe('u = (x − 0) / (100 − 0)');
      const none = { ...SETTINGS, weights: {} };
      expect((await client().send('POST', '/ranking/export.xlsx', { settings: none, language: 'de' })).status).toBe(
        422,
      );
    });

    it('are corrected by a new one that names the old, once', async () => {
      const made = async (more: object) => record(entry((await read()).tag, more));
      const { id } = (await (await made({})).json()) as { id: string };
      const correction = await made({ corrects: id, title: 'Berichtigung' });
      expect(correction.status).toBe(201);
      const { id: newer } = (await correction.json()) as { id: string };
      expect((await made({ corrects: id })).status).toBe(409);
      expect((await made({ corrects: '00000000-0000-4000-8000-000000000000' })).status).toBe(422);
      expect((await open(id)).correctedBy).toBe(newer);
      const list = (await (await client().get('/ranking/decisions')).json()) as {
        id: string;
        chosen: object[];
        correctedBy: string | null;
      }[];
      expect(list.find((one) => one.id === id)).toMatchObject({ correctedBy: newer, chosen: [{ key: 'a' }] });
      expect((await client().get('/ranking/decisions/00000000-0000-4000-8000-000000000000')).status).toBe(404);
    });
  });

  it.each(['public', 'steering'] as const)('shows nothing of it to the %s edition', async (edition) => {
    await plant('a', { condition: '5', address: 'Geheimstraße 1' });
    for (const path of ['/ranking', '/ranking/scenarios', '/ranking/decisions']) {
      const response = await context().appAs(edition).request(`/api${path}`);
      expect([401, 403]).toContain(response.status);
      expect(await response.text()).not.toContain('Geheimstraße');
    }
  });
});
