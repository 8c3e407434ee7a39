import { describe, expect, it } from 'vitest';
import { collectText } from '../../read/test-import.ts';
import type { Collected } from '../../read/test-import.ts';
import { UnreadableFile } from '../source-types.ts';

/** An invented accident by the column names of 2024. */
const CELLS: Record<string, string> = {
  UIDENTSTLAE: '',
  ULAND: '05',
  UREGBEZ: '9',
  UKREIS: '13',
  UGEMEINDE: '000',
  UJAHR: '2030',
  UMONAT: '3',
  USTUNDE: '7',
  UWOCHENTAG: '2',
  UKATEGORIE: '2',
  UART: '6',
  UTYP1: '4',
  ULICHTVERH: '1',
  IstStrassenzustand: '1',
  IstRad: '0',
  IstPKW: '1',
  IstFuss: '1',
  IstKrad: '0',
  IstGkfz: '0',
  IstSonstige: '0',
  LINREFX: '394000,123456789012345',
  LINREFY: '5709000,987654321098765',
  XGCSWGS84: '7,472000000000001',
  YGCSWGS84: '51,522000000000001',
  PLST: '1',
};
const EXPECTED = {
  year: 2030,
  month: 3,
  hour: 7,
  weekday: '2',
  category: '2',
  kind: '6',
  type: '4',
  light: '1',
  with_car: true,
  with_pedestrian: true,
  with_bicycle: false,
  municipality: '05913000',
  geometry: { type: 'Point', coordinates: [394000.1235, 5709000.9877] },
};

function csv(records: Record<string, string>[], columns: string[] = Object.keys(records[0] ?? {})): string {
  return [columns.join(';'), ...records.map((cells) => columns.map((name) => cells[name] ?? '').join(';'))].join(
    '\r\n',
  );
}
const read = (text: string): Promise<Collected> => collectText('Unfallorte.csv', text);
const rowsOf = (found: Collected): Record<string, unknown>[] => found.rows['accidents'] ?? [];

describe('Unfallatlas', () => {
  it('finds every column by its name, in any order, for a year that nobody has seen', async () => {
    const columns = Object.keys(CELLS);
    const rotated = [...columns.slice(11), ...columns.slice(0, 11)].reverse();
    const found = await read(csv([{ ...CELLS, OID_: '17' }], ['OID_', ...rotated]));
    expect(rowsOf(found)).toMatchObject([{ ...EXPECTED, key: '2030-17', road_state: '1', position_state: '1' }]);
    expect(found.asOf).toBe('2030-12-31');
  });

  it.each([
    ['2016', { IstStrassenzustand: 'IstStrasse', IstSonstige: 'IstSonstig' }, 'OBJECTID'],
    ['2017', { ULICHTVERH: 'LICHT', IstStrassenzustand: 'STRZUSTAND', UIDENTSTLAE: 'UIDENTSTLA' }, 'OBJECTID'],
    ['2018', { IstStrassenzustand: 'STRZUSTAND', IstSonstige: 'IstSonstig' }, 'OBJECTID_1'],
    ['2021', {}, 'OID_'],
    ['2016 by FID', {}, 'FID'],
  ])('reads the names of %s', async (_year, renamed: Record<string, string>, objectId) => {
    const cells = Object.fromEntries(Object.entries(CELLS).map(([name, value]) => [renamed[name] ?? name, value]));
    const found = await read(csv([{ [objectId]: '5', ...cells }]));
    expect(rowsOf(found)).toMatchObject([{ ...EXPECTED, key: '2030-5', road_state: '1', with_other: false }]);
  });

  it('keeps ids of twenty digits as text and as the key', async () => {
    const id = '05240101000000000123';
    const found = await read(csv([{ ...CELLS, OID_: '1', UIDENTSTLAE: id }]));
    expect(rowsOf(found)).toMatchObject([{ key: id, atlas_id: id }]);
  });

  it('does not take an id that a spreadsheet has destroyed for a key', async () => {
    const cells = { ...CELLS, UIDENTSTLAE: '5,24E+18' };
    const found = await read(
      csv([
        { ...cells, OID_: '1' },
        { ...cells, OID_: '2' },
      ]),
    );
    expect(rowsOf(found)).toMatchObject([{ key: '2030-1', atlas_id: null }, { key: '2030-2' }]);
  });

  it('reads a column that a year lacks as not known, not as no', async () => {
    const columns = ['OBJECTID', ...Object.keys(CELLS)].filter((name) => !/IstGkfz|Strassenzustand/.test(name));
    const found = await read(csv([{ ...CELLS, OBJECTID: '1' }], columns));
    expect(rowsOf(found)).toMatchObject([{ with_goods_vehicle: null, road_state: null, with_motorcycle: false }]);
  });

  it.each([
    ['geographic', /LINREF/],
    ['projected', /GCSWGS/],
  ])('needs only the %s coordinates', async (_kind, left) => {
    const columns = ['OBJECTID', ...Object.keys(CELLS)].filter((name) => !left.test(name));
    const found = await read(csv([{ ...CELLS, OBJECTID: '1' }], columns));
    const [row] = rowsOf(found);
    const [x, y] = (row?.['geometry'] as { coordinates: number[] }).coordinates;
    expect(x).toBeGreaterThan(393_900);
    expect(x).toBeLessThan(394_100);
    expect(y).toBeGreaterThan(5_708_900);
    expect(y).toBeLessThan(5_709_100);
  });

  it('refuses a header without coordinates, naming the columns', async () => {
    const columns = Object.keys(CELLS).filter((name) => !/LINREF|GCSWGS/.test(name));
    await expect(read(csv([CELLS], columns))).rejects.toThrow(/LINREFX\/LINREFY/);
  });

  it('skips values that are not allowed, with an example', async () => {
    const found = await read(
      csv([
        { ...CELLS, OBJECTID: '1', UKATEGORIE: '4' },
        { ...CELLS, OBJECTID: '2', UMONAT: '13' },
        { ...CELLS, OBJECTID: '3', IstRad: 'x' },
        { ...CELLS, OBJECTID: '4' },
      ]),
    );
    expect(found.reasons).toEqual({ 'invalid-value': 3 });
    expect(found.skipped[0]).toMatchObject({ record: 1, example: 'category = 4' });
    expect(found.accepted).toHaveLength(1);
  });

  it('skips one row of the wrong length among good ones, and never shifts it', async () => {
    const good = Array.from({ length: 5 }, (_, i) => ({ ...CELLS, OBJECTID: String(i) }));
    const lines = csv(good).split('\r\n');
    lines[3] = `${lines[3]};extra`;
    const found = await read(lines.join('\r\n'));
    expect(found.reasons).toEqual({ 'wrong-field-count': 1 });
    expect(found.skipped[0]).toMatchObject({ record: 3, example: '27 ≠ 26' });
    expect(found.accepted).toHaveLength(4);
  });

  it('refuses a file most of whose rows are longer than its header', async () => {
    const lines = csv([CELLS, CELLS])
      .split('\r\n')
      .map((line, i) => (i === 0 ? line : `${line};1`));
    await expect(read(lines.join('\n'))).rejects.toThrow(/25 columns, the rows have 26 fields/);
  });

  it('counts other places, swapped axes and missing positions apart', async () => {
    const found = await read(
      csv([
        { ...CELLS, OBJECTID: '1' },
        { ...CELLS, OBJECTID: '2', XGCSWGS84: '13,4', YGCSWGS84: '52,5' },
        { ...CELLS, OBJECTID: '3', XGCSWGS84: '51,522', YGCSWGS84: '7,472' },
        { ...CELLS, OBJECTID: '4', XGCSWGS84: '', YGCSWGS84: '', LINREFX: '', LINREFY: '' },
      ]),
    );
    expect(found.reasons).toEqual({ 'outside-area': 1, 'swapped-axes': 1, 'no-geometry': 1 });
  });

  it('refuses a file that is only a header', async () => {
    await expect(read(`${Object.keys(CELLS).join(';')}\n`)).rejects.toThrow(UnreadableFile);
  });
});
