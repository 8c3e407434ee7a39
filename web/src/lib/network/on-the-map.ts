import { crsBySrid } from '@quartierblick/gis/read/crs.ts';
import type { Point } from '@quartierblick/gis/analysis/network/types.ts';
import type { Feature, FeatureCollection, Geometry, LineString, Point as PointGeometry } from 'geojson';
import type { LonLat } from './messages.ts';

const STORAGE = crsBySrid(25832);
const WGS84 = crsBySrid(4326);

/** EPSG:25832 (metres) to longitude and latitude, rounded to a centimetre. */
export function lonLat([x, y]: Point): LonLat {
  const [lon, lat] = STORAGE?.toWgs84([x, y]) ?? [0, 0];
  return [Math.round(lon * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7];
}

/** Longitude and latitude to EPSG:25832, rounded to a centimetre. */
export function metresOf([lon, lat]: LonLat): Point {
  const [x, y] = WGS84?.toStorage([lon, lat]) ?? [0, 0];
  return [Math.round(x * 100) / 100, Math.round(y * 100) / 100];
}

export const collection = <G extends Geometry, P>(features: Feature<G, P>[]): FeatureCollection<G, P> => ({
  type: 'FeatureCollection',
  features,
});

/** A point of EPSG:25832 as a feature in WGS 84. */
export const pointFeature = <P>(at: Point, properties: P): Feature<PointGeometry, P> => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates: lonLat(at) },
});

/** A line of EPSG:25832 as a feature in WGS 84. */
export const lineFeature = <P>(line: readonly Point[], properties: P): Feature<LineString, P> => ({
  type: 'Feature',
  properties,
  geometry: { type: 'LineString', coordinates: line.map(lonLat) },
});
