import { beforeAll, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { seedQuarter } from '../../../test/db/queries/seed.ts';
import type { CaseFile } from './case-file.ts';
import { clientOf } from './test-case.ts';
import { today } from './today.ts';

describeOnEachDatabase('recording a case', (context) => {
  beforeAll(async () => void (await seedQuarter(context().db)));
  const client = () => clientOf(context().deps);
  const record = (body: unknown) => client().send('POST', '/properties', body);
  const square = (lon: number, lat: number, size = 0.0002) => [
    [
      [lon, lat],
      [lon + size, lat],
      [lon + size, lat + size],
      [lon, lat + size],
      [lon, lat],
    ],
  ];

  it('takes place, address and floors from the building that the search found, and numbers it', async () => {
    const found = await client().get('/search?q=Bornstraße%207');
    const hits = (await found.json()) as { layer: string; key: string; title: string }[];
    const hit = hits.find(({ layer, title }) => layer === 'buildings' && title === 'Bornstraße 7');
    const response = await record({
      buildingKey: hit?.key,
      properties: { condition: '4', occupancy: 'vacant', dwellings: 6 },
      reason: 'Hinweis aus der Nachbarschaft',
    });
    expect(response.status).toBe(201);
    const file = (await response.json()) as CaseFile;
    expect(response.headers.get('location')).toBe(`/api/properties/${file.key}`);
    expect(file.properties).toMatchObject({
      address: 'Bornstraße 7',
      floors: 2,
      dwellings: 6,
      condition: '4',
      occupancy: 'vacant',
      class: 'recorded',
      recorded_on: today(),
      case_number: 'AZ-GEHEIM-13',
    });
    expect(file.changedBy).toBe('Erika Probe');
    expect(file.history).toHaveLength(2);
    expect(file.history[0]).toMatchObject({ author: 'Erika Probe', reason: 'Hinweis aus der Nachbarschaft' });
    const shown = await context().app.request(`/api/layers/properties/features/${file.key}`);
    expect(shown.status).toBe(200);
  });

  it('refuses a second open case on the building, with the way to the first; allows it after completion', async () => {
    const first = (await (await record({ buildingKey: 'b20' })).json()) as CaseFile;
    const second = await record({ buildingKey: 'b20' });
    expect(second.status).toBe(409);
    expect(await second.json()).toMatchObject({ type: 'urn:quartierblick:case-exists', key: first.key });
    const done = { value: 'completed', validFrom: today(), source: 'Abnahme', reason: 'Fertig' };
    const path = `/properties/${first.key}`;
    expect((await client().send('POST', `${path}/axes/works`, done, first.version)).status).toBe(200);
    expect((await record({ buildingKey: 'b20' })).status).toBe(201);
  });

  it('lets one of two people win who record the same building at once', async () => {
    const statuses = (await Promise.all([1, 2, 3, 4].map(() => record({ buildingKey: 'b30' })))).map((r) => r.status);
    expect(statuses.sort()).toEqual([201, 409, 409, 409]);
  });

  it('gives different numbers to cases that are recorded at once', async () => {
    const made = await Promise.all(['b40', 'b41', 'b42', 'b43'].map((buildingKey) => record({ buildingKey })));
    const files = (await Promise.all(made.map((r) => r.json()))) as CaseFile[];
    expect(new Set(files.map(({ properties }) => properties['case_number'])).size).toBe(4);
  });

  it('refuses a number that another case has, when recording and when changing', async () => {
    const file = (await (await record({ buildingKey: 'b45', properties: { case_number: 'X-1' } })).json()) as CaseFile;
    const again = await record({ buildingKey: 'b46', properties: { case_number: 'X-1' } });
    expect(again.status).toBe(409);
    expect(await again.json()).toMatchObject({ key: file.key });
    const other = (await (await record({ buildingKey: 'b46' })).json()) as CaseFile;
    expect(other.properties['case_number']).toBe('X-2');
    const path = `/properties/${other.key}`;
    expect((await client().send('PATCH', path, { changes: { case_number: 'X-1' } }, 1)).status).toBe(409);
    expect((await client().send('PATCH', path, { changes: { case_number: 'X-2' } }, 1)).status).toBe(200);
  });

  it('takes a drawn outline in degrees and keeps it where it was drawn', async () => {
    const geometry = { type: 'Polygon', coordinates: square(7.4712, 51.5239) };
    const response = await record({ geometry, properties: { address: 'Hinterhof Brunnenstraße 3' } });
    expect(response.status).toBe(201);
    const file = (await response.json()) as CaseFile;
    expect(file.bbox[0]).toBeCloseTo(7.4712, 6);
    expect(file.bbox[3]).toBeCloseTo(51.5241, 6);
    expect(file.geometry.type).toBe('MultiPolygon');
  });

  it('makes of a point the building below it, or a small circle where there is none', async () => {
    const [b] = await context().db.sql<{ at: [number, number] }[]>`
      select st_asgeojson(st_transform(st_centroid(geom), 4326))::jsonb -> 'coordinates' as at from buildings where key = 'b50'
    `;
    const on = await record({ geometry: { type: 'Point', coordinates: b?.at } });
    expect(await on.json()).toMatchObject({ properties: { address: 'Bornstraße 50' } });
    const free = { type: 'Point', coordinates: [7.475, 51.526] };
    expect((await record({ geometry: free })).status).toBe(400);
    expect((await record({ geometry: free, properties: { address: 'Brache' } })).status).toBe(201);
  });

  it.each([
    [
      'a bow tie',
      {
        type: 'Polygon',
        coordinates: [
          [
            [7.47, 51.52],
            [7.471, 51.521],
            [7.471, 51.52],
            [7.47, 51.521],
            [7.47, 51.52],
          ],
        ],
      },
    ],
    [
      'a line',
      {
        type: 'LineString',
        coordinates: [
          [7.47, 51.52],
          [7.471, 51.521],
        ],
      },
    ],
    ['a place in the sea', { type: 'Polygon', coordinates: square(3, 54) }],
    ['latitude and longitude exchanged', { type: 'Point', coordinates: [51.52, 7.47] }],
    ['a whole district', { type: 'Polygon', coordinates: square(7.45, 51.51, 0.03) }],
    ['no coordinates', { type: 'Polygon', coordinates: [] }],
    ['coordinates that are words', { type: 'Polygon', coordinates: [[['a', 'b']]] }],
    ['coordinates that are null', { type: 'Point', coordinates: [null, null] }],
    ['a collection', { type: 'GeometryCollection', coordinates: [] }],
    [
      'a spike without area',
      {
        type: 'Polygon',
        coordinates: [
          [
            [7.47, 51.52],
            [7.471, 51.521],
            [7.47, 51.52],
          ],
        ],
      },
    ],
    [
      '10,000 vertices',
      { type: 'Polygon', coordinates: [Array.from({ length: 10_000 }, (_, i) => [7.47 + i / 1e7, 51.52])] },
    ],
  ])('refuses %s with a reason', async (_what, geometry) => {
    const response = await record({ geometry, properties: { address: 'x' } });
    expect(response.status).toBe(422);
    expect((await response.json()) as object).toHaveProperty('detail');
  });

  it.each([
    ['nothing', {}],
    ['both a building and an outline', { buildingKey: 'b1', geometry: { type: 'Point', coordinates: [7.47, 51.52] } }],
    ['a value that the axis does not have', { buildingKey: 'b1', properties: { condition: '6' } }],
    ['a derived field', { buildingKey: 'b1', properties: { class: 'acquired' } }],
    ['a key of its own', { buildingKey: 'b1', properties: { key: 'x' } }],
  ])('refuses %s', async (_what, body) => expect((await record(body)).status).toBe(400));

  it('names a building that has gone', async () => expect((await record({ buildingKey: 'gone' })).status).toBe(422));
});
