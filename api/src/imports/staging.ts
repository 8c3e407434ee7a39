import type { Dataset } from '@quartierblick/gis/layers/define.ts';
import type { Column } from '../append-rows.ts';
import type { SqlLike } from '../db.ts';

/** Staging tables bear this prefix, so that those of a crashed import are found and dropped at the next start. */
const PREFIX = 'staging_';

/**
 * A table that the rows of one data set wait in until they are swapped in.
 * `successor`: shaped like the live table, which is empty, and about to take its place (see successor.ts).
 * `rows`: unlogged and without an index, with the number of the record that each row came from.
 */
export interface Staging {
  dataset: Dataset;
  table: string;
  kind: 'rows' | 'successor';
}

/** Name of the staging table of an import's data set: unique, and short enough for names derived from it. */
export function stagingTable(importId: string, index: number): string {
  return `${PREFIX}${importId.replaceAll('-', '').slice(0, 16)}_${index}`;
}

/** Columns of the live table that an import fills. */
export function liveColumns(dataset: Dataset): Column[] {
  const fields = Object.entries(dataset.fields).map(([name, field]) => ({ name, type: field.sql as string }));
  return [{ name: 'key', type: 'text' }, ...fields, ...(dataset.geometry ? [{ name: 'geom', type: 'geometry' }] : [])];
}

/** Columns of the staging table, in the order in which rows are handed over. */
export function stagedColumns({ dataset, kind }: Staging): Column[] {
  const own: Column[] =
    kind === 'successor'
      ? [{ name: 'import_id', type: 'uuid' }]
      : [
          { name: 'record', type: 'integer' },
          { name: 'if_absent', type: 'boolean' },
        ];
  return [...own, ...liveColumns(dataset)];
}

/** Creates a staging table of kind `rows` for a data set. */
export async function createStaging(sql: SqlLike, dataset: Dataset, table: string): Promise<Staging> {
  const columns = liveColumns(dataset).map((column) => column.name);
  await sql`
    create unlogged table ${sql(table)} as
    select null::integer as record, null::boolean as if_absent, ${sql(columns)} from ${sql(dataset.table)} with no data
  `;
  return { dataset, table, kind: 'rows' };
}

/** Drops staging tables, whatever became of them. */
export async function dropStaging(sql: SqlLike, stagings: readonly Pick<Staging, 'table'>[]): Promise<void> {
  for (const { table } of stagings) await sql`drop table if exists ${sql(table)}`;
}

/** Drops what an import left behind that did not end properly. */
export async function dropStagingOf(sql: SqlLike, importId: string): Promise<void> {
  const pattern = `${stagingTable(importId, 0).slice(0, -1)}%`;
  const tables = await sql<{ table: string }[]>`
    select relname as "table" from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace and relname like ${pattern.replaceAll('_', '\\_')}
  `;
  await dropStaging(sql, tables);
}
