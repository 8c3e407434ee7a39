import type { Map as MapLibreMap } from 'maplibre-gl';

/** A feature as the map knows it. */
export interface Markable {
  layer: string;
  id: number;
}

/** Tells a map what is pointed at and what is selected. */
export class Marks {
  #marked = new Map<string, Markable>();

  /** Repeated when the style changed, because new sources know nothing. */
  show(map: MapLibreMap, hovered: Markable | null, selected: Markable | null): void {
    const wanted = new Map<string, Markable & { state: Record<string, boolean> }>();
    const want = (feature: Markable | null, name: string): void => {
      if (!feature) return;
      const at = `${feature.layer}/${feature.id}`;
      wanted.set(at, { ...feature, state: { ...wanted.get(at)?.state, [name]: true } });
    };
    want(hovered, 'hover');
    want(selected, 'selected');
    for (const [at, { layer, id }] of this.#marked) {
      // Not removed: a source that was replaced meanwhile has no states, and removing one there breaks the map's next frame.
      if (!wanted.has(at)) wanted.set(at, { layer, id, state: {} });
    }
    for (const { layer, id, state } of wanted.values()) {
      const whole = { hover: false, selected: false, ...state };
      if (map.getSource(layer)) map.setFeatureState({ source: layer, sourceLayer: layer, id }, whole);
    }
    this.#marked = new Map([...wanted].filter(([, { state }]) => Object.keys(state).length > 0));
  }
}
