import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { knownLayers } from '@quartierblick/gis/layers/known.ts';
import { UnreadableFile } from '@quartierblick/gis/layers/source-types.ts';
import { DORTMUND } from '@quartierblick/gis/read/test-import.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gdalConvert } from '../gdal/process.ts';
import type { Conversion } from '../gdal/messages.ts';
import { layersOf } from './extract.ts';
import { inspect } from './inspect.ts';
import { prepare } from './plan.ts';
import { MOST_LAYERS } from './split.ts';
import { MOST_ROWS } from './table.ts';
import type { InspectedLayer } from './types.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'qb-awkward-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Layers found in files, or the sentence that refuses them. */
async function layersIn(files: Record<string, string | Uint8Array>): Promise<InspectedLayer[] | string> {
  const own = mkdtempSync(join(folder, 'case-'));
  mkdirSync(join(own, 'in'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(own, 'in', name), content);
  const limits = { memoryMb: 1024, timeoutS: 30 };
  try {
    return (await inspect(own, join(own, 'work'), { area: DORTMUND, known: knownLayers([]) }, { limits })).layers;
  } catch (error) {
    if (error instanceof UnreadableFile) return error.text.de;
    throw error;
  }
}

/** Files that GDAL makes of a text, by their names. */
async function written(from: string, content: string, conversion: Omit<Conversion, 'input' | 'name'>) {
  const [source, to] = [mkdtempSync(join(folder, 'from-')), mkdtempSync(join(folder, 'to-'))];
  writeFileSync(join(source, from), content);
  const files = await gdalConvert(to, [{ input: join(source, from), name: 'p', ...conversion }]);
  return new Map(files.map((path) => [basename(path), readFileSync(path)]));
}

const feature = (n: number, coordinates: unknown = [7.47 + n / 1000, 51.52], type = 'Point') => ({
  type: 'Feature',
  properties: { n },
  geometry: { type, coordinates },
});

describe('archives', () => {
  // `~` stands for bytes that are put in afterwards, since the packer would say how it encodes names.
  const zipNamed = (name: string, bytes: number[]): Buffer => {
    const packed = Buffer.from(zipSync({ [name]: strToU8('Name;x;y\nHof;394000;5709000\n') }));
    const letters = [...bytes];
    const places = [...packed.keys()].filter((at) => packed[at] === 0x7e);
    for (const [i, at] of places.entries()) packed[at] = letters[i % letters.length] as number;
    return packed;
  };

  it.each([
    ['Windows (code page 850)', 'Gr~nfl~chen.csv', [0x81, 0x84]],
    ['macOS (UTF-8 that is not declared)', 'Gr~~nfl~~chen.csv', [0xc3, 0xbc, 0xc3, 0xa4]],
  ])('with umlauts in names as %s packs them are unpacked under the name that is meant', async (_, name, bytes) => {
    expect(await layersIn({ 'a.zip': zipNamed(name, bytes) })).toMatchObject([
      { name: 'Grünflächen.csv', features: 1 },
    ]);
  });

  it('with parts of a shapefile whose names differ in case lose no fields', async () => {
    const parts = await written('p.geojson', JSON.stringify(feature(5)), { format: 'ESRI Shapefile' });
    const packed = [...parts].map(([name, bytes]) => [/\.shp$/.test(name) ? 'P.shp' : name, bytes]);
    const [layer] = (await layersIn({
      'a.zip': zipSync(Object.fromEntries(packed) as Record<string, Uint8Array>),
    })) as InspectedLayer[];
    expect(layer?.rows).toEqual([{ n: 5 }]);
  });
});

it('a GeoPackage with a table in which points in time are missing is read', async () => {
  const table = 'name,seit\nHof,2024-03-31T02:30:00\nPark,\n';
  const openOptions = { AUTODETECT_TYPE: 'YES' };
  const files = await written('t.csv', table, { format: 'GPKG', openOptions });
  const [layer] = (await layersIn({ 'p.gpkg': files.get('p.gpkg') as Buffer })) as InspectedLayer[];
  expect(layer?.rows).toEqual([
    { name: 'Hof', seit: '2024/03/31 02:30:00' },
    { name: 'Park', seit: null },
  ]);
});

it('a GeoPackage of more layers than are looked at says which are left out', async () => {
  const [from, to] = [mkdtempSync(join(folder, 'from-')), mkdtempSync(join(folder, 'to-'))];
  writeFileSync(join(from, 't.csv'), 'n\n1\n');
  const layers = Array.from({ length: MOST_LAYERS + 1 }, (_, i) => `ebene${i}`);
  const input = { input: join(from, 't.csv'), format: 'GPKG' as const, name: 'p' };
  await gdalConvert(
    to,
    layers.map((layerName, i) => ({ ...input, layerName, ...(i > 0 ? { update: true } : {}) })),
  );
  const file = { path: join(to, 'p.gpkg'), name: 'p.gpkg', format: 'geopackage' } as const;
  const said: string[] = [];
  const parts = await layersOf(file, join(to, 'out'), { warn: ({ de }) => said.push(de) });
  expect([parts.length, said]).toEqual([MOST_LAYERS, [expect.stringMatching(/Nicht angesehen wurden 1: ebene80\./)]]);
});

describe('GeoJSON text sequences', () => {
  const records = [0, 1, 2].map((n) => feature(n));
  const long = Array.from({ length: 9000 }, (_, i) => [7.47 + i / 1e6, 51.52 + (i % 2) / 1e5]);

  it.each([
    ['with empty lines', 's.json', records.map((one) => JSON.stringify(one)).join('\n\n')],
    [
      'with records over several lines',
      's.geojson',
      records.map((one) => `\u001e${JSON.stringify(one, null, 1)}\n`).join(''),
    ],
    [
      'with a first line longer than what is looked at',
      's.geojsonl',
      [0, 1, 2].map((n) => JSON.stringify(feature(n, long, 'LineString'))).join('\n'),
    ],
  ])('%s are read whole', async (_, name, text) => {
    expect(await layersIn({ [name]: text })).toMatchObject([{ features: 3 }]);
  });

  it('with a damaged line in the middle are refused instead of losing it', async () => {
    const lines = records.map((one, i) => JSON.stringify(one).slice(0, i === 1 ? -3 : undefined));
    expect(await layersIn({ 's.geojsonl': lines.join('\n') })).toMatch(/Von 3 Objekten .* 1 nicht lesen/);
  });
});

describe('tables', () => {
  it.each([
    ['grouped by thousands', 'Name;X;Y\nHof;394.123;5.709.321\nPark;394.500;5.709.400,5\n', 'EPSG:25832', 7.4738],
    [
      'in one column, as Opendatasoft exports them',
      'name;geo_point_2d\nHof;51.52, 7.47\nPark;51.53, 7.48\n',
      'EPSG:4326',
      7.47,
    ],
  ])('with coordinates %s lie where they should', async (_, text, crs, west) => {
    const [layer] = (await layersIn({ 't.csv': text })) as InspectedLayer[];
    expect([layer?.geometries.point, layer?.crs[0]]).toMatchObject([2, { id: crs, lands: 'project' }]);
    expect(layer?.bounds?.[0]).toBeCloseTo(west, 3);
  });

  it('with more rows than are read are refused instead of losing those beyond', async () => {
    const path = join(folder, 'long.csv');
    writeFileSync(path, `n;x;y\n${'1;7.47;51.52\n'.repeat(MOST_ROWS + 1)}`);
    const layer = { id: '0', name: 'long.csv', file: 'long.csv', format: 'csv', kind: 'table', path } as const;
    const stored = { ...layer, declared: { srid: null, wkt: null }, extracted: false };
    const prepared = prepare(stored, { layer: '0', target: 'playgrounds' }, folder, DORTMUND, knownLayers([]));
    await expect(prepared).rejects.toThrow(/more than 500,000 rows/);
  });
});
