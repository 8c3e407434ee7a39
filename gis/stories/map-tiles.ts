import type { Bounds } from '../layers/answers.ts';
import type { View } from '../views/map.ts';

/** A tile by its place in the pyramid. */
export interface TilePlace {
  z: number;
  x: number;
  y: number;
}

/** What of a layer says which tiles it has. */
export interface TiledLayer {
  minzoom: number;
  maxzoom: number;
  bounds: Bounds | null;
}

const TILE_PX = 512;
/** A tilted map looks farther than a flat one of the same zoom. */
const PITCHED = 1.8;
const RADIANS = Math.PI / 180;

/** Where a place lies in the unit square of Web Mercator. */
function unit(lon: number, lat: number): [x: number, y: number] {
  const y = Math.log(Math.tan(Math.PI / 4 + (lat * RADIANS) / 2));
  return [(lon + 180) / 360, (1 - y / Math.PI) / 2];
}

/** A part of the unit square of Web Mercator. */
interface Ground {
  west: number;
  north: number;
  east: number;
  south: number;
}

/** What a map of this size shows; turned and tilted ones by the circle around them. */
function groundOf(view: View, size: { width: number; height: number }): Ground {
  const [x, y] = unit(view.lon, view.lat);
  const pixels = TILE_PX * 2 ** view.zoom;
  const turned = view.bearing !== 0 || view.pitch !== 0;
  const reach = turned ? (Math.hypot(size.width, size.height) / 2) * (view.pitch > 0 ? PITCHED : 1) : null;
  const [halfX, halfY] = (reach === null ? [size.width / 2, size.height / 2] : [reach, reach]).map(
    (half) => half / pixels,
  ) as [number, number];
  return { west: x - halfX, north: y - halfY, east: x + halfX, south: y + halfY };
}

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/**
 * Tiles of a layer that a map needs to show a view.
 * @param view WGS 84; turned and tilted views are covered by the circle around them
 * @param size of the map in CSS pixels
 * @param margin tiles more on each side, e.g. for somebody who moves the map
 */
export function tilesOfView(
  view: View,
  size: { width: number; height: number },
  { minzoom, maxzoom, bounds }: TiledLayer,
  margin = 0,
): TilePlace[] {
  const z = Math.min(maxzoom, Math.floor(view.zoom));
  if (z < minzoom) return [];
  const n = 2 ** z;
  const ground = groundOf(view, size);
  const [w, north] = bounds ? unit(bounds[0], bounds[3]) : [0, 0];
  const [e, south] = bounds ? unit(bounds[2], bounds[1]) : [1, 1];
  const range = (from: number, to: number, least: number, most: number): [number, number] => [
    clamp(Math.floor(Math.max(from, least) * n) - margin, 0, n - 1),
    clamp(Math.floor(Math.min(to, most) * n) + margin, 0, n - 1),
  ];
  const [left, right] = range(ground.west, ground.east, w, e);
  const [top, bottom] = range(ground.north, ground.south, north, south);
  const tiles: TilePlace[] = [];
  for (let column = left; column <= right; column += 1) {
    for (let row = top; row <= bottom; row += 1) tiles.push({ z, x: column, y: row });
  }
  return tiles;
}

/** Of a tilted map the far parts are drawn from tiles of smaller zooms. */
const FAR_ZOOMS = 2;

/**
 * Whether a tile belongs to what a view shows, or to one screen more on each side of it: so far somebody may look around. That is
 * also what is in sight one zoom farther out; tiles of smaller zooms hold far more ground, and closer ones no other.
 * @param view WGS 84
 * @param size of the map in CSS pixels
 * @param maxzoom of the layer
 */
export function isAround(
  view: View,
  size: { width: number; height: number },
  maxzoom: number,
  { z, x, y }: TilePlace,
): boolean {
  const own = Math.min(maxzoom, Math.floor(view.zoom));
  if (z < own - 1 - (view.pitch > 0 ? FAR_ZOOMS : 0)) return false;
  const { west, north, east, south } = groundOf(view, { width: 3 * size.width, height: 3 * size.height });
  const n = 2 ** z;
  return x < east * n && x + 1 > west * n && y < south * n && y + 1 > north * n;
}

/** Address of a tile by its template. */
export const tileAddress = (template: string, { z, x, y }: TilePlace): string =>
  template.replace('{z}', String(z)).replace('{x}', String(x)).replace('{y}', String(y));
