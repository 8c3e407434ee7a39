import { join } from 'node:path';
import type { Geometry } from 'geojson';
import { UnreadableFile } from '@quartierblick/gis/layers/source-types.ts';
import { readGeoJson } from '@quartierblick/gis/read/geojson.ts';
import type { RawFeature } from '@quartierblick/gis/read/geojson.ts';
import { readKml } from '@quartierblick/gis/read/kml.ts';
import { readNas } from '@quartierblick/gis/read/nas.ts';
import { openImportFile } from '@quartierblick/gis/read/open.ts';
import { positionsOf, shapesOf } from '@quartierblick/gis/read/shapes.ts';
import { gdalConvert } from '../gdal/process.ts';
import type { GdalOptions } from '../gdal/process.ts';
import type { DataFile } from './find-data.ts';
import { FeatureFile } from './feature-file.ts';
import { recast } from './recast.ts';

/** Layers taken out of one file; more are a database that nobody looks through in a list. */
export const MOST_LAYERS = 80;

const SYSTEMS = new UnreadableFile({
  de: 'In der Datei stehen Objekte in verschiedenen Koordinatensystemen. Bitte in einem anfordern, etwa ETRS89_UTM32.',
  en: 'The file holds objects in different coordinate systems. Please ask for it in one, e.g. ETRS89_UTM32.',
});

/** A layer made of a part of a file. */
export interface Piece {
  name: string;
  /** Absolute path of GeoJSON. */
  path: string;
}

/** Distributes features over files by the name of the layer that each belongs to; the last layer takes what is beyond the most. */
class Pieces {
  readonly #folder: string;
  readonly #files = new Map<string, FeatureFile>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async add(name: string, feature: RawFeature): Promise<void> {
    let file = this.#files.get(name);
    if (!file && this.#files.size >= MOST_LAYERS) file = [...this.#files.values()].at(-1);
    if (!file) {
      file = new FeatureFile(join(this.#folder, `piece${this.#files.size}.geojson`));
      this.#files.set(name, file);
    }
    await file.add(feature);
  }

  async close(): Promise<Piece[]> {
    for (const file of this.#files.values()) await file.close();
    return [...this.#files].map(([name, { path }]) => ({ name, path }));
  }
}

/**
 * Layers of a KML file, one for each folder, with all their data as columns.
 * @param folder absolute path of an existing folder
 * @throws {UnreadableFile} where it is damaged or holds no placemark
 */
export async function kmlLayers({ path, name }: DataFile, folder: string): Promise<Piece[]> {
  const pieces = new Pieces(folder);
  for await (const batch of readKml(await openImportFile(path, name))) {
    for (const { folder: within, ...placemark } of batch) await pieces.add(within === '' ? name : within, placemark);
  }
  const layers = await pieces.close();
  for (const layer of layers) await recast(layer.path);
  return layers;
}

/**
 * Layers of an extract of ALKIS (NAS), one for each kind of object, and the system of its coordinates.
 * @param folder absolute path of an existing folder
 * @throws {UnreadableFile} where it is damaged, holds neither parcels nor buildings, or several systems
 */
export async function alkisLayers(
  { path, name }: DataFile,
  folder: string,
): Promise<{ srid: number | null; pieces: Piece[] }> {
  const pieces = new Pieces(folder);
  let srid: number | null = null;
  const { batches } = await readNas(await openImportFile(path, name));
  for await (const batch of batches) {
    for (const { crs, ...feature } of batch) {
      if (crs && srid !== null && crs.srid !== srid) throw SYSTEMS;
      srid ??= crs?.srid ?? null;
      await pieces.add(String(feature.properties['objektart']), feature);
    }
  }
  const layers = await pieces.close();
  for (const layer of layers) await recast(layer.path);
  return { srid, pieces: layers };
}

/** What a drawing calls areas: rings that are drawn closed. @returns polygons, or null where a part is none */
function areasOf(geometry: unknown): Geometry | null {
  const shapes = shapesOf(geometry);
  if (!shapes || shapes.points.length > 0) return null;
  const closed = shapes.lines.every((line) => {
    const [first, last] = [line[0], line.at(-1)];
    return line.length >= 4 && first?.[0] === last?.[0] && first?.[1] === last?.[1];
  });
  if (!closed || shapes.lines.length + shapes.polygons.length === 0) return null;
  return { type: 'MultiPolygon', coordinates: [...shapes.polygons, ...shapes.lines.map((ring) => [ring])] };
}

const linesOf = (geometry: unknown): boolean => (shapesOf(geometry)?.lines.length ?? 0) > 0;

/** Points as they are; a text of a drawing comes as a point, too. */
function isPoint(geometry: unknown): boolean {
  const shapes = shapesOf(geometry);
  return shapes !== null && shapes.points.length > 0 && [...positionsOf(shapes)].length === shapes.points.length;
}

async function* extractedFrom(
  input: string,
  folder: string,
  name: string,
  inline: boolean,
  options: GdalOptions,
): AsyncGenerator<RawFeature> {
  // Blocks are drawn where they are inserted, or stand as one point each, with their name.
  const config = { DXF_INLINE_BLOCKS: inline ? 'TRUE' : 'FALSE' };
  const conversion = {
    input,
    name,
    layer: 'entities',
    format: 'GeoJSON' as const,
    geometry: 'CONVERT_TO_LINEAR',
    dimensions: 'XY' as const,
    layerOptions: { RFC7946: 'NO' },
  };
  await gdalConvert(folder, [conversion], { ...options, config });
  const { batches } = await readGeoJson(await openImportFile(join(folder, `${name}.geojson`)));
  for await (const batch of batches) yield* batch;
}

/**
 * Layers of a drawing (DXF), which knows no kinds of geometry: areas are what is drawn closed or hatched, lines what is drawn as a
 * line, closed or not, points what stands alone, texts and inserted blocks (a tree, a lamp) included. Each has the drawing's
 * layer in the field `Layer`.
 * @param folder absolute path of an existing folder
 * @throws {UnreadableFile} (GdalFailed) where it cannot be read
 */
export async function drawingLayers({ path }: DataFile, folder: string, options: GdalOptions): Promise<Piece[]> {
  const pieces = new Pieces(folder);
  for await (const feature of extractedFrom(path, folder, 'drawn', true, options)) {
    const area = areasOf(feature.geometry);
    if (area) await pieces.add('polygon', { ...feature, geometry: area });
    if (linesOf(feature.geometry)) await pieces.add('line', feature);
    else if (!area && !isPoint(feature.geometry)) await pieces.add('other', feature);
  }
  for await (const feature of extractedFrom(path, folder, 'inserted', false, options)) {
    if (isPoint(feature.geometry)) await pieces.add('point', feature);
  }
  return pieces.close();
}
