import { placeOf, roundedLonLat } from '@quartierblick/gis/network/lon-lat.ts';
import type { Point } from '@quartierblick/gis/analysis/network/types.ts';
import type { Feature, FeatureCollection, Geometry, LineString, Point as PointGeometry } from 'geojson';
import type { LonLat } from '@quartierblick/gis/network/lon-lat.ts';

/** Longitude and latitude to EPSG:25832, rounded to a centimetre. */
export function metresOf(at: LonLat): Point {
  const [x, y] = placeOf(at);
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
  geometry: { type: 'Point', coordinates: roundedLonLat(at) },
});

/** A line of EPSG:25832 as a feature in WGS 84. */
export const lineFeature = <P>(line: readonly Point[], properties: P): Feature<LineString, P> => ({
  type: 'Feature',
  properties,
  geometry: { type: 'LineString', coordinates: line.map(roundedLonLat) },
});
