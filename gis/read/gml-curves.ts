import type { Position } from 'geojson';

/** Angle between two points of a line that stands for an arc, radians: 4°, as GDAL takes it; the line lies within 0.06 % of the radius. */
const STEP = (4 * Math.PI) / 180;

const same = (a: Position | undefined, b: Position | undefined): boolean => a?.[0] === b?.[0] && a?.[1] === b?.[1];

/** Centre of the circle through three points; null where they lie on a line. */
function centreOf([ax = 0, ay = 0]: Position, [bx = 0, by = 0]: Position, [cx = 0, cy = 0]: Position): Position | null {
  // Relative to the first point: squares of full coordinates would cost digits.
  const [ux, uy, vx, vy] = [bx - ax, by - ay, cx - ax, cy - ay];
  const twice = 2 * (ux * vy - uy * vx);
  const [u, v] = [ux * ux + uy * uy, vx * vx + vy * vy];
  if (Math.abs(twice) < 1e-9 * Math.max(u, v)) return null;
  return [ax + (vy * u - uy * v) / twice, ay + (ux * v - vx * u) / twice];
}

const turn = (from: number, to: number): number => (((to - from) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);

/** Points of an arc from `start` over `middle` to `end`, both ends as they are. */
function arc(start: Position, middle: Position, end: Position, whole = false): Position[] {
  const centre = centreOf(start, middle, end);
  if (!centre) return [start, middle, end];
  const [x = 0, y = 0] = centre;
  const angle = ([px = 0, py = 0]: Position) => Math.atan2(py - y, px - x);
  const [from, over, to] = [angle(start), angle(middle), angle(end)];
  const left = turn(from, over) <= turn(from, to);
  const sweep = whole ? 2 * Math.PI : left ? turn(from, to) : turn(to, from);
  const radius = Math.hypot((start[0] ?? 0) - x, (start[1] ?? 0) - y);
  const steps = Math.max(2, Math.ceil(sweep / STEP));
  const between = Array.from({ length: steps - 1 }, (_, i): Position => {
    const at = from + ((left ? sweep : -sweep) * (i + 1)) / steps;
    return [x + radius * Math.cos(at), y + radius * Math.sin(at)];
  });
  return [start, ...between, whole ? start : end];
}

/**
 * Line that stands for a segment of a curve of GML 3.2.
 * @param kind name of the element: `LineStringSegment`, `Arc`, `ArcString` or `Circle`
 * @param points its control points in a plane
 * @returns null where the kind is not known or has the wrong number of points
 */
export function segmentLine(kind: string, points: Position[]): Position[] | null {
  if (kind === 'LineStringSegment' || kind === 'LineString' || kind === 'LinearRing') return points;
  const [first, second, third] = points;
  if (!first || !second || !third || points.length % 2 === 0) return null;
  if (kind === 'Circle') return points.length === 3 ? arc(first, second, third, true) : null;
  if (kind !== 'Arc' && kind !== 'ArcString') return null;
  const line: Position[] = [first];
  for (let i = 2; i < points.length; i += 2) {
    const piece = arc(points[i - 2] as Position, points[i - 1] as Position, points[i] as Position);
    for (const point of piece.slice(1)) line.push(point);
  }
  return line;
}

/** A closed ring of curves that follow each other, each in either direction; null where they do not. */
export function ringOfCurves(curves: readonly Position[][]): Position[] | null {
  const [first, ...others] = curves;
  if (!first) return null;
  const [second] = others;
  const turned = second && !same(second[0], first.at(-1)) && !same(second.at(-1), first.at(-1));
  const ring = turned ? first.toReversed() : [...first];
  for (const curve of others) {
    const end = ring.at(-1);
    if (!same(curve[0], end) && !same(curve.at(-1), end)) return null;
    const onward = same(curve[0], end) ? curve : curve.toReversed();
    for (const point of onward.slice(1)) ring.push(point);
  }
  return ring.length >= 4 && same(ring[0], ring.at(-1)) ? ring : null;
}
