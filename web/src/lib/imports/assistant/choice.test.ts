import { describe, expect, it } from 'vitest';
import { PLACE_KEY } from '@quartierblick/gis/layers/place-key.ts';
import { ASSISTANT_WORDS } from '#lib/i18n/import-assistant.ts';
import {
  firstChoice,
  joinedChoice,
  keyOptions,
  likelyLayer,
  likelihood,
  withField,
  withRecipe,
  withTarget,
  withWord,
} from './choice.ts';
import type { FileLayer } from './types.ts';

const proposal = {
  target: 'playgrounds',
  title: { de: 'Spielplätze', en: 'Playgrounds' },
  confidence: 0.7,
  fits: true,
  mapping: [
    { column: 'name', field: 'BEZ', confidence: 0.9 },
    { column: 'kind', field: 'ART', confidence: 0.2 },
  ],
  values: { kind: { Bolz: 'ball' } },
};
const layer = (more: Partial<FileLayer>): FileLayer =>
  ({
    id: '1',
    crs: [{ id: 'EPSG:25832;east=2000000' }, { id: 'EPSG:25832' }],
    claims: [],
    targets: [{ ...proposal, target: 'green', fits: false, mapping: [] }, proposal],
    ...more,
  }) as unknown as FileLayer;

describe('a table without places', () => {
  const table = (titles: string[], join: { target: string; field: string } | null) => ({
    rows: [...titles.map((title) => [title]), ['Nr', 'Quote'], ['11', '2019']],
    headerRow: titles.length,
    coordinates: null,
    geometry: null,
    geometryColumns: [],
    join,
  });
  const join = { target: 'statistical-units', field: 'Nr' };
  const read = { target: 'statistical-units', table: { headerRow: 1, join: { field: 'Nr', column: 'key' } } };

  it('is joined by the field that holds the keys, with the year of its title and none of its rows', () => {
    expect(joinedChoice(table(['Stand: 31.12.2024'], join))).toEqual({ ...read, year: 2024 });
    expect(joinedChoice(table(['Sozialdaten 120241'], join))).toEqual(read);
    expect(joinedChoice(table(['Vergleich 2023 und 2024'], join))).toEqual(read);
  });

  it('is opened first where the sheets before it hold notes, or nothing', () => {
    const sheet = (id: string, features: number, field: string | null) =>
      layer({
        id,
        crs: [],
        features,
        table: table([], field === null ? null : { target: 'statistical-units', field }),
      });
    const [notes, empty, figures] = [sheet('0', 3, null), sheet('1', 0, null), sheet('2', 170, 'Nr')];
    expect(likelyLayer([empty, notes, figures])?.id).toBe('2');
    expect(likelyLayer([empty, notes])?.id).toBe('0');
    expect(likelyLayer([empty])?.id).toBe('1');
    expect(likelyLayer([])).toBeUndefined();
  });

  it('is left as it is where no field holds the keys of a layer', () => {
    expect(joinedChoice(table(['Stand 2024'], null))).toBeNull();
    expect(joinedChoice(null)).toBeNull();
  });
});

describe('how a file is read at first', () => {
  it('takes the best system, a target whose geometry fits, and only fields that are sure', () => {
    expect(firstChoice(layer({}))).toEqual({
      layer: '1',
      crs: 'EPSG:25832;east=2000000',
      target: 'playgrounds',
      mapping: { name: 'BEZ' },
      values: { kind: { Bolz: 'ball' } },
    });
  });

  it('leaves a file to the source that knows it, without a mapping that would take it away', () => {
    const claims = [{ source: 's', target: 'statistical-units', title: { de: '', en: '' }, confidence: 0.9 }];
    expect(firstChoice(layer({ claims }))).not.toHaveProperty('mapping');
  });

  it('names no system where nothing has a place', () => {
    expect(firstChoice(layer({ crs: [] }))).not.toHaveProperty('crs');
  });
});

describe('what is said of a target', () => {
  it('is that it fits only where a source knows the file or enough of its fields are there', () => {
    const claims = [{ source: 's', target: 'stops', title: { de: '', en: '' }, confidence: 0.9 }];
    const targets = [
      proposal,
      { ...proposal, target: 'green', confidence: 0.18 },
      { ...proposal, target: 'offers', confidence: 0 },
      { ...proposal, target: 'stops', confidence: 0.1 },
    ];
    const said = ['playgrounds', 'green', 'offers', 'stops', 'streets'].map((target) =>
      likelihood(layer({ claims, targets }), target),
    );
    expect(said).toEqual(['fits', 'maybe', 'unknown', 'fits', 'unknown']);
  });
});

describe('changing it', () => {
  const first = firstChoice(layer({}));

  it('to another target forgets what was mapped for the former', () => {
    const other = withTarget({ ...first, recipe: 'r' }, layer({}), 'green');
    expect(other).toMatchObject({ target: 'green', mapping: {}, crs: first.crs });
    expect(other).not.toHaveProperty('recipe');
  });

  it('of a field forgets the words of the former one, and an empty field is none', () => {
    expect(withField(first, 'kind', 'TYP')).toMatchObject({ mapping: { name: 'BEZ', kind: 'TYP' }, values: {} });
    expect(withField(first, 'name', '').mapping).toEqual({});
  });

  it('of a word keeps the others; saying that it is not known is not the same as taking it back', () => {
    const said = withWord(first, 'kind', 'Skate', '');
    expect(said.values?.['kind']).toEqual({ Bolz: 'ball', Skate: '' });
    expect(withWord(said, 'kind', 'Skate', null).values?.['kind']).toEqual({ Bolz: 'ball' });
  });

  it('to a recipe keeps the system at hand where the recipe has none', () => {
    const recipe = { id: 'r', name: '', target: 'offers', crs: null, table: null, mapping: { name: 'N' }, values: {} };
    expect(withRecipe(first, recipe)).toMatchObject({ target: 'offers', crs: first.crs, recipe: 'r' });
  });
});

describe('the fields that may be a key', () => {
  it('begin with those that tell every object apart, after the ways that need none, and leave empty ones out', () => {
    const values = (...counts: number[]) => counts.map((count, at) => ({ value: String(at), count }));
    const fields = [
      { name: 'ID', filled: 3, values: values(2, 1) },
      { name: 'gaps', filled: 2, values: values(1, 1) },
      { name: 'Kennung', filled: 3, values: values(1, 1, 1) },
      { name: 'leer', filled: 0, values: [] },
      { name: 'many', filled: 3, values: null },
      { name: 'Länge', type: 'number', filled: 3, values: values(1, 1, 1) },
    ] as unknown as FileLayer['fields'];
    const options = keyOptions(layer({ fields, features: 3 }), ASSISTANT_WORDS.de);
    expect(options.map(({ value }) => value)).toEqual(['', PLACE_KEY, 'Kennung', 'ID', 'gaps', 'many', 'Länge']);
    expect(options.filter(({ label }) => label.includes('eindeutig'))).toHaveLength(1);
  });
});
