import type { SharedLayer, SharedMeasure } from './map.ts';

/** Layers and measures of one state of the map. */
export interface StateOfLayers {
  /** Topmost first. */
  layers: readonly SharedLayer[];
  measures: readonly SharedMeasure[];
}

/**
 * The second state of a comparison: as the first, but for what it says itself. A layer that both colour by the same measure has the
 * classes of the first, so that a colour means the same on both sides; nothing is raised, because columns hide what is compared.
 *
 * @param own what the second state says itself; its layers replace all of the first, its measures those of the same layer
 */
export function secondState(first: StateOfLayers, own: Partial<StateOfLayers>): StateOfLayers {
  const named = new Set((own.measures ?? []).map(({ layer }) => layer));
  const kept = first.measures.filter(({ layer }) => !named.has(layer));
  const measures = [...kept, ...(own.measures ?? [])].map((one) => {
    const same = first.measures.find(({ layer, measure }) => layer === one.layer && measure === one.measure);
    const { method, classes, own: thresholds } = same ?? one;
    return { ...one, method, classes, own: thresholds, extruded: false };
  });
  return { layers: own.layers ?? first.layers, measures };
}
