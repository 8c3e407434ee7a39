import type { Palette } from '@quartierblick/gis/symbology/palette.ts';
import type { FeatureCollection } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import { CRITERION_COLOURS, SEVERITY_LOOK } from '../look.ts';

export const POINTS = 'safety-points';
export const SECTIONS = 'safety-sections';

/** Colours of what is no accident. */
const WHAT = { crossing: 'office', playground: 'play', offer: 'offer', stop: 'boundary' } as const;

/**
 * What is drawn over the map, from bottom to top: density of the whole network, sections, the axis with its chainage, points.
 * @param area densities, whose greatest decides on the steps of colour
 */
export function overlayLayers(palette: Palette, area: FeatureCollection | null): LayerSpecification[] {
  const { colours } = palette;
  const most = Math.max(1e-9, ...(area?.features.map(({ properties }) => Number(properties?.['density'])) ?? []));
  const [first = palette.blank, ...others] = palette.ramp;
  const steps = others.flatMap((colour, n) => [((n + 1) / palette.ramp.length) ** 1.6 * most, colour]);
  const criteria = Object.entries(CRITERION_COLOURS).flatMap(([id, colour]) => [id, colours[colour]]);
  const severity = Object.entries(SEVERITY_LOOK).flatMap(([id, { colour }]) => [id, colours[colour]]);
  const kinds = Object.entries(WHAT).flatMap(([id, colour]) => [id, colours[colour]]);
  const isAccident = ['==', ['get', 'what'], 'accident'];
  const size = ['case', isAccident, ['match', ['get', 'category'], '1', 6.5, '2', 5.5, 4.5], 4];
  const zoomed = (factor: number) => ['*', factor, ['case', ['get', 'marked'], ['+', size, 3], size]];
  return [
    {
      id: 'safety-area',
      type: 'line',
      source: 'safety-area',
      paint: {
        'line-color': ['step', ['get', 'density'], first, ...steps],
        'line-width': ['interpolate', ['linear'], ['zoom'], 13, 3, 17, 9],
      },
    },
    {
      id: SECTIONS,
      type: 'line',
      source: SECTIONS,
      layout: { 'line-cap': 'round' },
      paint: {
        'line-color': ['match', ['get', 'criterion'], ...criteria, palette.ink],
        'line-opacity': ['case', ['get', 'marked'], 0.95, 0.5],
        'line-width': [
          'interpolate',
          ['linear'],
          ['zoom'],
          13,
          ['case', ['get', 'marked'], 8, 5],
          17,
          ['case', ['get', 'marked'], 20, 14],
        ],
      },
    },
    {
      id: 'safety-axis',
      type: 'line',
      source: 'safety-axis',
      filter: ['==', ['geometry-type'], 'LineString'],
      paint: { 'line-color': palette.ink, 'line-width': 1.6, 'line-dasharray': [3, 2] },
    },
    {
      id: 'safety-ticks',
      type: 'circle',
      source: 'safety-axis',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 2.2,
        'circle-color': palette.halo,
        'circle-stroke-color': palette.ink,
        'circle-stroke-width': 1.2,
      },
    },
    {
      id: POINTS,
      type: 'circle',
      source: POINTS,
      layout: { 'circle-sort-key': ['case', ['get', 'marked'], 2, isAccident, 1, 0] },
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 12, zoomed(0.6), 16, zoomed(1.15)],
        'circle-color': [
          'case',
          isAccident,
          ['match', ['get', 'category'], ...severity, palette.blank],
          ['match', ['get', 'what'], ...kinds, palette.blank],
        ],
        'circle-stroke-color': ['case', ['get', 'marked'], palette.selected, palette.halo],
        'circle-stroke-width': ['case', ['get', 'marked'], 1.8, 1],
      },
    },
  ] as unknown as LayerSpecification[];
}
