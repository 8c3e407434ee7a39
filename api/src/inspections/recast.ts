import { rename } from 'node:fs/promises';
import { readGeoJson } from '@quartierblick/gis/read/geojson.ts';
import type { RawFeature } from '@quartierblick/gis/read/geojson.ts';
import { FigureColumns } from '@quartierblick/gis/read/figures.ts';
import { parseNumber } from '@quartierblick/gis/read/numbers.ts';
import { openImportFile } from '@quartierblick/gis/read/open.ts';
import { FeatureFile } from './feature-file.ts';

/** Corners of the box around a feature, which GDAL takes for properties of its own. */
const BOX = new Set(['lowerCorner', 'upperCorner']);

async function* featuresOf(path: string): AsyncGenerator<RawFeature> {
  const { batches } = await readGeoJson(await openImportFile(path));
  for await (const batch of batches) yield* batch;
}

/** A text of a column of figures as a number; null where it says that there is none. */
const figureOf = (value: unknown): unknown => (typeof value === 'string' ? parseNumber(value) : value);

/**
 * Gives the columns of an extracted layer their types, where the format has texts only: figures become numbers, codes stay
 * text. Reads the file twice, since the last value may be the one that is none.
 * @param path absolute path of GeoJSON that is replaced
 * @throws {UnreadableFile} where it holds no features
 */
export async function recast(path: string): Promise<void> {
  const columns = new FigureColumns();
  for await (const { properties } of featuresOf(path)) {
    for (const [name, value] of Object.entries(properties)) columns.see(name, value);
  }
  const file = new FeatureFile(`${path}.recast`);
  for await (const feature of featuresOf(path)) {
    const kept = Object.entries(feature.properties).filter(([name]) => !BOX.has(name));
    const cells = kept.map(([name, value]) => [name, columns.has(name) ? figureOf(value) : value]);
    await file.add({ ...feature, properties: Object.fromEntries(cells) as Record<string, unknown> });
  }
  await file.close();
  await rename(file.path, path);
}
