import type { Sql } from '../db.ts';

/** State of a layer's data: the number in tile URLs, and when it last grew. */
export interface LayerVersion {
  version: number;
  changedAt: string | null;
}

const NEVER_CHANGED: LayerVersion = { version: 0, changedAt: null };

/** Versions of all layers by id; a layer that was never written to has version 0. */
export async function layerVersions(sql: Sql): Promise<(layer: string) => LayerVersion> {
  const rows = await sql<{ layer: string; version: number; changedAt: string }[]>`
    select layer, version::float8 as version, to_jsonb(changed_at) #>> '{}' as "changedAt" from layer_versions
  `;
  const byId = new Map(rows.map(({ layer, version, changedAt }) => [layer, { version, changedAt }]));
  return (layer) => byId.get(layer) ?? NEVER_CHANGED;
}

/** Version of one layer. */
export async function layerVersion(sql: Sql, layer: string): Promise<LayerVersion> {
  return (await layerVersions(sql))(layer);
}
