import type { Dataset } from '@quartierblick/gis/layers/define.ts';
import type { SqlLike } from '../db.ts';
import { liveColumns } from './staging.ts';
import type { Staging } from './staging.ts';

/** Prefixes column names with the alias of their table. */
const of = (alias: string, columns: readonly string[]) => columns.map((column) => `${alias}.${column}`);

const namesOf = (dataset: Dataset) => liveColumns(dataset).map((column) => column.name);

const diffOf = ({ table }: Staging) => `${table}_d`;

/**
 * Compares a staging table with the live one: notes every row that is new or differs. Differing means any declared field
 * or the geometry, null included; rows that were edited by hand are left alone. Runs in the transaction that swaps, after the live table is locked against writers.
 */
async function compare(tx: SqlLike, staging: Staging): Promise<void> {
  const { dataset, table } = staging;
  const values = namesOf(dataset).filter((name) => name !== 'key');
  await tx`lock table ${tx(dataset.table)} in share row exclusive mode`;
  const record = staging.kind === 'rows' ? tx`s.record` : tx`s.id`;
  const ifAbsent = staging.kind === 'rows' ? tx`s.if_absent` : tx`false`;
  // What people have written or changed by hand belongs to no import, and none overwrites it.
  const byHand = dataset.edited ? tx`l.import_id is null` : tx`false`;
  await tx`
    create temporary table ${tx(diffOf(staging))} on commit drop as
    select s.key, ${record} as record, l.key is null as new
    from ${tx(table)} s left join ${tx(dataset.table)} l on l.key = s.key
    where l.key is null
      or (not ${ifAbsent} and not ${byHand} and row(${tx(of('l', values))}) is distinct from row(${tx(of('s', values))}))
  `;
}

/** Records by what becomes of them, over all data sets: a record with a new row counts as imported only. */
async function count(tx: SqlLike, stagings: readonly Staging[]): Promise<{ imported: number; updated: number }> {
  const rows = stagings.flatMap((staging, index) => {
    const select = tx`select record, new from ${tx(diffOf(staging))}`;
    return index === 0 ? [select] : [tx`union all`, select];
  });
  const [row] = await tx<{ imported: number; updated: number }[]>`
    select count(*) filter (where new)::integer as imported, count(*) filter (where not new)::integer as updated
    from (select record, bool_or(new) as new from (${rows}) r group by record) records
  `;
  return row ?? { imported: 0, updated: 0 };
}

/** Keeps what the rows that will change look like, their origin included. Geometry as EWKB: exact, unlike GeoJSON. */
async function keepBefore(tx: SqlLike, staging: Staging, importId: string): Promise<void> {
  const { dataset } = staging;
  const columns = namesOf(dataset).filter((name) => name !== 'geom');
  const geometry = dataset.geometry ? tx`, l.geom::text as geom` : tx``;
  await tx`
    insert into import_before (import_id, table_name, key, before)
    select ${importId}, ${dataset.table}, d.key, to_jsonb(r)
    from ${tx(diffOf(staging))} d
    join ${tx(dataset.table)} l on l.key = d.key
    cross join lateral (select ${tx(of('l', columns))}, l.import_id ${geometry}) r
    where not d.new
  `;
}

async function update(tx: SqlLike, staging: Staging, importId: string): Promise<void> {
  const { dataset, table } = staging;
  const columns = namesOf(dataset).filter((name) => name !== 'key');
  const assignments = columns.map((column) => tx`${tx(column)} = ${tx(`s.${column}`)},`);
  await tx`
    update ${tx(dataset.table)} l set ${assignments} import_id = ${importId}
    from ${tx(diffOf(staging))} d join ${tx(table)} s on s.key = d.key
    where l.key = d.key and not d.new
  `;
}

async function insert(tx: SqlLike, staging: Staging, importId: string): Promise<void> {
  const { dataset, table } = staging;
  const columns = namesOf(dataset);
  const order = staging.kind === 'rows' ? tx`s.record` : tx`s.id`;
  await tx`
    insert into ${tx(dataset.table)} (${tx(columns)}, import_id)
    select ${tx(of('s', columns))}, ${importId}
    from ${tx(diffOf(staging))} d join ${tx(table)} s on s.key = d.key
    where d.new
    order by ${order}
  `;
}

/**
 * Brings staged rows into the live tables within a transaction: compares, keeps before-images, updates and inserts.
 * @returns the numbers of records that were new and that changed something
 */
export async function merge(
  tx: SqlLike,
  stagings: readonly Staging[],
  importId: string,
): Promise<{ imported: number; updated: number }> {
  for (const staging of stagings) await compare(tx, staging);
  const counts = await count(tx, stagings);
  if (counts.imported + counts.updated === 0) return counts;
  for (const staging of stagings) {
    await keepBefore(tx, staging, importId);
    await update(tx, staging, importId);
    await insert(tx, staging, importId);
  }
  return counts;
}

/** Grows the version of a layer, so that tiles get new addresses. @returns the new version */
export async function growVersion(tx: SqlLike, layer: string): Promise<number> {
  const [row] = await tx<{ version: number }[]>`
    insert into layer_versions as v (layer) values (${layer})
    on conflict (layer) do update set version = v.version + 1, changed_at = now()
    returning version::float8 as version
  `;
  return row?.version ?? 1;
}
