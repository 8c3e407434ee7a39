import { suppress } from '@quartierblick/gis/analysis/disclosure/suppress.ts';
import { COUNTED, propertyCounts } from '@quartierblick/gis/layers/property-counts/layer.ts';
import type { Database, Sql, SqlLike } from '../db.ts';
import { growVersion } from '../imports/swap.ts';

const KINDS = Object.keys(COUNTED) as (keyof typeof COUNTED)[];

interface UnitRow extends Record<keyof typeof COUNTED, number> {
  key: string;
  name: string | null;
}

/** Finds the unit of cases that are new or have moved, and forgets those that are gone. */
async function locate(tx: SqlLike, unitsChanged: boolean): Promise<void> {
  if (unitsChanged) await tx`delete from property_units`;
  await tx`
    delete from property_units u where not exists (
      select 1 from properties p where p.key = u.property_key and st_equals(st_pointonsurface(p.geom_3857), u.place)
    )
  `;
  await tx`
    insert into property_units (property_key, unit_key, place)
    select p.key, (
      select u.key from statistical_units u where st_intersects(u.geom_3857, p.place) order by u.key limit 1
    ), p.place
    from (select key, st_pointonsurface(geom_3857) as place from properties) p
    where not exists (select 1 from property_units u where u.property_key = p.key)
    on conflict (property_key) do nothing
  `;
}

/** Whether a case is counted as completed, being renovated, acquired or otherwise recorded: each as exactly one. */
const kindOf = (tx: SqlLike) => tx`
  case when p.works = 'completed' then 'completed' when p.works = 'renovating' then 'renovating'
    when p.availability = 'acquired' then 'acquired' else 'recorded' end
`;

async function counts(tx: SqlLike): Promise<UnitRow[]> {
  return tx<UnitRow[]>`
    select u.key, u.name,
      coalesce((c.n ->> 'completed')::integer, 0) as completed, coalesce((c.n ->> 'renovating')::integer, 0) as renovating,
      coalesce((c.n ->> 'acquired')::integer, 0) as acquired, coalesce((c.n ->> 'recorded')::integer, 0) as recorded
    from statistical_units u
    left join (
      select unit_key, jsonb_object_agg(kind, n) as n
      from (
        select l.unit_key, ${kindOf(tx)} as kind, count(*) as n
        from properties p join property_units l on l.property_key = p.key
        group by 1, 2
      ) k
      group by unit_key
    ) c on c.unit_key = u.key
    order by u.key
  `;
}

function rowOf({ key, name, ...row }: UnitRow) {
  const { total, parts } = suppress(KINDS.map((kind) => row[kind]));
  const stateOf = (count: number | null | undefined) => (typeof count === 'number' ? 'value' : 'suppressed');
  return {
    key,
    name,
    total,
    ...Object.fromEntries(KINDS.map((kind, i) => [kind, parts[i] ?? null])),
    state: stateOf(total),
    parts_state: stateOf(parts[0]),
  };
}

/**
 * Brings the published counts up to date with the register, within a transaction. Writes nothing, and
 * gives nothing away by a new version, where every published figure stays the same.
 * @param unitsChanged the areas themselves may have changed
 * @returns the layer's new version, or null where nothing changed
 */
async function refreshPropertyCounts(tx: SqlLike, unitsChanged = false): Promise<number | null> {
  // One at a time: two counts at once would each miss the other's cases.
  await tx`select pg_advisory_xact_lock(${LOCK})`;
  await locate(tx, unitsChanged);
  const rows = (await counts(tx)).map(rowOf);
  const fresh = tx`jsonb_populate_recordset(null::property_counts, ${tx.json(rows as never)})`;
  const gone = await tx`
    delete from property_counts c where not exists (select 1 from ${fresh} f where f.key = c.key) returning 1
  `;
  const own = await demoImport(tx);
  const changed = await tx`
    insert into property_counts as c
      (key, name, total, completed, renovating, acquired, recorded, state, parts_state, as_of, geom, import_id)
    select f.key, f.name, f.total, f.completed, f.renovating, f.acquired, f.recorded, f.state, f.parts_state, current_date,
      u.geom, ${own}::uuid
    from ${fresh} f join statistical_units u on u.key = f.key
    on conflict (key) do update set
      name = excluded.name, total = excluded.total, completed = excluded.completed, renovating = excluded.renovating,
      acquired = excluded.acquired, recorded = excluded.recorded, state = excluded.state,
      parts_state = excluded.parts_state, as_of = excluded.as_of, geom = excluded.geom, import_id = excluded.import_id
    where ${unitsChanged} or c.import_id is distinct from excluded.import_id
      or (c.name, c.total, c.completed, c.renovating, c.acquired, c.recorded, c.state, c.parts_state)
        is distinct from (excluded.name, excluded.total, excluded.completed, excluded.renovating, excluded.acquired,
          excluded.recorded, excluded.state, excluded.parts_state)
    returning 1
  `;
  return gone.length + changed.length > 0 ? growVersion(tx, propertyCounts.id) : null;
}

/** Any number, the same for every process. */
const LOCK = 7_305_218;

/** The import whose marking the counts bear while invented cases are among them: figures of the demo say that they are. */
async function demoImport(tx: SqlLike): Promise<string | null> {
  const [row] = await tx<{ id: string }[]>`
    select i.id from imports i
    where i.demo and i.state = 'done' and i.layer = 'properties' and exists (select 1 from properties p where p.import_id = i.id)
    order by i.sequence limit 1
  `;
  return row?.id ?? null;
}

/** Counts anew and tells everyone who looks at the figures, where one of them is another now. */
export async function refreshAndTell(db: Pick<Database, 'sql' | 'publish'>, unitsChanged: boolean): Promise<void> {
  const sql: Sql = db.sql;
  const version = await sql.begin((tx) => refreshPropertyCounts(tx, unitsChanged));
  if (version !== null) await db.publish({ type: 'layer-changed', layer: propertyCounts.id, version });
}
