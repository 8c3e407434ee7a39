import { CROSSING_CLASSES } from '@quartierblick/gis/layers/crossings/kinds.ts';
import { imageName } from '@quartierblick/gis/symbology/images.ts';
import { pointOf } from '@quartierblick/gis/symbology/legend.ts';
import type { Palette } from '@quartierblick/gis/symbology/palette.ts';
import type { PointImage } from '@quartierblick/gis/symbology/images.ts';
import type { LayerSpecification } from 'maplibre-gl';
import type { Edit } from '@quartierblick/gis/analysis/network/types.ts';

/** Colours of the bands of a walk, the nearest first. */
export function bandColours({ ramp }: Palette): string[] {
  return [4, 3, 2].map((at) => ramp[at] ?? '');
}

/** Colours of streets in the nearer and the farther half of the reach. */
export const reachColours = ({ colours }: Palette): [near: string, far: string] => [colours.offer, colours.negotiating];

/** How a change is marked on the map: its kind by shape, its letter in the list over it. */
export function editImage(edit: Edit, palette: Palette): PointImage {
  const { colours, halo } = palette;
  const image = { kind: 'point', edge: halo, icon: null } as const;
  if (edit.type === 'crossing') {
    const { shape } = pointOf(
      CROSSING_CLASSES.find(({ id }) => id === edit.kind),
      palette,
    );
    return { ...image, shape, fill: colours.office };
  }
  if (edit.type === 'closure') return { ...image, shape: 'square', fill: colours.severe };
  if (edit.type === 'path') return { ...image, shape: 'circle', fill: palette.ink };
  return { ...image, shape: 'hexagon', fill: colours.play };
}

const byZoom = (far: unknown, near: unknown): unknown[] => ['interpolate', ['linear'], ['zoom'], 13, far, 17, near];

/** Lines of one band: solid, thinner, or dashed, so that colour is not all that tells them apart. */
const band = (id: string, n: number, more: unknown[], paint: Record<string, unknown>): object => ({
  id: `${id}-${n}`,
  type: 'line',
  source: 'ways',
  filter: ['all', ['==', ['get', 'band'], n], ...more],
  layout: { 'line-cap': n === 2 || 'line-dasharray' in paint ? 'butt' : 'round' },
  paint,
});

function walkLayers(palette: Palette): object[] {
  const [first, second, third] = bandColours(palette);
  return [
    band('walk', 2, [], { 'line-color': third, 'line-width': byZoom(1.5, 4), 'line-dasharray': [1.6, 0.8] }),
    band('walk', 1, [], { 'line-color': second, 'line-width': byZoom(2, 5) }),
    band('walk', 0, [], { 'line-color': first, 'line-width': byZoom(3, 8) }),
    {
      ...{ id: 'route-edge', type: 'line', source: 'route', layout: { 'line-cap': 'round', 'line-join': 'round' } },
      paint: { 'line-color': palette.halo, 'line-width': 8 },
    },
    {
      ...{ id: 'route', type: 'line', source: 'route', layout: { 'line-cap': 'round', 'line-join': 'round' } },
      paint: { 'line-color': palette.selected, 'line-width': 4 },
    },
  ];
}

function reachLayers(palette: Palette, group: number): object[] {
  const [near, far] = reachColours(palette);
  const own = [['==', ['get', 'group'], group]];
  return [
    band('way', 1, own, { 'line-color': far, 'line-width': byZoom(1.5, 4.5), 'line-dasharray': [2.2, 0.9] }),
    band('way', 0, own, { 'line-color': near, 'line-width': byZoom(1.8, 5.5) }),
  ];
}

/** Children by piece of street: filled where reached, an open ring where not. */
function homeLayer(palette: Palette, group: number): object {
  const reached = ['==', ['get', `r${group}`], 1];
  const size = ['sqrt', ['max', ['get', `n${group}`], 0]];
  return {
    ...{ id: 'homes', type: 'circle', source: 'homes', filter: ['>', ['get', `n${group}`], 0] },
    layout: { 'circle-sort-key': ['case', reached, 0, 1] },
    paint: {
      'circle-radius': byZoom(['*', 0.9, size], ['+', 2, ['*', 3, size]]),
      'circle-color': ['case', reached, palette.colours.recorded, palette.halo],
      'circle-stroke-color': ['case', reached, palette.halo, palette.colours.severe],
      'circle-stroke-width': ['case', reached, 1, 3],
    },
  };
}

/** Play area that is missing where children live: the circle's area grows with the square metres. */
function missingLayer(palette: Palette): object {
  const size = ['sqrt', ['get', 'd']];
  return {
    ...{ id: 'missing', type: 'circle', source: 'homes', filter: ['>', ['get', 'd'], 0] },
    paint: {
      'circle-radius': byZoom(['*', 0.5, size], ['+', 2, ['*', 1.7, size]]),
      'circle-color': palette.colours['light-injury'],
      'circle-opacity': 0.75,
      'circle-stroke-color': palette.halo,
      'circle-stroke-width': 1,
    },
  };
}

const pointed = (yes: unknown, no: unknown): unknown[] => ['case', ['get', 'pointed'], yes, no];

function markLayers(palette: Palette): object[] {
  return [
    {
      ...{ id: 'helped', type: 'symbol', source: 'helped', minzoom: 13.5 },
      layout: {
        'icon-image': [
          'match',
          ['get', 'kind'],
          ...CROSSING_CLASSES.flatMap((one) => [one.id, imageName(pointOf(one, palette))]),
          '',
        ],
        'icon-size': byZoom(0.4, 0.75),
        'icon-allow-overlap': true,
      },
    },
    {
      ...{ id: 'spots', type: 'circle', source: 'spots' },
      paint: {
        'circle-radius': pointed(13, 10),
        'circle-color': palette.colours.play,
        'circle-stroke-color': pointed(palette.selected, palette.halo),
        'circle-stroke-width': 3,
      },
    },
    {
      ...{ id: 'best', type: 'circle', source: 'best' },
      layout: { 'circle-sort-key': ['-', 0, ['get', 'place']] },
      paint: {
        'circle-radius': pointed(15, 11),
        'circle-color': palette.colours.offer,
        'circle-stroke-color': pointed(palette.selected, palette.halo),
        'circle-stroke-width': pointed(4, 2.5),
      },
    },
    {
      ...{ id: 'best-labels', type: 'symbol', source: 'best' },
      layout: { 'text-field': ['get', 'label'], 'text-size': 13, 'text-allow-overlap': true },
      paint: { 'text-color': palette.halo },
    },
    {
      ...{ id: 'edits', type: 'symbol', source: 'edits' },
      layout: {
        ...{ 'icon-image': ['get', 'image'], 'icon-size': 1.15, 'icon-allow-overlap': true },
        ...{ 'text-field': ['get', 'label'], 'text-size': 13, 'text-allow-overlap': true },
      },
      paint: { 'text-color': palette.halo },
    },
    {
      ...{ id: 'start', type: 'circle', source: 'start' },
      paint: {
        'circle-radius': 9,
        'circle-color': palette.colours.severe,
        'circle-stroke-color': palette.halo,
        'circle-stroke-width': 3,
      },
    },
  ];
}

/** Layers above the map, from bottom to top. @param looks what is shown: a walk, children or missing play area */
export function coverageLayers(
  palette: Palette,
  looks: { walking: boolean; group: number; dots: 'children' | 'missing' },
): LayerSpecification[] {
  const { walking, group, dots } = looks;
  const drawn = {
    ...{ id: 'drawn', type: 'line', source: 'drawn' },
    paint: { 'line-color': palette.selected, 'line-width': 3, 'line-dasharray': [2, 1.4] },
  };
  const ways = walking ? walkLayers(palette) : reachLayers(palette, group);
  const homes = walking ? [] : [dots === 'missing' ? missingLayer(palette) : homeLayer(palette, group)];
  // Plain data of the same shape; only their expressions are typed more loosely.
  return [...ways, drawn, ...homes, ...markLayers(palette)] as unknown as LayerSpecification[];
}
