import { createHash } from 'node:crypto';
import { layers } from '@quartierblick/gis/layers/index.ts';
import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { SqlLike } from '../db.ts';

/** To be raised by whoever changes what bytes the encoder makes of the same rows. */
const ENCODER = 1;

/** What decides on the bytes of a layer's tiles, besides its data. */
function definitionOf({ tile, dataset, policy }: LayerDefinition): string {
  const parts = JSON.stringify([ENCODER, dataset.table, dataset.geometry, tile, policy]);
  return createHash('sha256').update(parts).digest('hex').slice(0, 16);
}

/**
 * Grows the version of every layer whose tiles this application makes differently than the last one on this database,
 * so that no browser shows a tile of before the upgrade.
 * @returns ids of those layers
 */
export async function refreshTileDefinitions(
  sql: SqlLike,
  all: readonly LayerDefinition[] = layers,
): Promise<string[]> {
  const grown: string[] = [];
  for (const layer of all) {
    const definition = definitionOf(layer);
    const rows = await sql`
      insert into layer_versions as v (layer, definition) values (${layer.id}, ${definition})
      on conflict (layer) do update set version = v.version + 1, definition = excluded.definition, changed_at = now()
      where v.definition is distinct from excluded.definition
      returning v.version`;
    if (rows.length > 0) grown.push(layer.id);
  }
  return grown;
}
