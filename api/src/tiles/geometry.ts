import { clipLine, clipPoints, clipPolygon } from './clip.ts';
import type { Square } from './clip.ts';
import type { Commands } from './commands.ts';
import { BUFFER, EXTENT } from './grid.ts';
import { doubleArea, oriented, tidyRing } from './ring.ts';
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
  /** Rings are left out below this area (square units). */
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
  } else if (inside) {
    writeWholePolygons(shapes, from, to, detail, out);
  } else {
    for (let path = from; path < to;) path = writeClippedPolygon(shapes, path, to, detail, out);
  }
  return out.length > 0;
}

function writePoints({ xy, firstPoint }: Shapes, path: number, inside: boolean, out: Commands): boolean {
  const points = xy.subarray((firstPoint[path] as number) * 2, (firstPoint[path + 1] as number) * 2);
  const seen = inside ? points : clipPoints(Array.from(points), TILE);
  if (seen.length > 0) out.points(seen, seen.length);
  return seen.length > 0;
}

function writeLine(shapes: Shapes, path: number, inside: boolean, { tolerance }: Detail, out: Commands): void {
  let length = load(shapes, path);
  if (tolerance > 0) length = simplifyLine(points, length, tolerance);
  if (inside) {
    if (length >= 4) out.line(points, length);
    return;
  }
  for (const piece of clipLine(Array.from(points.subarray(0, length)), TILE)) {
    const clean = rounded(piece);
    if (clean.length >= 4) out.line(clean, clean.length);
  }
}

/** Writes polygons that lie within the tile and its buffer; without its outer ring, a polygon's holes are nothing. */
function writeWholePolygons(shapes: Shapes, from: number, to: number, detail: Detail, out: Commands): void {
  let outerIsThere = false;
  for (let path = from; path < to; path++) {
    const outer = shapes.outer[path] === 1;
    if (!outer && !outerIsThere) continue;
    const length = loadRing(shapes, path, detail);
    if (outer) outerIsThere = length > 0;
    if (length > 0) out.ring(points, length, loadedArea > 0 !== outer);
  }
}

/** Writes what of a polygon lies within the tile. @returns the path behind the polygon's last ring */
function writeClippedPolygon(shapes: Shapes, first: number, to: number, detail: Detail, out: Commands): number {
  const rings: Path[] = [];
  let path = first;
  do {
    const length = path === first || rings.length > 0 ? loadRing(shapes, path, detail) : 0;
    if (length > 0) rings.push(oriented(Array.from(points.subarray(0, length)), path === first));
    path++;
  } while (path < to && shapes.outer[path] === 0);
  if (rings.length === 0) return path;
  for (const polygon of clipPolygon(rings, TILE)) {
    for (const [index, ring] of polygon.map(roundedRing).entries()) {
      const area = doubleArea(ring);
      if (area !== 0) out.ring(ring, ring.length, area > 0 !== (index === 0));
      else if (index === 0) break;
    }
  }
  return path;
}

// The points of the path at hand; reused, because a tile has thousands of paths.
let points = new Int32Array(2048);
/** Twice the signed area of the ring at hand. */
let loadedArea = 0;

/** Loads a ring, simplified. @returns how many numbers it has; 0 where it encloses too little */
function loadRing(shapes: Shapes, path: number, { tolerance, smallestArea }: Detail): number {
  const length = tidyRing(points, load(shapes, path));
  loadedArea = doubleArea(points, length);
  if (loadedArea === 0 || Math.abs(loadedArea) < smallestArea * 2) return 0;
  if (tolerance === 0) return length;
  const simple = simplifyRing(points, length, tolerance);
  if (simple === length) return length;
  const tidy = tidyRing(points, simple);
  loadedArea = doubleArea(points, tidy);
  return loadedArea === 0 ? 0 : tidy;
}

/** Loads the points of a path without those that repeat the one before. @returns how many numbers it has */
function load({ xy, firstPoint }: Shapes, path: number): number {
  const start = (firstPoint[path] as number) * 2;
  const end = (firstPoint[path + 1] as number) * 2;
  if (end === start) return 0;
  if (end - start > points.length) points = new Int32Array((end - start) * 2);
  let lastX = (points[0] = xy[start] as number);
  let lastY = (points[1] = xy[start + 1] as number);
  let length = 2;
  for (let i = start + 2; i < end; i += 2) {
    const x = xy[i] as number;
    const y = xy[i + 1] as number;
    if (x === lastX && y === lastY) continue;
    points[length++] = lastX = x;
    points[length++] = lastY = y;
  }
  return length;
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
  out.length = tidyRing(out, out.length);
  return out;
}
