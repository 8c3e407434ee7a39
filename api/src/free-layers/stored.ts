import { freeSpecSchema } from '@quartierblick/gis/layers/free/spec.ts';
import type { FreeLayerSpec } from '@quartierblick/gis/layers/free/spec.ts';
import { isFreeId } from '@quartierblick/gis/layers/free/identifiers.ts';
import { freeLayer } from '@quartierblick/gis/layers/free/layer.ts';
import { layerById } from '@quartierblick/gis/layers/index.ts';
import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { SqlLike } from '../db.ts';

/** A free layer as it is kept. */
export interface FreeLayerRow {
  key: string;
  spec: FreeLayerSpec;
  version: number;
  createdAt: string;
  createdBy: string;
  changedAt: string;
  changedBy: string | null;
  deletedAt: string | null;
  deletedBy: string | null;
}

/** Free layers in the order in which they were made; deleted ones that can be brought back, too. @param key only this one */
export async function freeLayerRows(sql: SqlLike, key: string | null = null): Promise<FreeLayerRow[]> {
  const rows = await sql<FreeLayerRow[]>`
    select key, spec, version::float8 as version, to_jsonb(created_at) #>> '{}' as "createdAt", created_by as "createdBy",
      to_jsonb(changed_at) #>> '{}' as "changedAt", changed_by as "changedBy",
      to_jsonb(deleted_at) #>> '{}' as "deletedAt", deleted_by as "deletedBy"
    from free_layers where ${key}::text is null or key = ${key} order by position
  `;
  return rows.map((row) => ({ ...row }));
}

/**
 * The descriptions of the free layers that exist. One that this application cannot read (a newer one wrote it) is left out,
 * so that it takes nothing else down.
 */
export async function freeSpecs(sql: SqlLike, key: string | null = null): Promise<FreeLayerSpec[]> {
  const rows = await freeLayerRows(sql, key);
  return rows.flatMap(({ spec, deletedAt }) => {
    const read = deletedAt === null ? freeSpecSchema.safeParse(spec) : null;
    return read?.success ? [read.data] : [];
  });
}

/** A layer by its id where no registry is at hand, e.g. in a thread: built-in, or free as the database has it now. */
export async function storedLayer(sql: SqlLike, id: string): Promise<LayerDefinition | undefined> {
  if (!isFreeId(id)) return layerById(id);
  const [spec] = await freeSpecs(sql, id);
  return spec && freeLayer(spec);
}
