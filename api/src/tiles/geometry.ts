import { clipLine, clipPoints, clipPolygon } from './clip.ts';
import type { Square } from './clip.ts';
import type { Commands } from './commands.ts';
import { BUFFER, EXTENT } from './grid.ts';
import { doubleArea, oriented } from './ring.ts';
import type { Path } from './ring.ts';
import { simplifyLine, simplifyRing } from './simplify.ts';
import { LINE, POINT } from './twkb.ts';
import type { Shapes } from './twkb.ts';

/** What of a geometry is kept, in tile units. */
export interface Detail {
  /** Lines and polygons are left out where neither side of their box reaches this. */
  smallest: number;
  /** Outlines and lines may move by this much. */
  tolerance: number;
  /** Rings are left out up to this area (square units). */
  smallestArea: number;
}

const TILE: Square = { min: -BUFFER, max: EXTENT + BUFFER };

/**
 * Writes what of a feature is to be seen in the tile: simplified, clipped, without repeated points and rings that
 * enclose nothing, outer rings clockwise as seen and holes the other way.
 * @returns whether anything was left
 */
export function writeGeometry(shapes: Shapes, feature: number, detail: Detail, out: Commands): boolean {
  out.reset();
  const from = shapes.firstPath[feature] as number;
  const to = shapes.firstPath[feature + 1] as number;
  const minX = shapes.box[feature * 4] as number;
  const minY = shapes.box[feature * 4 + 1] as number;
  const maxX = shapes.box[feature * 4 + 2] as number;
  const maxY = shapes.box[feature * 4 + 3] as number;
  if (from === to || minX > TILE.max || minY > TILE.max || maxX < TILE.min || maxY < TILE.min) return false;
  const inside = minX >= TILE.min && minY >= TILE.min && maxX <= TILE.max && maxY <= TILE.max;
  const type = shapes.type[feature];
  if (type === POINT) return writePoints(shapes, from, inside, out);
  if (maxX - minX < detail.smallest && maxY - minY < detail.smallest) return false;
  if (type === LINE) {
    for (let path = from; path < to; path++) writeLine(shapes, path, inside, detail, out);
  } else {
    for (let path = from; path < to;) path = writePolygon(shapes, path, to, inside, detail, out);
  }
  return out.length > 0;
}

function writePoints(shapes: Shapes, path: number, inside: boolean, out: Commands): boolean {
  const points = Array.from(
    shapes.xy.subarray((shapes.firstPoint[path] as number) * 2, (shapes.firstPoint[path + 1] as number) * 2),
  );
  const seen = inside ? points : clipPoints(points, TILE);
  if (seen.length > 0) out.points(seen);
  return seen.length > 0;
}

function writeLine(shapes: Shapes, path: number, inside: boolean, { tolerance }: Detail, out: Commands): void {
  const points = pointsOf(shapes, path, false);
  const line = tolerance > 0 ? simplifyLine(points, tolerance) : points;
  for (const piece of inside ? [line] : clipLine(line, TILE)) {
    const clean = inside ? piece : rounded(piece);
    if (clean.length >= 4) out.line(clean);
  }
}

/** Writes the polygon that begins with the given ring. @returns the path behind its last ring */
function writePolygon(
  shapes: Shapes,
  first: number,
  end: number,
  inside: boolean,
  detail: Detail,
  out: Commands,
): number {
  let path = first;
  let rings: Path[] | undefined = [];
  do {
    const ring = rings && ringOf(shapes, path, detail);
    if (ring) rings?.push(ring);
    // Without its outer ring, a polygon's holes are nothing.
    else if (path === first) rings = undefined;
    path++;
  } while (path < end && shapes.outer[path] === 0);
  if (!rings) return path;
  if (inside) writeRings(rings, out);
  else {
    const wellOriented = rings.map((ring, index) => oriented(ring, index === 0));
    for (const polygon of clipPolygon(wellOriented, TILE)) {
      const clean = polygon.map(roundedRing);
      if (encloses(clean[0])) writeRings(clean.filter(encloses), out);
    }
  }
  return path;
}

function encloses(ring: Path | undefined): ring is Path {
  return ring !== undefined && ring.length >= 6 && doubleArea(ring) !== 0;
}

function writeRings(rings: Path[], out: Commands): void {
  for (let i = 0; i < rings.length; i++) {
    const ring = rings[i] as Path;
    out.ring(ring, doubleArea(ring) > 0 !== (i === 0));
  }
}

/** A ring, open and as simple as it may be; undefined where it encloses too little. */
function ringOf(shapes: Shapes, path: number, { tolerance, smallestArea }: Detail): Path | undefined {
  const points = pointsOf(shapes, path, true);
  const area = Math.abs(doubleArea(points)) / 2;
  if (points.length < 6 || area === 0 || area < smallestArea) return undefined;
  if (tolerance === 0 || points.length === 6) return points;
  const simple = simplifyRing(points, tolerance);
  // What is large enough to be seen but too thin for the tolerance keeps its points.
  return encloses(simple) ? simple : points;
}

/** The points of a path without those that repeat the one before; of a ring, without the end that repeats its beginning. */
function pointsOf({ xy, firstPoint }: Shapes, path: number, ring: boolean): Path {
  const out: Path = [];
  const start = (firstPoint[path] as number) * 2;
  let end = (firstPoint[path + 1] as number) * 2;
  if (ring) while (end - start > 2 && xy[start] === xy[end - 2] && xy[start + 1] === xy[end - 1]) end -= 2;
  let lastX = NaN;
  let lastY = NaN;
  for (let i = start; i < end; i += 2) {
    const x = xy[i] as number;
    const y = xy[i + 1] as number;
    if (x === lastX && y === lastY) continue;
    out.push(x, y);
    lastX = x;
    lastY = y;
  }
  return out;
}

/** A clipped line or ring in whole units, without points that repeat the one before. */
function rounded(path: Path): Path {
  const out: Path = [];
  for (let i = 0; i < path.length; i += 2) {
    const x = Math.round(path[i] as number);
    const y = Math.round(path[i + 1] as number);
    if (out.length === 0 || x !== out[out.length - 2] || y !== out[out.length - 1]) out.push(x, y);
  }
  return out;
}

function roundedRing(ring: Path): Path {
  const out = rounded(ring);
  while (out.length > 2 && out[0] === out[out.length - 2] && out[1] === out[out.length - 1]) out.length -= 2;
  return out;
}
