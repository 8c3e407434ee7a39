import type { FeatureCollection } from 'geojson';
import type { Bounds } from '@quartierblick/gis/layers/answers.ts';
import type { View } from '@quartierblick/gis/views/map.ts';

/** Germany as a whole: where a map begins that does not know yet what it shows. */
export const GERMANY: View = { lon: 10.4, lat: 51.2, zoom: 5, bearing: 0, pitch: 0 };

/** West, south, east, north of all positions, in the system of the positions; null of nothing. */
export function boundsOf({ features }: FeatureCollection): Bounds | null {
  let found: Bounds | null = null;
  const add = (position: unknown): void => {
    if (!Array.isArray(position)) return;
    const [lon, lat] = position as unknown[];
    if (typeof lon !== 'number' || typeof lat !== 'number') return position.forEach(add);
    found = found
      ? [Math.min(found[0], lon), Math.min(found[1], lat), Math.max(found[2], lon), Math.max(found[3], lat)]
      : [lon, lat, lon, lat];
  };
  for (const { geometry } of features) if (geometry && 'coordinates' in geometry) add(geometry.coordinates);
  return found;
}
