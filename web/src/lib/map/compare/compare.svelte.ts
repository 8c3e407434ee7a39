import type { Edit } from '@quartierblick/gis/analysis/network/types.ts';
import type { Palette } from '@quartierblick/gis/symbology/palette.ts';
import type { CompareAs, SharedLayer, SharedMeasure, UrlState } from '@quartierblick/gis/views/map.ts';
import { secondState } from '@quartierblick/gis/views/second-state.ts';
import type { StyleSpecification } from 'maplibre-gl';
import { coloured, LayerStack } from '#lib/layers/layer-stack.svelte.ts';
import type { MapScreen } from '../screen.svelte.ts';
import { stackStyle } from '../stack-style.ts';

/** Changes of a saved scenario, drawn in the second state. */
export interface Changes {
  name: string;
  edits: readonly Edit[];
}

/** Adds changes to a style, from code that is loaded with the first scenario. */
type DrawChanges = (style: StyleSpecification, edits: readonly Edit[], palette: Palette) => StyleSpecification;

/** The second state of the map: as the first, but for what it says itself. */
export class Compare {
  /** null: nothing is compared. */
  as = $state<CompareAs | null>(null);
  /** Percent of the width. */
  split = $state(50);
  scenario = $state<string | null>(null);
  /** `refused`: the reader may not see scenarios; `gone`: it is no longer there, or could not be read. */
  changes = $state.raw<Changes | 'reading' | 'refused' | 'gone' | null>(null);
  readonly stack: LayerStack;
  readonly style: StyleSpecification = $derived.by(() => this.#style());

  #first: MapScreen;
  #layers = $state.raw<readonly SharedLayer[] | null>(null);
  #measures = $state.raw<readonly SharedMeasure[]>([]);
  #draw = $state.raw<DrawChanges | null>(null);
  #followed = '';

  constructor(first: MapScreen) {
    this.#first = first;
    this.stack = new LayerStack(first.app.api, first.catalogue, (item) => first.valuesOf(item));
  }

  /** The second state shows other layers than the first. */
  get ownLayers(): boolean {
    return this.#layers !== null;
  }

  /** The second state differs from the first in something. */
  get differs(): boolean {
    return this.#layers !== null || this.#measures.length > 0 || this.scenario !== null;
  }

  /** Begins to compare, with the most likely second state: another year, else another measure of a coloured layer, the topmost unless told. */
  begin(as: CompareAs, item = coloured(this.#first.stack)): void {
    this.as = as;
    const year = item?.measure?.years.find((one) => one !== item.year);
    const other = item?.info.measures.find(({ id }) => id !== item.measureId);
    this.follow();
    if (item && !this.differs && year !== undefined) this.chooseMeasure(item.id, item.measureId, year);
    else if (item && !this.differs && other) this.chooseMeasure(item.id, other.id, item.year);
    else this.#first.commit();
  }

  end(): void {
    this.set({});
    this.#first.commit();
  }

  /** Moves the divider. @param done it was let go of */
  divide(split: number, done: boolean): void {
    this.split = split;
    if (done) this.#first.commit(true);
  }

  /** Sets the second state as an address says. */
  set({ compare, layersB, measuresB, scenarioB }: Partial<UrlState>): void {
    this.as = compare?.as ?? null;
    this.split = compare?.split ?? 50;
    this.#layers = (compare && layersB) ?? null;
    this.#measures = (compare && measuresB) ?? [];
    this.#setScenario((compare && scenarioB) ?? null);
    this.follow();
  }

  /** What the address carries of it. */
  shared(): Partial<UrlState> {
    if (!this.as) return {};
    return {
      compare: { as: this.as, split: this.split },
      ...(this.#layers && { layersB: [...this.#layers] }),
      ...(this.#measures.length > 0 && { measuresB: [...this.#measures] }),
      ...(this.scenario !== null && { scenarioB: this.scenario }),
    };
  }

  /** The list of layers was read anew, perhaps by somebody else. */
  update(): void {
    this.stack.update(this.#first.catalogue.layers);
    this.#followed = '';
    if (this.scenario !== null && typeof this.changes === 'string') void this.#read(this.scenario);
    this.follow();
  }

  /** The first state changed: the second one is as it is, where it says nothing itself. */
  follow(): void {
    if (!this.as) return;
    if (this.stack.items.length === 0) this.stack.update(this.#first.catalogue.layers);
    const { layers, measures } = secondState(this.#first.stack.shared(), {
      ...(this.#layers && { layers: this.#layers }),
      measures: this.#measures,
    });
    // To set all layers anew makes the map compare its whole style: not on every move.
    const key = JSON.stringify([layers, measures]);
    if (key === this.#followed) return this.stack.loadValues();
    this.#followed = key;
    for (const { layer, measure, year } of measures) {
      const [here, there] = [this.stack.byId(layer), this.#first.stack.byId(layer)?.values];
      if (here && there?.measure === measure && there.year === year) here.values = there;
    }
    this.stack.apply([...layers], [...measures]);
  }

  /** Colours a layer of the second state by another measure or year; what equals the first state follows it again. */
  chooseMeasure(layer: string, measure: string, year: number | null): void {
    const item = this.stack.byId(layer);
    const years = item?.info.measures.find(({ id }) => id === measure)?.years ?? [];
    const inYear = year !== null && years.includes(year) ? year : (years.at(-1) ?? null);
    const others = this.#measures.filter((one) => one.layer !== layer);
    const first = this.#first.stack.byId(layer);
    const same = first?.visible === true && first.measureId === measure && first.year === inYear;
    const { method, classes, own } = first ?? { method: 'natural' as const, classes: 5, own: [] };
    const chosen = { layer, measure, year: inYear, method, classes, own, extruded: false };
    this.#measures = same ? others : [...others, chosen];
    this.#first.commit();
  }

  /** Shows or hides a layer in the second state alone. */
  show(layer: string, on: boolean): void {
    const first = this.#first.stack.shared().layers;
    const now = this.#layers ?? first;
    const ids = new Set(now.map(({ id }) => id));
    if (on) ids.add(layer);
    else ids.delete(layer);
    const known = new Map([...first, ...now].map((one) => [one.id, one]));
    const layers = this.#first.stack.items
      .filter(({ id }) => ids.has(id))
      .map(({ id }) => known.get(id) ?? { id, opacity: 100, hidden: [], hiddenMarks: [] });
    const same = layers.length === first.length && first.every(({ id }) => ids.has(id));
    this.#layers = same ? null : layers;
    this.#first.commit();
  }

  /** Draws a saved scenario's changes in the second state; null: none. */
  chooseScenario(id: string | null): void {
    this.#setScenario(id);
    this.#first.commit();
  }

  #setScenario(id: string | null): void {
    if (this.scenario === id && (id === null || this.changes !== null)) return;
    this.scenario = id;
    this.changes = null;
    if (id !== null) void this.#read(id);
  }

  async #read(id: string): Promise<void> {
    this.changes = 'reading';
    const found = await this.#scenario(id);
    if (this.scenario === id) this.changes = found;
  }

  async #scenario(id: string): Promise<Changes | 'refused' | 'gone'> {
    const { api, session } = this.#first.app;
    // A link is read before the server has said who is there.
    if (session.state === 'asking') await session.refresh();
    if (!session.may('steering')) return 'refused';
    try {
      const [answer, { withChanges }] = await Promise.all([
        api.send(`${api.root}/api/network/scenarios/${id}`),
        import('./changes.ts'),
      ]);
      this.#draw = withChanges;
      return (await answer.json()) as Changes;
    } catch {
      return 'gone';
    }
  }

  #style(): StyleSpecification {
    const { app, baseMap, palette } = this.#first;
    const style = stackStyle(this.stack, baseMap, palette, app.api.root);
    const { changes } = this;
    return changes && typeof changes === 'object' && this.#draw ? this.#draw(style, changes.edits, palette) : style;
  }
}
