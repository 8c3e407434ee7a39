import { access, mkdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { UnreadableFile } from '@quartierblick/gis/layers/source-types.ts';
import { sources } from '@quartierblick/gis/layers/sources.ts';
import { CLAIM } from '@quartierblick/gis/layers/generic-source.ts';
import { openImportFile } from '@quartierblick/gis/read/open.ts';
import type { Conversion, GdalLayer } from '../gdal/messages.ts';
import { gdalConvert, gdalInspect } from '../gdal/process.ts';
import type { GdalOptions } from '../gdal/process.ts';
import type { DataFile } from './find-data.ts';
import { readerOf } from './formats.ts';
import { recast } from './recast.ts';
import { requireRecords } from './sequence.ts';
import { sheetTables } from './sheets.ts';
import { alkisLayers, drawingLayers, kmlLayers, MOST_LAYERS } from './split.ts';
import type { Piece } from './split.ts';
import type { StoredLayer } from './types.ts';

/** Sheets are read as they stand: the header is found by us, and no text becomes a number on the way. */
const SHEET = { HEADERS: 'DISABLE', FIELD_TYPES: 'STRING' };
/** The options of opening hold for the first sheet only; on the others GDAL would take the first row for names, and it would be lost. */
const EVERY_SHEET = { OGR_XLSX_HEADERS: 'DISABLE', OGR_ODS_HEADERS: 'DISABLE' };

const EMPTY = new UnreadableFile({
  de: 'Die Datei enthält keine Objekte und keine Tabelle mit Inhalt.',
  en: 'The file holds no features and no table with anything in it.',
});

interface LayersOptions extends GdalOptions {
  warn: (text: Text) => void;
}

type Part = Omit<StoredLayer, 'id'>;
const NOTHING = { srid: null, wkt: null };
const DEGREES = { srid: 4326, wkt: null };

const direct = (data: DataFile, kind: StoredLayer['kind']): Part => ({
  name: data.name,
  file: data.name,
  format: data.format,
  kind,
  path: data.path,
  declared: NOTHING,
  extracted: false,
});

/** Whether a GML file is one that a source reads by itself, e.g. house coordinates. */
async function isClaimed({ path, name }: DataFile): Promise<boolean> {
  const file = await openImportFile(path, name);
  return sources.some((source) => source.detect(file) >= CLAIM);
}

function conversionOf(data: DataFile, layer: GdalLayer, name: string, sheets: boolean): Conversion {
  const input = data.path;
  const base = { input, name, layer: layer.name, ...(sheets ? { openOptions: SHEET } : {}) };
  // A table without places: rows of a text are all there is to it.
  if (sheets || layer.geometry === 'None') return { ...base, format: 'CSV' };
  return {
    ...base,
    format: 'GeoJSON',
    // Coordinates as they are in the file; arcs of GML and DXF become lines.
    geometry: 'CONVERT_TO_LINEAR',
    dimensions: 'XY',
    layerOptions: { RFC7946: 'NO' },
  };
}

/** Whether a format has texts only, since it has no schema, or its schema was not sent along. */
async function hasTextsOnly({ format, path }: DataFile): Promise<boolean> {
  if (format !== 'gml' && format !== 'xplangml') return false;
  const schema = `${path.slice(0, path.length - extname(path).length)}.xsd`;
  return access(schema).then(
    () => false,
    () => true,
  );
}

const pieceOf =
  (data: DataFile, declared: StoredLayer['declared']) =>
  ({ name, path }: Piece): Part => ({
    name,
    file: data.name,
    format: data.format,
    kind: 'features',
    path,
    declared,
    extracted: true,
  });

/** Layers of a file that is taken apart by us. */
async function split(data: DataFile, folder: string, options: GdalOptions): Promise<Part[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (data.format === 'kml') return (await kmlLayers(data, folder)).map(pieceOf(data, DEGREES));
  if (data.format === 'dxf') return (await drawingLayers(data, folder, options)).map(pieceOf(data, NOTHING));
  const { srid, pieces } = await alkisLayers(data, folder);
  return pieces.map(pieceOf(data, { srid, wkt: null }));
}

/** Sheets of a workbook of the old format, which GDAL cannot read, as tables. */
async function sheets(data: DataFile, folder: string): Promise<Part[]> {
  const tables = await sheetTables(data, folder);
  if (tables.length === 0) throw EMPTY;
  return tables.map((table): Part => ({ ...pieceOf(data, NOTHING)(table), kind: 'table' }));
}

/** Names of layers that are told, where there are too many. */
const TOLD = 20;

/** What is said of layers that are not looked at: whoever misses one must know that it is there. */
function leftOut(names: readonly string[]): Text {
  const some = names.slice(0, TOLD).join(', ') + (names.length > TOLD ? ', …' : '');
  return {
    de: `Die Datei hat mehr als ${MOST_LAYERS} Ebenen. Nicht angesehen wurden ${names.length}: ${some}. Bitte bei Bedarf in eine eigene Datei ausgeben.`,
    en: `The file has more than ${MOST_LAYERS} layers. Not looked at were ${names.length}: ${some}. Please write them to a file of their own if needed.`,
  };
}

async function extracted(
  data: DataFile,
  folder: string,
  sheets: boolean,
  { warn, ...options }: LayersOptions,
): Promise<Part[]> {
  const { layers } = await gdalInspect(data.path, { ...options, ...(sheets ? { openOptions: SHEET } : {}) });
  const all = layers.filter(({ features }) => features !== 0);
  if (all.length === 0) throw EMPTY;
  const filled = all.slice(0, MOST_LAYERS);
  if (all.length > filled.length) warn(leftOut(all.slice(MOST_LAYERS).map(({ name }) => name)));
  if (data.format === 'geojsonseq') await requireRecords(data.path, filled[0]?.features ?? null);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const conversions = filled.map((layer, i) => conversionOf(data, layer, `layer${i}`, sheets));
  await gdalConvert(folder, conversions, sheets ? { ...options, config: EVERY_SHEET } : options);
  if (await hasTextsOnly(data)) {
    for (const [i, { format }] of conversions.entries()) {
      if (format === 'GeoJSON') await recast(join(folder, `layer${i}.geojson`));
    }
  }
  return filled.map((layer, i) => {
    const table = conversions[i]?.format === 'CSV';
    return {
      name: layer.name,
      file: data.name,
      format: data.format,
      kind: table ? 'table' : 'features',
      path: join(folder, `layer${i}.${table ? 'csv' : 'geojson'}`),
      declared: { srid: layer.srid, wkt: layer.wkt },
      extracted: true,
      // GDAL takes a FlatGeobuf that was cut off between two features for whole; its header knows better.
      ...(data.format === 'flatgeobuf' && layer.features !== null ? { announced: layer.features } : {}),
    };
  });
}

/**
 * Layers of a data file, each as something that our readers read: the file itself, GeoJSON in the file's own coordinates, or
 * rows of text.
 * @param folder absolute path of a folder for this file alone; made where it is needed
 * @param options warn: told what of the file is left out
 * @throws {UnreadableFile} (GdalFailed) where it cannot be read
 */
export async function layersOf(data: DataFile, folder: string, options: LayersOptions): Promise<Part[]> {
  const reader = readerOf(data.format);
  if (reader === 'own') return [direct(data, 'features')];
  if (reader === 'csv') return [direct(data, 'table')];
  if (reader === 'split') return split(data, folder, options);
  if (data.format === 'xls') return sheets(data, folder);
  if (data.format === 'gml' && (await isClaimed(data))) return [direct(data, 'features')];
  const parts = await extracted(data, folder, reader === 'sheets', options);
  const single = parts.length === 1 && parts[0]?.name === '';
  return single ? parts.map((part) => ({ ...part, name: basename(data.name) })) : parts;
}
