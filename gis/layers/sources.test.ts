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

  it.each([
    [{ highway: 'footway' }, { walkable: null, steps: false, step_free: null, crossing: null, level: null }],
    [{ highway: 'steps' }, { walkable: null, steps: true, step_free: false }],
    [
      { highway: 'steps', 'ramp:wheelchair': 'yes' },
      { steps: true, step_free: true },
    ],
    [
      { highway: 'path', foot: 'no', wheelchair: 'no' },
      { walkable: false, step_free: false },
    ],
    [
      { highway: 'service', access: 'private', foot: 'permissive', wheelchair: 'yes' },
      { walkable: true, step_free: true },
    ],
    [{ highway: 'service', access: 'private' }, { walkable: false }],
    [{ highway: 'service', access: 'customers' }, { walkable: null }],
    [{ highway: 'cycleway' }, { walkable: false }],
    [{ highway: 'cycleway', foot: 'designated' }, { walkable: true }],
    [
      { highway: 'secondary', sidewalk: 'separate' },
      { kind: 'main', walkable: false },
    ],
    [{ highway: 'trunk', motorroad: 'yes' }, { walkable: false }],
    [{ highway: 'footway', bridge: 'yes' }, { level: 1 }],
    [{ highway: 'footway', tunnel: 'yes', layer: '-2' }, { level: -2 }],
    [{ highway: 'footway', tunnel: 'yes' }, { level: -1 }],
    [{ highway: 'footway', tunnel: 'building_passage' }, { level: null }],
    [{ highway: 'footway', footway: 'crossing', crossing: 'traffic_signals' }, { crossing: 'signals' }],
    [{ highway: 'footway', footway: 'crossing' }, { crossing: 'none' }],
    [{ highway: 'cycleway', cycleway: 'crossing', 'crossing:island': 'yes' }, { crossing: 'island' }],
  ])('reads what walking asks of %j', async (tags, row) => {
    const found = await collectText('s.geojson', collection([feature(line, { '@id': 'way/1', ...tags })]));
    expect(found.rows['streets']?.[0]).toMatchObject(row);
  });

  it.each([
    [{ crossing: 'traffic_signals' }, 'signals'],
    [{ crossing: 'uncontrolled', 'crossing:signals': 'separate' }, 'signals'],
    [{ crossing: 'zebra' }, 'zebra'],
    [{ crossing: 'uncontrolled' }, 'zebra'],
    [{ crossing: 'marked', 'crossing:markings': 'yes' }, 'zebra'],
    [{ crossing: 'marked', 'crossing:markings': 'zebra:bicolour', 'crossing:island': 'yes' }, 'zebra'],
    [{ crossing: 'marked', 'crossing:markings': 'surface' }, 'none'],
    [{ crossing: 'unmarked', 'crossing:island': 'yes' }, 'island'],
    [{ crossing: 'island' }, 'island'],
    [{ crossing: 'unmarked' }, 'none'],
    [{ 'crossing:island': 'no', 'crossing:signals': 'no' }, 'none'],
    [{}, 'none'],
  ])('reads a crossing with %j as %s', async (tags, kind) => {
    const properties = { '@id': 'node/1', highway: 'crossing', ...tags };
    const found = await collectText('c.geojson', collection([feature(HERE, properties)]));
    expect(found).toMatchObject({ source: 'crossings-osm', rows: { crossings: [{ key: 'node/1', kind }] } });
  });

  it('leaves out what is said to be no crossing, and takes signals only where people cross at them', async () => {
    const nodes = [
      { highway: 'crossing', crossing: 'no' },
      { highway: 'traffic_signals' },
      { highway: 'traffic_signals', crossing: 'traffic_signals', kerb: 'raised' },
      { highway: 'crossing', crossing: 'unmarked', kerb: 'lowered' },
    ].map((tags, i) => feature(HERE, { '@id': `node/${i}`, ...tags }));
    const found = await collectText('c.geojson', collection(nodes));
    expect(found.reasons).toEqual({ 'not-applicable': 2 });
    expect(found.rows['crossings']).toMatchObject([
      { key: 'node/2', kind: 'signals', step_free: false },
      { key: 'node/3', kind: 'none', step_free: true },
    ]);
  });

  it('reads stops once each: signs of buses, points on the track of trams, stations', async () => {
    const bus = { bus: 'yes', public_transport: 'stop_position' };
    const nodes = [
      { highway: 'bus_stop', name: 'Markt', 'ref:IFOPT': 'de:05913:1:1:2', route_ref: '440;E42', wheelchair: 'yes' },
      { ...bus, name: 'Markt' },
      { public_transport: 'platform', bus: 'yes', wheelchair: 'no' },
      { railway: 'tram_stop', tram: 'yes' },
      { public_transport: 'stop_position', light_rail: 'yes' },
      { railway: 'station', station: 'subway' },
      { railway: 'halt', train: 'yes', public_transport: 'station' },
      { public_transport: 'stop_position', train: 'yes' },
    ].map((tags, i) => feature(HERE, { '@id': `node/${i}`, ...tags }));
    const platform = feature(area, { '@id': 'way/9', public_transport: 'platform', railway: 'platform', tram: 'yes' });
    const found = await collectText('h.geojson', collection([...nodes, platform]));
    expect(found).toMatchObject({ source: 'stops-osm', reasons: { 'not-applicable': 3 } });
    expect(found.rows['stops']).toMatchObject([
      { key: 'de:05913:1:1:2', kind: 'bus', name: 'Markt', lines: ['440', 'E42'], step_free: true },
      { key: 'node/2', kind: 'bus', lines: null, step_free: false },
      { key: 'node/3', kind: 'tram', step_free: null },
      { key: 'node/4', kind: 'light-rail' },
      { key: 'node/5', kind: 'light-rail' },
      { key: 'node/6', kind: 'rail' },
    ]);
  });

  it('takes a file of streets with their crossings and stops for streets, and each of them where it is named', async () => {
    const text = collection([
      feature(line, { '@id': 'way/1', highway: 'residential' }),
      feature(HERE, { '@id': 'node/1', highway: 'crossing' }),
      feature(HERE, { '@id': 'node/2', highway: 'bus_stop' }),
    ]);
    expect((await collectText('x.geojson', text)).layer).toBe('streets');
    for (const [as, key] of [
      ['crossings', 'node/1'],
      ['stops', 'node/2'],
    ] as const) {
      const found = await collectText('x.geojson', text, { as });
      expect(found.source).toBe(`${as}-osm`);
      expect(found.rows[as]?.map((row) => row['key'])).toEqual([key]);
    }
  });

  it('ends a path of an Overpass answer at a locked gate, too', async () => {
    const nodes = [0, 1, 2].map((id) => ({
      ...{ type: 'node', id, lon: 7.47 + id / 1000, lat: 51.52 },
      ...(id === 1 ? { tags: { barrier: 'gate', locked: 'yes' } } : {}),
    }));
    const elements = [...nodes, { type: 'way', id: 10, nodes: [0, 1, 2], tags: { highway: 'path' } }];
    const found = await collectText('o.json', JSON.stringify({ version: 0.6, osm3s: {}, elements }));
    expect((found.rows['streets']?.[0]?.['geometry'] as { coordinates: unknown[] }).coordinates).toHaveLength(2);
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

  it('reads lines and crossings of a city’s own, by the names of the layers’ fields', async () => {
    const properties = {
      ...{ key: 'w1', name: 'Parktreppe', kind: 'path', walkable: true, steps: 'ja', step_free: 'nein' },
      ...{ crossing: 'Zebrastreifen', level: '-1' },
    };
    const streets = await collectText('w.geojson', collection([feature(line, properties)]), { as: 'streets' });
    expect(streets).toMatchObject({ source: 'generic-streets', reasons: {} });
    expect(streets.rows['streets']).toMatchObject([
      {
        ...{ key: 'w1', name: 'Parktreppe', kind: 'path', walkable: true, steps: true, step_free: false },
        ...{ crossing: 'zebra', level: -1, geometry: { type: 'MultiLineString' } },
      },
    ]);
    const points = [{ Art: 'Ampel', Straße: 'Bornstraße', stufenlos: 'ja' }].map((own) => feature(HERE, own));
    const crossings = await collectText('q.geojson', collection(points), { as: 'crossings' });
    expect(crossings.rows['crossings']).toMatchObject([{ kind: 'signals', street: 'Bornstraße', step_free: true }]);
    const own = { Name: 'Markt', Art: 'Bus', Linien: '440, 441' };
    const stops = await collectText('h.geojson', collection([feature(HERE, own)]), { as: 'stops' });
    expect(stops.rows['stops']).toMatchObject([{ name: 'Markt', kind: 'bus', lines: ['440', '441'] }]);
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
