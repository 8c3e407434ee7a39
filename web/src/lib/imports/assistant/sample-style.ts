import type { FeatureCollection } from 'geojson';
import type { Palette } from '@quartierblick/gis/symbology/palette.ts';
import type { Bounds } from '@quartierblick/gis/layers/answers.ts';
import type { StyleSpecification } from 'maplibre-gl';
import { boxOutline } from '../../map/box.ts';

/** A ground map with objects of a file on it, and the outline of the project area. */
export function sampleStyle(
  ground: StyleSpecification,
  { sample, project, palette }: { sample: FeatureCollection; project: Bounds | null; palette: Palette },
): StyleSpecification {
  const colour = palette.colours.severe;
  return {
    ...ground,
    sources: {
      ...ground.sources,
      sample: { type: 'geojson', data: sample },
      ...(project && { project: { type: 'geojson', data: boxOutline(project) } }),
    },
    layers: [
      ...ground.layers,
      ...(project
        ? [
            {
              id: 'project',
              type: 'line' as const,
              source: 'project',
              paint: { 'line-color': palette.ink, 'line-width': 2, 'line-dasharray': [3, 2] },
            },
          ]
        : []),
      {
        id: 'sample-areas',
        type: 'fill',
        source: 'sample',
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-color': colour, 'fill-opacity': 0.25 },
      },
      {
        id: 'sample-lines',
        type: 'line',
        source: 'sample',
        filter: ['!=', ['geometry-type'], 'Point'],
        paint: { 'line-color': colour, 'line-width': 1.5 },
      },
      {
        id: 'sample-points',
        type: 'circle',
        source: 'sample',
        filter: ['==', ['geometry-type'], 'Point'],
        paint: {
          'circle-color': colour,
          'circle-radius': 4,
          'circle-stroke-color': palette.halo,
          'circle-stroke-width': 1,
        },
      },
    ],
  };
}
