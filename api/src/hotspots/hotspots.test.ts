import { beforeEach, expect, it } from 'vitest';
import { PRESETS } from '@quartierblick/gis/analysis/safety/presets.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { refreshHotspots } from './refresh.ts';

const PROJECT = {
  name: { de: 'Probe', en: 'Test' },
  bounds: [7.46, 51.51, 7.48, 51.53],
  surroundings: [7.25, 51.38, 7.7, 51.64],
  land: 'NW',
  defaultView: { center: [7.47, 51.52], zoom: 15 },
};
/** South end of the street, EPSG:25832. */
const [EAST, NORTH] = [393_800, 5_708_500];

describeOnEachDatabase('sections', (context) => {
  const put = async (body: object) =>
    (
      await context()
        .appAs('planner')
        .request('/api/project', {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ ...PROJECT, ...body }),
        })
    ).status;
  const read = async () => {
    const answer = await context().appAs('public').request('/api/layers/hotspots/features?sort=key');
    return (await answer.json()) as {
      features: { properties: Record<string, unknown>; geometry: { type: string } }[];
      version: number;
    };
  };
  const accident = (key: string, metres: number, year: number) => context().db.sql`
    insert into accidents (key, year, category, type, kind, geom)
    values (${key}, ${year}, '3', '6', '2', st_setsrid(st_makepoint(${EAST + 2}, ${NORTH + metres}), 25832))
  `;

  beforeEach(async () => {
    const { sql } = context().db;
    for (const table of ['accidents', 'streets', 'hotspots']) await sql`delete from ${sql(table)}`;
    await sql`delete from project`;
    const line = `SRID=25832;MULTILINESTRING((${EAST} ${NORTH}, ${EAST} ${NORTH + 1000}))`;
    await sql`insert into streets (key, name, kind, geom) values ('s', 'Lange Straße', 'main', ${line})`;
    for (const [i, metres] of [100, 150, 290].entries()) await accident(`a${i}`, metres, 2021);
    // Another year is known, and empty here.
    await accident('far', 900, 2022);
  });

  it('follow the thresholds of the Land, of the project, and of nobody where neither names any', async () => {
    expect(await put({})).toBe(204);
    const { features, version } = await read();
    expect(features).toHaveLength(1);
    expect(features[0]?.geometry.type).toBe('MultiLineString');
    expect(features[0]?.properties).toMatchObject({
      street: 'Lange Straße',
      criterion: '1y-same',
      preset: 'nw',
      least: 3,
      place: 'section',
      from_m: 100,
      to_m: 290,
      first_year: 2021,
      last_year: 2021,
      data_years: '2021–2022',
      accidents: 3,
      severe: 0,
      light: 3,
      points: 6,
      cost_eur: 3 * 5652,
      accident_keys: ['a0', 'a1', 'a2'],
    });
    expect(await put({ land: 'HE' })).toBe(204);
    expect((await read()).features).toEqual([]);
    // A Land without thresholds gets none of another one's.
    expect(await put({ land: 'BY' })).toBe(204);
    expect((await read()).features).toEqual([]);
    expect(await put({ land: 'BY', hotspots: { preset: 'nw' } })).toBe(204);
    const chosen = await read();
    expect(chosen.features).toHaveLength(1);
    expect(chosen.version).toBeGreaterThan(version);
    const own = { preset: 'own', sectionM: 120, junctionM: 25, criteria: [{ ...PRESETS.nw.criteria[0], least: 2 }] };
    expect(await put({ hotspots: own })).toBe(204);
    expect((await read()).features.map(({ properties }) => properties['accident_keys'])).toEqual([['a0', 'a1']]);
  });

  it('refuse thresholds that make no sense', async () => {
    expect(await put({ hotspots: { preset: 'by' } })).toBe(400);
    expect(await put({ hotspots: { preset: 'own', sectionM: 1, junctionM: 25, criteria: [] } })).toBe(400);
  });

  it('keep their version where nothing changed, and change it where an accident is gone', async () => {
    await put({});
    const { version } = await read();
    await refreshHotspots(context().db);
    expect((await read()).version).toBe(version);
    await context().db.sql`delete from accidents where key = 'a0'`;
    await refreshHotspots(context().db);
    const after = await read();
    expect(after.features).toEqual([]);
    expect(after.version).toBeGreaterThan(version);
  });

  it('accidents are answered with the years that data knows and how many there are', async () => {
    const app = context().appAs('public');
    const whole = await app.request('/api/safety/accidents');
    const answer = (await whole.json()) as {
      total: number;
      years: number[];
      accidents: { key: string; at: number[] }[];
    };
    expect([answer.total, answer.years]).toEqual([4, [2021, 2022]]);
    expect(answer.accidents[0]).toMatchObject({
      key: 'a0',
      at: [EAST + 2, NORTH + 100],
      type: '6',
      with: { foot: null },
    });
    const held = await app.request('/api/safety/accidents', {
      headers: { 'if-none-match': whole.headers.get('etag') ?? '' },
    });
    expect(held.status).toBe(304);
    const none = await app.request('/api/safety/accidents?bbox=7.30,51.40,7.31,51.41');
    expect(await none.json()).toMatchObject({ total: 0, accidents: [], years: [2021, 2022] });
    expect((await app.request('/api/safety/accidents?bbox=1,2')).status).toBe(400);
  });
});
