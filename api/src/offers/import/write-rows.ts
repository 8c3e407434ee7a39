import type { SqlLike } from '../../db.ts';
import { columnList, columnsOfR } from '../../register/columns.ts';

/** A row to be written, with exactly the columns that it sets. */
export interface RowWrite {
  key: string;
  set: Record<string, unknown>;
}

const BATCH = 1000;

function* grouped(rows: readonly RowWrite[]): Generator<{ columns: string[]; rows: RowWrite[] }> {
  const groups = Map.groupBy(rows, ({ set }) => Object.keys(set).sort().join(' '));
  for (const [names, group] of groups) {
    const columns = names.split(' ').filter((name) => name !== '');
    for (let start = 0; start < group.length; start += BATCH)
      yield { columns, rows: group.slice(start, start + BATCH) };
  }
}

const records = (rows: readonly RowWrite[]) => rows.map(({ key, set }) => ({ key, ...set }));

/** Adds rows to a table of the register. */
export async function insertRows(tx: SqlLike, table: string, rows: readonly RowWrite[]): Promise<void> {
  for (const { columns, rows: batch } of grouped(rows)) {
    const all = ['key', ...columns];
    await tx`
      insert into ${tx(table)} (${columnList(tx, all)})
      select ${columnsOfR(tx, all)} from jsonb_populate_recordset(null::${tx(table)}, ${tx.json(records(batch) as never)}) r
    `;
  }
}

/**
 * Changes rows of a table of the register. What people have changed belongs to no import any more, and none overwrites it; only
 * with the demo it goes.
 */
export async function updateRows(tx: SqlLike, table: string, rows: readonly RowWrite[]): Promise<void> {
  for (const { columns, rows: batch } of grouped(rows)) {
    if (columns.length === 0) continue;
    await tx`
      update ${tx(table)} t set (${columnList(tx, columns)}) = row(${columnsOfR(tx, columns)}),
        import_id = (select i.id from imports i where i.id = t.import_id and i.demo)
      from jsonb_populate_recordset(null::${tx(table)}, ${tx.json(records(batch) as never)}) r
      where t.key = r.key
    `;
  }
}
