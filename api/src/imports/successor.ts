import type { Dataset } from '@quartierblick/gis/layers/define.ts';
import type { Sql, SqlLike } from '../db.ts';
import type { Staging } from './staging.ts';

/**
 * The first import of a layer fills a table that is shaped like the live one and then takes its place by name.
 * Filling the live table itself would compute `geom_3857` and the indexes after reading instead of meanwhile, and check
 * the foreign key row by row: together that takes longer than reading the file.
 */

/**
 * Whether the live table is empty and nothing hangs on it but what every layer table has: primary key, unique key, index
 * on `geom_3857`. With a view, a trigger, a grant or a further index on it, it is filled instead of replaced.
 */
export async function isReplaceable(sql: SqlLike, dataset: Dataset): Promise<boolean> {
  if (!dataset.geometry) return false;
  const { table } = dataset;
  const [row] = await sql<{ free: boolean }[]>`
    select not exists (select from ${sql(table)})
      and c.relacl is null and not c.relrowsecurity and not c.relhassubclass
      and (select count(*) from pg_index i where i.indrelid = c.oid) = 3
      and exists (
        select from pg_index i join pg_class x on x.oid = i.indexrelid
        where i.indrelid = c.oid and x.relname = ${`${table}_geom_3857`} and i.indpred is null
      )
      and (select count(*) from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'f')) = 3
      and not exists (select from pg_constraint k where k.confrelid = c.oid)
      and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'c')
      and not exists (select from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal)
      and not exists (select from pg_policy p where p.polrelid = c.oid)
      and not exists (select from pg_publication_rel p where p.prrelid = c.oid)
      and not exists (
        select from pg_depend d join pg_rewrite w on w.oid = d.objid and d.classid = 'pg_rewrite'::regclass
        where d.refobjid = c.oid and d.refclassid = 'pg_class'::regclass
      ) as free
    from pg_class c where c.oid = ${table}::regclass
  `;
  return row?.free ?? false;
}

/** Whether a successor has all columns of the live table: a free layer may have got one while the file was read. */
async function hasSameColumns(tx: SqlLike, live: string, successor: string): Promise<boolean> {
  const [row] = await tx<{ same: boolean }[]>`
    select not exists (
      select from pg_attribute l where l.attrelid = ${live}::regclass and l.attnum > 0 and not l.attisdropped
        and not exists (select from pg_attribute s where s.attrelid = ${successor}::regclass and s.attname = l.attname and not s.attisdropped)
    ) as same
  `;
  return row?.same ?? false;
}

/** Creates the table that will take the place of the live one; ids go on where those of the live table stopped. */
export async function createSuccessor(sql: SqlLike, dataset: Dataset, table: string): Promise<Staging> {
  await sql`
    create table ${sql(table)} (like ${sql(dataset.table)} including generated including identity including storage)
  `;
  await sql`
    select setval(pg_get_serial_sequence(${table}, 'id'), nextval(pg_get_serial_sequence(${dataset.table}, 'id')), false)
  `;
  return { dataset, table, kind: 'successor' };
}

const indexesOf = (table: string) => ({ id: `${table}_id`, key: `${table}_key`, place: `${table}_place` });

/** Gives a filled successor its indexes, side by side where the database works on several connections at once. */
export async function indexSuccessor(sql: Sql, { table }: Staging): Promise<void> {
  const { id, key, place } = indexesOf(table);
  await Promise.all([
    sql`create index ${sql(place)} on ${sql(table)} using gist (geom_3857)`,
    sql`create unique index ${sql(key)} on ${sql(table)} (key)`.then(
      () => sql`create unique index ${sql(id)} on ${sql(table)} (id)`,
    ),
  ]);
}

/**
 * Puts a successor in the place of the live table, within a transaction. Readers wait for milliseconds only.
 * @returns false where the live table is no longer empty or has got something that would be lost; nothing is changed then
 */
export async function succeed(tx: SqlLike, staging: Staging): Promise<boolean> {
  const live = staging.dataset.table;
  await tx`lock table ${tx(live)} in access exclusive mode`;
  if (!(await isReplaceable(tx, staging.dataset)) || !(await hasSameColumns(tx, live, staging.table))) return false;
  const { id, key, place } = indexesOf(staging.table);
  await tx`drop table ${tx(live)}`;
  await tx`alter table ${tx(staging.table)} rename to ${tx(live)}`;
  await tx`alter table ${tx(live)} add constraint ${tx(`${live}_pkey`)} primary key using index ${tx(id)}`;
  await tx`alter table ${tx(live)} add constraint ${tx(`${live}_key_key`)} unique using index ${tx(key)}`;
  await tx`
    alter table ${tx(live)} add constraint ${tx(`${live}_import_id_fkey`)}
      foreign key (import_id) references imports (id)
  `;
  await tx`alter index ${tx(place)} rename to ${tx(`${live}_geom_3857`)}`;
  const sequence = `${staging.table}_id_seq`;
  await tx`alter sequence ${tx(sequence)} rename to ${tx(`${live}_id_seq`)}`;
  return true;
}
