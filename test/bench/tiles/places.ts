import type { Sql } from '@quartierblick/api/db';

/** Side of the square world of EPSG:3857 in metres. */
const WORLD = 2 * Math.PI * 6_378_137;

export interface Place {
  z: number;
  x: number;
  y: number;
}

type Box = [west: number, south: number, east: number, north: number];

/** Box of the made-up buildings in EPSG:3857. */
export async function cityBox(sql: Sql): Promise<Box> {
  const [row] = await sql<{ box: Box }[]>`
    select array[st_xmin(e), st_ymin(e), st_xmax(e), st_ymax(e)] as box from (select st_extent(geom_3857) as e from buildings) b
  `;
  if (!row) throw new Error('no buildings');
  return row.box;
}

/** All tiles of a zoom that touch the box; with `inner` only those that lie in it altogether. */
export function tilesOf([west, south, east, north]: Box, z: number, inner = false): Place[] {
  const side = WORLD / 2 ** z;
  const column = (x: number) => (x + WORLD / 2) / side;
  const row = (y: number) => (WORLD / 2 - y) / side;
  const [from, to] = inner ? [Math.ceil, (n: number) => Math.floor(n) - 1] : [Math.floor, Math.floor];
  const places: Place[] = [];
  for (let x = from(column(west)); x <= to(column(east)); x++) {
    for (let y = from(row(north)); y <= to(row(south)); y++) places.push({ z, x, y });
  }
  return places;
}
