import { createContext } from 'svelte';
import type { Bounds, Project } from '@quartierblick/gis/layers/answers.ts';
import type { View } from '@quartierblick/gis/views/map.ts';
import type { App } from '#lib/app/context.ts';
import { problemText } from '#lib/app/problem-text.ts';
import { PROJECT_WORDS } from '#lib/i18n/project.ts';
import { boxOf, holds, textsOf, union, viewOf, widened } from './area.ts';

export type Land = keyof (typeof PROJECT_WORDS)['de']['laender'];
export type Box = 'area' | 'surroundings';

/** Germany, where nothing is set up yet. */
const GERMANY: Bounds = [5.8, 47.2, 15.1, 55.1];
/** Kilometres that the surroundings are given around data which they must hold. */
const MARGIN_KM = 1;

const isLand = (code: string): code is Land => code in PROJECT_WORDS.de.laender;

/** The project area as it is being changed; the server has it only once it is saved. */
export class ProjectForm {
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  /** Why there is nothing to change. */
  failure = $state.raw<unknown>(null);
  /** Why it was not saved. */
  problem = $state('');
  saving = $state(false);
  name = $state({ de: '', en: '' });
  land = $state<Land>('NW');
  /** West, south, east, north as they are typed. */
  texts = $state<Record<Box, string[]>>({ area: [], surroundings: [] });
  view = $state.raw<Project['defaultView']>({ center: [10.4, 51.2], zoom: 5 });
  facts = $state.raw<Project['facts']>([]);
  demo = $state(false);
  /** Set once somebody has tried to save what is not complete. */
  tried = $state(false);
  readonly area = $derived(boxOf(this.texts.area));
  readonly surroundings = $derived(boxOf(this.texts.surroundings));
  readonly nested = $derived(!!this.area && !!this.surroundings && holds(this.surroundings, this.area));
  readonly named = $derived(this.name.de.trim() !== '' && this.name.en.trim() !== '');
  readonly t = $derived.by(() => PROJECT_WORDS[this.app.language.code]);
  /** Where the data lie from whose import somebody comes. */
  readonly around: Bounds | null;

  readonly app: App;
  #hotspots: Project['hotspots'] = null;

  constructor(app: App, around: Bounds | null) {
    this.app = app;
    this.around = around;
    this.set('area', GERMANY);
    this.set('surroundings', GERMANY);
  }

  async load(): Promise<void> {
    this.state = 'loading';
    try {
      const project = await this.app.api.projectIfAny();
      if (project) this.#take(project);
      this.state = 'ready';
    } catch (error) {
      this.failure = error;
      this.state = 'failed';
    }
  }

  #take({ name, land, bounds, surroundings, defaultView, facts, hotspots, demo }: Project): void {
    this.name = { ...name };
    if (isLand(land)) this.land = land;
    this.set('area', bounds);
    this.set('surroundings', surroundings);
    this.view = defaultView;
    this.facts = facts;
    this.demo = demo;
    this.#hotspots = hotspots;
  }

  set(box: Box, bounds: Bounds): void {
    this.texts[box] = textsOf(bounds, this.app.language.code === 'de' ? ',' : '.');
  }

  /** The area lies on the data, and the map begins there; the surroundings grow where they must. */
  includeArea(): void {
    if (!this.around) return;
    this.set('area', widened(this.around, 0.1));
    this.view = viewOf(this.around);
    this.includeSurroundings();
  }

  includeSurroundings(): void {
    if (!this.around) return;
    const wanted = widened(this.around, MARGIN_KM);
    this.set('surroundings', this.surroundings ? union(this.surroundings, wanted) : wanted);
  }

  takeView({ lon, lat, zoom }: View): void {
    this.view = { center: [Number(lon.toFixed(5)), Number(lat.toFixed(5))], zoom: Number(zoom.toFixed(1)) };
  }

  forget(at: number): void {
    this.facts = this.facts.filter((_, index) => index !== at);
  }

  /** @returns whether it was saved; what is wrong is said beside its field */
  async save(): Promise<boolean> {
    this.tried = true;
    const { area, surroundings } = this;
    if (!area || !surroundings || !this.nested || !this.named) return false;
    this.saving = true;
    this.problem = '';
    try {
      const name = { de: this.name.de.trim(), en: this.name.en.trim() };
      const { land, view: defaultView } = this;
      // What the page does not show of a fact goes back as it came.
      const facts = this.facts.map((fact) => ({ ...fact, value: fact.value ?? null }));
      const json = { name, land, bounds: area, surroundings, defaultView, facts, hotspots: this.#hotspots };
      await this.app.api.client.api.project.$put({ json });
      this.demo = false;
      this.tried = false;
      this.app.announcer.show(this.t.saved);
      return true;
    } catch (error) {
      this.problem = problemText(error, this.app.language);
      return false;
    } finally {
      this.saving = false;
    }
  }
}

export const [useProjectForm, provideProjectForm] = createContext<ProjectForm>();
