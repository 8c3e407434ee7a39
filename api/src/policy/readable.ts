import { shownFields } from '@quartierblick/gis/layers/define.ts';
import type { Dataset } from '@quartierblick/gis/layers/define.ts';
import type { Limit } from '@quartierblick/gis/layers/policy.ts';
import type { Sql } from '../db.ts';

/** A table and, where its reader sees only a part of it, which. */
export interface ReadableTable {
  table: string;
  /** Read instead of the table, where there is one. */
  view?: string | undefined;
  limit?: Limit | undefined;
}

/**
 * What a query reads from instead of a layer's table: the table itself, or the part of it that the reader may see. Redaction
 * happens here, in SQL, before the first byte leaves the database; a test holds that layers are read nowhere else.
 * @param columns those that the query uses beside `id`, `key` and `import_id`
 */
export function readable(sql: Sql, { table, view, limit }: ReadableTable, columns: readonly string[]) {
  const source = view ?? table;
  if (!limit) return sql`${sql(source)}`;
  const rows = Object.entries(limit.rows).map(
    ([column, values]) => sql`or ${sql(column)} = any(${values as string[]}::text[])`,
  );
  const seen = columns.map((column) => {
    const values = limit.values?.[column];
    return values
      ? sql`, case when ${sql(column)} = any(${values as string[]}::text[]) then ${sql(column)} end as ${sql(column)}`
      : sql`, ${sql(column)}`;
  });
  return sql`(select id, key, import_id ${seen} from ${sql(source)} where false ${rows})`;
}

/** {@link readable} with all columns of a data set that its reader may see. */
export function readableRows(sql: Sql, dataset: Dataset) {
  const places = dataset.geometry ? ['geom', 'geom_3857'] : [];
  return readable(sql, dataset, [...shownFields(dataset).map(([name]) => name), ...places]);
}
