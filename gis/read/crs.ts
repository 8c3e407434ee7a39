import proj4 from 'proj4';
import { UnreadableFile } from '../layers/source-types.ts';
import type { Position } from 'geojson';

const GRS80 = '+ellps=GRS80 +towgs84=0,0,0,0,0,0,0';
/** Germany's transformation from Potsdam datum, about 3 m (EPSG:1777). */
const DHDN = '+ellps=bessel +towgs84=598.1,73.7,418.2,0.202,0.045,-2.455,6.7 +units=m +no_defs';

/** Systems that German geodata come in, by EPSG number; axes are east before north in all of them, as GeoJSON wants. */
const DEFINITIONS: Record<number, string> = {
  4326: '+proj=longlat +datum=WGS84 +no_defs',
  4258: `+proj=longlat ${GRS80} +no_defs`,
  3857: '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs',
  25831: `+proj=utm +zone=31 ${GRS80} +units=m +no_defs`,
  25832: `+proj=utm +zone=32 ${GRS80} +units=m +no_defs`,
  25833: `+proj=utm +zone=33 ${GRS80} +units=m +no_defs`,
  32632: '+proj=utm +zone=32 +datum=WGS84 +units=m +no_defs',
  32633: '+proj=utm +zone=33 +datum=WGS84 +units=m +no_defs',
  4647: `+proj=tmerc +lat_0=0 +lon_0=9 +k=0.9996 +x_0=32500000 +y_0=0 ${GRS80} +units=m +no_defs`,
  5650: `+proj=tmerc +lat_0=0 +lon_0=15 +k=0.9996 +x_0=33500000 +y_0=0 ${GRS80} +units=m +no_defs`,
  3035: `+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 ${GRS80} +units=m +no_defs`,
  31466: `+proj=tmerc +lat_0=0 +lon_0=6 +k=1 +x_0=2500000 +y_0=0 ${DHDN}`,
  31467: `+proj=tmerc +lat_0=0 +lon_0=9 +k=1 +x_0=3500000 +y_0=0 ${DHDN}`,
  31468: `+proj=tmerc +lat_0=0 +lon_0=12 +k=1 +x_0=4500000 +y_0=0 ${DHDN}`,
};

/** The system of storage: ETRS89 / UTM zone 32N, metres. */
const STORAGE_SRID = 25832;
const WGS84_SRID = 4326;

/** A coordinate reference system that can be turned into the two that are needed. */
export interface Crs {
  srid: number;
  /** Position (east, north or longitude, latitude) to EPSG:25832, metres. */
  toStorage(position: Position): [number, number];
  /** Position to WGS 84, longitude before latitude, degrees. */
  toWgs84(position: Position): [number, number];
}

const known = new Map<number, Crs>();

function converter(from: number, to: number): (position: Position) => [number, number] {
  if (from === to) return ([x, y]) => [x as number, y as number];
  const converted = proj4(DEFINITIONS[from] as string, DEFINITIONS[to] as string);
  return ([x, y]) => converted.forward([x as number, y as number]) as [number, number];
}

/** The system with this EPSG number, or undefined where it is not known. */
export function crsBySrid(srid: number): Crs | undefined {
  if (!(srid in DEFINITIONS)) return undefined;
  let crs = known.get(srid);
  if (!crs) {
    crs = { srid, toStorage: converter(srid, STORAGE_SRID), toWgs84: converter(srid, WGS84_SRID) };
    known.set(srid, crs);
  }
  return crs;
}

/** EPSG numbers of all systems that are known. */
export const KNOWN_SRIDS: readonly number[] = Object.keys(DEFINITIONS).map(Number);

/**
 * A system by its definition (WKT 1, WKT 2 or a PROJ text), e.g. of a `.prj`; undefined where it cannot be understood.
 * Its `srid` is 0: it has no number.
 */
export function crsOfDefinition(definition: string): Crs | undefined {
  try {
    const storage = proj4(definition, DEFINITIONS[STORAGE_SRID] as string);
    const wgs84 = proj4(definition, DEFINITIONS[WGS84_SRID] as string);
    return {
      srid: 0,
      toStorage: ([x, y]) => storage.forward([x as number, y as number]) as [number, number],
      toWgs84: ([x, y]) => wgs84.forward([x as number, y as number]) as [number, number],
    };
  } catch {
    return undefined;
  }
}

const required = (srid: number): Crs => crsBySrid(srid) as Crs;
export const WGS84: Crs = required(WGS84_SRID);
export const STORAGE: Crs = required(STORAGE_SRID);
export const LAEA_EUROPE: Crs = required(3035);

/** Numbers of ESRI's own that services publish as if they were EPSG's: ETRS89 / UTM 32N with the zone in front of the easting. */
const ALIASES: Readonly<Record<number, number>> = { 102329: 4647 };

/** EPSG number in a CRS name: `EPSG:25832`, `urn:ogc:def:crs:EPSG::25832`, `…/EPSG/0/25832`, `urn:ogc:def:crs:OGC:1.3:CRS84`. */
function sridOfName(name: string): number | undefined {
  if (/CRS84h?$/i.test(name)) return WGS84_SRID;
  const digits = /EPSG[:/](?:[\d.]*[:/])?(\d{4,6})$/i.exec(name)?.[1];
  return digits === undefined ? undefined : (ALIASES[Number(digits)] ?? Number(digits));
}

/**
 * System that a GeoJSON `crs` member names (GeoJSON 2008; RFC 7946 knows WGS 84 only, which is what a missing member means).
 * @throws {UnreadableFile} where a system is named that is not known
 */
export function crsOfMember(member: unknown): Crs | null {
  if (member === undefined || member === null) return null;
  const properties = (member as { properties?: { name?: unknown; code?: unknown } }).properties;
  return crsOfName(String(properties?.name ?? properties?.code ?? ''));
}

/**
 * System with this name, as GeoJSON and GML write it.
 * @throws {UnreadableFile} where it is not known
 */
export function crsOfName(name: string): Crs {
  const srid = sridOfName(name.trim());
  const crs = srid === undefined ? undefined : crsBySrid(srid);
  if (crs) return crs;
  throw new UnreadableFile({
    de: `Das Koordinatensystem „${name.slice(0, 80)}“ ist nicht bekannt. Bitte in EPSG:25832 oder WGS 84 exportieren.`,
    en: `The coordinate system “${name.slice(0, 80)}” is not known. Please export in EPSG:25832 or WGS 84.`,
  });
}

/**
 * System of coordinates whose file names none: degrees are WGS 84; metres are told apart by their eastings, which carry
 * the zone in front in EPSG:4647 and the meridian's number in Gauß-Krüger. Whether the guess is right shows in the
 * check against the project's area.
 */
export function crsOfPosition([x = 0, y = 0]: Position): Crs {
  if (Math.abs(x) <= 180 && Math.abs(y) <= 180) return WGS84;
  const east = Math.min(Math.abs(x), Math.abs(y)) > 1_000_000 ? x : Math.min(Math.abs(x), Math.abs(y));
  if (east >= 32_000_000 && east < 33_000_000) return required(4647);
  if (east >= 33_000_000 && east < 34_000_000) return required(5650);
  if (east >= 2_300_000 && east < 2_700_000) return required(31466);
  if (east >= 3_300_000 && east < 3_700_000 && y > 5_000_000) return required(31467);
  if (east >= 4_300_000 && east < 4_700_000 && y > 5_000_000) return required(31468);
  return STORAGE;
}
