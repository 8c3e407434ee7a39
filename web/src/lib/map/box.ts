import type { Feature, LineString } from 'geojson';
import type { Bounds } from '@quartierblick/gis/layers/answers.ts';

/** The outline of a box of longitudes and latitudes, as a map draws it. */
export const boxOutline = ([west, south, east, north]: Bounds): Feature<LineString> => ({
  type: 'Feature',
  properties: {},
  geometry: {
    type: 'LineString',
    coordinates: [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  },
});
