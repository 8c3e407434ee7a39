import type { Sql } from '../db.ts';
import { envelope } from '../layers/features.ts';
import type { ReferenceSystem } from './systems.ts';

/** A box in a reference system, east before north whatever the system's order of axes is. */
export interface Box {
  system: ReferenceSystem;
  west: number;
  south: number;
  east: number;
  north: number;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;

/**
 * Reads `bbox`: four numbers, or six with heights, which are passed over because no layer has any. Of degrees, a box whose west lies
 * east of its east spans the antimeridian.
 * @returns the box, or what is wrong with the text
 */
export function parseBox(given: string, system: ReferenceSystem): Box | string {
  const parts = given.split(',').map((part) => part.trim());
  if ((parts.length !== 4 && parts.length !== 6) || !parts.every((part) => NUMBER.test(part))) {
    return 'expected four or six numbers, comma-separated';
  }
  const numbers = parts.map(Number);
  if (!numbers.every(Number.isFinite)) return 'expected four or six numbers, comma-separated';
  const half = numbers.length / 2;
  const at = (index: number) => numbers[index] ?? Number.NaN;
  if (half === 3 && at(2) > at(5)) return 'the lower height lies above the upper';
  const [x, y] = system.northFirst ? [1, 0] : [0, 1];
  const box = { system, west: at(x), south: at(y), east: at(half + x), north: at(half + y) };
  if (box.south > box.north) return 'the lower corner lies north of the upper';
  if (system.unit === 'metre') return box.west > box.east ? 'the lower corner lies east of the upper' : box;
  if (Math.abs(box.west) > 180 || Math.abs(box.east) > 180) return 'longitudes lie between -180 and 180';
  if (Math.abs(box.south) > 90 || Math.abs(box.north) > 90) return 'latitudes lie between -90 and 90';
  return box;
}

/** Where EPSG:25832 can be turned into EPSG:3857 without surprises, metres: Europe between 35° and 72° north, well beyond the zone. */
const GROUND = { west: -500_000, south: 3_900_000, east: 1_500_000, north: 8_000_000 };

/** Condition: the feature `t` touches the box. Degrees and EPSG:3857 are compared as the tiles store it, metres as everything is stored. */
export function touches(sql: Sql, { system, west, south, east, north }: Box) {
  if (system.srid === 3857) {
    return sql`st_intersects(t.geom_3857, st_makeenvelope(${west}, ${south}, ${east}, ${north}, 3857))`;
  }
  if (system.unit === 'degree') {
    if (west <= east) return sql`st_intersects(t.geom_3857, ${envelope(sql, [west, south, east, north])})`;
    return sql`(st_intersects(t.geom_3857, ${envelope(sql, [west, south, 180, north])})
      or st_intersects(t.geom_3857, ${envelope(sql, [-180, south, east, north])}))`;
  }
  const box = sql`st_makeenvelope(${west}, ${south}, ${east}, ${north}, 25832)`;
  const isOnGround = west > GROUND.west && south > GROUND.south && east < GROUND.east && north < GROUND.north;
  if (!isOnGround) return sql`st_intersects(t.geom, ${box})`;
  // The index is on EPSG:3857: a box that surely holds this one, whose edges are bent there, comes first.
  const room = Math.max(east - west, north - south) / 20 + 1;
  return sql`(t.geom_3857 && st_transform(st_segmentize(st_expand(${box}, ${room}), ${room * 5}), 3857)
    and st_intersects(t.geom, ${box}))`;
}
