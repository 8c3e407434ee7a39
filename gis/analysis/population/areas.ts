import type { Point } from '../network/types.ts';

/** A multipolygon in EPSG:25832 as GeoJSON nests it: polygons, rings, positions. */
export type Surface = readonly (readonly (readonly (readonly number[])[])[])[];

/** Whether a point lies inside: crossings of a ray to the east are odd. Holes are rings like others. */
function covers(surface: Surface, x: number, y: number): boolean {
  let inside = false;
  for (const rings of surface) {
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [ax = 0, ay = 0] = ring[i] ?? [];
        const [bx = 0, by = 0] = ring[j] ?? [];
        if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
      }
    }
  }
  return inside;
}

type Box = [west: number, south: number, east: number, north: number];

function boxOf(surface: Surface): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x = 0, y = 0] of surface.flat(2)) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

/** Squares of the index are about as large as the areas, but never more than this many along a side. */
const MOST_SQUARES = 2_000;

/**
 * Finds the area in which a point lies; where areas overlap, the first. Points on a border that two areas share belong to one
 * of them.
 * @returns a function that gives the position in `surfaces`, -1 outside of all
 */
export function areaFinder(surfaces: readonly Surface[]): (point: Point) => number {
  const boxes = surfaces.map(boxOf);
  const known = boxes.filter(([west, south, east, north]) => west <= east && south <= north);
  if (known.length === 0) return () => -1;
  const west = known.reduce((least, box) => Math.min(least, box[0]), Infinity);
  const south = known.reduce((least, box) => Math.min(least, box[1]), Infinity);
  const extent = known.reduce((most, box) => Math.max(most, box[2] - west, box[3] - south), 0);
  const mean = known.reduce((sum, box) => sum + Math.max(box[2] - box[0], box[3] - box[1]), 0) / known.length;
  const size = Math.max(mean, extent / MOST_SQUARES, 1e-6);
  const squares = new Map<number, number[]>();
  const square = (column: number, row: number) => row * (MOST_SQUARES + 2) + column;
  for (const [at, [left, bottom, right, top]] of boxes.entries()) {
    if (left > right) continue;
    for (let row = Math.floor((bottom - south) / size); row <= Math.floor((top - south) / size); row++) {
      for (let column = Math.floor((left - west) / size); column <= Math.floor((right - west) / size); column++) {
        const there = squares.get(square(column, row));
        if (there) there.push(at);
        else squares.set(square(column, row), [at]);
      }
    }
  }
  return ([x, y]) => {
    if (x < west || y < south || x > west + extent || y > south + extent) return -1;
    const there = squares.get(square(Math.floor((x - west) / size), Math.floor((y - south) / size)));
    return there?.find((at) => covers(surfaces[at] ?? [], x, y)) ?? -1;
  };
}
