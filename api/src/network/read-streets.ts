import type { NetworkData, WalkLine } from '@quartierblick/gis/analysis/network/types.ts';
import { streets } from '@quartierblick/gis/layers/streets/layer.ts';
import type { Sql } from '../db.ts';
import { inPages, publicRows } from './layer-rows.ts';

const COLUMNS = ['name', 'kind', 'geom'];

/** Streets, paths and places where streets are crossed, in the order of their ids. EPSG:25832, rounded to a centimetre. */
export async function readStreets(sql: Sql): Promise<NetworkData> {
  const rows = await inPages(
    (after, limit) => sql<(Omit<WalkLine, 'kind'> & { id: number; kind: string | null })[]>`
      select id::float8 as id, key, name, kind, null::boolean as walkable, false as steps, null::boolean as "stepFree",
        null::text as crossing, 0 as level, st_asgeojson(geom, 2)::jsonb -> 'coordinates' as parts
      from ${publicRows(sql, streets, COLUMNS)} s
      where id > ${after} order by id limit ${limit}
    `,
  );
  return {
    // A line of unknown function is no main road, and people walk along it.
    lines: rows.map(({ id: _, kind, ...line }) => ({ ...line, kind: kind ?? 'residential' })),
    crossings: [],
  };
}
