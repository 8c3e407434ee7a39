import { createContext } from 'svelte';
import { buildMatrix } from '@quartierblick/gis/analysis/ranking/matrix.ts';
import { vetoesOf } from '@quartierblick/gis/analysis/ranking/scores.ts';
import type { RankingData } from '@quartierblick/gis/ranking/data.ts';
import { inScope } from '@quartierblick/gis/ranking/rank.ts';
import type { RankingSettings } from '@quartierblick/gis/ranking/settings.ts';
import { problemText } from '#lib/app/problem-text.ts';
import type { App } from '#lib/app/context.ts';
import type { AppEvent } from '#lib/app/events.svelte.ts';
import { RANKING_WORDS } from '#lib/i18n/ranking.ts';
import { readRanking } from './client.ts';
import type { Seen } from './decisions/recording.svelte.ts';
import { Engine } from './engine.svelte.ts';
import { found, linesOf, sorted, type Line, type Sort } from './lines.ts';
import { readSettings, USUAL, writeSettings } from '@quartierblick/gis/views/ranking.ts';
import { Weighing } from './weighing.svelte.ts';

type Navigate = (query: string, replace: boolean) => void;

export const TABS = ['list', 'square', 'budget'] as const;
export type TabId = (typeof TABS)[number];

/** Changes that come together are read together. */
const GATHER_MS = 400;
/** Weights move many times a second; the address need not. */
const ADDRESS_MS = 350;

/** The ranking: what it is computed from, how it is set, and what is looked at. */
export class RankingScreen {
  readonly app: App;
  readonly engine = new Engine();
  readonly weighing = new Weighing();
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  error = $state.raw<unknown>(null);
  /** All cases, as the server told them last. */
  data = $state.raw<RankingData | null>(null);
  /** SHA-256 of `data`, which a decision names. */
  hash = $state('');
  scope = $state<RankingSettings['scope']>('open');
  robustness = $state.raw<RankingSettings['robustness']>(USUAL);
  budget = $state.raw<RankingSettings['budget']>(null);
  tab = $state<TabId>('list');
  /** Key of the case that is explained. */
  selected = $state<string | null>(null);
  /** Key of the case that the pointer is on, in list, map or plot. */
  hovered = $state<string | null>(null);
  /** Keys of cases that stand out together, e.g. the set that fits a budget. */
  marked = $state.raw<ReadonlySet<string>>(new Set());
  words = $state('');
  sort = $state.raw<Sort>({ by: 'place', descending: false });
  /** Settings before something was tried, for taking it back. */
  previous = $state.raw<RankingSettings | null>(null);

  readonly t = $derived.by(() => RANKING_WORDS[this.app.language.code]);
  /** The cases that are ranked, and everything that speaks of them. */
  readonly ranked: RankingData | null = $derived(this.data && inScope(this.data, { scope: this.scope }));
  readonly matrix = $derived(this.ranked && buildMatrix(this.ranked));
  readonly vetoes = $derived(this.ranked ? vetoesOf(this.ranked) : []);
  /** The draws are about the weights as they are. */
  readonly settled = $derived(this.engine.progress === null && this.engine.firm !== null);
  /** All ranked cases, most urgent first. */
  readonly lines: readonly Line[] = $derived.by(() => {
    const { ranked: scores, firm } = this.engine;
    return this.ranked && scores ? linesOf(this.ranked, scores, firm, this.settled, this.vetoes) : [];
  });
  readonly byKey = $derived(new Map(this.lines.map((line) => [line.key, line])));
  /** What the list shows. */
  readonly shown = $derived(sorted(found(this.lines, this.words), this.sort));
  readonly line = $derived(this.selected === null ? undefined : this.byKey.get(this.selected));
  /** The settings as they are saved, shared and frozen. */
  readonly settings: RankingSettings = $derived.by(() => ({
    weights: this.weighing.byId,
    weighing: this.weighing.weighing,
    scope: this.scope,
    robustness: this.robustness,
    budget: this.budget,
  }));

  #navigate: Navigate;
  #gather: ReturnType<typeof setTimeout> | undefined;
  #writing: ReturnType<typeof setTimeout> | undefined;
  #wanted: RankingSettings | null = null;
  /** How often the figures were asked for, and which of these times was answered last. */
  #asked = 0;
  #answered = 0;

  constructor(app: App, navigate: Navigate) {
    this.app = app;
    this.#navigate = navigate;
  }

  /** Sets everything as an address says. */
  apply(search: URLSearchParams): void {
    const settings = readSettings(search);
    if (settings === 'broken') this.app.announcer.show(this.t.brokenLink, 'warn');
    this.tab = TABS.find((one) => one === search.get('tab')) ?? 'list';
    this.selected = search.get('sel');
    this.words = (search.get('q') ?? '').slice(0, 100);
    this.#wanted = settings === 'broken' ? null : settings;
    if (!this.data) return;
    if (this.#wanted) this.#use(this.#wanted);
    else this.#reset();
    this.#wanted = null;
    this.#recompute(true);
  }

  async load(): Promise<void> {
    try {
      await this.read();
    } catch (error) {
      // What is on screen stays; only where there is nothing yet, the failure is the screen.
      if (this.data) return this.tell(error);
      this.error = error;
      this.state = 'failed';
    }
  }

  /** Reads the figures anew. What goes wrong is thrown. */
  async read(): Promise<void> {
    this.#asked += 1;
    const turn = this.#asked;
    const { data, hash } = await readRanking(this.app.api);
    // Figures that were asked for earlier do not take the place of newer ones.
    if (turn < this.#answered) return;
    this.#answered = turn;
    const again = this.data !== null;
    if (again && hash === this.hash) return;
    this.data = data;
    this.hash = hash;
    this.weighing.take(data.criteria);
    if (this.#wanted) this.#use(this.#wanted);
    this.#wanted = null;
    this.state = 'ready';
    this.error = null;
    this.#recompute(true);
    if (again) this.app.announcer.show(this.t.dataChanged);
  }

  /** The ranking as it is on screen, for a decision that freezes it; null where nothing has been read yet. */
  get seen(): Seen | null {
    const { data, hash, settings, lines } = this;
    return data && { data, hash, settings, order: lines.map(({ key }) => key) };
  }

  /** Something changed at the server: the figures are read anew, the weights stay. */
  heard(event: AppEvent): void {
    if (event.type !== 'case-changed' && event.type !== 'layer-changed') return;
    clearTimeout(this.#gather);
    this.#gather = setTimeout(() => void this.load(), GATHER_MS);
  }

  #use(settings: RankingSettings): void {
    this.weighing.use(settings);
    this.scope = settings.scope;
    this.robustness = settings.robustness;
    this.budget = settings.budget;
  }

  /** An address that says nothing is the ranking as it begins. */
  #reset(): void {
    this.weighing.reset();
    this.scope = 'open';
    this.robustness = USUAL;
    this.budget = null;
  }

  /** Shows the ranking as saved settings have it, e.g. of a scenario. */
  use(settings: RankingSettings): void {
    this.#use(settings);
    this.#recompute(true);
    this.write(false);
  }

  /** Tries other weights, in the order of the criteria, and keeps the ones before for {@link undo}. */
  tryWeights(weights: Float64Array): void {
    this.previous = this.settings;
    this.weigh((one) => {
      one.change('sliders');
      one.shares = weights;
    });
  }

  undo(): void {
    if (this.previous) this.use(this.previous);
    this.previous = null;
  }

  #recompute(otherCases = false): void {
    if (otherCases && this.matrix && this.ranked) this.engine.use(this.matrix, this.ranked);
    const weights = this.weighing.current;
    if (weights && this.matrix && this.matrix.cases > 0) this.engine.rank(weights, this.robustness);
    else this.engine.rest();
  }

  /** The weights changed: everything is ranked anew. */
  weigh(change: (weighing: Weighing) => void): void {
    change(this.weighing);
    this.#recompute();
    this.write();
  }

  showScope(scope: RankingSettings['scope']): void {
    this.scope = scope;
    this.#recompute(true);
    this.write();
  }

  draw(robustness: Partial<RankingSettings['robustness']>): void {
    this.robustness = { ...this.robustness, ...robustness };
    this.#recompute();
    this.write();
  }

  setBudget(budget: RankingSettings['budget']): void {
    this.budget = budget;
    this.write();
  }

  show(tab: TabId): void {
    this.tab = tab;
    this.write(false);
  }

  /** Explains a case, or (null) closes the explanation. */
  select(key: string | null): void {
    if (key === this.selected) return;
    this.selected = key;
    this.write(false);
  }

  search(words: string): void {
    this.words = words;
    this.write();
  }

  sortBy(by: Sort['by']): void {
    const same = this.sort.by === by;
    // The greatest first, except for names and places.
    const first = by !== 'address' && by !== 'place';
    this.sort = { by, descending: same ? !this.sort.descending : first };
  }

  /** The address that restores this view. */
  get query(): string {
    const search = new URLSearchParams(location.search);
    writeSettings(this.settings, search);
    const own = { tab: this.tab === 'list' ? '' : this.tab, sel: this.selected ?? '', q: this.words };
    for (const [name, value] of Object.entries(own)) {
      if (value === '') search.delete(name);
      else search.set(name, value);
    }
    return `?${search.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')}`;
  }

  /** Notes the view in the address; with `replace` after a pause, without as a step that "back" takes back. */
  write(replace = true): void {
    clearTimeout(this.#writing);
    if (!this.data) return;
    if (replace) this.#writing = setTimeout(() => this.#navigate(this.query, true), ADDRESS_MS);
    else this.#navigate(this.query, false);
  }

  /** Says what went wrong, in the words of the server where it has some. */
  tell(error: unknown): void {
    this.app.announcer.show(problemText(error, this.app.language), 'warn');
  }

  leave(): void {
    clearTimeout(this.#gather);
    clearTimeout(this.#writing);
    // What comes late must not start the engine again.
    this.#answered = Infinity;
    this.engine.leave();
  }
}

export const [useRanking, provideRanking] = createContext<RankingScreen>();
