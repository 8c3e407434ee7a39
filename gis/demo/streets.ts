import type { RowOf } from '../layers/define.ts';
import type { streets } from '../layers/streets/layer.ts';
import { distance, rounded } from './city/plane.ts';
import type { Point } from './city/plane.ts';
import type { Street } from './city/street.ts';
import { project } from './projection.ts';
import { RAILWAYS } from './skeleton.ts';

export type StreetRow = RowOf<typeof streets.dataset>;

const geometry = (line: readonly Point[]): StreetRow['geometry'] => ({
  type: 'MultiLineString',
  coordinates: [line.map(rounded)],
});

const UNRECORDED = { walkable: null, steps: null, step_free: null, crossing: null, level: null };

/** Row of a street. */
export function streetRow(street: Street, key: string): StreetRow {
  return {
    key,
    name: street.name,
    kind: street.kind,
    max_speed: street.maxSpeed,
    oneway: street.oneway,
    ...UNRECORDED,
    geometry: geometry(street.line),
  };
}

// Paths through the parks, from street to street; longitude and latitude.
const PATHS: readonly (readonly Point[])[] = [
  [
    [7.4652, 51.5258],
    [7.4661, 51.5259],
    [7.46685, 51.5262],
  ],
  [
    [7.4653, 51.527],
    [7.4661, 51.5259],
    [7.4672, 51.52508],
  ],
  [
    [7.4754, 51.5226],
    [7.4766, 51.5217],
    [7.4775, 51.521],
  ],
  [
    [7.4751, 51.5213],
    [7.4766, 51.5217],
    [7.4779, 51.5229],
  ],
  [
    [7.47076, 51.5237],
    [7.4716, 51.5233],
    [7.4723, 51.5226],
  ],
];

/** Railways, and paths that end at the nearest vertex of a street, so that they belong to the network. */
export function railwaysAndPaths(streets: readonly Street[]): StreetRow[] {
  const vertices = streets.flatMap((street) => street.line);
  const snap = (point: Point): Point =>
    vertices.reduce(
      (best, vertex) => (distance(vertex, point) < distance(best, point) ? vertex : best),
      vertices[0] ?? point,
    );
  const row = (kind: 'rail' | 'path', line: readonly Point[], i: number): StreetRow => ({
    key: `demo-${kind}-${i + 1}`,
    name: null,
    kind,
    max_speed: null,
    oneway: false,
    ...UNRECORDED,
    geometry: geometry(line),
  });
  return [
    ...RAILWAYS.map((line, i) => row('rail', line.map(project), i)),
    ...PATHS.map((path, i) => {
      const line = path.map(project);
      return row(
        'path',
        line.map((point, k) => (k === 0 || k === line.length - 1 ? snap(point) : point)),
        i,
      );
    }),
  ];
}
