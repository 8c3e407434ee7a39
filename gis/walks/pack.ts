import type { May, Role, Uuid } from './event.ts';
import type { WalkPlan } from './plan.ts';

/** West, south, east, north in WGS 84. */
export type Box = readonly [west: number, south: number, east: number, north: number];

/** Tiles of one zoom level, both ends included; XYZ scheme, y grows southwards. */
export interface TileRange {
  readonly z: number;
  readonly x: readonly [first: number, last: number];
  readonly y: readonly [first: number, last: number];
}

/** A layer of the map that is taken along. */
export interface PackLayer {
  readonly id: string;
  /** Template with `{z}`, `{x}`, `{y}`, from the base of the application; the version of the data is in it. */
  readonly tiles: string;
  readonly minzoom: number;
  readonly maxzoom: number;
  readonly ranges: readonly TileRange[];
}

/** A measure that is not done yet, to be looked at again where it is. Only devices that may edit are told of them. */
export interface PackMeasure {
  readonly key: Uuid;
  readonly number: number;
  readonly title: string;
  readonly theme: string | null;
  readonly lon: number;
  readonly lat: number;
  /** Address of the photo from before, from the base of the application; null: there is none. */
  readonly before: string | null;
}

/** Everything of a walk that a device takes along, beside the application itself. */
export interface WalkPack {
  readonly v: 1;
  readonly plan: WalkPlan;
  /** Whose pack it is. The cards are those of the role. */
  readonly device: { readonly key: Uuid; readonly may: May; readonly role: Role };
  readonly box: Box;
  /** In drawing order from bottom to top. */
  readonly layers: readonly PackLayer[];
  readonly attributions: readonly string[];
  /** Open measures near the walk; empty for guests. */
  readonly measures: readonly PackMeasure[];
}

/** Metres of a degree of latitude. */
const DEGREE_M = 111_320;
/** No map is drawn smaller: on a phone this level shows more than a kilometre. */
export const LEAST_ZOOM = 13;
/** A walk across the whole city would fill a phone: the deepest level is left out until this many tiles remain. */
const MOST_TILES = 900;

/** The box around these places (`[lon, lat]`) with a margin in metres. @throws RangeError where there is no place */
export function boxAround(places: readonly (readonly [number, number])[], marginM: number): Box {
  if (places.length === 0) throw new RangeError('a box needs a place');
  const [lons, lats] = [places.map(([lon]) => lon), places.map(([, lat]) => lat)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const up = marginM / DEGREE_M;
  const aside = up / Math.cos((((south + north) / 2) * Math.PI) / 180);
  return [Math.min(...lons) - aside, south - up, Math.max(...lons) + aside, north + up];
}

/** The tiles of a zoom level that a box touches. */
export function tilesOf([west, south, east, north]: Box, z: number): TileRange {
  const side = 2 ** z;
  const within = (n: number): number => Math.min(side - 1, Math.max(0, Math.floor(n)));
  const column = (lon: number): number => within(((lon + 180) / 360) * side);
  const row = (lat: number): number => {
    const radians = (lat * Math.PI) / 180;
    return within(((1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2) * side);
  };
  return { z, x: [column(west), column(east)], y: [row(north), row(south)] };
}

const span = ([first, last]: readonly [number, number]): number => last - first + 1;
const countOf = (layers: readonly PackLayer[]): number =>
  layers.flatMap(({ ranges }) => ranges).reduce((sum, { x, y }) => sum + span(x) * span(y), 0);

/**
 * Which tiles of some layers cover a box, from {@link LEAST_ZOOM} to the deepest level of each. `maxzoom` of the answer is
 * the deepest level that is taken along; maps enlarge it.
 */
export function packLayers(
  layers: readonly { id: string; tiles: string; minzoom: number; maxzoom: number }[],
  box: Box,
): PackLayer[] {
  const down = (deepest: number): PackLayer[] =>
    layers.flatMap(({ id, tiles, ...zooms }) => {
      const [minzoom, maxzoom] = [Math.max(LEAST_ZOOM, zooms.minzoom), Math.min(deepest, zooms.maxzoom)];
      if (maxzoom < minzoom) return [];
      const ranges = Array.from({ length: maxzoom - minzoom + 1 }, (_, n) => tilesOf(box, minzoom + n));
      return [{ id, tiles, minzoom, maxzoom, ranges }];
    });
  let deepest = Math.max(LEAST_ZOOM, ...layers.map(({ maxzoom }) => maxzoom));
  while (deepest > LEAST_ZOOM && countOf(down(deepest)) > MOST_TILES) deepest--;
  return down(deepest);
}

/** Address of each tile, from the base of the application. */
export function tileAddresses(layers: readonly PackLayer[]): string[] {
  return layers.flatMap(({ tiles, ranges }) =>
    ranges.flatMap(({ z, x: [west, east], y: [north, south] }) => {
      const addresses: string[] = [];
      for (let x = west; x <= east; x++) {
        for (let y = north; y <= south; y++) {
          addresses.push(tiles.replace('{z}', `${z}`).replace('{x}', `${x}`).replace('{y}', `${y}`));
        }
      }
      return addresses;
    }),
  );
}
