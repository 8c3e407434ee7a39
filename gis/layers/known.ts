import type { LayerDefinition } from './define.ts';
import { freeLayer } from './free/layer.ts';
import type { FreeLayerSpec } from './free/spec.ts';
import { genericSource } from './generic-source.ts';
import { layers as builtIn } from './index.ts';
import { sources as builtInSources } from './sources.ts';
import type { ImportSource } from './source-types.ts';

/** All layers there are, built-in and free, and what can be imported into them. Can be made anew in another thread from its specs. */
export interface KnownLayers {
  /** Descriptions of the free layers. */
  free: readonly FreeLayerSpec[];
  /** In drawing order from bottom to top: areas of free layers lie under the built-in points and lines, which they must not hide. */
  layers: readonly LayerDefinition[];
  sources: readonly ImportSource[];
  layerById(id: string): LayerDefinition | undefined;
}

/** Free layers among the built-in ones: areas below, lines and points above everything that is built in. */
function inDrawingOrder(free: readonly LayerDefinition[]): LayerDefinition[] {
  const isArea = ({ dataset }: LayerDefinition): boolean => dataset.geometry === 'polygon';
  return [...free.filter(isArea), ...builtIn, ...free.filter((layer) => !isArea(layer))];
}

/**
 * The built-in layers and these free ones, with the sources of both.
 * @param before what was known: a layer whose description has not changed stays the same object
 */
export function knownLayers(free: readonly FreeLayerSpec[], before?: KnownLayers): KnownLayers {
  const own = free.map((spec) => {
    const old = before?.free.find(({ id }) => id === spec.id);
    const kept = old && JSON.stringify(old) === JSON.stringify(spec) ? before?.layerById(spec.id) : undefined;
    return kept ?? freeLayer(spec);
  });
  const layers = inDrawingOrder(own);
  const byId = new Map(layers.map((layer) => [layer.id, layer]));
  return {
    free,
    layers,
    sources: [...builtInSources, ...own.map(genericSource)],
    layerById: (id) => byId.get(id),
  };
}
