import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { SqlLike } from './db.ts';

export interface Column {
  name: string;
  /** SQL type; a value of a `geometry` column is EWKB in hexadecimal. */
  type: string;
}

/**
 * Appends rows, given in batches of arrays in column order, to a table.
 * @returns the number of rows
 */
export type AppendRows = (
  sql: SqlLike,
  table: string,
  columns: readonly Column[],
  batches: AsyncIterable<unknown[][]> | Iterable<unknown[][]>,
) => Promise<number>;

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function arrayLiteral(values: unknown[]): string {
  const items = values.map((value) => `"${String(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`);
  return `{${items.join(',')}}`;
}

/** One value in PostgreSQL's text format for COPY. */
export function copyValue(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  const text = Array.isArray(value) ? arrayLiteral(value) : String(value);
  return SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character) : text;
}

/** COPY FROM STDIN: the fastest way into PostgreSQL. */
export const appendByCopy: AppendRows = async (sql, table, columns, batches) => {
  let count = 0;
  async function* lines() {
    for await (const batch of batches) {
      count += batch.length;
      let text = '';
      for (const row of batch) text += row.map(copyValue).join('\t') + '\n';
      yield text;
    }
  }
  const names = columns.map((column) => column.name);
  const target = await sql`copy ${sql(table)} (${sql(names)}) from stdin`.writable();
  await pipeline(Readable.from(lines(), { objectMode: true }), target);
  return count;
};

/** Rows a statement: larger batches gain nothing in the embedded database. */
const BATCH = 5000;

/** JSON in batches: COPY through the embedded database's socket breaks the connection. */
export const appendByJson: AppendRows = async (sql, table, columns, batches) => {
  let count = 0;
  const names = columns.map((column) => column.name);
  for await (const batch of batches) {
    for (let start = 0; start < batch.length; start += BATCH) {
      const rows = batch.slice(start, start + BATCH);
      const objects = rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? null])));
      await sql`
        insert into ${sql(table)} (${sql(names)})
        select ${sql(names)} from jsonb_populate_recordset(null::${sql(table)}, ${sql.json(objects as never)})`;
      count += rows.length;
    }
  }
  return count;
};
