import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { knownLayers } from '@quartierblick/gis/layers/known.ts';
import { UnreadableFile } from '@quartierblick/gis/layers/source-types.ts';
import { DORTMUND, hasSharedData, sharedFile } from '@quartierblick/gis/read/test-import.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gdalConvert } from '../gdal/process.ts';
import type { WriteFormat } from '../gdal/messages.ts';
import { inspect } from './inspect.ts';
import { unpack } from './unpack.ts';
import type { Found } from './types.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'qb-inspect-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const OPTIONS = { limits: { memoryMb: 1024, timeoutS: 30 } };

/** What is found in files that `put` has laid into a folder, or the sentence that refuses them. */
async function found(put: (into: string) => void): Promise<Found | string> {
  const own = mkdtempSync(join(folder, 'case-'));
  mkdirSync(join(own, 'in'));
  put(join(own, 'in'));
  try {
    return await inspect(own, join(own, 'work'), { area: DORTMUND, known: knownLayers([]) }, OPTIONS);
  } catch (error) {
    if (error instanceof UnreadableFile) return error.text.de;
    throw error;
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

describe.skipIf(!hasSharedData)('official files (skipped: no shared data)', () => {
  it.each([
    ['dortmund/Statist_UnterbezirkePolygon.geojson', 'geojson', 'statistical-units', 'project'],
    ['dortmund/do_data2024.geojson', 'geojson', 'statistical-units', 'project'],
    ['dortmund/playgrounds.geojson', 'geojson', 'playgrounds', 'project'],
    ['dortmund/kindergarten.geojson', 'geojson', 'offers', 'project'],
    ['municipal/spielplaetze.geojson', 'geojson', 'playgrounds', 'germany'],
    ['buildings/LoD2_32_280_5657_1_NW.gml', 'citygml', 'buildings', 'germany'],
    ['buildings/hamburg_ogcapi_gebaeude_bauwerk.geojson', 'geojson', 'buildings', 'germany'],
    ['addresses/essen_hauskoordinaten_000.gml', 'gml', 'addresses', 'germany'],
    ['addresses/gebref_sample_21col.txt', 'csv', 'addresses', null],
    ['unfallatlas/rebuilt_Unfallorte2019_LinRef_dortmund_nordstadt.txt', 'csv', 'accidents', null],
    ['unfallatlas/rebuilt_Unfallorte2021_LinRef_dortmund_nordstadt.txt', 'csv', 'accidents', null],
    ['unfallatlas/rebuilt_Unfallorte2024_LinRef_dortmund_nordstadt.csv', 'csv', 'accidents', null],
    ['zensus/Zensus2022_layout_100m-Gitter_Nordstadt_2011values_rebuilt.csv', 'csv', 'population-grid', null],
    ['zensus/Zensus_Bevoelkerung_100m-Gitter_2011_Nordstadt_rebuilt.csv', 'csv', 'population-grid', null],
    ['osm/aplerbeck.osm.pbf', 'osm-pbf', 'playgrounds', 'project'],
    ['osm/fulda_playgrounds_overpass_turbo_excerpt.geojson', 'geojson', 'playgrounds', 'germany'],
    ['osm/overpass_landuse_swapped_latlon.json', 'overpass', 'green', 'elsewhere'],
    ['xplanung/baerl_1251.gml', 'xplangml', null, 'germany'],
    ['municipal/Bevölkerungs- und Arbeitsmarktdaten Münster.xlsx', 'xlsx', null, null],
  ])('%s is %s for %s', async (name, format, target, lands) => {
    const seen = await found((into) => cpSync(sharedFile(name), join(into, basename(name))));
    if (typeof seen === 'string') throw new Error(seen);
    const [layer] = seen.layers;
    expect(seen.format?.id).toBe(format);
    expect(layer?.claims[0]?.target ?? null).toBe(target);
    expect(layer?.crs[0]?.lands ?? null).toBe(lands);
  });

  it.each([
    ['negative/accidents_without_dbf.shp', /fehlt accidents_without_dbf\.shx, accidents_without_dbf\.dbf/],
    ['negative/stadtteile_is_git_lfs_pointer.gpkg', /Git LFS/],
    ['osm/overpass_empty_result.json', /keine Elemente/],
    ['unfallatlas/dortmund_nordstadt_2019_2024_wkt_excerpt.csv', /17 Spalten.*18 Felder/],
  ])('%s is refused in words', async (name, words) => {
    expect(await found((into) => cpSync(sharedFile(name), join(into, basename(name))))).toMatch(words);
  });

  it("reads Köln's shapefile and names the surcharge on its eastings", async () => {
    const koeln = await found((into) => {
      for (const part of ['shp', 'shx', 'dbf', 'prj']) {
        cpSync(sharedFile(`municipal/sanierungsgebiete.${part}`), join(into, `sanierungsgebiete.${part}`));
      }
    });
    expect((koeln as Found).layers[0]?.crs[0]).toMatchObject({ id: 'EPSG:25832;east=2000000', lands: 'germany' });
  });
});

describe('damaged files', () => {
  const FEATURES = 4;
  const POINTS = JSON.stringify({
    type: 'FeatureCollection',
    features: Array.from({ length: FEATURES }, (_, i) => ({
      type: 'Feature',
      properties: { name: `Straße ${i}` },
      geometry: { type: 'Point', coordinates: [7.47 + i / 1000, 51.52] },
    })),
  });

  /** Files of a format as GDAL writes the points, by their names. */
  async function written(format: WriteFormat, layerOptions: Record<string, string> = {}): Promise<Map<string, Buffer>> {
    const [from, to] = [mkdtempSync(join(folder, 'from-')), mkdtempSync(join(folder, 'to-'))];
    writeFileSync(join(from, 'p.geojson'), POINTS);
    const files = await gdalConvert(to, [{ input: join(from, 'p.geojson'), format, name: 'p', layerOptions }]);
    return new Map(files.map((path) => [basename(path), readFileSync(path)]));
  }

  /** Cuts and flips of bits, the same in every run; every third is a cut alone. */
  function damages(bytes: Buffer, count: number): { bytes: Buffer; cut: boolean }[] {
    const flips = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 })), { maxLength: 12 });
    const length = fc.integer({ min: 1, max: bytes.length - 1 });
    return fc.sample(fc.tuple(length, flips), { numRuns: count, seed: 9 }).map(([end, changes], i) => {
      const damaged = Buffer.from(bytes);
      const cut = i % 3 === 0;
      if (!cut) for (const [at, mask] of changes) damaged[at] = (damaged[at] as number) ^ mask;
      // Every other one keeps its length, so that its end is looked at, too.
      return { bytes: cut || i % 3 === 1 ? damaged.subarray(0, end) : damaged, cut };
    });
  }

  /** Looks at damaged files, two at a time: each takes a process or two. */
  async function lookedAt(name: string, files: { bytes: Buffer; cut: boolean }[]): Promise<void> {
    const waiting = [...files];
    const work = async () => {
      for (let one = waiting.pop(); one; one = waiting.pop()) {
        const { bytes, cut } = one;
        const seen = await found((into) => writeFileSync(join(into, name), bytes));
        expect(typeof seen === 'string' ? seen.length > 10 : seen.layers.length > 0).toBe(true);
        // Of a file that was only cut, all is read or nothing.
        if (cut && typeof seen !== 'string') expect(seen.layers[0]?.features).toBe(FEATURES);
      }
    };
    await Promise.all([work(), work()]);
  }

  it.each([
    ['GPKG', 'p.gpkg', {}],
    ['FlatGeobuf', 'p.fgb', { SPATIAL_INDEX: 'NO' }],
    ['XLSX', 'p.xlsx', {}],
  ] as [WriteFormat, string, Record<string, string>][])(
    '%s that is cut or has flipped bits is read or refused in words, and the server lives',
    async (format, name, layerOptions) => {
      const bytes = (await written(format, layerOptions)).get(name) as Buffer;
      await lookedAt(name, damages(bytes, 20));
    },
    180_000,
  );

  it('KML that is cut or has flipped bits is read or refused in words', async () => {
    const bytes = (await written('KML')).get('p.kml') as Buffer;
    await lookedAt('p.kml', damages(bytes, 60));
  });

  it('FlatGeobuf that ends between two features is refused, with what is missing', async () => {
    const bytes = (await written('FlatGeobuf', { SPATIAL_INDEX: 'NO' })).get('p.fgb') as Buffer;
    // Each feature begins with its length; they follow the magic bytes and the header, which begins with its own.
    let end = 12 + bytes.readUInt32LE(8);
    for (let i = 0; i < FEATURES - 1; i += 1) end += 4 + bytes.readUInt32LE(end);
    const seen = await found((into) => writeFileSync(join(into, 'p.fgb'), bytes.subarray(0, end)));
    expect(seen).toMatch(/unvollständig.*4 Objekte nennt sie, 3 sind da/);
  });

  it('a shapefile whose geometry was cut off is refused instead of losing places', async () => {
    const files = await written('ESRI Shapefile');
    const seen = await found((into) => {
      for (const [name, bytes] of files) {
        writeFileSync(join(into, name), name.endsWith('.shp') ? bytes.subarray(0, bytes.length - 28) : bytes);
      }
    });
    expect(seen).toMatch(/„p\.shp“ ist unvollständig.*212 Byte.*184 sind da/);
  });

  it('an archive that is cut or has flipped bits is never unpacked to something else', async () => {
    const files = { 'a/b.csv': strToU8('name;x;y\nHof;394000;5709000\n'.repeat(60)), 'c.txt': strToU8('ä') };
    const bytes = zipSync(files);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: bytes.length }),
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 })), { maxLength: 4 }),
        async (length, changes) => {
          const damaged = Buffer.from(bytes);
          for (const [at, mask] of changes) damaged[at] = (damaged[at] as number) ^ mask;
          const own = mkdtempSync(join(folder, 'zip-'));
          writeFileSync(join(own, 'a.zip'), damaged.subarray(0, length));
          const error: unknown = await unpack(join(own, 'a.zip'), join(own, 'out')).then(
            () => null,
            (reason: unknown) => reason,
          );
          if (error !== null) expect(error).toBeInstanceOf(UnreadableFile);
          rmSync(own, { recursive: true, force: true });
        },
      ),
      { numRuns: 150, seed: 9 },
    );
  });

  it('a bomb is given up by its ratio, its size or its number of entries', async () => {
    const zeros = join(folder, 'zeros.zip');
    writeFileSync(zeros, zipSync({ 'a.csv': new Uint8Array(5_000_000), 'b.csv': new Uint8Array(10) }));
    const tight = { entries: 10, bytes: 1e9, ratio: 50, free: 1000 };
    for (const limits of [tight, { ...tight, ratio: 1e9, bytes: 4_000_000 }, { ...tight, ratio: 1e9, entries: 1 }]) {
      const out = mkdtempSync(join(folder, 'bomb-'));
      await expect(unpack(zeros, join(out, 'x'), limits)).rejects.toThrow(/too many files or too large/);
    }
  });
});

it('every sheet of an XLSX keeps its first row, not the first sheet alone', async () => {
  const [from, to] = [mkdtempSync(join(folder, 'csv-')), mkdtempSync(join(folder, 'xlsx-'))];
  writeFileSync(join(from, 'liste.csv'), 'nr,name,wert\n1,Hof,5\n2,Park,6\n');
  const sheet = (layerName: string) => ({
    input: join(from, 'liste.csv'),
    format: 'XLSX' as const,
    name: 'p',
    layerName,
  });
  const openOptions = { AUTODETECT_TYPE: 'YES' };
  await gdalConvert(to, [
    { ...sheet('eins'), openOptions },
    { ...sheet('zwei'), openOptions, update: true },
  ]);
  const seen = await found((into) => cpSync(join(to, 'p.xlsx'), join(into, 'p.xlsx')));
  const layers = typeof seen === 'string' ? [] : seen.layers;
  const rows = [['nr', 'name', 'wert'], ...['1,Hof,5', '2,Park,6'].map((row) => row.split(','))];
  expect(layers.map(({ name, table }) => [name, table?.rows])).toEqual([
    ['eins', rows],
    ['zwei', rows],
  ]);
});
