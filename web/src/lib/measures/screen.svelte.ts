import { createContext } from 'svelte';
import { hasEnded } from '@quartierblick/gis/walks/measure.ts';
import type { App } from '#lib/app/context.ts';
import type { AppEvent } from '#lib/app/events.svelte.ts';
import type { Project } from '@quartierblick/gis/layers/answers.ts';
import { MEASURE_WORDS } from '#lib/i18n/measures.ts';
import type { Addressed } from '#lib/map/by-address.ts';
import { todayInGermany } from '#lib/properties/path/case-of.ts';
import { readAddress, START, writeAddress } from '@quartierblick/gis/views/measures.ts';
import type { MeasuresAddress } from '@quartierblick/gis/views/measures.ts';
import { chosen, remindsBy } from '@quartierblick/gis/walks/chosen.ts';
import { MeasureClient } from './client.ts';
import type { Measure, MeasureTheme } from '@quartierblick/gis/walks/measure.ts';

/** The list of measures: what there is, what of it is shown, and which one is open. */
export class MeasuresScreen implements Addressed {
  measures = $state.raw<readonly Measure[] | null>(null);
  themes = $state.raw<readonly MeasureTheme[]>([]);
  project = $state.raw<Project | null>(null);
  failure = $state.raw<unknown>(null);
  address = $state.raw<MeasuresAddress>(START);
  /** When the list was read. */
  readAt = $state('');
  readonly today = todayInGermany();
  readonly app: App;
  readonly client: MeasureClient;
  readonly t = $derived.by(() => MEASURE_WORDS[this.app.language.code]);
  readonly shown = $derived.by(() => chosen(this.measures ?? [], this.address, this.today));
  readonly open = $derived.by(() => this.measures?.find(({ key }) => key === this.address.measure) ?? null);
  readonly demo = $derived(this.measures?.some(({ demo }) => demo) ?? false);
  /** Those who are responsible for something, in the order of the alphabet. */
  readonly people = $derived(
    [...new Set(this.measures?.map(({ responsible }) => responsible ?? '') ?? [])].sort((a, b) =>
      a.localeCompare(b, 'de'),
    ),
  );
  readonly counts = $derived.by(() => {
    const all = this.measures ?? [];
    return {
      all: all.length,
      todo: all.filter((one) => !hasEnded(one)).length,
      overdue: all.filter((one) => one.overdue).length,
      remind: all.filter((one) => remindsBy(one, this.today)).length,
    };
  });

  readonly #navigate: (query: string, replace: boolean) => void;

  constructor(app: App, navigate: (query: string, replace: boolean) => void) {
    this.app = app;
    this.#navigate = navigate;
    this.client = new MeasureClient(app.api);
  }

  apply(search: URLSearchParams): void {
    this.address = readAddress(search);
  }

  change(part: Partial<MeasuresAddress>): void {
    this.address = { ...this.address, ...part };
    // Opening one is a step that "back" undoes; a filter is not.
    this.#navigate(writeAddress(this.address, new URLSearchParams(location.search)), !('measure' in part));
  }

  async load(): Promise<void> {
    try {
      const [{ measures, themes }, project] = await Promise.all([
        this.client.list(null),
        this.project ?? this.app.api.projectIfAny(),
      ]);
      Object.assign(this, { measures, themes, project, failure: null, readAt: new Date().toISOString() });
    } catch (error) {
      // What is there stays: an older list says more than none.
      if (this.measures === null) this.failure = error;
    }
  }

  /** Puts a measure into the list as the server told it. */
  take(measure: Measure): void {
    const others = (this.measures ?? []).filter(({ key }) => key !== measure.key);
    this.measures = [...others, measure].sort((a, b) => a.number - b.number);
  }

  themeTitle(key: string | null): string {
    return this.themes.find((one) => one.key === key)?.title[this.app.language.code] ?? key ?? this.t.noTheme;
  }

  heard(event: AppEvent): void {
    if (event.type === 'measures-changed') void this.load();
  }

  leave(): void {
    // Nothing runs on.
  }
}

export const [useMeasures, provideMeasures] = createContext<MeasuresScreen>();
