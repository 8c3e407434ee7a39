import proj4 from 'proj4';
import type { Point } from './city/plane.ts';

// ETRS89 / UTM 32N (storage) and ETRS89-LAEA Europe (grid of the census), as registered by EPSG.
const UTM32 = '+proj=utm +zone=32 +ellps=GRS80 +units=m +no_defs';
const LAEA = '+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +units=m +no_defs';

const fromWgs84 = proj4('EPSG:4326', UTM32);
const fromLaea = proj4(LAEA, UTM32);

const pair = (value: number[]): Point => [value[0] ?? Number.NaN, value[1] ?? Number.NaN];

/** Longitude and latitude (WGS 84) to EPSG:25832. */
export const project = (lonLat: Point): Point => pair(fromWgs84.forward([lonLat[0], lonLat[1]]));
/** East and north in EPSG:3035 to EPSG:25832. */
export const projectGrid = (point: Point): Point => pair(fromLaea.forward([point[0], point[1]]));
/** EPSG:25832 to east and north in EPSG:3035. */
export const unprojectGrid = (point: Point): Point => pair(fromLaea.inverse([point[0], point[1]]));
