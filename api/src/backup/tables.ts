import type { SqlLike } from '../db.ts';
import type { Manifest, Table } from './manifest.ts';

/** How many rows are asked for at once. */
const ROWS = 1000;

/**
 * The tables whose rows are the instance: all of ours but the list of migrations, which the manifest holds, and what
 * imports under way keep for themselves. Generated columns are computed again.
 */
export async function tablesOf(sql: SqlLike): Promise<Omit<Table, 'rows'>[]> {
  return sql<Omit<Table, 'rows'>[]>`
    select c.relname as name,
      json_agg(json_build_object('name', a.attname, 'isJson', a.atttypid in ('json'::regtype, 'jsonb'::regtype))
        order by a.attnum) as columns
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
      and c.relname <> 'schema_migrations' and c.relname not like 'staging\\_%'
      and not exists (
        select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'
      )
    group by c.relname order by c.relname
  `;
}

/** Last numbers of the identity columns of all tables. */
export async function sequencesOf(sql: SqlLike): Promise<Manifest['sequences']> {
  return sql<Manifest['sequences']>`
    select t.relname as "table", a.attname as "column", n.last::float8 as last
    from pg_class s
    -- Asked of anything but a sequence it fails, and the planner chooses the order.
    cross join lateral (select case when s.relkind = 'S' then pg_sequence_last_value(s.oid) end as last) n
    join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = s.oid and d.deptype in ('i', 'a')
      and d.refclassid = 'pg_class'::regclass
    join pg_class t on t.oid = d.refobjid
    join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
    where s.relkind = 'S' and t.relnamespace = 'public'::regnamespace and t.relname not like 'staging\\_%'
      and n.last is not null
    order by 1, 2
  `;
}

/** Values as text, the same on every server whatever its settings. To be said at the beginning of a transaction. */
export async function settleText(sql: SqlLike): Promise<void> {
  await sql`
    select set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true),
      set_config('intervalstyle', 'postgres', true), set_config('bytea_output', 'hex', true),
      set_config('extra_float_digits', '1', true)
  `;
}

/** Rows of a table, each a line of JSON: an array with every value as the database writes it, so that nothing is rounded. */
export async function* rowsOf(sql: SqlLike, { name, columns }: Omit<Table, 'rows'>): AsyncGenerator<string[]> {
  const values = columns.map((column, index) => sql`${index === 0 ? sql`` : sql`, `}${sql(column.name)}::text`);
  const rows = sql<{ row: string }[]>`select to_json(array[${values}])::text as row from ${sql(name)}`;
  for await (const batch of rows.cursor(ROWS)) yield batch.map(({ row }) => row);
}

/** Puts rows, as {@link rowsOf} gives them, into a table whose triggers and foreign keys are taken off. */
export async function putRows(sql: SqlLike, { name, columns }: Omit<Table, 'rows'>, lines: string[]): Promise<void> {
  const names = columns.map((column) => column.name);
  const json = columns.filter(({ isJson }) => isJson).map((column) => column.name);
  // A JSON value would be taken as the string that it is written in.
  const values = columns.map((column, index) => {
    const value = column.isJson ? sql`(o.row ->> ${column.name})::jsonb` : sql`p.${sql(column.name)}`;
    return sql`${index === 0 ? sql`` : sql`, `}${value}`;
  });
  await sql`
    insert into ${sql(name)} (${sql(names)}) overriding system value
    select ${values}
    from jsonb_array_elements(${`[${lines.join(',')}]`}::text::jsonb) with ordinality as r (line, place),
      lateral (
        select jsonb_object(${names}::text[], array(
          select e from jsonb_array_elements_text(r.line) with ordinality as v (e, n) order by n
        )) as row
      ) o,
      lateral jsonb_populate_record(null::${sql(name)}, o.row - ${json}::text[]) p
    order by r.place
  `;
}

/** Takes triggers and foreign keys off all tables: rows come as they were, in any order. Holds in this transaction. */
export async function takeRulesOff(sql: SqlLike): Promise<void> {
  await sql`
    create temporary table restored_keys on commit drop as
    select conrelid::regclass::text as of, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace
  `;
  await sql`
    do $$
    declare one record;
    begin
      for one in select * from restored_keys loop
        execute format('alter table %s drop constraint %I', one.of, one.name);
      end loop;
      for one in select distinct tgrelid::regclass::text as of from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where not tgisinternal and c.relnamespace = 'public'::regnamespace and c.relkind = 'r' loop
        execute format('alter table %s disable trigger user', one.of);
      end loop;
    end $$
  `;
}

/** Puts them back; foreign keys are checked over all rows. */
export async function putRulesBack(sql: SqlLike): Promise<void> {
  // A table with checks that wait for the end of the transaction cannot be altered.
  await sql`set constraints all immediate`;
  await sql`
    do $$
    declare one record;
    begin
      for one in select * from restored_keys loop
        execute format('alter table %s add constraint %I %s', one.of, one.name, one.definition);
      end loop;
      for one in select distinct tgrelid::regclass::text as of from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where not tgisinternal and c.relnamespace = 'public'::regnamespace and c.relkind = 'r' loop
        execute format('alter table %s enable trigger user', one.of);
      end loop;
    end $$
  `;
}

/** Goes on counting where the backup stopped. */
export async function setSequences(sql: SqlLike, sequences: Manifest['sequences']): Promise<void> {
  for (const { table, column, last } of sequences) {
    await sql`select setval(pg_get_serial_sequence(${table}, ${column}), ${last})`;
  }
}
