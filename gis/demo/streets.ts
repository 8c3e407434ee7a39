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

interface ParkPath {
  /** Longitude and latitude. */
  line: readonly Point[];
  steps?: boolean;
  /** Invented, like the paths; null: not known. */
  stepFree: boolean | null;
}

// Paths through the parks, from street to street; an end that another path has too is where they join.
const PATHS: readonly ParkPath[] = [
  {
    line: [
      [7.4652, 51.5258],
      [7.4661, 51.5259],
      [7.46685, 51.5262],
    ],
    stepFree: true,
  },
  {
    line: [
      [7.4653, 51.527],
      [7.4661, 51.5259],
      [7.4672, 51.52508],
    ],
    stepFree: true,
  },
  {
    line: [
      [7.4754, 51.5226],
      [7.4766, 51.5217],
      [7.4775, 51.521],
    ],
    stepFree: true,
  },
  {
    line: [
      [7.4751, 51.5213],
      [7.47648, 51.52167],
    ],
    stepFree: null,
  },
  {
    line: [
      [7.47076, 51.5237],
      [7.4716, 51.5233],
      [7.4723, 51.5226],
    ],
    stepFree: true,
  },
  {
    line: [
      [7.4766, 51.5217],
      [7.4779, 51.5229],
    ],
    stepFree: null,
  },
  {
    line: [
      [7.47648, 51.52167],
      [7.4766, 51.5217],
    ],
    steps: true,
    stepFree: false,
  },
];

/** Whether a path ends where another runs: then it is joined there and not at a street. */
const joinsPath = (point: Point, path: ParkPath): boolean =>
  PATHS.some((other) => other !== path && other.line.some(([x, y]) => x === point[0] && y === point[1]));

interface Walking {
  steps: boolean | null;
  stepFree: boolean | null;
}

/** Railways, and paths that end at the nearest vertex of a street, so that they belong to the network. */
export function railwaysAndPaths(streets: readonly Street[]): StreetRow[] {
  const vertices = streets.flatMap((street) => street.line);
  const snap = (point: Point): Point =>
    vertices.reduce(
      (best, vertex) => (distance(vertex, point) < distance(best, point) ? vertex : best),
      vertices[0] ?? point,
    );
  const row = (kind: 'rail' | 'path', line: readonly Point[], i: number, { steps, stepFree }: Walking): StreetRow => ({
    key: `demo-${kind}-${i + 1}`,
    name: null,
    kind,
    max_speed: null,
    oneway: false,
    walkable: kind === 'path',
    steps,
    step_free: stepFree,
    crossing: null,
    level: null,
    geometry: geometry(line),
  });
  return [
    ...RAILWAYS.map((line, i) => row('rail', line.map(project), i, { steps: null, stepFree: null })),
    ...PATHS.map((path, i) => {
      const last = path.line.length - 1;
      const line = path.line.map((lonLat, k) => {
        const point = project(lonLat);
        return (k === 0 || k === last) && !joinsPath(lonLat, path) ? snap(point) : point;
      });
      return row('path', line, i, { steps: path.steps ?? false, stepFree: path.stepFree });
    }),
  ];
}
