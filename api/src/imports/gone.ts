import type { Dataset } from '@quartierblick/gis/layers/define.ts';
import type { SqlLike } from '../db.ts';
import { liveColumns } from './staging.ts';
import type { Staging } from './staging.ts';

/** What an import may take out because its file no longer has it: rows that people entered by hand never. */
export interface Replacement {
  /** Only rows that these imports brought, or those of any import. */
  imports: readonly string[] | 'all';
  /** More rows gone than this break the import off: somebody has decided on that many, or none needed to. */
  mostGone: number;
}

/** More rows would go than was decided on; nothing has changed. */
export class TooManyGone extends Error {
  override name = 'TooManyGone';
  readonly gone: number;
  readonly most: number;

  constructor(gone: number, most: number) {
    super(`${gone} rows would go, ${most} may`);
    this.gone = gone;
    this.most = most;
  }
}

/** Rows of a live table, under the alias `l`, that a replacement is about. */
export function inScope(tx: SqlLike, { imports }: Pick<Replacement, 'imports'>) {
  return imports === 'all' ? tx`l.import_id is not null` : tx`l.import_id = any(${imports as string[]}::uuid[])`;
}

/** Rows of a live table, under the alias `l`, that are in no staged file. */
export const notStaged = (tx: SqlLike, { table }: Pick<Staging, 'table'>) =>
  tx`not exists (select from ${tx(table)} s where s.key = l.key)`;

async function takeOut(tx: SqlLike, staging: Staging, importId: string, replacement: Replacement): Promise<number> {
  const { dataset } = staging;
  const live = dataset.table;
  const columns = liveColumns(dataset).filter(({ name }) => name !== 'geom');
  const geometry = dataset.geometry ? tx`, l.geom::text as geom` : tx``;
  await tx`lock table ${tx(live)} in share row exclusive mode`;
  await tx`
    insert into import_before (import_id, table_name, key, before, gone)
    select ${importId}, ${live}, l.key, to_jsonb(r), true
    from ${tx(live)} l
    cross join lateral (select ${tx(columns.map(({ name }) => `l.${name}`))}, l.id, l.import_id ${geometry}) r
    where ${inScope(tx, replacement)} and ${notStaged(tx, staging)}
  `;
  const removed = await tx`
    delete from ${tx(live)} l using import_before b
    where b.import_id = ${importId} and b.table_name = ${live} and b.gone and b.key = l.key
  `;
  return removed.count;
}

/**
 * Takes rows out that a file no longer has, keeping what they looked like for the day it is undone. Runs in the transaction that swaps.
 * @returns their number, over all tables of the layer
 * @throws TooManyGone where they are more than may go
 */
export async function removeGone(
  tx: SqlLike,
  stagings: readonly Staging[],
  importId: string,
  replacement: Replacement,
): Promise<number> {
  let gone = 0;
  for (const staging of stagings) {
    // Tables that people work in lose nothing because a service has lost it.
    if (!staging.dataset.edited) gone += await takeOut(tx, staging, importId, replacement);
  }
  if (gone > replacement.mostGone) throw new TooManyGone(gone, replacement.mostGone);
  return gone;
}

/** Puts back what an import took out, under its old number, unless something has taken its key meanwhile. */
export async function bringBack(tx: SqlLike, dataset: Dataset, importId: string): Promise<void> {
  const columns = ['id', ...liveColumns(dataset).map(({ name }) => name), 'import_id'];
  await tx`
    insert into ${tx(dataset.table)} (${tx(columns)}) overriding system value
    select ${tx(columns.map((name) => `r.${name}`))}
    from import_before b cross join lateral jsonb_populate_record(null::${tx(dataset.table)}, b.before) r
    where b.import_id = ${importId} and b.table_name = ${dataset.table} and b.gone
    on conflict (key) do nothing
  `;
}
