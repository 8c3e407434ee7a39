import { describe, expect, it } from 'vitest';
import { collectText, collection, feature, point, withFile } from '../read/test-import.ts';
import { openImportFile } from '../read/open.ts';
import { layers } from './index.ts';
import { sourceFor, sources } from './sources.ts';

const HERE = point(7.47, 51.52);
const ring = [
  [7.47, 51.52],
  [7.471, 51.52],
  [7.471, 51.521],
  [7.47, 51.521],
  [7.47, 51.52],
];
const area = { type: 'Polygon', coordinates: [ring] };
const line = { type: 'LineString', coordinates: ring.slice(0, 3) };

describe('registry of sources', () => {
  it('gives every source an id of its own and a layer that exists', () => {
    expect(new Set(sources.map((source) => source.id)).size).toBe(sources.length);
    const known = layers.map((layer) => layer.id);
    for (const source of sources) expect(known).toContain(source.layer);
  });

  it('can read GeoJSON into every layer', () => {
    for (const layer of layers) expect(sources.map((source) => source.id)).toContain(`generic-${layer.id}`);
  });

  it('does not guess a layer for points that may be anything, but takes the one that is named', async () => {
    const text = collection([feature(HERE, { name: 'Rathaus' })]);
    await expect(collectText('x.geojson', text)).rejects.toThrow(/choose the layer/);
    await withFile('x.geojson', text, async (path) => {
      expect(sourceFor(await openImportFile(path), 'offers').id).toBe('generic-offers');
    });
  });
});

describe('OpenStreetMap', () => {
  it('reads a playground polygon as a point inside, with its area, bounds of age and id', async () => {
    const tags = { '@id': 'way/5', leisure: 'playground', min_age: '3', max_age: '11', name: 'Sandkiste' };
    const found = await collectText('p.geojson', collection([feature(area, tags, 'way/5')]));
    expect(found.rows['playgrounds']).toMatchObject([
      { key: 'way/5', kind: 'playground', age_from: 36, age_to: 144, ages: ['under-6', '6-12'], name: 'Sandkiste' },
    ]);
    expect(found.rows['playgrounds']?.[0]?.['area_m2']).toBeCloseTo(7722, -2);
    expect(found.rows['playgrounds']?.[0]?.['geometry']).toMatchObject({ type: 'Point' });
  });

  it('reads streets, speed limits and one-way rules, and leaves out what is no street', async () => {
    const streets = [
      feature(line, { '@id': 'way/1', highway: 'secondary_link', maxspeed: '50', oneway: 'yes', name: 'Ring' }),
      feature(line, { '@id': 'way/2', highway: 'living_street', maxspeed: 'walk' }),
      feature(line, { '@id': 'way/3', railway: 'tram' }),
      feature(line, { '@id': 'way/4', highway: 'construction' }),
      feature(HERE, { '@id': 'node/5', highway: 'bus_stop' }),
    ];
    const found = await collectText('s.geojson', collection(streets));
    expect(found.rows['streets']).toMatchObject([
      { key: 'way/1', kind: 'main', max_speed: 50, oneway: true },
      { kind: 'living', max_speed: 7, oneway: null },
      { kind: 'rail' },
    ]);
    expect(found.reasons).toEqual({ 'not-applicable': 1, 'wrong-geometry-type': 1 });
  });

  it('reads green, and buildings with storeys and year', async () => {
    const park = await collectText('g.geojson', collection([feature(area, { '@id': 'way/1', leisure: 'park' })]));
    expect(park.rows['green']).toMatchObject([{ kind: 'park' }]);
    const tags = { '@id': 'way/2', building: 'apartments', 'building:levels': '4', start_date: '1904-05' };
    const house = await collectText('b.geojson', collection([feature(area, tags)]));
    expect(house.rows['buildings']).toMatchObject([{ key: 'way/2', floors: 4, year_built: 1904, use: 'residential' }]);
  });

  it('puts ways of an Overpass answer together from their nodes, in any order, and relations from their ways', async () => {
    const nodes = ring.slice(0, 4).map(([lon, lat], id) => ({ type: 'node', id, lon, lat }));
    const elements = [
      { type: 'way', id: 10, nodes: [0, 1, 2, 3, 0], tags: { leisure: 'playground' } },
      { type: 'node', id: 20, lon: 7.48, lat: 51.53, tags: { leisure: 'playground' } },
      { type: 'way', id: 11, center: { lon: 7.49, lat: 51.53 }, tags: { leisure: 'playground' } },
      { type: 'way', id: 30, nodes: [0, 1, 2] },
      { type: 'way', id: 31, nodes: [0, 3, 2] },
      {
        type: 'relation',
        id: 40,
        members: [30, 31].map((ref) => ({ type: 'way', ref, role: 'outer' })),
        tags: { leisure: 'playground', type: 'multipolygon' },
      },
      ...nodes,
    ];
    const answer = { version: 0.6, osm3s: { timestamp_osm_base: '2026-03-04T05:06:07Z' }, elements };
    const found = await collectText('o.json', JSON.stringify(answer));
    expect(found.rows['playgrounds']?.map((row) => row['key'])).toEqual(['way/10', 'node/20', 'way/11', 'relation/40']);
    expect(found.rows['playgrounds']?.[0]?.['area_m2']).toEqual(found.rows['playgrounds']?.[3]?.['area_m2']);
    expect(found.asOf).toBe('2026-03-04');
  });
});

describe('any GeoJSON', () => {
  it('finds fields by label, column and the names that the user maps', async () => {
    const properties = { Bezeichnung: 'Treff', Adresse: 'Weg 1', Places: '12', Art: 'Kita', Verband: 'AWO', nr: 9 };
    const found = await collectText('x.geojson', collection([feature(HERE, properties)]), {
      as: 'offers',
      mapping: { provider: 'Verband', key: 'nr' },
    });
    expect(found.rows['offers']).toMatchObject([
      { key: '9', name: 'Treff', address: 'Weg 1', places: 12, kind: 'kita', provider: 'AWO' },
    ]);
  });

  it('keeps the key of a feature without an id from one import to the next', async () => {
    const text = collection([feature(HERE, { name: 'A' }), feature(HERE, { name: 'B' })]);
    const keys = async (): Promise<unknown[]> =>
      ((await collectText('x.geojson', text, { as: 'offers' })).rows['offers'] ?? []).map((row) => row['key']);
    expect(await keys()).toEqual(await keys());
    expect(new Set(await keys()).size).toBe(2);
  });

  it('takes no points that say nothing of the layer, and no value that a mapped field cannot hold', async () => {
    const bare = collection([feature(HERE, { objekt: 'x' })]);
    expect((await collectText('x.geojson', bare, { as: 'accidents' })).reasons).toEqual({ 'not-applicable': 1 });
    const wrong = collection([feature(HERE, { name: 'A', plaetze: 'viele' })]);
    const found = await collectText('x.geojson', wrong, { as: 'offers', mapping: { places: 'plaetze' } });
    expect(found.reasons).toEqual({ 'invalid-value': 1 });
    expect(found.skipped[0]?.example).toBe('plaetze = viele');
  });

  it('takes the position from Ostwert and Hochwert where the geometry is missing', async () => {
    const text = collection([feature(null, { name: 'A', ostwert: '394000.5', hochwert: '5709000,25' })]);
    const found = await collectText('x.geojson', text, { as: 'offers' });
    expect(found.rows['offers']?.[0]?.['geometry']).toEqual({ type: 'Point', coordinates: [394000.5, 5709000.25] });
  });

  it('reads the same file as UTF-8 with mark, Latin-1 and UTF-16 alike', async () => {
    const text = collection([feature(HERE, { name: 'Grüner Bügel' })]);
    const utf16 = Buffer.from(text, 'utf16le');
    for (const bytes of [Buffer.from(`\ufeff${text}`), Buffer.from(text, 'latin1'), utf16, utf16.swap16()]) {
      const found = await collectText('x.geojson', Buffer.from(bytes), { as: 'offers' });
      expect(found.rows['offers']).toMatchObject([{ name: 'Grüner Bügel' }]);
    }
  });
});
