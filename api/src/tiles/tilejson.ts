import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { FieldKind, Text } from '@quartierblick/gis/layers/fields.ts';
import type { Bounds } from '../layers/facts.ts';
import { MOST_BYTES } from './tile.ts';

/** TileJSON's usual words for types of attributes, as GDAL and others read them. */
const TYPES: Partial<Record<FieldKind, 'Number' | 'Boolean'>> = {
  integer: 'Number',
  number: 'Number',
  year: 'Number',
  months: 'Number',
  boolean: 'Boolean',
};

export interface TileJsonFacts {
  version: number;
  /** WGS 84; absent for an empty layer. */
  bounds: Bounds | null;
  attributions: readonly string[];
  /** Address that tile URLs begin with, without a trailing slash. */
  base: string;
  language: keyof Text;
}

/**
 * Describes a layer's tiles.
 * @see https://github.com/mapbox/tilejson-spec/tree/master/3.0.0
 */
export function tileJson(layer: LayerDefinition, { version, bounds, attributions, base, language }: TileJsonFacts) {
  const { minzoom, maxzoom, properties } = layer.tile;
  const declared = { ...layer.dataset.fields, ...layer.dataset.generated };
  const fields = Object.fromEntries(
    ['key', ...properties].map((name) => [name, TYPES[declared[name]?.kind ?? 'text'] ?? 'String']),
  );
  return {
    tilejson: '3.0.0' as const,
    name: layer.title[language],
    description: layer.description[language],
    version: `${version}.0.0`,
    attribution: attributions.join(', '),
    scheme: 'xyz' as const,
    tiles: [`${base}/tiles/${layer.id}/${version}/{z}/{x}/{y}.mvt`],
    minzoom,
    maxzoom,
    ...(bounds ? { bounds } : {}),
    vector_layers: [{ id: layer.id, description: layer.title[language], minzoom, maxzoom, fields }],
    // Not part of TileJSON, which allows for further members.
    tile_limit: {
      bytes: MOST_BYTES,
      rule: {
        de: 'Passt nicht alles in eine Kachel, enthält sie das Wichtigste; die Kopfzeile Tile-Reduced nennt die Zahlen.',
        en: 'Where a tile cannot hold everything, it holds the most important; its header Tile-Reduced gives the numbers.',
      }[language],
    },
  };
}
