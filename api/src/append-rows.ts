import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
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

/**
 * Resolves when the database has taken all that was sent, within a transaction.
 * The client forgets the stream once it has said that no more will come: an error after that would leave it waiting, and the
 * next statement's success on the connection would pass for the success of COPY. So a query follows, which fails where
 * COPY has broken the transaction off.
 */
async function taken(connection: SqlLike, source: Readable, target: Writable): Promise<void> {
  const sending = pipeline(source, target);
  const judged = once(source, 'end')
    .then(() => setImmediate())
    .then(() => setImmediate())
    .then(() => connection`select`)
    .catch((error: unknown) => {
      throw new Error('the database refused a row', { cause: error });
    });
  await Promise.race([sending.then(() => judged), judged.then(() => sending)]);
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
  if (!('reserve' in sql)) {
    await copyIn(sql);
    return count;
  }
  const connection = await sql.reserve();
  try {
    await connection`begin`;
    await copyIn(connection);
    await connection`commit`;
    return count;
  } catch (error) {
    await connection`rollback`.catch(() => undefined);
    throw error;
  } finally {
    connection.release();
  }

  async function copyIn(on: SqlLike): Promise<void> {
    const target = await on`copy ${on(table)} (${on(names)}) from stdin`.writable();
    await taken(on, Readable.from(lines(), { objectMode: true }), target);
  }
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
