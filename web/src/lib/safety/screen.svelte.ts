import { createContext } from 'svelte';
import type { AccidentFilter, FilterPart } from '@quartierblick/gis/analysis/safety/filter.ts';
import { NO_FILTER } from '@quartierblick/gis/analysis/safety/filter.ts';
import type { HotspotPreset } from '@quartierblick/gis/analysis/safety/presets.ts';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { App } from '#lib/app/context.ts';
import type { AppEvent } from '#lib/app/events.svelte.ts';
import { problemText } from '#lib/app/problem-text.ts';
import { SAFETY_WORDS } from '#lib/i18n/safety.ts';
import { readInput, setProjectThresholds, type SafetyInput } from './client.ts';
import { Engine } from './engine.svelte.ts';
import { itemsOf, type StripItem } from './items.ts';
import { firstStreet } from '@quartierblick/gis/safety/street-answers.ts';
import type { PlacedSection } from '@quartierblick/gis/safety/street-answers.ts';
import {
  readAddress,
  thresholdsFor,
  USUAL,
  writeAddress,
  type SafetySettings,
} from '@quartierblick/gis/views/safety.ts';

type Navigate = (query: string, replace: boolean) => void;

/** Changes that come together are read together. */
const GATHER_MS = 500;
const READ = new Set(['accidents', 'streets', 'crossings', 'stops', 'playgrounds', 'offers']);

/** One street with its accidents: what it is computed from, how it is set, and what is looked at. */
export class SafetyScreen {
  readonly app: App;
  readonly engine = new Engine();
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  error = $state.raw<unknown>(null);
  input = $state.raw<SafetyInput | null>(null);
  settings = $state.raw<SafetySettings>(USUAL);
  /** Id of the item that the pointer is on, in strip, map or table. */
  hovered = $state<string | null>(null);

  /** The map, while there is one: for a picture of it. */
  map = $state.raw<MapLibreMap | null>(null);

  readonly t = $derived.by(() => SAFETY_WORDS[this.app.language.code]);
  /** What is missing for anything to be shown. */
  readonly missing = $derived.by(() => {
    if (!this.input) return null;
    if (this.input.accidents.total === 0) return 'accidents';
    return this.engine.streets?.length === 0 ? 'streets' : null;
  });
  readonly demo = $derived(this.input !== null && (this.input.accidents.demo || this.input.streets.demo));
  readonly street = $derived.by(() => {
    const all = this.engine.streets ?? [];
    return all.find(({ id }) => id === this.settings.street) ?? firstStreet(all);
  });
  /** Thresholds that hold, and why these. */
  readonly thresholds = $derived(thresholdsFor(this.settings, this.input?.project ?? null));
  /** What stands on the strip and passes the filters, in the order of its chainage. */
  readonly items: readonly StripItem[] = $derived.by(() => {
    const { strip, figures } = this.engine;
    return strip && figures ? itemsOf(strip, figures, this.t, this.app.language) : [];
  });
  readonly byId = $derived(new Map(this.items.map((item) => [item.id, item])));
  readonly sections: readonly PlacedSection[] = $derived(this.engine.sections?.found ?? []);
  readonly sectionsHere = $derived(this.sections.filter(({ onStrip }) => onStrip !== null));
  readonly selected = $derived(this.settings.selected);
  readonly selectedSection = $derived(this.sections.find(({ key }) => `section/${key}` === this.selected));
  /** Ids that stand out: the accidents that make the section under the pointer or selected. */
  readonly marked: ReadonlySet<string> = $derived.by(() => {
    const section = this.sections.find(({ key }) => `section/${key}` === this.hovered) ?? this.selectedSection;
    const own = [this.hovered, this.selected].filter((id) => id !== null);
    return new Set([...own, ...(section?.accidents.map((key) => `accident/${key}`) ?? [])]);
  });

  #navigate: Navigate;
  #gather: ReturnType<typeof setTimeout> | undefined;
  #shown: string | undefined;
  #left = false;

  constructor(app: App, navigate: Navigate) {
    this.app = app;
    this.#navigate = navigate;
    this.engine.heard = (kind) => {
      if (kind === 'streets') this.#show();
    };
  }

  /** Sets everything as an address says. */
  apply(search: URLSearchParams): void {
    const { settings, broken } = readAddress(search);
    if (broken) this.app.announcer.show(this.t.broken, 'warn');
    this.settings = settings;
    if (this.engine.streets) this.#show();
  }

  /** @returns whether what is shown is now what was read */
  async load(): Promise<boolean> {
    try {
      const input = await readInput(this.app.api);
      // A worker that begins now would never end.
      if (this.#left) return false;
      this.input = input;
      const { streets, places, accidents } = this.input;
      const data = { lines: streets.lines, crossings: streets.crossings };
      const { playgrounds, places: others } = places;
      this.#shown = undefined;
      this.engine.use({
        data,
        places: { playgrounds, places: others },
        accidents: accidents.accidents,
        years: accidents.years,
      });
      this.state = 'ready';
      return true;
    } catch (error) {
      this.error = error;
      // What was loaded before stays: the connection's banner says what is wrong.
      if (this.state !== 'ready') this.state = 'failed';
      return false;
    }
  }

  heard(event: AppEvent): void {
    if (event.type !== 'layer-changed' || !READ.has(event.layer)) return;
    clearTimeout(this.#gather);
    this.#gather = setTimeout(() => void this.load(), GATHER_MS);
  }

  leave(): void {
    this.#left = true;
    clearTimeout(this.#gather);
    this.engine.leave();
  }

  #show(): void {
    const { street } = this;
    if (!street) return;
    if (this.#shown !== street.id) {
      this.#shown = street.id;
      this.engine.show(street.id);
    }
    this.engine.count(this.settings);
    this.engine.find(this.thresholds?.preset ?? null);
  }

  #set(change: Partial<SafetySettings>, replace = false): void {
    this.settings = { ...this.settings, ...change };
    this.#navigate(writeAddress(this.settings, new URLSearchParams(location.search)), replace);
  }

  choose(street: string): void {
    this.hovered = null;
    this.#set({ street, selected: null });
    this.#show();
  }

  /** Another filter, density or weight. */
  set(change: Partial<Pick<SafetySettings, 'filter' | 'lixelM' | 'bandwidthM' | 'weights' | 'area'>>): void {
    this.#set(change, true);
    this.engine.count(this.settings);
  }

  /** Takes a value into a part of the filter, or out of it. */
  toggle<K extends FilterPart>(part: K, value: AccidentFilter[K][number]): void {
    const now = this.settings.filter[part] as readonly (string | number)[];
    const next = now.includes(value) ? now.filter((one) => one !== value) : [...now, value].toSorted();
    this.set({ filter: { ...this.settings.filter, [part]: next } });
  }

  clearFilter(part?: FilterPart): void {
    this.set({ filter: part ? { ...this.settings.filter, [part]: [] } : NO_FILTER });
  }

  choosePreset(preset: SafetySettings['preset']): void {
    this.#set({ preset });
    this.engine.find(this.thresholds?.preset ?? null);
  }

  /** Makes thresholds those of the project, for everyone and for the layer on the map; null: those of its Land. */
  async setProjectPreset(preset: HotspotPreset | null): Promise<void> {
    const { api, announcer } = this.app;
    const tried = this.settings.preset;
    try {
      await setProjectThresholds(api, preset);
      announcer.show(this.t.projectSet);
      // What is tried meanwhile stays, and so does what was set where it cannot be read as the project's.
      if ((await this.load()) && this.settings.preset === tried) this.choosePreset(null);
    } catch (error) {
      announcer.show(problemText(error, this.app.language), 'warn');
    }
  }

  show(tab: SafetySettings['tab']): void {
    this.#set({ tab });
  }

  select(id: string | null): void {
    if (id !== this.selected) this.#set({ selected: id }, true);
  }

  /** The entry after or before the selected one along the street. */
  step(by: 1 | -1 | 'first' | 'last'): void {
    const at = this.items.findIndex(({ id }) => id === this.selected);
    const last = this.items.length - 1;
    const next = by === 'first' ? 0 : by === 'last' ? last : at < 0 ? (by > 0 ? 0 : last) : at + by;
    const item = this.items[Math.min(last, Math.max(0, next))];
    if (item) this.select(item.id);
  }
}

export const [useSafety, provideSafety] = createContext<SafetyScreen>();
