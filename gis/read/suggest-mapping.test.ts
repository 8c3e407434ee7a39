import { describe, expect, it } from 'vitest';
import { layers } from '../layers/index.ts';
import type { LayerDefinition } from '../layers/define.ts';
import { Profiler } from './profile.ts';
import { suggestMapping } from './suggest-mapping.ts';

const layer = (id: string) => layers.find((one) => one.id === id) as LayerDefinition;
function profile(rows: Record<string, unknown>[], geometry: unknown = { type: 'Point', coordinates: [1, 2] }) {
  const profiler = new Profiler();
  for (const properties of rows) profiler.add({ properties, geometry });
  return profiler.result();
}

describe('a profile of features', () => {
  it('counts kinds, fills and values, and gives up lists of more than fifty', () => {
    const found = profile(
      Array.from({ length: 120 }, (_, i) => ({ nr: i, art: i % 2 ? 'Kita ' : null, x: i === 3 ? 1.5 : 2 })),
    );
    expect(found.features).toBe(120);
    expect(found.geometries).toMatchObject({ point: 120, none: 0 });
    expect(found.fields).toEqual([
      { name: 'nr', type: 'integer', filled: 120, values: null },
      { name: 'art', type: 'text', filled: 60, values: [{ value: 'Kita', count: 60 }] },
      {
        name: 'x',
        type: 'number',
        filled: 120,
        values: [
          { value: '2', count: 119 },
          { value: '1.5', count: 1 },
        ],
      },
    ]);
    expect(found.rows).toHaveLength(20);
  });

  it('takes positions from all over a long file', () => {
    const profiler = new Profiler();
    for (let i = 0; i < 5000; i += 1)
      profiler.add({ properties: {}, geometry: { type: 'Point', coordinates: [i, i] } });
    const { positions, sample } = profiler.result();
    expect(positions.length).toBeLessThan(600);
    expect(Math.max(...positions.map(([x = 0]) => x))).toBeGreaterThan(4900);
    expect(sample).toHaveLength(300);
  });
});

describe('suggestions of a mapping', () => {
  it('finds columns by label, unit and alias, and codes by their words', () => {
    const rows = [
      { Bezeichnung: 'Haus', Nutzung: 'Wohnen', Geschosse: '3', 'Höhe (m)': '9,5', oid: 'DE1' },
      { Bezeichnung: 'Halle', Nutzung: 'Laden', Geschosse: '1', 'Höhe (m)': '7', oid: 'DE2' },
    ];
    const area = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    };
    const found = suggestMapping(layer('buildings'), profile(rows, area));
    const mapping = Object.fromEntries(found.mapping.map(({ column, field }) => [column, field]));
    expect(mapping).toMatchObject({
      name: 'Bezeichnung',
      use: 'Nutzung',
      floors: 'Geschosse',
      height_m: 'Höhe (m)',
      key: 'oid',
    });
    expect(found.values).toEqual({ use: { Wohnen: 'residential' } });
    expect(found.fits).toBe(true);
    expect(found.confidence).toBeGreaterThan(0.8);
  });

  it('does not offer a column that cannot hold the values, nor a layer whose geometry does not fit', () => {
    const rows = [{ Geschosse: 'viele' }, { Geschosse: 'wenige' }];
    const found = suggestMapping(layer('buildings'), profile(rows));
    expect(found.mapping).toEqual([]);
    expect(found).toMatchObject({ fits: false, confidence: 0 });
  });

  describe('of which layer a file is', () => {
    const AREA = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    };
    const ranked = (rows: Record<string, unknown>[], geometry: unknown, called = '') =>
      layers
        .map((one) => ({ id: one.id, ...suggestMapping(one, profile(rows, geometry), false, called) }))
        .filter(({ fits }) => fits)
        .sort((a, b) => b.confidence - a.confidence);

    it('the lengths and areas of every shapefile say nothing, and fill no area in hectares (Köln)', () => {
      const koeln = {
        ID: 0,
        LABEL: 'SAN',
        SHAPE_Leng: 4316.8,
        Arbeitstit: 'Finkenberg',
        Shape_Le_1: 4316.8,
        Shape_Area: 346568.5,
      };
      const found = ranked([koeln, { ...koeln, Arbeitstit: 'Bocklemünd' }], AREA, 'sanierungsgebiete.shp');
      expect(found.length).toBeGreaterThan(3);
      expect(found.every(({ confidence, mapping }) => confidence === 0 && mapping.length === 0)).toBe(true);
    });

    it('a name alone is weak, and what the file is called tells (Dortmund)', () => {
      const rows = [
        { bezeichnun: 'BÖVINGHAUSEN', unbeznr: '710', rowid: '1532637', upload_am: '2026-05-06' },
        { bezeichnun: 'Westrich', unbeznr: '720', rowid: '1532638', upload_am: '2026-05-06' },
      ];
      expect(ranked(rows, AREA).every(({ confidence }) => confidence < 0.2)).toBe(true);
      const [first, second] = ranked(rows, AREA, 'Statist_UnterbezirkePolygon.geojson');
      expect(first).toMatchObject({ id: 'statistical-units' });
      expect(first?.confidence).toBeLessThan(0.5);
      expect(second?.confidence).toBeLessThan(0.2);
    });

    it('playgrounds with addresses are playgrounds before they are addresses (Dortmund)', () => {
      const row = {
        objektart: 'Spielplatz',
        objektname: 'Am Hof',
        strasse: 'Flughafenstraße',
        hausnummer: '512',
        ort: 'Dortmund',
      };
      const [first] = ranked([row], { type: 'Point', coordinates: [7, 51] }, 'playgrounds.geojson');
      expect(first).toMatchObject({ id: 'playgrounds' });
      expect(first?.confidence).toBeGreaterThanOrEqual(0.5);
    });
  });

  it('uses no field twice', () => {
    for (const one of layers) {
      const { mapping } = suggestMapping(one, profile([{ name: 'a', Name: 'b', bezeichnung: 'c', titel: 'd' }]));
      const fields = mapping.filter(({ column }) => column !== 'key').map(({ field }) => field);
      expect(new Set(fields).size).toBe(fields.length);
    }
  });
});
