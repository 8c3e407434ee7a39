import { createContext, flushSync } from 'svelte';
import { paletteOf, type Palette } from '@quartierblick/gis/symbology/palette.ts';
import type { StyleSpecification } from 'maplibre-gl';
import type { App } from '#lib/app/context.ts';
import type { AppEvent } from '#lib/app/events.svelte.ts';
import { Selection, type Neighbour } from '#lib/features/selection.svelte.ts';
import { Catalogue } from '#lib/layers/catalogue.svelte.ts';
import type { LayerState } from '#lib/layers/layer-state.svelte.ts';
import { LayerStack } from '#lib/layers/layer-stack.svelte.ts';
import { Search } from '#lib/search/search.svelte.ts';
import { TableState } from '#lib/table/table.svelte.ts';
import { readUrl, writeUrl, type Selected, type UrlState } from '@quartierblick/gis/views/map.ts';
import { baseMapOf, type BaseMapId } from '@quartierblick/gis/views/base-maps.ts';
import { ColumnsState } from './columns-state.svelte.ts';
import type { Compare } from './compare/compare.svelte.ts';
import { Marks, type Markable } from './marks.ts';
import { takeShot, type MapShot } from './screenshot.ts';
import { stackStyle } from './stack-style.ts';
import { MapView } from './view.svelte.ts';
import { Years } from './years.svelte.ts';

/** Puts a query into the address of the page. */
export type Navigate = (query: string, replace: boolean) => void;

/** The map screen: its parts, and what ties them to each other and to the address. */
export class MapScreen {
  readonly app: App;
  readonly catalogue: Catalogue;
  readonly stack: LayerStack;
  readonly view = new MapView();
  readonly selection: Selection;
  readonly table: TableState;
  readonly search: Search;
  readonly columns: ColumnsState;
  readonly years: Years;
  /** The second state, once two were compared. */
  compare = $state.raw<Compare | null>(null);
  /** The list of layers is there and the address was read: the map can be drawn. */
  ready = $state(false);
  base = $state<BaseMapId>('own');
  /** What the pointer or the table points at. */
  hovered = $state.raw<Markable | null>(null);
  /** Picture of the map for paper. */
  printShot = $state.raw<MapShot | null>(null);

  readonly palette: Palette = $derived.by(() => paletteOf(this.app.theme.current));
  readonly baseMap = $derived(baseMapOf(this.base));
  readonly style: StyleSpecification = $derived.by(() =>
    stackStyle(this.stack, this.baseMap, this.palette, this.app.api.root),
  );

  #navigate: Navigate;
  #applying = false;
  #marks = new Marks();
  /** The query of the untouched screen: what equals it need not stand in the address. */
  #untouched = { layers: '', measures: '' };

  constructor(app: App, navigate: Navigate) {
    this.app = app;
    this.#navigate = navigate;
    this.catalogue = new Catalogue(app.api);
    this.stack = new LayerStack(app.api, this.catalogue, (item) => this.valuesOf(item));
    this.years = new Years(app.api, this.stack);
    this.selection = new Selection(app.api);
    this.table = new TableState(app.api);
    this.search = new Search(app.api);
    this.columns = new ColumnsState(app.api, this.view);
  }

  /** Loads what there is and sets the screen as the address says. */
  async start(search: URLSearchParams): Promise<void> {
    await this.reload();
    if (this.catalogue.state !== 'ready') return;
    this.#untouched = keysOf(this.stack.shared());
    if (search.has('cmp')) await this.comparison();
    this.apply(search);
    this.ready = true;
  }

  /** Reads the list of layers anew, e.g. after the connection came back. */
  async reload(): Promise<void> {
    const failed = [...this.catalogue.failed.keys()];
    await this.catalogue.load();
    this.stack.update(this.catalogue.layers);
    if (this.ready) {
      this.stack.loadValues();
      this.compare?.update();
    }
    for (const id of failed) this.#askAgain(id);
  }

  /** The connection is back: what could not be loaded meanwhile is asked for again. */
  async recover(): Promise<void> {
    if (!this.ready) return this.start(new URLSearchParams(location.search));
    await this.reload();
    if (this.table.state === 'failed') void this.loadTable();
    if (this.selection.state === 'failed') void this.selection.reload().then(() => this.mark());
  }

  /** Somebody else is signed in, or with another role: layers come and go, and nothing stays open that is not theirs. */
  async otherReader(): Promise<void> {
    if (!this.ready) return;
    await this.reload();
    const { current } = this.selection;
    if (current && !this.stack.byId(current.layer)) this.deselect();
    else if (current) void this.selection.reload().then(() => this.mark());
    if (this.table.layer !== null && !this.stack.byId(this.table.layer)) this.closeTable();
    else void this.loadTable();
  }

  /** Sets the screen as an address says; parts that are broken are ignored, and the reader is told. */
  apply(search: URLSearchParams): void {
    const { state, broken } = readUrl(search);
    // Setting the view moves the map, which must not write the half-set state back into the address.
    this.#applying = true;
    this.#set(state);
    this.#applying = false;
    void this.loadTable();
    if (broken.length > 0) this.app.announcer.show(this.app.language.t.map.brokenLink(broken.join(', ')), 'warn');
  }

  #set(state: Partial<UrlState>): void {
    const { project } = this.catalogue;
    this.stack.apply(state.layers, state.measures);
    this.base = state.base ?? 'own';
    this.years.common = state.years === 'common';
    this.years.follow();
    if (this.compare) this.compare.set(state);
    else if (state.compare) void this.comparison().then((compare) => compare.set(state));
    if (state.view) this.view.go(state.view);
    else if (project) {
      const [lon, lat] = project.defaultView.center;
      this.view.go({ lon, lat, zoom: project.defaultView.zoom, bearing: 0, pitch: 0 });
    }
    if (state.selected) {
      if (!this.selection.is(state.selected.layer, state.selected.key)) void this.#reopen(state.selected, !state.view);
    } else this.selection.close();
    this.mark();
    if (state.table) this.table.open(state.table);
    else this.table.close();
  }

  async #reopen(selected: Selected, fly: boolean): Promise<void> {
    const detail = await this.selection.open(selected);
    this.mark();
    if (detail && fly) this.view.fit(detail.bbox);
  }

  /** Writes the state into the address. Moving the map replaces the entry; what a reader did on purpose makes one. */
  commit(replace = false): void {
    if (this.#applying) return;
    this.years.follow();
    this.compare?.follow();
    this.#navigate(this.query(), replace);
  }

  query(): string {
    const { layers, measures } = this.stack.shared();
    const keys = keysOf({ layers, measures });
    const state: Partial<UrlState> = {
      view: this.view.current,
      ...(keys.layers !== this.#untouched.layers && { layers }),
      ...(keys.measures !== this.#untouched.measures && measures.length > 0 && { measures }),
      ...(this.base !== 'own' && { base: this.base }),
      ...(this.selection.current && { selected: this.selection.current }),
      ...(this.table.layer && { table: this.table.layer }),
      ...(this.years.common && { years: 'common' }),
      ...this.compare?.shared(),
    };
    return writeUrl(state, new URLSearchParams(location.search));
  }

  /** Called when the map came to rest. */
  moved(): void {
    this.view.settle();
    this.table.offset = 0;
    void this.loadTable();
    this.commit(true);
  }

  /** Something about the layers was set by the reader. */
  changed(): void {
    this.stack.loadValues();
    void this.loadTable();
    this.commit();
  }

  async select(selected: Selected, alsoHere: Neighbour[] = [], fly = false): Promise<void> {
    const opened = this.selection.open(selected, alsoHere);
    this.commit();
    const detail = await opened;
    this.mark();
    if (detail && fly) this.view.fit(detail.bbox);
  }

  deselect(): void {
    this.selection.close();
    this.mark();
    this.commit();
  }

  openTable(layer: string): void {
    this.table.open(layer);
    void this.loadTable();
    this.commit();
  }

  closeTable(): void {
    this.table.close();
    this.commit();
  }

  async loadTable(): Promise<void> {
    const item = this.table.layer === null ? undefined : this.stack.byId(this.table.layer);
    if (item && this.view.bounds) await this.table.load(item, this.view.bounds);
  }

  chooseBase(id: BaseMapId): void {
    const plain = this.base === 'own';
    this.base = id;
    // Another ground brings its own houses and streets; ours would lie over them.
    if (plain !== (id === 'own')) {
      for (const item of this.stack.items) {
        if (item.definition.group === 'base') item.visible = id === 'own' && item.definition.visible;
      }
    }
    this.changed();
  }

  /** An event of the server: a layer that changed is read anew, at its new version. */
  async heard(event: AppEvent): Promise<void> {
    if (event.type !== 'layer-changed') return event.type === 'layers-changed' ? this.reload() : undefined;
    await this.reload();
    if (this.selection.current?.layer === event.layer) void this.selection.reload();
    if (this.table.layer === event.layer) void this.loadTable();
  }

  retry(item: LayerState): void {
    this.stack.retry(item);
    this.#askAgain(item.id);
  }

  /** Puts the picture for paper in place before the browser lays the page out; on paper the map itself has no room. */
  preparePrint(): void {
    const { map } = this.view;
    if (!map || matchMedia('print').matches) return;
    this.printShot = takeShot(map);
    flushSync();
  }

  /** Points at a feature, from the map or from the table. */
  hover(feature: Markable | null): void {
    if (this.hovered?.layer === feature?.layer && this.hovered?.id === feature?.id) return;
    this.hovered = feature;
    this.mark();
  }

  /** Tells the map what is pointed at and what is selected; repeated when the style changed, because new sources know nothing. */
  mark(): void {
    const { map } = this.view;
    if (!map) return;
    const { current, detail } = this.selection;
    this.#marks.show(map, this.hovered, current && detail ? { layer: current.layer, id: detail.id } : null);
  }

  #askAgain(layer: string): void {
    const { map } = this.view;
    if (map?.getSource(layer)) map.refreshTiles(layer);
  }

  /** Draws the extruded columns as they are set now; called when anything of them changed. */
  raise(): void {
    const item = this.stack.visible.find((one) => one.extruded && one.isMeasure);
    void this.columns.update(item, this.view.bounds, this.palette);
  }

  /** The second state of the map, from code that comes with the first comparison. */
  async comparison(): Promise<Compare> {
    const { Compare } = await import('./compare/compare.svelte.ts');
    return (this.compare ??= new Compare(this));
  }

  /** What classes are made over: each year once, of this state and the second one, and all while the reader goes through them. */
  valuesOf(item: LayerState): (readonly number[])[] {
    const states = new Map<number | null, readonly number[]>(this.years.numbersOf(item));
    for (const stack of this.compare?.as ? [this.stack, this.compare.stack] : []) {
      const other = stack.byId(item.id);
      const same = other?.visible && other.measureId === item.measureId;
      if (same && other.values) states.set(other.values.year, other.known);
    }
    if (item.values) states.set(item.values.year, item.known);
    return [...states.values()];
  }
}

function keysOf({ layers, measures }: ReturnType<LayerStack['shared']>): { layers: string; measures: string } {
  return { layers: JSON.stringify(layers), measures: JSON.stringify(measures) };
}

export const [useScreen, provideScreen] = createContext<MapScreen>();
