import type { Dataset, LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import { readable } from '../policy/readable.ts';
import type { Sql, SqlLike } from '../db.ts';

/** Rows that one query brings: between two pages others get their turn at the embedded database, which answers one at a time. */
const PAGE = 10_000;

/**
 * What a query on foot reads from instead of a layer's table. What follows from it is told to everyone, so the layer must be
 * open to everyone in full.
 * @param columns those that the query uses beside `id`, `key` and `import_id`
 * @throws TypeError where the layer's policy keeps something from the public
 */
export function publicRows(
  sql: Sql,
  layer: LayerDefinition,
  columns: readonly string[],
  dataset: Dataset = layer.dataset,
) {
  if (layer.policy.full !== 'public') throw new TypeError(`layer ${layer.id} is not for everyone`);
  return readable(sql, dataset, columns);
}

/**
 * All rows of a query in pages, in the order of their ids.
 * @param read a page: rows with an id above `after`, at most `limit`, ordered by id
 */
export async function inPages<Row extends { id: number }>(
  read: (after: number, limit: number) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const page = await read(rows.at(-1)?.id ?? 0, PAGE);
    for (const row of page) rows.push(row);
    if (page.length < PAGE) return rows;
  }
}

/** Columns `x` and `y` of a point, EPSG:25832, rounded to a centimetre, so that the answer does not pretend to know more. */
export const eastNorth = (sql: SqlLike) =>
  sql`round(st_x(geom)::numeric, 2)::float8 as x, round(st_y(geom)::numeric, 2)::float8 as y`;
