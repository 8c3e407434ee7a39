import type { Feature, FeatureCollection, Position } from 'geojson';
import type { Bounds } from '@quartierblick/gis/layers/answers.ts';
import type { Palette } from '@quartierblick/gis/symbology/palette.ts';
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { CITIES } from './cities.ts';

/** Steps of the graticule in degrees, the finest first. */
const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20];
/** So many meridians at most across what is shown. */
const MOST_LINES = 6;
/** As LABEL_FONT of the symbology: fonts of the reader's machine. */
const FONT = ["'Source Sans 3 Variable'", 'Noto Sans', 'sans-serif'];

/** Where a label stands: right of its place first, then left, below, above; what lies at the same place keeps clear of it. */
const SIDES = ['left', 'right', 'top', 'bottom'] as const;

/** Middle of a box. */
export const middleOf = ([west, south, east, north]: Bounds) => ({ lon: (west + east) / 2, lat: (south + north) / 2 });

/** Whether a box lies wholly in another. */
export const isInside = (inner: Bounds, outer: Bounds): boolean =>
  inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3];

/** Whether two boxes have nothing in common. */
export const areApart = (a: Bounds, b: Bounds): boolean => a[2] < b[0] || b[2] < a[0] || a[3] < b[1] || b[3] < a[1];

/** The box around two boxes. */
export const around = (a: Bounds, b: Bounds): Bounds => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
];

const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features });
const line = (coordinates: Position[], label: string): Feature => ({
  type: 'Feature',
  properties: { label },
  geometry: { type: 'LineString', coordinates },
});
const point = ({ lon, lat }: { lon: number; lat: number }, label: string): Feature => ({
  type: 'Feature',
  properties: { label },
  geometry: { type: 'Point', coordinates: [lon, lat] },
});

/** How a meridian or a parallel is named: its degrees, negative in the west and south. */
export type NameDegrees = (degrees: number, axis: 'lon' | 'lat') => string;

/**
 * Meridians and parallels in and around a box of WGS 84, each with its name as `label`.
 * @returns lines at round degrees, as many as a reader can tell apart in the box
 */
export function graticule([west, south, east, north]: Bounds, name: NameDegrees): FeatureCollection {
  const span = Math.max(east - west, north - south, STEPS[0] as number);
  const step = STEPS.find((one) => span / one <= MOST_LINES) ?? 30;
  // Somebody who moves the map still has lines.
  const [left, right] = [Math.max(-180, west - span), Math.min(180, east + span)];
  const [bottom, top] = [Math.max(-85, south - span), Math.min(85, north + span)];
  const marks = (from: number, to: number): number[] => {
    const first = Math.ceil(from / step);
    const count = Math.max(0, Math.floor(to / step) - first + 1);
    return Array.from({ length: count }, (_, i) => Math.round((first + i) * step * 100) / 100);
  };
  return collection([
    ...marks(left, right).map((lon) =>
      line(
        [
          [lon, bottom],
          [lon, top],
        ],
        name(lon, 'lon'),
      ),
    ),
    ...marks(bottom, top).map((lat) =>
      line(
        [
          [left, lat],
          [right, lat],
        ],
        name(lat, 'lat'),
      ),
    ),
  ]);
}

interface Oriented {
  /** What the map shows of data. */
  data: Bounds;
  /** Where the project is, with its name, and how far that is in words; null: the data lies in it, or there is none. */
  project: { bounds: Bounds; name: string; away: string } | null;
  /** What the data is called. */
  file: string;
  degrees: NameDegrees;
  palette: Palette;
}

/**
 * A ground with what tells a reader where he is when tiles have nothing: graticule, German cities, and where the project lies.
 * Needs no server. Cities are labelled in German, as they call themselves.
 */
export function withOrientation(ground: StyleSpecification, oriented: Oriented): StyleSpecification {
  const { data, project, file, degrees, palette } = oriented;
  const [here, there] = [middleOf(data), project && middleOf(project.bounds)];
  // The length stands at a point: a line is labelled once for each tile that it crosses.
  const ends =
    there && project
      ? [
          point(here, file),
          point(there, project.name),
          point({ lon: (here.lon + there.lon) / 2, lat: (here.lat + there.lat) / 2 }, project.away),
        ]
      : [];
  const way = there
    ? [
        line(
          [
            [there.lon, there.lat],
            [here.lon, here.lat],
          ],
          '',
        ),
      ]
    : [];
  const text = { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 1.5 };
  const strong = { ...text, 'text-color': palette.ink };
  const label = { 'text-field': ['get', 'label'] as ['get', string], 'text-font': FONT };
  const layers: LayerSpecification[] = [
    {
      id: 'graticule',
      type: 'line',
      source: 'graticule',
      paint: { 'line-color': palette.label, 'line-width': 0.75, 'line-opacity': 0.4 },
    },
    {
      id: 'graticule-labels',
      type: 'symbol',
      source: 'graticule',
      layout: { ...label, 'symbol-placement': 'line', 'symbol-spacing': 320, 'text-size': 11 },
      paint: text,
    },
    {
      id: 'cities',
      type: 'circle',
      source: 'cities',
      paint: {
        'circle-radius': 3.5,
        'circle-color': palette.land,
        'circle-stroke-color': palette.label,
        'circle-stroke-width': 1.5,
      },
    },
    {
      id: 'way',
      type: 'line',
      source: 'way',
      paint: { 'line-color': palette.ink, 'line-width': 1.5, 'line-dasharray': [2, 2] },
    },
    {
      id: 'city-labels',
      type: 'symbol',
      source: 'cities',
      layout: { ...label, 'text-size': 12, 'text-variable-anchor': [...SIDES], 'text-radial-offset': 0.6 },
      paint: text,
    },
    {
      id: 'end-labels',
      type: 'symbol',
      source: 'ends',
      layout: {
        ...label,
        'text-size': 13,
        'text-variable-anchor': [...SIDES.toReversed()],
        'text-radial-offset': 1.2,
      },
      paint: strong,
    },
  ];
  const sources = {
    graticule: graticule(project ? around(data, project.bounds) : data, degrees),
    cities: collection(CITIES.map((city) => point(city, city.name))),
    way: collection(way),
    ends: collection(ends),
  };
  return {
    ...ground,
    sources: {
      ...ground.sources,
      ...Object.fromEntries(Object.entries(sources).map(([id, data]) => [id, { type: 'geojson' as const, data }])),
    },
    layers: [...ground.layers, ...layers],
  };
}
