import type { MapGeoJSONFeature, Map as MapLibreMap, PointLike } from 'maplibre-gl';
import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';

/** A feature under the pointer. */
export interface Hit {
  layer: LayerDefinition;
  id: number;
  key: string;
  properties: Record<string, unknown>;
}

/** Finds a layer by the id that its style layers bear. */
type FindLayer = (id: string) => LayerDefinition | undefined;

const TOLERANCE = 4;

/** Features of our layers at a place of the map, topmost first, each once. */
export function hitsAt(map: MapLibreMap, { x, y }: { x: number; y: number }, find: FindLayer): Hit[] {
  const box: [PointLike, PointLike] = [
    [x - TOLERANCE, y - TOLERANCE],
    [x + TOLERANCE, y + TOLERANCE],
  ];
  // Points and lines are small: they are looked for around the pointer, areas exactly below it.
  const around = map
    .queryRenderedFeatures(box)
    .filter((feature) => feature.geometry.type.endsWith('Polygon') === false);
  const below = map.queryRenderedFeatures([x, y]);
  const seen = new Set<string>();
  const hits: Hit[] = [];
  for (const feature of [...around, ...below]) {
    const hit = hitOf(feature, find);
    if (!hit || seen.has(`${hit.layer.id}/${hit.id}`)) continue;
    seen.add(`${hit.layer.id}/${hit.id}`);
    hits.push(hit);
  }
  return hits;
}

function hitOf(feature: MapGeoJSONFeature, find: FindLayer): Hit | undefined {
  const { metadata } = feature.layer;
  const name: unknown =
    typeof metadata === 'object' && metadata !== null && 'layer' in metadata ? metadata.layer : null;
  const layer = typeof name === 'string' ? find(name) : undefined;
  const key: unknown = feature.properties['key'];
  if (!layer || typeof feature.id !== 'number' || typeof key !== 'string') return undefined;
  return { layer, id: feature.id, key, properties: feature.properties };
}
