import { limitedLayer } from '@quartierblick/gis/layers/policy.ts';
import { isAborted, type Api } from '#lib/api.ts';
import type { LayerInfo, MeasureValues } from '@quartierblick/gis/layers/answers.ts';
import type { SharedLayer, SharedMeasure } from '@quartierblick/gis/views/map.ts';
import type { Catalogue } from './catalogue.svelte.ts';
import { definitionOf } from './definition.ts';
import { LayerState, type ValuesOf } from './layer-state.svelte.ts';

/** The layers on the map in their order, topmost first. Knows no layer by name. */
export class LayerStack {
  items = $state.raw<LayerState[]>([]);
  readonly visible: LayerState[] = $derived(this.items.filter((item) => item.visible));

  #api: Api;
  #catalogue: Catalogue;
  #valuesOf: ValuesOf | undefined;
  #loading = new Map<string, AbortController>();

  /** @param valuesOf over which values classes are made; a layer's own where it is not said */
  constructor(api: Api, catalogue: Catalogue, valuesOf?: ValuesOf) {
    this.#api = api;
    this.#catalogue = catalogue;
    this.#valuesOf = valuesOf;
  }

  /** Takes over a freshly loaded list: what is set stays set, versions and counts are new. */
  update(infos: readonly LayerInfo[]): void {
    const known = new Map(this.items.map((item) => [item.id, item]));
    const fresh: LayerState[] = [];
    // The api lists from bottom to top.
    for (const info of infos.toReversed()) {
      const whole = definitionOf(info);
      if (!whole) continue;
      const definition = info.limited ? limitedLayer(whole) : whole;
      const item = known.get(definition.id);
      // Who signs in or out sees another part of the layer: other columns, other classes.
      if (item?.definition !== definition) {
        fresh.push(new LayerState(definition, info, this.#valuesOf));
        continue;
      }
      if (item.info.version !== info.version) item.values = null;
      item.info = info;
    }
    const replaced = new Set(fresh.map(({ id }) => id));
    const kept = this.items.filter((item) => !replaced.has(item.id) && infos.some((info) => info.id === item.id));
    this.items = kept.length === 0 ? fresh : [...fresh, ...kept];
  }

  byId(id: string): LayerState | undefined {
    return this.items.find((item) => item.id === id);
  }

  /** How a layer on the map is declared, as its reader sees it. */
  readonly definitionOf = (id: string) => this.byId(id)?.definition;

  /** Moves a layer before (above) another; to the bottom where there is no other. */
  move(id: string, before: string | null): void {
    const item = this.byId(id);
    if (!item || id === before) return;
    const rest = this.items.filter((one) => one !== item);
    const at = before === null ? rest.length : rest.findIndex((one) => one.id === before);
    this.items = rest.toSpliced(at < 0 ? rest.length : at, 0, item);
  }

  /** Sets all layers as a shared link has them; without a list, as they are declared. */
  apply(shared: readonly SharedLayer[] | undefined, measures: readonly SharedMeasure[] | undefined): void {
    for (const item of this.items) item.reset();
    if (shared) {
      const wanted = new Map(shared.map((layer, index) => [layer.id, { layer, index }]));
      for (const item of this.items) {
        const found = wanted.get(item.id);
        item.visible = found !== undefined;
        if (found) item.applyLayer(found.layer);
      }
      this.items = reordered(
        this.items,
        shared.map(({ id }) => id),
      );
    }
    for (const measure of measures ?? []) this.byId(measure.layer)?.applyMeasure(measure);
    this.loadValues();
  }

  shared(): { layers: SharedLayer[]; measures: SharedMeasure[] } {
    const layers = this.visible.map(({ id, opacity, hidden, hiddenMarks }) => ({
      id,
      opacity,
      hidden: [...hidden],
      hiddenMarks: [...hiddenMarks],
    }));
    const measures = this.visible
      .filter((item) => item.isMeasure && item.measureId !== '')
      .map(({ id, measureId, year, method, classes, own, extruded }) => ({
        layer: id,
        measure: measureId,
        year,
        method,
        classes,
        own,
        extruded,
      }));
    return { layers, measures };
  }

  /** Loads the values of every visible layer that is coloured by a measure and has not those of its measure and year. */
  loadValues(): void {
    for (const item of this.visible) {
      if (item.isMeasure && item.measureId !== '' && !item.isCurrent(item.values)) void this.#load(item);
    }
  }

  /** Another year whose values are at hand. */
  showYear(item: LayerState, values: MeasureValues): void {
    this.#loading.get(item.id)?.abort();
    item.year = values.year;
    item.values = values;
  }

  /** Another measure or year of a layer. */
  chooseMeasure(item: LayerState, measureId: string, year: number | null): void {
    item.measureId = measureId;
    const years = item.measure?.years ?? [];
    item.year = year !== null && years.includes(year) ? year : (years.at(-1) ?? null);
    void this.#load(item);
  }

  /** Tries again what failed for this layer. */
  retry(item: LayerState): void {
    this.#catalogue.failed.delete(item.id);
    if (item.isMeasure) void this.#load(item);
  }

  async #load(item: LayerState): Promise<void> {
    this.#loading.get(item.id)?.abort();
    const controller = new AbortController();
    this.#loading.set(item.id, controller);
    try {
      item.values = await this.#api.measure(item.id, item.measureId, item.year, controller.signal);
      this.#catalogue.failed.delete(item.id);
    } catch (error) {
      if (isAborted(error)) return;
      item.values = null;
      this.#catalogue.failed.set(item.id, error instanceof Error ? error.message : String(error));
    }
  }
}

/** The layer that colours the ground by a measure, topmost first. */
export function coloured({ visible }: LayerStack): LayerState | undefined {
  return visible.find(({ isMeasure }) => isMeasure);
}

/** The items with those of `order` in that order, each at a place that one of them had; the others stay where they are. */
function reordered(items: readonly LayerState[], order: readonly string[]): LayerState[] {
  const wanted = order.flatMap((id) => items.filter((item) => item.id === id));
  const queue = [...wanted];
  return items.map((item) => (wanted.includes(item) ? (queue.shift() ?? item) : item));
}
