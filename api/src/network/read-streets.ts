import { CROSSINGS } from '@quartierblick/gis/analysis/network/types.ts';
import type { CrossingKind, NetworkData, WalkLine } from '@quartierblick/gis/analysis/network/types.ts';
import { crossings } from '@quartierblick/gis/layers/crossings/layer.ts';
import { streets } from '@quartierblick/gis/layers/streets/layer.ts';
import type { Sql } from '../db.ts';
import { inPages, publicRows } from './layer-rows.ts';

const COLUMNS = ['name', 'kind', 'walkable', 'steps', 'step_free', 'crossing', 'level', 'geom'];
const CROSSING_COLUMNS = ['kind', 'geom'];

type Row<T> = Omit<T, 'kind'> & { id: number; kind: string | null };

/** A kind that nobody recorded protects nobody. */
const kindOf = (kind: string | null): CrossingKind => CROSSINGS.find((one) => one === kind) ?? 'none';

/** Streets, paths and places where streets are crossed, in the order of their ids. EPSG:25832, rounded to a centimetre. */
export async function readStreets(sql: Sql): Promise<NetworkData> {
  const lines = await inPages(
    (after, limit) => sql<Row<WalkLine>[]>`
      select id::float8 as id, key, name, kind, walkable, coalesce(steps, false) as steps, step_free as "stepFree", crossing,
        coalesce(level, 0) as level, st_asgeojson(geom, 2)::jsonb -> 'coordinates' as parts
      from ${publicRows(sql, streets, COLUMNS)} s
      where id > ${after} order by id limit ${limit}
    `,
  );
  const points = await inPages(
    (after, limit) => sql<{ id: number; key: string; kind: string | null; x: number; y: number }[]>`
      select id::float8 as id, key, kind, round(st_x(geom)::numeric, 2)::float8 as x, round(st_y(geom)::numeric, 2)::float8 as y
      from ${publicRows(sql, crossings, CROSSING_COLUMNS)} c
      where id > ${after} order by id limit ${limit}
    `,
  );
  return {
    // A line of unknown function is no main road, and people walk along it.
    lines: lines.map(({ id: _, kind, ...line }) => ({ ...line, kind: kind ?? 'residential' })),
    crossings: points.map(({ key, kind, x, y }) => ({ key, kind: kindOf(kind), at: [x, y] })),
  };
}
