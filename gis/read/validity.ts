import GeometryFactory from 'jsts/org/locationtech/jts/geom/GeometryFactory.js';
import GeoJSONReader from 'jsts/org/locationtech/jts/io/GeoJSONReader.js';
import IsValidOp from 'jsts/org/locationtech/jts/operation/valid/IsValidOp.js';
import InteriorPointArea from 'jsts/org/locationtech/jts/algorithm/InteriorPointArea.js';
import { union } from 'polyclip-ts';
import type { Geom } from 'polyclip-ts';
import type { MultiPolygon, Position } from 'geojson';

const reader = new GeoJSONReader(new GeometryFactory());

/** Whether polygons are valid in the sense of OGC Simple Features, judged by JTS, whose C++ port GEOS judges in PostGIS. */
export function isValid(polygons: Position[][][]): boolean {
  try {
    return new IsValidOp(reader.read({ type: 'MultiPolygon', coordinates: polygons })).isValid();
  } catch {
    return false;
  }
}

/** Decimals to which a repaired polygon is rounded, in this order, until one is valid: 0.1 mm, then 1 µm. */
const ROUNDINGS = [1e4, 1e6];

/**
 * Polygons that cover what the given ones cover by the even-odd rule, without self-intersections, in metres.
 * A bow tie becomes its two halves; a spike of no area disappears. Martinez-Rueda clipping on exact numbers (polyclip-ts).
 * @returns null where nothing with an area is left, or the result is still invalid
 */
export function repairPolygons(polygons: Position[][][]): MultiPolygon | null {
  try {
    const whole = union(polygons as Geom) as Position[][][];
    for (const factor of ROUNDINGS) {
      const coordinates = whole
        .map((polygon) => polygon.map((ring) => ring.map(([x, y]) => roundTo(x as number, y as number, factor))))
        .filter((polygon) => (polygon[0]?.length ?? 0) >= 4);
      if (coordinates.length > 0 && isValid(coordinates)) return { type: 'MultiPolygon', coordinates };
    }
    return null;
  } catch {
    return null;
  }
}

function roundTo(x: number, y: number, factor: number): Position {
  return [Math.round(x * factor) / factor, Math.round(y * factor) / factor];
}

/** A point that lies inside the polygons, in the middle of their widest part, unlike a centroid (JTS InteriorPointArea). */
export function pointInside(polygons: MultiPolygon): Position {
  const point = InteriorPointArea.getInteriorPoint(reader.read(polygons));
  return [point.x, point.y];
}

/** Area of the polygons in the unit of their coordinates, holes taken off. */
export function areaOf({ coordinates }: MultiPolygon): number {
  return coordinates.reduce(
    (sum, polygon) => sum + polygon.reduce((rest, ring, i) => rest + (i === 0 ? ringArea(ring) : -ringArea(ring)), 0),
    0,
  );
}

function ringArea(ring: Position[]): number {
  // Relative to the first vertex: products of full UTM coordinates would cost digits.
  const [x0 = 0, y0 = 0] = ring[0] ?? [];
  let twice = 0;
  for (let i = 1; i < ring.length; i += 1) {
    const [ax = 0, ay = 0] = ring[i - 1] as Position;
    const [bx = 0, by = 0] = ring[i] as Position;
    twice += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
  }
  return Math.abs(twice) / 2;
}
