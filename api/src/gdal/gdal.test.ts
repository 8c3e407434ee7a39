import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WriteFormat } from './messages.ts';
import { gdalConvert, GdalFailed, gdalInspect } from './process.ts';

let folder: string;
let input: string;
const UNITS = {
  type: 'FeatureCollection',
  crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::25832' } },
  features: [0, 1].map((i) => ({
    type: 'Feature',
    properties: { schluessel: `0${i}`, name: `Straße ${i}`, einwohner: 10 + i },
    geometry: { type: 'Point', coordinates: [394000.25 + i, 5709000.5] },
  })),
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gdal-'));
  input = join(folder, 'units.geojson');
  await writeFile(input, JSON.stringify(UNITS));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const output = () => mkdtemp(join(folder, 'out-'));
const failure = async (call: Promise<unknown>): Promise<GdalFailed> => {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(GdalFailed);
  return error as GdalFailed;
};

describe('the GDAL process', () => {
  it.each([
    ['GPKG', 'gpkg'],
    ['FlatGeobuf', 'fgb'],
    ['ESRI Shapefile', 'shp'],
  ] as [WriteFormat, string][])('writes %s that reads back with fields, umlauts and system', async (format, ext) => {
    const out = await output();
    const layerOptions = format === 'ESRI Shapefile' ? { layerOptions: { ENCODING: 'UTF-8' } } : {};
    const files = await gdalConvert(out, [{ input, format, name: 'units', ...layerOptions }]);
    expect(files).toContain(join(out, `units.${ext}`));
    const { layers } = await gdalInspect(join(out, `units.${ext}`));
    expect(layers).toMatchObject([{ name: 'units', features: 2, geometry: 'Point', srid: 25832 }]);
    expect(layers[0]?.fields.map(({ name }) => name)).toEqual(['schluessel', 'name', 'einwohner']);
  });

  it('puts several layers into one GeoPackage', async () => {
    const out = await output();
    await gdalConvert(out, [
      { input, format: 'GPKG', name: 'two', layerName: 'eins' },
      { input, format: 'GPKG', name: 'two', layerName: 'zwei', update: true },
    ]);
    const { layers } = await gdalInspect(join(out, 'two.gpkg'));
    expect(layers.map(({ name }) => name)).toEqual(['eins', 'zwei']);
  });

  it('is ended when it takes more memory than it may, and says so', async () => {
    const error = await failure(gdalInspect(input, { limits: { memoryMb: 64, timeoutS: 60 } }));
    expect(error.type).toBe('gdal-memory');
    expect(error.text.de).toContain('GDAL_MEMORY_MB');
  });

  it('is ended when it takes too long, and says so', async () => {
    const error = await failure(gdalInspect(input, { limits: { memoryMb: 1024, timeoutS: 0.05 } }));
    expect(error.type).toBe('gdal-timeout');
  });

  it('is ended when the caller no longer wants it, with the reason of the caller', async () => {
    const stop = new AbortController();
    const call = gdalInspect(input, { signal: stop.signal });
    stop.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
  });

  it('refuses what is no data in words, and a virtual file that names another', async () => {
    const noise = join(folder, 'noise.shp');
    await writeFile(noise, Buffer.alloc(300, 7));
    expect((await failure(gdalInspect(noise))).type).toBe('gdal-refused');
    const virtual = join(folder, 'virtual.vrt');
    await writeFile(
      virtual,
      `<OGRVRTDataSource><OGRVRTLayer name="units"><SrcDataSource>/input/units.geojson</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>`,
    );
    expect((await failure(gdalInspect(virtual))).type).toBe('gdal-refused');
  });

  it('writes nothing where the layer asked for is not there', async () => {
    const out = await output();
    await failure(gdalConvert(out, [{ input, format: 'GeoJSON', name: 'x', layer: 'nowhere' }]));
    expect(await readdir(out)).toEqual([]);
  });
});
