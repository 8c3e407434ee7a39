import type { Accident } from '@quartierblick/gis/analysis/safety/accident.ts';
import { accidents } from '@quartierblick/gis/layers/accidents/layer.ts';
import type { Sql, SqlLike } from '../db.ts';
import type { Bounds } from '../layers/facts.ts';
import { envelope } from '../layers/features.ts';
import { eastNorth, publicRows } from '../network/layer-rows.ts';

interface Row extends Omit<Accident, 'at' | 'roadState' | 'with'> {
  x: number;
  y: number;
  road_state: string | null;
  foot: boolean | null;
  bicycle: boolean | null;
  car: boolean | null;
  motorcycle: boolean | null;
  goods: boolean | null;
  other: boolean | null;
}

const COLUMNS = Object.keys(accidents.dataset.fields).concat('geom', 'geom_3857');
const rowsOf = (sql: SqlLike) => publicRows(sql as Sql, accidents, COLUMNS);
const within = (sql: SqlLike, bbox: Bounds | undefined) =>
  bbox ? sql`and st_intersects(geom_3857, ${envelope(sql as Sql, bbox)})` : sql``;

/**
 * Accidents whose year is known, in the order of their keys; EPSG:25832 to the centimetre.
 * @param bbox only those in this box, WGS 84
 */
export async function readAccidents(sql: SqlLike, bbox?: Bounds, limit?: number): Promise<Accident[]> {
  const rows = await sql<Row[]>`
    select key, ${eastNorth(sql)}, year, month, weekday,
      hour, category, kind, type, light, road_state, with_pedestrian as foot, with_bicycle as bicycle, with_car as car,
      with_motorcycle as motorcycle, with_goods_vehicle as goods, with_other as other
    from ${rowsOf(sql)} a
    where year is not null ${within(sql, bbox)}
    order by key collate "C"
    ${limit === undefined ? sql`` : sql`limit ${limit}`}
  `;
  return rows.map(({ x, y, road_state, foot, bicycle, car, motorcycle, goods, other, ...row }) => ({
    ...row,
    at: [x, y],
    roadState: road_state,
    with: { foot, bicycle, car, motorcycle, goods, other },
  }));
}

/** How many accidents there are in a box, and the years that data knows anywhere. */
export async function countAccidents(sql: SqlLike, bbox?: Bounds): Promise<{ total: number; years: number[] }> {
  const [counted] = await sql<{ total: number }[]>`
    select count(*)::float8 as total from ${rowsOf(sql)} a where year is not null ${within(sql, bbox)}
  `;
  const years = await sql<{ year: number }[]>`
    select distinct year from ${rowsOf(sql)} a where year is not null order by year
  `;
  return { total: counted?.total ?? 0, years: years.map(({ year }) => year) };
}
