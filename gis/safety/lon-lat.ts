import type { Point } from '../analysis/network/types.ts';
import { STORAGE } from '../read/crs.ts';

/** A place in EPSG:25832 as longitude and latitude (WGS 84), for the map. */
export function lonLatOf([east, north]: Point): [lon: number, lat: number] {
  return STORAGE.toWgs84([east, north]);
}
