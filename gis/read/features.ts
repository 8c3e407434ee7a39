import type { Bbox, FileHead, ImportFile } from '../layers/source-types.ts';
import { isCityGml, readCityGml } from './citygml.ts';
import { delimitedNames, readDelimitedFeatures } from './delimited-features.ts';
import { readGeoJson } from './geojson.ts';
import type { RawFeatures } from './geojson.ts';
import { gmlNames, readGml } from './gml.ts';
import { isNas, readNas } from './nas.ts';
import { isOsmPbf } from './osm-pbf-header.ts';
import { readOsmPbf } from './osm-pbf.ts';
import { isOsmExtract, osmExtractDate, readOsmXml } from './osm-xml.ts';
import { readOverpass } from './overpass.ts';
import { reachOf } from './surroundings.ts';

/** What the beginning of a file tells of the features in it. */
export interface FeatureHints {
  format: 'geojson' | 'overpass' | 'osm-extract' | 'gml' | 'citygml' | 'nas' | 'delimited';
  /** Names of all members that occur, in lower case: properties, tags, and those of the format itself. */
  names: ReadonlySet<string>;
}

/**
 * Hints on a file of features, or null where it is neither GeoJSON, OpenStreetMap, points in GML, CityGML, ALKIS in NAS nor a text with coordinates.
 * Packed names stay unknown.
 */
export function featureHints(head: FileHead): FeatureHints | null {
  const { text } = head;
  if (isOsmExtract(head)) return { format: 'osm-extract', names: new Set() };
  if (isCityGml(head)) return { format: 'citygml', names: new Set() };
  if (isNas(head)) return { format: 'nas', names: new Set() };
  const elements = gmlNames(head);
  if (elements) return { format: 'gml', names: elements };
  if (!/^\s*\{/.test(text)) {
    const columns = delimitedNames(head);
    return columns && { format: 'delimited', names: columns };
  }
  const names = new Set<string>();
  for (const [, name] of text.matchAll(/"((?:[^"\\]|\\.){1,80})"\s*:/g)) names.add(plainName(name as string));
  if (names.has('elements') && (names.has('osm3s') || names.has('generator')) && !names.has('features')) {
    return { format: 'overpass', names };
  }
  const geojson =
    /"type"\s*:\s*"Feature(?:Collection)?"/.test(text) || (names.has('features') && names.has('geometry'));
  return geojson ? { format: 'geojson', names } : null;
}

/** A member's name in lower case, with JSON's escapes resolved. */
function plainName(escaped: string): string {
  try {
    return String(JSON.parse(`"${escaped}"`)).toLowerCase();
  } catch {
    return escaped.toLowerCase();
  }
}

/**
 * Features of a GeoJSON file, a delimited text with coordinates, an Overpass answer, an extract of OpenStreetMap, a CityGML model, an extract of ALKIS (NAS) or a
 * GML collection of points.
 * @param surroundings WGS 84; of an extract, which may be of a whole country, only what lies near is kept
 * @throws {UnreadableFile} where it is damaged or empty
 */
export function readFeatures(file: ImportFile, surroundings: Bbox): Promise<RawFeatures> {
  const format = featureHints(file)?.format;
  if (format === 'osm-extract') {
    const read = isOsmPbf(file.bytes) ? readOsmPbf : readOsmXml;
    return read(file, reachOf(surroundings));
  }
  if (format === 'gml') return readGml(file);
  if (format === 'citygml') return readCityGml(file);
  if (format === 'nas') return readNas(file);
  if (format === 'delimited') return readDelimitedFeatures(file);
  return format === 'overpass' ? readOverpass(file) : readGeoJson(file);
}

/** Date of the data that OpenStreetMap extracts carry, as `YYYY-MM-DD`. */
export function extractDate(head: FileHead): string | null {
  if (isOsmExtract(head)) return osmExtractDate(head);
  return /"timestamp(?:_osm_base)?"\s*:\s*"(\d{4}-\d{2}-\d{2})T/.exec(head.text)?.[1] ?? null;
}
