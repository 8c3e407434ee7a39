/** Units along one side of a tile, as in the Mapbox Vector Tile specification 2.1 (its usual extent). */
export const EXTENT = 4096;

/** Units around a tile that are delivered too, so that outlines drawn with a width meet across tiles. */
export const BUFFER = 64;

/** Units of a pixel where the tile is drawn on 512 × 512 pixels, as MapLibre does. */
export const PIXEL = EXTENT / 512;

/** Highest zoom that the encoder takes: the world then measures 2^30 units, so that coordinates fit 32 bits. */
export const MAX_ZOOM = 18;

/** Side of the square world of EPSG:3857 in metres. */
const WORLD = 2 * Math.PI * 6_378_137;

/** A box in EPSG:3857 (metres): west, south, east, north. */
export type MercatorBox = [west: number, south: number, east: number, north: number];

/** How a tile lies in EPSG:3857. */
export interface Grid {
  z: number;
  /** Metres of EPSG:3857 a tile unit is long. */
  unit: number;
  west: number;
  north: number;
  /** The tile and its buffer: what a feature must touch to be in the tile. */
  box: MercatorBox;
}

/** Whether there is a tile z/x/y at all: integers, 0 ≤ z ≤ MAX_ZOOM, x and y within the world. */
export function isTile(z: number, x: number, y: number): boolean {
  if (!Number.isInteger(z) || z < 0 || z > MAX_ZOOM) return false;
  const side = 2 ** z;
  return [x, y].every((n) => Number.isInteger(n) && n >= 0 && n < side);
}

/**
 * Position of the tile z/x/y (XYZ scheme, y grows southwards).
 * @throws RangeError where there is no such tile
 */
export function gridOf(z: number, x: number, y: number): Grid {
  if (!isTile(z, x, y)) throw new RangeError(`no tile ${z}/${x}/${y}`);
  const side = WORLD / 2 ** z;
  const unit = side / EXTENT;
  const west = x * side - WORLD / 2;
  const north = WORLD / 2 - y * side;
  const margin = BUFFER * unit;
  const box: MercatorBox = [west - margin, north - side - margin, west + side + margin, north + margin];
  return { z, unit, west, north, box };
}
