import type { DataSource } from '@quartierblick/gis/layers/define.ts';
import type { Bbox } from '@quartierblick/gis/layers/source-types.ts';
import type { SqlLike } from '../db.ts';
import type { Counts, ImportProblem, ImportReport, ImportState, RecipeUse } from './report.ts';

/** What is known of an import before it runs. */
export interface NewImport {
  id: string;
  layer: string;
  sourceId: string | null;
  fileName: string;
  sha256: string | null;
  bytes: number | null;
  author: string;
  source: DataSource;
  asOf: string | null;
  demo: boolean;
  recipe?: RecipeUse | null;
}

/** Enters an import into the list, waiting for its turn. */
export async function enter(sql: SqlLike, entry: NewImport): Promise<void> {
  await sql`
    insert into imports (id, layer, source_id, state, file_name, sha256, bytes, author, source, as_of, demo, recipe)
    values (${entry.id}, ${entry.layer}, ${entry.sourceId}, 'queued', ${entry.fileName}, ${entry.sha256}, ${entry.bytes},
      ${entry.author}, ${sql.json(entry.source as never)}, ${entry.asOf}, ${entry.demo},
      ${entry.recipe ? sql.json(entry.recipe as never) : null})
  `;
}

/** Notes that the work on an import has begun. */
export async function begin(sql: SqlLike, id: string): Promise<void> {
  await sql`update imports set state = 'running', started_at = clock_timestamp() where id = ${id}`;
}

/** Notes how an import ended, within the transaction that changed the tables where it succeeded. */
export async function finish(
  sql: SqlLike,
  id: string,
  state: ImportState,
  counts: Counts,
  rest: { asOf?: string | null; problem?: ImportProblem | null; removed?: number } = {},
): Promise<void> {
  await sql`
    update imports set
      state = ${state},
      read = ${counts.read},
      imported = ${counts.imported},
      updated = ${counts.updated},
      unchanged = ${counts.unchanged},
      removed = ${rest.removed ?? 0},
      skipped = ${sql.json(counts.skipped)},
      examples = ${sql.json(counts.examples as never)},
      repaired = ${sql.json(counts.repaired)},
      as_of = coalesce(as_of, ${rest.asOf ?? null}),
      problem = ${rest.problem ? sql.json(rest.problem as never) : null},
      finished_at = clock_timestamp()
    where id = ${id}
  `;
}

const columns = (sql: SqlLike) => sql`
  id, layer, source_id as "sourceId", state, file_name as "fileName", sha256, bytes::float8 as bytes, author, source,
  to_jsonb(as_of) #>> '{}' as "asOf", demo, read, imported, updated, unchanged, removed, skipped, examples, repaired, problem, recipe,
  to_jsonb(created_at) #>> '{}' as "createdAt", to_jsonb(started_at) #>> '{}' as "startedAt",
  to_jsonb(finished_at) #>> '{}' as "finishedAt",
  round(extract(epoch from finished_at - started_at)::numeric, 3)::float8 as seconds,
  state = 'done' and not exists (
    select from imports later
    where later.layer = imports.layer and later.state = 'done' and later.sequence > imports.sequence
  ) as undoable
`;

/** The report of one import, or undefined. `id` may be any text. */
export async function reportOf(sql: SqlLike, id: string): Promise<ImportReport | undefined> {
  const [row] = await sql<ImportReport[]>`select ${columns(sql)} from imports where id::text = ${id}`;
  return row && { ...row };
}

/** Reports of the layers named, newest first. */
export async function reports(sql: SqlLike, layers: readonly string[], limit: number): Promise<ImportReport[]> {
  const rows = await sql<ImportReport[]>`
    select ${columns(sql)} from imports where layer = any(${layers as string[]}) order by sequence desc limit ${limit}
  `;
  return rows.map((row) => ({ ...row }));
}

/** The import of a layer that must be undone first, or undefined where none is left. */
export async function latestDone(sql: SqlLike, layer: string): Promise<{ id: string; fileName: string } | undefined> {
  const [row] = await sql<{ id: string; fileName: string }[]>`
    select id, file_name as "fileName" from imports where layer = ${layer} and state = 'done'
    order by sequence desc limit 1
  `;
  return row && { ...row };
}

/**
 * Germany with its outer islands (Bundesamt für Kartographie und Geodäsie, extreme points), WGS 84: what imports may
 * touch as long as no project area is set.
 */
const GERMANY: Bbox = [5.86, 47.27, 15.05, 55.06];

/** What imports may touch: the surroundings of the project area, WGS 84. */
export async function surroundings(sql: SqlLike): Promise<Bbox> {
  const [row] = await sql<{ surroundings: Bbox }[]>`select surroundings from project`;
  return row?.surroundings ?? GERMANY;
}
