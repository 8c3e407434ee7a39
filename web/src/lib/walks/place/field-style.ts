import { layerById } from '@quartierblick/gis/layers/index.ts';
import { paletteOf, type ThemeName } from '@quartierblick/gis/symbology/palette.ts';
import type { Place } from '@quartierblick/gis/walks/event.ts';
import type { WalkPack } from '@quartierblick/gis/walks/pack.ts';
import type { Feature, FeatureCollection } from 'geojson';
import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import { baseMapOf } from '@quartierblick/gis/views/base-maps.ts';
import { composeStyle, type DrawnLayer } from '#lib/map/style.ts';
import { walkTiles } from '#lib/walks/offline/protocol.ts';

const NONE: ReadonlySet<string> = new Set();
const METRES_OF_DEGREE = 111_320;
const CORNERS = 64;

/** What the map shows beside its ground. */
export interface FieldMarks {
  /** Key of the stop that is shown now. */
  at: string | null;
  findings: readonly Place[];
  /** Where the device says it is. */
  here: Place | null;
}

const collection = (features: Feature[]): SourceSpecification => ({
  type: 'geojson',
  data: { type: 'FeatureCollection', features } satisfies FeatureCollection,
});
const point = (lon: number, lat: number, properties: Record<string, unknown> = {}): Feature => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates: [lon, lat] },
});

/** The circle within which a measured place lies, as a polygon in WGS 84. */
function circleAround({ lon, lat, accuracyM }: Place): Feature[] {
  if (accuracyM === null) return [];
  const up = accuracyM / METRES_OF_DEGREE;
  const aside = up / Math.cos((lat * Math.PI) / 180);
  const ring = Array.from({ length: CORNERS + 1 }, (_, n) => {
    const turn = ((n % CORNERS) / CORNERS) * 2 * Math.PI;
    return [lon + Math.cos(turn) * aside, lat + Math.sin(turn) * up];
  });
  return [{ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } }];
}

function drawnOf({ layers, box }: WalkPack): DrawnLayer[] {
  // The pack lists from bottom to top, the style is made from top to bottom.
  return layers.toReversed().flatMap(({ id, tiles, minzoom, maxzoom }): DrawnLayer[] => {
    const definition = layerById(id);
    if (!definition) return [];
    const source = { tiles: walkTiles(tiles), minzoom, maxzoom, bounds: [...box] as [number, number, number, number] };
    return [{ definition, look: { opacity: 1, hidden: NONE, hiddenMarks: NONE }, source }];
  });
}

/** From here on houses stand far enough apart for their dots; before, their numbers alone say where one is. */
const ADDRESS_DOTS_FROM = 17;
const laterDots = (layer: LayerSpecification): LayerSpecification =>
  layer.id === 'addresses/point' ? { ...layer, minzoom: ADDRESS_DOTS_FROM } : layer;

/** The map of a walk from what was taken along: ground, route, stops, findings, and where the device is. */
export function fieldStyle(pack: WalkPack, marks: FieldMarks, theme: ThemeName): StyleSpecification {
  const palette = paletteOf(theme);
  const route = theme === 'dark' ? '#ffd400' : '#00525a';
  const ground = composeStyle(drawnOf(pack), baseMapOf('own'), palette);
  const line = pack.plan.route?.line ?? [];
  const stops = pack.plan.stops.map(({ key, position, lon, lat }) => {
    return point(lon, lat, { key, number: `${position}`, here: key === marks.at });
  });
  const here = marks.here ? [point(marks.here.lon, marks.here.lat)] : [];
  const layers: LayerSpecification[] = [
    ...lineLayers('route', { edge: palette.halo, line: route }),
    { id: 'accuracy', type: 'fill', source: 'accuracy', paint: { 'fill-color': '#1f6fb2', 'fill-opacity': 0.2 } },
    { id: 'accuracy-edge', type: 'line', source: 'accuracy', paint: { 'line-color': '#1f6fb2', 'line-width': 2 } },
    dots('findings', { radius: 8, fill: '#d98a00', edge: '#10161c' }),
    {
      id: 'stops',
      type: 'circle',
      source: 'stops',
      paint: {
        'circle-radius': ['case', ['get', 'here'], 18, 14],
        'circle-color': route,
        'circle-stroke-color': ['case', ['get', 'here'], '#ffd400', palette.halo],
        'circle-stroke-width': ['case', ['get', 'here'], 4, 2.5],
      },
    },
    {
      id: 'stop-numbers',
      type: 'symbol',
      source: 'stops',
      layout: {
        'text-field': ['get', 'number'],
        'text-size': 16,
        'text-allow-overlap': true,
        'text-font': ['sans-serif'],
      },
      paint: { 'text-color': theme === 'dark' ? '#10161c' : '#ffffff' },
    },
    dots('here', { radius: 9, fill: '#1f6fb2', edge: '#ffffff' }),
  ];
  const sources = {
    route: collection([
      { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: line.map((at) => [...at]) } },
    ]),
    accuracy: collection(marks.here ? circleAround(marks.here) : []),
    findings: collection(marks.findings.map(({ lon, lat }) => point(lon, lat))),
    stops: collection(stops),
    here: collection(here),
  };
  return {
    ...ground,
    sources: { ...ground.sources, ...sources },
    layers: [...ground.layers.map(laterDots), ...layers],
  };
}

function dots(id: string, { radius, fill, edge }: { radius: number; fill: string; edge: string }): LayerSpecification {
  const paint = {
    'circle-radius': radius,
    'circle-color': fill,
    'circle-stroke-color': edge,
    'circle-stroke-width': 2.5,
  };
  return { id, type: 'circle', source: id, paint };
}

function lineLayers(id: string, colours: { edge: string; line: string }): LayerSpecification[] {
  const layout = { 'line-cap': 'round', 'line-join': 'round' } as const;
  return [
    { id: `${id}-edge`, type: 'line', source: id, layout, paint: { 'line-color': colours.edge, 'line-width': 9 } },
    { id, type: 'line', source: id, layout, paint: { 'line-color': colours.line, 'line-width': 5 } },
  ];
}
