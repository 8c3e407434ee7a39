import type { Accident } from '@quartierblick/gis/analysis/safety/accident.ts';
import type { SqlLike } from '../db.ts';

interface Row {
  key: string;
  x: number;
  y: number;
  year: number;
  month: number | null;
  weekday: string | null;
  hour: number | null;
  category: string | null;
  kind: string | null;
  type: string | null;
  light: string | null;
  road_state: string | null;
  foot: boolean | null;
  bicycle: boolean | null;
  car: boolean | null;
  motorcycle: boolean | null;
  goods: boolean | null;
  other: boolean | null;
}

/** All accidents whose year is known, in the order of their keys; EPSG:25832 to the centimetre. */
export async function readAccidents(sql: SqlLike, within?: ReturnType<SqlLike>, limit?: number): Promise<Accident[]> {
  const rows = await sql<Row[]>`
    select key, round(st_x(geom)::numeric, 2)::float8 as x, round(st_y(geom)::numeric, 2)::float8 as y, year, month, weekday,
      hour, category, kind, type, light, road_state, with_pedestrian as foot, with_bicycle as bicycle, with_car as car,
      with_motorcycle as motorcycle, with_goods_vehicle as goods, with_other as other
    from accidents
    where year is not null ${within ? sql`and ${within}` : sql``}
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
