import type { Point } from '../analysis/network/types.ts';
import { STORAGE, WGS84 } from '../read/crs.ts';

/** Longitude and latitude (WGS 84), degrees. */
export type LonLat = [lon: number, lat: number];

/** A place in EPSG:25832 (metres) as longitude and latitude (WGS 84), for the map. */
export function lonLatOf([east, north]: Point): LonLat {
  return STORAGE.toWgs84([east, north]);
}

/** Longitude and latitude (WGS 84), e.g. of a click, as a place in EPSG:25832 (metres). */
export function placeOf([lon, lat]: readonly [lon: number, lat: number]): Point {
  return WGS84.toStorage([lon, lat]);
}

/** {@link lonLatOf}, rounded to seven decimals: a centimetre. */
export function roundedLonLat(place: Point): LonLat {
  const [lon, lat] = lonLatOf(place);
  return [Math.round(lon * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7];
}
