import type { Geometry, MultiPolygon, Position } from 'geojson';
import type { GeometryKind } from '../layers/define.ts';
import type { Bbox, SkipReason } from '../layers/source-types.ts';
import type { Crs } from './crs.ts';
import { positionsOf, shapesOf } from './shapes.ts';
import type { Shapes } from './shapes.ts';
import { misplaced } from './surroundings.ts';
import { areaOf, isValid, pointInside, repairPolygons } from './validity.ts';

/** What was done to a geometry so that it could be stored, the gravest first; at most one is reported for a record. */
export type Repair = 'self-intersection' | 'unclosed-ring' | 'repeated-vertices';

/** A geometry as it is stored: EPSG:25832, multi except for points. */
export interface Placed {
  geometry: Geometry;
  repaired?: Repair;
  /** Area of the published polygon in m², also where only a point of it is stored. */
  areaM2?: number;
}

export interface Refused {
  skip: SkipReason;
  example: string;
}

/** Metres are kept to 0.1 mm: finer than any survey, coarse enough that the same file always gives the same numbers. */
const FACTOR = 1e4;
export const roundMetres = (metres: number): number => Math.round(metres * FACTOR) / FACTOR;

const same = (a: Position | undefined, b: Position): boolean => a !== undefined && a[0] === b[0] && a[1] === b[1];

/** Line without vertices that repeat the one before them. */
function withoutRepeats(line: Position[]): Position[] {
  return line.filter((one, i) => i === 0 || !same(line[i - 1], one));
}

function project(line: Position[], crs: Crs): Position[] {
  const projected = line.map((one) => {
    const [x, y] = crs.toStorage(one);
    return [roundMetres(x), roundMetres(y)];
  });
  return withoutRepeats(projected);
}

interface Cleaned {
  polygons: Position[][][];
  repaired?: Repair;
}

/** Rings closed and without repeated vertices, in the published coordinates; rings without an area are dropped. */
function cleanPolygons(polygons: Position[][][]): Cleaned {
  let unclosed = false;
  let repeated = false;
  const cleaned = polygons.map((rings) =>
    rings.map((ring) => {
      const first = ring[0];
      const closed = first && !same(ring[ring.length - 1], first) ? [...ring, first] : ring;
      const clean = withoutRepeats(closed);
      unclosed ||= closed !== ring;
      repeated ||= clean.length !== closed.length;
      return clean;
    }),
  );
  const repaired = unclosed ? 'unclosed-ring' : repeated ? 'repeated-vertices' : undefined;
  return { polygons: withArea(cleaned), ...(repaired ? { repaired } : {}) };
}

/** Polygons whose shell has at least three corners, without holes that have fewer. */
function withArea(polygons: Position[][][]): Position[][][] {
  return polygons
    .filter((rings) => (rings[0]?.length ?? 0) >= 4)
    .map((rings) => rings.filter((ring, i) => i === 0 || ring.length >= 4));
}

function placePolygons(shapes: Shapes, crs: Crs): { polygons: MultiPolygon; repaired?: Repair } | null {
  const { polygons, repaired } = cleanPolygons(shapes.polygons);
  const stored = withArea(polygons.map((rings) => rings.map((ring) => project(ring, crs))));
  if (stored.length === 0) return null;
  // Judged as published, so that the count is that of the file; and as stored, since rounding may cross thin slivers.
  const crossed = !isValid(polygons);
  const whole: MultiPolygon | null = isValid(stored)
    ? { type: 'MultiPolygon', coordinates: stored }
    : repairPolygons(stored);
  if (!whole) return null;
  const note = crossed ? 'self-intersection' : repaired;
  return { polygons: whole, ...(note ? { repaired: note } : {}) };
}

/**
 * Puts a published geometry where it is stored: checked against the surroundings, transformed to EPSG:25832, repaired, and
 * fitted to the layer's kind. A polygon in a layer of points becomes a point inside it, and its area is kept.
 * @param geometry GeoJSON geometry as found in the file, unchecked, in the system `crs`
 * @param surroundings WGS 84 box outside of which nothing is taken
 */
export function placeGeometry(geometry: unknown, crs: Crs, kind: GeometryKind, surroundings: Bbox): Placed | Refused {
  if (geometry === null || geometry === undefined) return { skip: 'no-geometry', example: '' };
  const shapes = shapesOf(geometry);
  const type = String((geometry as { type?: unknown }).type).slice(0, 40);
  if (!shapes) return { skip: 'invalid-geometry', example: type };
  const { points, lines, polygons } = shapes;
  if (positionsOf(shapes).next().done === true) return { skip: 'no-geometry', example: type };
  const elsewhere = misplaced(() => positionsOf(shapes), crs, surroundings);
  if (elsewhere) return elsewhere;
  const wrong: Refused = { skip: 'wrong-geometry-type', example: type };

  if (kind === 'line') {
    if (lines.length === 0 || points.length + polygons.length > 0) return wrong;
    const coordinates = lines.map((line) => project(line, crs)).filter((line) => line.length >= 2);
    if (coordinates.length === 0) return { skip: 'invalid-geometry', example: type };
    const repeated = lines.some((line) => withoutRepeats(line).length !== line.length);
    return {
      geometry: { type: 'MultiLineString', coordinates },
      ...(repeated ? { repaired: 'repeated-vertices' } : {}),
    };
  }
  if (kind === 'point' && points.length === 1 && lines.length + polygons.length === 0) {
    const [x, y] = crs.toStorage(points[0] as Position);
    return { geometry: { type: 'Point', coordinates: [roundMetres(x), roundMetres(y)] } };
  }
  if (polygons.length === 0 || points.length + lines.length > 0) return wrong;
  const placed = placePolygons(shapes, crs);
  if (!placed) return { skip: 'invalid-geometry', example: type };
  const areaM2 = areaOf(placed.polygons);
  const note = placed.repaired ? { repaired: placed.repaired } : {};
  if (kind === 'polygon') return { geometry: placed.polygons, areaM2, ...note };
  const [x = 0, y = 0] = pointInside(placed.polygons);
  return { geometry: { type: 'Point', coordinates: [roundMetres(x), roundMetres(y)] }, areaM2, ...note };
}
