import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { FileHead } from '@quartierblick/gis/layers/source-types.ts';
import { isCityGml } from '@quartierblick/gis/read/citygml.ts';
import { featureHints } from '@quartierblick/gis/read/features.ts';
import { isNas } from '@quartierblick/gis/read/nas.ts';
import { isOsmPbf } from '@quartierblick/gis/read/osm-pbf-header.ts';

const same = (name: string): Text => ({ de: name, en: name });

/** Kinds of files that are told apart, with their names. */
export const FORMATS = {
  shapefile: same('Shapefile'),
  geopackage: same('GeoPackage'),
  sqlite: { de: 'SQLite/SpatiaLite', en: 'SQLite/SpatiaLite' },
  flatgeobuf: same('FlatGeobuf'),
  filegdb: same('File Geodatabase'),
  geojson: same('GeoJSON'),
  geojsonseq: { de: 'GeoJSON, zeilenweise', en: 'GeoJSON text sequence' },
  kml: same('KML'),
  gml: same('GML'),
  xplangml: same('XPlanGML'),
  citygml: same('CityGML'),
  nas: { de: 'ALKIS (NAS)', en: 'ALKIS (NAS)' },
  dxf: same('DXF'),
  mapinfo: same('MapInfo'),
  'osm-pbf': { de: 'OpenStreetMap-Auszug (PBF)', en: 'OpenStreetMap extract (PBF)' },
  osm: { de: 'OpenStreetMap (XML)', en: 'OpenStreetMap (XML)' },
  overpass: { de: 'OpenStreetMap (Overpass)', en: 'OpenStreetMap (Overpass)' },
  csv: { de: 'Texttabelle (CSV)', en: 'Delimited text (CSV)' },
  xlsx: { de: 'Excel-Arbeitsmappe', en: 'Excel workbook' },
  xls: { de: 'Excel-97–2003-Arbeitsmappe', en: 'Excel 97–2003 workbook' },
  ods: { de: 'OpenDocument-Tabelle', en: 'OpenDocument spreadsheet' },
  dbase: same('dBASE'),
} as const satisfies Record<string, Text>;
export type FormatId = keyof typeof FORMATS;

/** Formats that the project's own readers read; sheets are tables that GDAL, or our own reader, hands out cell by cell; all others are GDAL's. */
const OWN: ReadonlySet<FormatId> = new Set(['geojson', 'overpass', 'osm-pbf', 'osm', 'citygml']);
const SHEETS: ReadonlySet<string> = new Set(['xlsx', 'xls', 'ods'] satisfies FormatId[]);

/** Whether a format is a workbook, whose header is looked for in every sheet. */
export const isWorkbook = (format: string): boolean => SHEETS.has(format);

/** Formats that are taken apart by us into several layers: drawings by kind of geometry, KML by folder, ALKIS by kind of object. */
const SPLIT: ReadonlySet<FormatId> = new Set(['dxf', 'kml', 'nas']);

/** Who reads a format. */
export function readerOf(format: FormatId): 'own' | 'csv' | 'sheets' | 'split' | 'gdal' {
  if (OWN.has(format)) return 'own';
  if (format === 'csv') return 'csv';
  if (SPLIT.has(format)) return 'split';
  return isWorkbook(format) ? 'sheets' : 'gdal';
}

/** Extension by which GDAL knows the format for certain, where the name of an upload says nothing or something else. */
export const EXTENSIONS: Partial<Record<FormatId, readonly string[]>> = {
  geopackage: ['gpkg'],
  sqlite: ['sqlite', 'db'],
  flatgeobuf: ['fgb'],
  geojsonseq: ['geojsonl', 'geojsons'],
  kml: ['kml'],
  gml: ['gml', 'xml'],
  xplangml: ['gml', 'xml'],
  dxf: ['dxf'],
  xlsx: ['xlsx'],
  ods: ['ods'],
};

const begins = (bytes: Uint8Array, text: string): boolean =>
  Buffer.from(bytes.subarray(0, text.length)).toString('latin1') === text;

/** Whether bytes begin with the first record (BOF) of a workbook of Excel 2 to 4, which had no container; refused by the reader. */
const beforeExcel5 = (bytes: Uint8Array): boolean =>
  bytes[0] === 9 && [0, 2, 4].includes(bytes[1] ?? -1) && [4, 6].includes(bytes[2] ?? -1) && bytes[3] === 0;

/** Format that the first bytes of a binary file tell; null for text and for everything else. */
export function binaryFormat(bytes: Uint8Array): FormatId | 'zip' | null {
  if (begins(bytes, 'PK\u0003\u0004')) return 'zip';
  if (begins(bytes, 'SQLite format 3')) {
    // Application id of GeoPackage: "GPKG" (1.2 on), "GP10", "GP11".
    return begins(bytes.subarray(68), 'GP') ? 'geopackage' : 'sqlite';
  }
  if (begins(bytes, 'fgb')) return 'flatgeobuf';
  if (begins(bytes, '\u00d0\u00cf\u0011\u00e0') || beforeExcel5(bytes)) return 'xls';
  return isOsmPbf(bytes) ? 'osm-pbf' : null;
}

/** Format of a text file by its beginning; null where it is none that is known. */
export function textFormat(head: FileHead): FormatId | null {
  const { text, fileName } = head;
  const start = text.trimStart().slice(0, 4096);
  if (start.startsWith('<')) {
    if (isCityGml(head)) return 'citygml';
    if (isNas(head)) return 'nas';
    if (/<kml[\s>]/.test(start)) return 'kml';
    if (/<osm[\s>]/.test(start)) return 'osm';
    if (/xplanung\.de\/xplangml/i.test(start)) return 'xplangml';
    return /opengis\.net\/(?:gml|wfs)|FeatureCollection/.test(start) ? 'gml' : null;
  }
  if (/^(?:999\r?\n.*\r?\n)*\s*0\s*\r?\n\s*SECTION\b/.test(start)) return 'dxf';
  // Text sequences (RFC 8142) begin each record with a record separator.
  if (start.startsWith('\u001e')) return 'geojsonseq';
  if (start.startsWith('{')) {
    if (isSequence(text, fileName)) return 'geojsonseq';
    const hints = featureHints(head);
    return hints?.format === 'overpass' ? 'overpass' : 'geojson';
  }
  if (/\.(?:mif|tab)$/i.test(fileName)) return 'mapinfo';
  return 'csv';
}

/** Whether a text holds a feature in each line; the first one may be longer than what is seen of it, and its name tells then. */
function isSequence(text: string, fileName: string): boolean {
  const [first = '', second] = text.split('\n').filter((line) => line.trim() !== '');
  if (!first.includes('"Feature"')) return false;
  if (second === undefined) return /\.(?:geojsonl|geojsons|ndjson|jsonl)$/i.test(fileName);
  return second.trimStart().startsWith('{') && isJson(first);
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
