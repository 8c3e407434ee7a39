import type { GeometryCollection, Geometry as AnyGeometry } from 'geojson';
import type { DifferenceCounts } from '@quartierblick/gis/connections/difference.ts';
import type { Dataset } from '@quartierblick/gis/layers/define.ts';
import type { RecordResult, SkipReason } from '@quartierblick/gis/layers/source-types.ts';
import { datasetsOf } from '@quartierblick/gis/layers/tables.ts';
import type { Database, Sql } from '../db.ts';
import { storedLayer } from '../free-layers/stored.ts';
import { NothingUsable } from './failure.ts';
import { inScope, notStaged } from './gone.ts';
import type { Replacement } from './gone.ts';
import type { SkipExample } from './report.ts';
import { stageRecords } from './stage.ts';
import { createStaging, dropStaging, liveColumns, stagingTable } from './staging.ts';
import type { Staging } from './staging.ts';

/** What layers hold: never a collection. */
type Geometry = Exclude<AnyGeometry, GeometryCollection>;

/** A row that an import would add, change or take out. */
export interface DifferenceExample {
  kind: 'added' | 'changed' | 'gone';
  key: string;
  /** Fields before and after; null where there is no row. Of a changed row only the fields that differ. */
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  /** WGS 84; of a row that is gone where it was. */
  geometry: Geometry | null;
  /** Where the row was, in WGS 84, if it has moved. */
  moved: Geometry | null;
}

/** What an import would do, without its having been done. */
export interface Difference extends DifferenceCounts {
  /** Records of the file. */
  read: number;
  skipped: Partial<Record<SkipReason, number>>;
  skipExamples: Partial<Record<SkipReason, SkipExample[]>>;
  examples: DifferenceExample[];
}

/** Examples of each kind that are kept: enough for a map and a table, too few to be the data. */
const EXAMPLES = 60;
/** Geometries of examples are simplified to this tolerance, metres: they are drawn small. */
const TOLERANCE_M = 0.5;

/** What is compared, and with which rows. */
export interface Comparison {
  /** Names the tables that the rows wait in; whoever breaks the comparison off drops them by it (`dropStagingOf`). */
  id: string;
  layer: string;
  batches: AsyncIterable<RecordResult[]>;
  /** Rows that may go; null: none. */
  scope: Pick<Replacement, 'imports'> | null;
  signal: AbortSignal;
}

const valuesOf = (dataset: Dataset) =>
  liveColumns(dataset)
    .map(({ name }) => name)
    .filter((name) => name !== 'key');
const of = (alias: string, names: readonly string[]) => names.map((name) => `${alias}.${name}`);

/** Where a staged row differs from the live one that an import may overwrite. The same condition as in swap.ts. */
function differs(sql: Sql, dataset: Dataset) {
  const values = valuesOf(dataset);
  const byHand = dataset.edited ? sql`l.import_id is null` : sql`false`;
  return sql`(not s.if_absent and not ${byHand} and row(${sql(of('l', values))}) is distinct from row(${sql(of('s', values))}))`;
}

async function countsOf(sql: Sql, staging: Staging, scope: Comparison['scope']): Promise<DifferenceCounts> {
  const { dataset, table } = staging;
  const [row] = await sql<{ added: number; changed: number; total: number }[]>`
    select count(*) filter (where l.key is null)::integer as added,
      count(*) filter (where l.key is not null and ${differs(sql, dataset)})::integer as changed,
      count(*)::integer as total
    from ${sql(table)} s left join ${sql(dataset.table)} l on l.key = s.key
  `;
  const { added, changed, total } = row ?? { added: 0, changed: 0, total: 0 };
  const counts = { added, changed, unchanged: total - added - changed, gone: 0, before: 0 };
  if (!scope || dataset.edited) return counts;
  const [former] = await sql<{ before: number; gone: number }[]>`
    select count(*)::integer as before, count(*) filter (where ${notStaged(sql, staging)})::integer as gone
    from ${sql(dataset.table)} l where ${inScope(sql, scope)}
  `;
  return { ...counts, ...former };
}

interface RawExample {
  key: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  geometry: Geometry | null;
  former: Geometry | null;
}

const drawn = (sql: Sql, dataset: Dataset, column: string) =>
  dataset.geometry
    ? sql`st_asgeojson(st_transform(st_simplifypreservetopology(${sql(column)}, ${TOLERANCE_M}), 4326), 6)::jsonb`
    : sql`null::jsonb`;

function exampleOf(kind: DifferenceExample['kind'], raw: RawExample): DifferenceExample {
  const moved = kind === 'changed' && JSON.stringify(raw.geometry) !== JSON.stringify(raw.former) ? raw.former : null;
  const base = { kind, key: raw.key, geometry: kind === 'gone' ? raw.former : raw.geometry, moved };
  if (kind !== 'changed') return { ...base, before: raw.before, after: raw.after };
  const [before, after]: Record<string, unknown>[] = [{}, {}];
  for (const [name, value] of Object.entries(raw.after ?? {})) {
    const was = raw.before?.[name];
    if (JSON.stringify(was) === JSON.stringify(value)) continue;
    (before as Record<string, unknown>)[name] = was;
    (after as Record<string, unknown>)[name] = value;
  }
  return { ...base, before: before ?? null, after: after ?? null };
}

async function examplesOf(sql: Sql, staging: Staging, scope: Comparison['scope']): Promise<DifferenceExample[]> {
  const { dataset, table } = staging;
  // Examples are shown: what a layer hides stays hidden in them, and counts as a change all the same.
  const fields = Object.keys(dataset.fields).filter((name) => dataset.fields[name]?.hidden !== true);
  const json = (alias: string) =>
    sql`(select to_jsonb(r) from (select ${fields.length > 0 ? sql(of(alias, fields)) : sql`1`}) r)`;
  const added = await sql<RawExample[]>`
    select s.key, null as before, ${json('s')} as after, ${drawn(sql, dataset, 's.geom')} as geometry, null as former
    from ${sql(table)} s where not exists (select from ${sql(dataset.table)} l where l.key = s.key)
    order by s.record limit ${EXAMPLES}
  `;
  const changed = await sql<RawExample[]>`
    select s.key, ${json('l')} as before, ${json('s')} as after,
      ${drawn(sql, dataset, 's.geom')} as geometry, ${drawn(sql, dataset, 'l.geom')} as former
    from ${sql(table)} s join ${sql(dataset.table)} l on l.key = s.key where ${differs(sql, dataset)}
    order by s.record limit ${EXAMPLES}
  `;
  const gone =
    scope && !dataset.edited
      ? await sql<RawExample[]>`
          select l.key, ${json('l')} as before, null as after, null as geometry, ${drawn(sql, dataset, 'l.geom')} as former
          from ${sql(dataset.table)} l where ${inScope(sql, scope)} and ${notStaged(sql, staging)}
          order by l.key limit ${EXAMPLES}
        `
      : [];
  return [
    ...added.map((raw) => exampleOf('added', raw)),
    ...changed.map((raw) => exampleOf('changed', raw)),
    ...gone.map((raw) => exampleOf('gone', raw)),
  ];
}

/**
 * Compares records with a layer as an import would, and changes nothing: they wait in tables of their own, which are gone afterwards.
 * Counts are rows, over all tables of the layer; examples are of its first.
 * @throws UnreadableFile, or NothingUsable where no record could become a row
 */
export async function compare(db: Database, { id, layer, batches, scope, signal }: Comparison): Promise<Difference> {
  const definition = await storedLayer(db.sql, layer);
  if (!definition) throw new Error(`unknown layer ${layer}`);
  const stagings: Staging[] = [];
  try {
    for (const [index, dataset] of datasetsOf(definition).entries()) {
      stagings.push(await createStaging(db.sql, dataset, stagingTable(id, index)));
    }
    const tally = await stageRecords(db, { importId: id, stagings }, batches, () => undefined, signal);
    if (tally.accepted === 0) throw new NothingUsable(tally);
    const sum = { added: 0, changed: 0, gone: 0, unchanged: 0, before: 0 };
    for (const staging of stagings) {
      const counts = await countsOf(db.sql, staging, scope);
      for (const name of Object.keys(sum) as (keyof DifferenceCounts)[]) sum[name] += counts[name];
    }
    const [first] = stagings;
    const examples = first ? await examplesOf(db.sql, first, scope) : [];
    return { ...sum, read: tally.read, skipped: tally.skipped, skipExamples: tally.examples, examples };
  } finally {
    await dropStaging(db.sql, stagings).catch(() => undefined);
  }
}
