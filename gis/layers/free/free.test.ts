import { describe, expect, it } from 'vitest';
import { drawnBy, objections } from '../../symbology/drawn-style.ts';
import { legendRows, UNCLASSED } from '../../symbology/legend.ts';
import { paintLayer } from '../../symbology/paint.ts';
import { paletteOf } from '../../symbology/palette.ts';
import { rowSchema, shownFields } from '../define.ts';
import type { GeometryKind } from '../define.ts';
import { layerFor } from '../policy.ts';
import { addedFields, refusedChanges } from './change.ts';
import { freeCodeFor, freeColumnFor, freeIdFor, freeTable, isFreeColumn, isFreeId } from './identifiers.ts';
import { freeLayer, SYMBOL, SYMBOL_COLUMN } from './layer.ts';
import { proposedLook } from './looks.ts';
import { proposeSpec } from './propose.ts';
import type { SeenField } from './propose.ts';
import { freeSpecSchema, MOST_FREE_CLASSES, specIssues } from './spec.ts';
import type { FreeLayerSpec } from './spec.ts';
import { knownLayers } from '../known.ts';

const plain = { opacity: 1, hidden: new Set<string>(), hiddenMarks: new Set<string>() };
const of = (...values: string[]) => values.map((value, at) => ({ value, count: 5 - Math.min(at, 4) }));
const seen = (name: string, type: SeenField['type'], values: SeenField['values'] = null, filled = 40): SeenField => ({
  name,
  type,
  filled,
  values,
});

const benches: FreeLayerSpec = proposeSpec({
  fileName: 'Bänke Nordstadt.geojson',
  geometry: 'point',
  fields: [
    seen('Name', 'text'),
    seen('Zustand', 'text', of('gut', 'mäßig', 'schlecht')),
    seen('Höhe (cm)', 'integer', of('45', '50')),
    seen('Aufgestellt', 'text', of('01.05.2019', '2020-06-01')),
    seen('Lehne', 'text', of('ja', 'nein')),
    seen('PLZ', 'text', of('01067', '01069')),
    seen('OBJECTID', 'integer'),
    seen('leer', 'empty', []),
  ],
}).spec;

describe('identifiers of free layers', () => {
  it.each(['free-', 'free-a"b', 'free-a;drop', 'free-A', 'free--a', 'free-a-', 'properties', `free-${'a'.repeat(37)}`])(
    '%s is none, and no table is made of it',
    (id) => {
      expect(isFreeId(id)).toBe(false);
      expect(() => freeTable(id)).toThrow(RangeError);
    },
  );

  it('a table has room for the names of its constraints, and no two ids share one', () => {
    expect(`${freeTable(freeIdFor('ä'.repeat(90)))}_import_id_fkey`.length).toBeLessThanOrEqual(63);
    expect(freeTable('free-s')).not.toBe('free_layers');
  });

  it.each(['id', 'geom', 'import_id', 'key', 'symbol', 'a b', 'a"', 'a.b', '1a', 'Ä', '', 'a'.repeat(41)])(
    'no field is called %j',
    (name) => expect(isFreeColumn(name)).toBe(false),
  );

  it('what people write becomes a name that is allowed, and the same twice does not meet', () => {
    for (const text of ['', '???', 'ID', '1. Höhe', 'Straße / Nr.', '漢字', 'x'.repeat(99)]) {
      const column = freeColumnFor(text);
      expect(isFreeColumn(column), column).toBe(true);
      expect(freeColumnFor(text, new Set([column]))).not.toBe(column);
      expect(isFreeId(freeIdFor(text)), text).toBe(true);
      expect(isFreeId(freeIdFor(text, new Set([freeIdFor(text)])))).toBe(true);
    }
    expect(freeCodeFor('unclassed')).not.toBe('unclassed');
  });
});

describe('the proposal for a file', () => {
  it('is a description that holds together', () => expect(freeSpecSchema.safeParse(benches).error).toBeUndefined());

  it('reads kinds off the values, and takes numbers with leading zeros for texts', () => {
    expect(Object.fromEntries(benches.fields.map(({ column, kind }) => [column, kind]))).toEqual({
      name: 'text',
      zustand: 'code',
      hoehe_cm: 'integer',
      aufgestellt: 'date',
      lehne: 'boolean',
      plz: 'code',
    });
    expect(benches.title.de).toBe('Bänke Nordstadt');
    expect(benches.titleField).toBe('name');
  });

  it('publishes nothing by itself', () => expect(benches.edition).toBe('planner'));

  it('makes classes of the first list, told apart by more than colour, and none of more than twelve values', () => {
    expect(benches.symbology).toMatchObject({ kind: 'classes', field: 'zustand' });
    const many = of(...Array.from({ length: MOST_FREE_CLASSES + 1 }, (_, n) => `Art ${n}`));
    const { spec } = proposeSpec({ fileName: 'a.csv', geometry: 'line', fields: [seen('Art', 'text', many)] });
    expect(spec.fields[0]?.kind).toBe('text');
    expect(spec.symbology.kind).toBe('single');
  });

  it('takes no column of different texts for a list of values', () => {
    const { spec } = proposeSpec({
      fileName: 'a.csv',
      geometry: 'point',
      fields: [seen('Bemerkung', 'text', of('laut', 'leise'), 2)],
    });
    expect(spec.fields[0]?.kind).toBe('text');
  });

  it('does not take the id of another layer', () => {
    const file = { fileName: 'x.shp', geometry: 'polygon', fields: [] } as const;
    expect(proposeSpec(file, new Set(['free-x'])).spec.id).toBe('free-x-2');
  });
});

describe('a description that contradicts itself is refused', () => {
  const field = benches.fields[0] as FreeLayerSpec['fields'][number];
  it.each<[string, Partial<FreeLayerSpec>]>([
    ['a column twice', { fields: [field, field] }],
    ['a title that is no text', { titleField: 'hoehe_cm' }],
    ['a title that is hidden', { fields: benches.fields.map((one) => ({ ...one, hidden: one.column === 'name' })) }],
    ['classes by a text', { symbology: { kind: 'classes', field: 'name', looks: [] } }],
    ['a value without a look', { symbology: { kind: 'classes', field: 'zustand', looks: [] } }],
    [
      'two classes that look the same',
      {
        symbology: {
          kind: 'classes',
          field: 'zustand',
          looks: ['gut', 'maessig', 'schlecht'].map((code) => ({ code, look: { colour: 'office' } })),
        },
      },
    ],
    [
      'points graded by a number',
      {
        symbology: {
          kind: 'graduated',
          field: 'hoehe_cm',
          method: 'equal',
          classes: 4,
          denominator: { de: '', en: '' },
        },
      },
    ],
    ['zooms the wrong way round', { minzoom: 16, maxzoom: 12 }],
  ])('%s', (_, wrong) => {
    expect(specIssues({ ...benches, ...wrong }).length).toBeGreaterThan(0);
    expect(freeSpecSchema.safeParse({ ...benches, ...wrong }).success).toBe(false);
  });
});

describe('changes of a free layer', () => {
  it('take no field, kind, code or geometry away from rows that are there', () => {
    const [first, second, ...rest] = benches.fields;
    if (!first || !second) throw new Error('no fields');
    const codes = second.codes?.slice(1);
    for (const after of [
      { ...benches, fields: [first] },
      { ...benches, fields: [{ ...first, kind: 'date' as const }, second, ...rest] },
      { ...benches, fields: [first, { ...second, codes }, ...rest] },
      { ...benches, geometry: 'line' as const },
    ])
      expect(refusedChanges(benches, after).length).toBeGreaterThan(0);
  });

  it('may add and hide fields, and rename everything', () => {
    const added = { column: 'neu', kind: 'number' as const, label: { de: 'Neu', en: 'New' } };
    const fields = [
      ...benches.fields.map((one) => ({ ...one, hidden: one.column === 'plz', label: added.label })),
      added,
    ];
    const after = { ...benches, title: added.label, fields };
    expect(refusedChanges(benches, after)).toEqual([]);
    expect(addedFields(benches, after)).toEqual([added]);
  });
});

describe.each<GeometryKind>(['point', 'line', 'polygon'])('a free layer of kind %s', (geometry) => {
  const codes = Array.from({ length: MOST_FREE_CLASSES }, (_, n) => ({
    code: `c${n}`,
    label: { de: `Art ${n}`, en: `Kind ${n}` },
  }));
  const kind = { column: 'art', kind: 'code' as const, label: { de: 'Art', en: 'Kind' }, codes };
  const looks = codes.map(({ code }, n) => ({ code, look: proposedLook(geometry, n) }));
  const classed: FreeLayerSpec = {
    ...benches,
    geometry,
    titleField: null,
    fields: [kind],
    symbology: { kind: 'classes', field: 'art', looks },
  };
  const single: FreeLayerSpec = { ...classed, symbology: { kind: 'single', look: proposedLook(geometry, 0) } };

  it('paints a style that the specification takes, in which no two classes look the same', () => {
    for (const theme of ['light', 'dark'] as const) {
      const layer = freeLayer(classed);
      const { body, labels, highlights } = paintLayer(layer, plain, paletteOf(theme));
      expect(objections([...body, ...labels, ...highlights])).toEqual([]);
      const sights = codes.map(({ code }) => JSON.stringify(drawnBy(body, { art: code }, 16)));
      expect(new Set(sights).size).toBe(codes.length);
    }
  });

  it('has a legend of its classes and of what is in none', () => {
    const rows = legendRows(freeLayer(classed), paletteOf('light'));
    expect(rows.map(({ id }) => id)).toEqual([...codes.map(({ code }) => code), UNCLASSED]);
  });

  it('with one symbol is drawn by it', () => {
    const layer = freeLayer(single);
    const { body } = paintLayer(layer, plain, paletteOf('light'));
    expect(objections(body)).toEqual([]);
    expect(drawnBy(body, { [SYMBOL_COLUMN]: SYMBOL }, 16).length).toBeGreaterThan(0);
    expect(layer.tile.properties).toEqual([SYMBOL_COLUMN]);
  });

  it('names in tiles, symbology and titles only columns that are shown', () => {
    for (const spec of [classed, single, { ...benches, geometry }]) {
      const layer = freeLayer(spec);
      const shown = shownFields(layer.dataset).map(([name]) => name);
      for (const name of [...layer.tile.properties, ...(layer.titleField === null ? [] : [layer.titleField])])
        expect(shown).toContain(name);
    }
  });
});

it('an area graded by a number is coloured by that measure, with the classification that its maker chose', () => {
  const layer = freeLayer({
    ...benches,
    geometry: 'polygon',
    symbology: { kind: 'graduated', field: 'hoehe_cm', method: 'equal', classes: 4, denominator: { de: '', en: '' } },
  });
  expect(layer.symbology).toMatchObject({ kind: 'measure', start: { method: 'equal', classes: 4 } });
  const measure = layer.symbology.kind === 'measure' ? layer.symbology.measures[0] : undefined;
  if (!measure) throw new Error('no measure');
  const look = { ...plain, measure: { breaks: [46], year: null, by: { measure } } };
  expect(objections(paintLayer(layer, look, paletteOf('light')).body)).toEqual([]);
});

it('below its edition a free layer does not exist', () => {
  const layer = freeLayer({ ...benches, edition: 'steering' });
  expect(layerFor(layer, 'public')).toBeUndefined();
  expect(layerFor(layer, 'steering')).toBe(layer);
});

it('hidden fields are neither shown nor told of, but stay importable columns', () => {
  const layer = freeLayer({
    ...benches,
    fields: benches.fields.map((one) => ({ ...one, hidden: one.column === 'plz' })),
  });
  expect(shownFields(layer.dataset).map(([name]) => name)).not.toContain('plz');
  expect(JSON.stringify(layer.free)).not.toContain('plz');
  expect(Object.keys(rowSchema(layer.dataset).shape)).toContain('plz');
});

it('a layer stays the same object as long as its description does, and can be imported into', () => {
  const before = knownLayers([benches]);
  const other = { ...benches, id: 'free-other' };
  const after = knownLayers([structuredClone(benches), other], before);
  expect(after.layerById(benches.id)).toBe(before.layerById(benches.id));
  expect(knownLayers([{ ...benches, visible: true }], before).layerById(benches.id)).not.toBe(
    before.layerById(benches.id),
  );
  expect(after.sources.map(({ id }) => id)).toContain('generic-free-other');
});
