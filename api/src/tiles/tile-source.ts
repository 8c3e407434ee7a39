import type { GeometryKind, LayerDefinition, TileSettings } from '@quartierblick/gis/layers/define.ts';
import type { Limit } from '@quartierblick/gis/layers/policy.ts';

/** What tiles are made from: the part of a layer's definition that can be handed to another thread. */
export interface TileSource {
  id: string;
  table: string;
  geometry: GeometryKind;
  tile: TileSettings;
  /** Where its reader sees only a part of the layer. */
  limit?: Limit | undefined;
}

/** The source of a layer's tiles. @throws TypeError where the layer has no places */
export function tileSource({ id, dataset, tile }: LayerDefinition): TileSource {
  if (!dataset.geometry) throw new TypeError(`layer ${id} has no geometry`);
  return { id, table: dataset.table, geometry: dataset.geometry, tile, limit: dataset.limit };
}
