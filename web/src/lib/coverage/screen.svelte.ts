import { createContext } from 'svelte';
import { AGE_GROUPS } from '@quartierblick/gis/analysis/network/types.ts';
import type { Project } from '@quartierblick/gis/layers/answers.ts';
import type { App } from '#lib/app/context.ts';
import type { AppEvent } from '#lib/app/events.svelte.ts';
import { problemText } from '#lib/app/problem-text.ts';
import { COVERAGE_WORDS } from '#lib/i18n/coverage.ts';
import { MapView } from '#lib/map/view.svelte.ts';
import { readNetwork } from '#lib/network/client.ts';
import type { LonLat } from '@quartierblick/gis/network/lon-lat.ts';
import type { Covered, Drawn, Loaded, Question, Reached } from '#lib/network/messages.ts';
import { metresOf } from '#lib/network/on-the-map.ts';
import { NetworkWorker, Overtaken } from '#lib/network/worker-client.ts';
import { readAddress, settingsOf, START, walkerOf, writeAddress } from '@quartierblick/gis/views/coverage.ts';
import type { CoverageAddress } from '@quartierblick/gis/views/coverage.ts';
import { WhatIf } from './what-if.svelte.ts';

type Navigate = (query: string, replace: boolean) => void;

/** Layers on whose change the figures are reckoned anew. */
const BEHIND = [
  'streets',
  'crossings',
  'playgrounds',
  'offers',
  'stops',
  'buildings',
  'population-grid',
  'statistical-units',
];
const GATHER_MS = 600;

/** Who reaches a playground on foot, from where, and what would change it. */
export class CoverageScreen {
  readonly app: App;
  readonly worker = new NetworkWorker();
  readonly whatIf: WhatIf;
  readonly view = new MapView();
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  error = $state.raw<unknown>(null);
  address = $state.raw<CoverageAddress>(START);
  loaded = $state.raw<Loaded | null>(null);
  project = $state.raw<Project | null>(null);
  covered = $state.raw<Covered | null>(null);
  /** What the map shows of it, a moment later. */
  drawn = $state.raw<Drawn | null>(null);
  reached = $state.raw<Reached | null>(null);
  /** Something is being reckoned; what is on screen is of before. */
  busy = $state(false);
  /** Number of the place to which the way is drawn, in {@link near}. */
  routeTo = $state(0);
  /** Key of the unit or playground that list and map point at. */
  hovered = $state<string | null>(null);

  readonly t = $derived.by(() => COVERAGE_WORDS[this.app.language.code]);
  /** In words, over which crossings a child walks alone. */
  readonly aloneOver = $derived.by(() => {
    const names = this.address.alone.map((kind) => this.t.crossing[kind]);
    return names.length > 0 ? this.app.language.format.list(names) : this.t.nowhere;
  });
  readonly settings = $derived(settingsOf(this.address));
  readonly group = $derived(AGE_GROUPS.indexOf(this.address.age));
  /** The street that is asked about: the one chosen, else the first that cuts the network. */
  readonly street = $derived.by(() => {
    const streets = this.loaded?.streets ?? [];
    const chosen = streets.find(({ name }) => name === this.address.street);
    return (
      (chosen ?? streets.find(({ name }) => name === 'Bornstraße') ?? streets.find(({ barrier }) => barrier))?.name ??
      null
    );
  });
  readonly area = $derived(this.address.area === 'all' ? null : (this.project?.bounds ?? null));
  readonly demo = $derived(Object.values(this.loaded?.provenance ?? {}).some(({ demo }) => demo));

  /** Places near the start of the walk, of the kind that is asked for. */
  readonly near = $derived(
    (this.reached?.places ?? []).filter(({ kind }) => this.address.to === 'any' || kind === this.address.to),
  );
  readonly route = $derived(this.near[this.routeTo] ?? null);

  /** The question about coverage that was asked last: its answer is on screen, or will be. */
  #covering: { asked: string; answer: Promise<void> } | null = null;
  #navigate: Navigate;
  #gather: ReturnType<typeof setTimeout> | undefined;
  #zones: CoverageAddress['zones'] | null = null;

  constructor(app: App, navigate: Navigate) {
    this.app = app;
    this.#navigate = navigate;
    this.whatIf = new WhatIf(this);
  }

  /** Sets everything as an address says. */
  apply(search: URLSearchParams): void {
    const { address, broken } = readAddress(search);
    if (broken) this.app.announcer.show(this.t.brokenLink, 'warn');
    this.address = address;
    if (this.state === 'ready') void this.reckon();
  }

  async load(): Promise<void> {
    const { zones } = this.address;
    try {
      const [bodies, project] = await Promise.all([readNetwork(this.app.api, zones), this.app.api.projectIfAny()]);
      this.project = project;
      const give = [bodies.streets, bodies.places, bodies.demand];
      this.loaded = await this.worker.ask({ kind: 'load', ...bodies }, 'loaded', undefined, give);
      this.#zones = zones;
      this.#covering = null;
      this.error = null;
      this.state = 'ready';
      await this.reckon();
    } catch (error) {
      if (error instanceof Overtaken) return;
      if (this.state === 'ready') return this.tell(error);
      this.error = error;
      this.state = 'failed';
    }
  }

  /** Data behind the figures changed at the server. */
  heard(event: AppEvent): void {
    if (event.type !== 'layer-changed' || !BEHIND.includes(event.layer)) return;
    clearTimeout(this.#gather);
    this.#gather = setTimeout(() => void this.load(), GATHER_MS);
  }

  /** Changes the address, and reckons anew what depends on it. */
  change(part: Partial<CoverageAddress>, replace = true): void {
    this.address = { ...this.address, ...part };
    this.#navigate(writeAddress(this.address, new URLSearchParams(location.search)), replace);
    this.routeTo = 0;
    const looks = ['tab', 'age', 'dots', 'to'];
    if (Object.keys(part).every((name) => looks.includes(name)) && part.tab !== 'reach') return;
    void this.reckon();
  }

  /** Coverage, and on its tab the walk, as the address has them. */
  async reckon(): Promise<void> {
    if (this.#zones !== this.address.zones) return void (await this.load());
    this.busy = true;
    try {
      await Promise.all([this.#cover(), this.address.tab === 'reach' ? this.#reach() : undefined]);
      this.busy = false;
    } catch (error) {
      if (error instanceof Overtaken) return;
      this.busy = false;
      this.tell(error);
    }
  }

  #cover(): Promise<void> {
    const { settings, area, street } = this;
    const { edits } = this.address;
    const question = { settings, area, street, edits };
    const asked = JSON.stringify(question);
    if (asked === this.#covering?.asked) return this.#covering.answer;
    this.whatIf.outdate();
    // Of the question before, which must not come after this one.
    this.worker.forget('draw');
    const answer = this.#answer(question, asked);
    this.#covering = { asked, answer };
    return answer;
  }

  async #answer(question: Omit<Extract<Question, { kind: 'cover' }>, 'kind'>, asked: string): Promise<void> {
    try {
      this.covered = await this.worker.ask({ kind: 'cover', ...question }, 'covered');
      this.drawn = await this.worker.ask({ kind: 'draw', ...question }, 'drawn');
    } catch (error) {
      if (this.#covering?.asked === asked) this.#covering = null;
      throw error;
    }
  }

  async #reach(): Promise<void> {
    const { metric, from, edits } = this.address;
    const origin = typeof from === 'string' ? { kind: from } : 'place' in from ? from : { at: metresOf(from) };
    const question = { profile: walkerOf(this.address), metric, from: origin, edits };
    this.reached = await this.worker.ask({ kind: 'reach', ...question }, 'reached');
  }

  /** The map was clicked. */
  clicked(at: LonLat): void {
    if (this.address.tab === 'reach') this.change({ from: at });
    else if (this.address.tab === 'what-if') this.whatIf.place(at);
  }

  /** The middle of the map takes the place of a click, for those who use no pointer. */
  fromMiddle(): void {
    this.change({ from: this.#middle });
  }

  placeMiddle(): void {
    this.whatIf.place(this.#middle);
  }

  get #middle(): LonLat {
    const { lon, lat } = this.view.current;
    return this.view.map ? [lon, lat] : (this.project?.defaultView.center ?? [lon, lat]);
  }

  /** The point at so many metres along a street; null where there is no such street. @throws what the worker says */
  async station(street: string, chainage: number): Promise<LonLat | null> {
    return (await this.worker.ask({ kind: 'station', street, chainage }, 'station')).lonLat;
  }

  /** Says what went wrong, in the words of the server where it has some. */
  tell(error: unknown): void {
    this.app.announcer.show(problemText(error, this.app.language), 'warn');
  }

  leave(): void {
    clearTimeout(this.#gather);
    this.worker.leave();
  }
}

export const [useCoverage, provideCoverage] = createContext<CoverageScreen>();
