import type { Sql } from '../db.ts';
import type { z } from '@hono/zod-openapi';
import type { DataSource, LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { sourceUseSchema } from '../openapi/schemas.ts';

export type SourceUse = z.infer<typeof sourceUseSchema>;

/** A finished import, as far as it tells where rows come from. */
export interface ImportRecord {
  id: string;
  layer: string;
  fileName: string;
  source: Partial<DataSource>;
  asOf: string | null;
  demo: boolean;
  importedAt: string;
  unchanged: number;
}

/** Finished imports, newest first; with `ids` only those. */
export async function finishedImports(sql: Sql, ids?: string[]): Promise<ImportRecord[]> {
  return sql<ImportRecord[]>`
    select id::text, layer, file_name as "fileName", source, as_of::text as "asOf", demo, unchanged,
      to_jsonb(coalesce(finished_at, created_at)) #>> '{}' as "importedAt"
    from imports
    where state = 'done' ${ids ? sql`and id = any(${ids}::uuid[])` : sql``}
    order by sequence desc
  `;
}

/** The source that an import names; what the layer declares only where the import names none at all. */
export function sourceOf(layer: LayerDefinition, record: ImportRecord | undefined): DataSource {
  const given = record?.source;
  // Mixing the name of one source with the licence of another would be a false statement of rights.
  if (!given?.name) return layer.source;
  return {
    name: given.name,
    url: given.url ?? null,
    licence: given.licence ?? '',
    licenceUrl: given.licenceUrl ?? null,
    attribution: given.attribution ?? given.name,
  };
}

/**
 * Sources of a layer, the one with most rows first: the imports that own rows. Where a newer import of the same
 * source found rows unchanged, its date counts, because it confirmed them.
 */
export function sourcesOf(
  layer: LayerDefinition,
  byImport: ReadonlyMap<string | null, number>,
  imports: readonly ImportRecord[],
): SourceUse[] {
  const byId = new Map(imports.map((record) => [record.id, record]));
  const uses = new Map<string, SourceUse>();
  const identity = (source: DataSource, demo: boolean) => JSON.stringify([source.name, source.licence, demo]);
  for (const [id, rows] of byImport) {
    const record = id === null ? undefined : byId.get(id);
    const source = sourceOf(layer, record);
    const demo = record?.demo ?? false;
    const use = uses.get(identity(source, demo)) ?? {
      ...source,
      asOf: null,
      asOfFrom: null,
      demo,
      rows: 0,
    };
    use.rows += rows;
    span(use, record?.asOf ?? null);
    uses.set(identity(source, demo), use);
  }
  for (const record of imports) {
    if (record.layer !== layer.id || record.unchanged === 0) continue;
    const use = uses.get(identity(sourceOf(layer, record), record.demo));
    if (use && record.asOf && (use.asOf === null || record.asOf > use.asOf)) use.asOf = record.asOf;
  }
  return [...uses.values()].sort((a, b) => b.rows - a.rows);
}

function span(use: SourceUse, asOf: string | null): void {
  if (asOf === null) return;
  if (use.asOf === null || asOf > use.asOf) use.asOf = asOf;
  if (use.asOfFrom === null || asOf < use.asOfFrom) use.asOfFrom = asOf;
}

/** Newest and oldest date of several sources. */
export function datesOf(sources: readonly SourceUse[]): {
  asOf: string | null;
  asOfFrom: string | null;
} {
  const newest = sources.flatMap((s) => s.asOf ?? []).sort();
  const oldest = sources.flatMap((s) => s.asOfFrom ?? s.asOf ?? []).sort();
  return { asOf: newest.at(-1) ?? null, asOfFrom: oldest.at(0) ?? null };
}
