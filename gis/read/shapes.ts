import type { Position } from 'geojson';

/** The primitives that a geometry is made of, whatever it is called. Coordinates are finite numbers, two a position. */
export interface Shapes {
  points: Position[];
  lines: Position[][];
  polygons: Position[][][];
}

const DEPTH = 4;

function position(value: unknown): Position | null {
  if (!Array.isArray(value)) return null;
  const [x, y] = value as unknown[];
  return typeof x === 'number' && typeof y === 'number' && Number.isFinite(x) && Number.isFinite(y) ? [x, y] : null;
}

/** Every member read with `read`; null where one of them cannot be. */
function all<T>(value: unknown, read: (one: unknown) => T | null): T[] | null {
  if (!Array.isArray(value)) return null;
  const list: T[] = [];
  for (const one of value as unknown[]) {
    const item = read(one);
    if (item === null) return null;
    list.push(item);
  }
  return list;
}

const line = (value: unknown): Position[] | null => all(value, position);
const polygon = (value: unknown): Position[][] | null => all(value, line);

function collect(geometry: unknown, into: Shapes, depth: number): boolean {
  if (typeof geometry !== 'object' || geometry === null || depth > DEPTH) return false;
  const { type, coordinates, geometries } = geometry as { type?: unknown; coordinates?: unknown; geometries?: unknown };
  const add = <T>(list: T[], items: T[] | null): boolean => {
    for (const item of items ?? []) list.push(item);
    return items !== null;
  };
  switch (type) {
    case 'Point':
      return add(into.points, all([coordinates], position));
    case 'MultiPoint':
      return add(into.points, line(coordinates));
    case 'LineString':
      return add(into.lines, all([coordinates], line));
    case 'MultiLineString':
      return add(into.lines, polygon(coordinates));
    case 'Polygon':
      return add(into.polygons, all([coordinates], polygon));
    case 'MultiPolygon':
      return add(into.polygons, all(coordinates, polygon));
    case 'GeometryCollection':
      return Array.isArray(geometries) && geometries.every((one) => collect(one, into, depth + 1));
    default:
      return false;
  }
}

/** The primitives of a GeoJSON geometry that nobody has checked yet; null where it is none. Heights are dropped. */
export function shapesOf(geometry: unknown): Shapes | null {
  const shapes: Shapes = { points: [], lines: [], polygons: [] };
  return collect(geometry, shapes, 0) ? shapes : null;
}

/** Every position of the shapes. */
export function* positionsOf(shapes: Shapes): Generator<Position> {
  yield* shapes.points;
  for (const one of shapes.lines) yield* one;
  for (const rings of shapes.polygons) for (const ring of rings) yield* ring;
}
