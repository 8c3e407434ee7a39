import GeometryFactory from 'jsts/org/locationtech/jts/geom/GeometryFactory.js';
import GeoJSONWriter from 'jsts/org/locationtech/jts/io/GeoJSONWriter.js';
import WKTReader from 'jsts/org/locationtech/jts/io/WKTReader.js';
import type { Geometry } from 'geojson';

/** A geometry that stands in a cell; null where it says that it is empty. `srid` is null where none is stated. */
export interface CellGeometry {
  geometry: Geometry | null;
  srid: number | null;
}

const START =
  /^\s*(?:SRID\s*=\s*(\d{1,6})\s*;\s*)?((?:MULTI)?(?:POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION)\s*(?:ZM|Z|M)?\s*(?:\(|(EMPTY)\s*$)/i;
const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d{1,3})?$/i;
/** A kind with its dimensions, as PostGIS (`POINT Z`) and QGIS (`PointZ`) write them. */
const KIND = /^([a-z]+?)\s*(?:ZM|Z|M)?$/i;

const reader = new WKTReader(new GeometryFactory());
const writer = new GeoJSONWriter();

/** Whether the brackets that are opened are closed, the last of them at the end: JTS stops at the first whole geometry. */
function isWhole(text: string): boolean {
  let depth = 0;
  for (let i = text.indexOf('('); i < text.length; i += 1) {
    if (text[i] === '(') depth += 1;
    else if (text[i] === ')') depth -= 1;
    if (depth === 0) return i === text.length - 1;
  }
  return false;
}

/** A position, cut to two dimensions, or a kind without its dimensions; anything else as it is, for JTS to refuse. */
function flat(piece: string): string {
  const words = piece.trim().split(/\s+/);
  if (words.length >= 2 && words.length <= 4 && words.every((word) => NUMBER.test(word))) {
    return words
      .slice(0, 2)
      .map((word) => String(Number(word)))
      .join(' ');
  }
  return piece.trim().replace(KIND, '$1');
}

/**
 * Geometry of a well-known text, also extended by its system as PostGIS writes it (`SRID=25832;POINT(394000 5709000)`): points,
 * lines, polygons and collections of them, in any letters. Heights and measures are dropped. Read by JTS, which refuses three
 * dimensions that are not announced, as in PostGIS's extended text, so that they are taken off before.
 * @returns coordinates as they are in the text; null where it is none, is damaged, or holds curves
 */
export function readWkt(text: string): CellGeometry | null {
  const [, digits, , empty] = START.exec(text) ?? [];
  if (!START.test(text)) return null;
  const srid = Number(digits ?? 0) || null;
  if (empty !== undefined) return { geometry: null, srid };
  const body = text.slice(text.indexOf(';') + 1).trim();
  if (!isWhole(body)) return null;
  try {
    return { geometry: writer.write(reader.read(body.replace(/[^(),]+/g, flat))) as Geometry, srid };
  } catch {
    return null;
  }
}
