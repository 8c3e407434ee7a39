import { AGE_GROUPS } from '@quartierblick/gis/analysis/network/types.ts';
import type { AgeGroup, Edit } from '@quartierblick/gis/analysis/network/types.ts';
import type { SavedNetworkScenario } from '@quartierblick/gis/network/answers.ts';
import type { LonLat } from '@quartierblick/gis/network/lon-lat.ts';
import type { BestPlaces } from '#lib/network/messages.ts';
import type { GroupFigures } from '@quartierblick/gis/network/questions.ts';
import { metresOf } from '#lib/network/on-the-map.ts';
import { Overtaken } from '#lib/network/worker-client.ts';
import { readAddress, START, writeAddress } from '@quartierblick/gis/views/coverage.ts';
import * as scenarios from './scenarios.ts';
import type { CoverageScreen } from './screen.svelte.ts';

/** What a click on the map adds. */
export const TOOLS = ['crossing', 'playground', 'entrance', 'path', 'closure'] as const;
export type Tool = (typeof TOOLS)[number];

/** One state in a comparison; without a name it is today's. */
export interface Compared {
  /** Empty for today. */
  id: string;
  name: string | null;
  groups: readonly GroupFigures[];
}

/** Smallest playground of a neighbourhood (domain facts, section 3): 500 m². */
const NEW_PLAYGROUND_M2 = 500;

/** A scenario at work: its changes with undo, the best place for a crossing, and what is saved. */
export class WhatIf {
  tool = $state<Tool>('crossing');
  crossing = $state<'signals' | 'zebra' | 'island'>('signals');
  /** Playground that a new entrance belongs to. */
  playground = $state<string | null>(null);
  /** What a new playground is like. */
  made = $state<{ name: string; areaM2: number; ages: readonly AgeGroup[] }>({
    name: '',
    areaM2: NEW_PLAYGROUND_M2,
    ages: AGE_GROUPS,
  });
  /** Whether a new path is step-free. */
  stepFree = $state(true);
  /** Number of the place among the best that list and map point at. */
  pointed = $state<number | null>(null);
  /** Points of a path that is being drawn. */
  line = $state.raw<readonly LonLat[]>([]);
  best = $state.raw<BestPlaces | null>(null);
  /** Share of the search for the best place; null while none is under way. */
  progress = $state<number | null>(null);
  saved = $state.raw<readonly SavedNetworkScenario[] | null>(null);
  /** The saved scenario that is open. */
  open = $state.raw<SavedNetworkScenario | null>(null);
  /** A scenario is on its way to be kept. */
  saving = $state(false);
  /** Saved scenarios reckoned side by side; null until somebody asks. */
  compared = $state.raw<readonly Compared[] | null>(null);
  #past = $state.raw<readonly (readonly Edit[])[]>([]);
  readonly undoable = $derived(this.#past.length > 0);

  readonly #screen: CoverageScreen;

  constructor(screen: CoverageScreen) {
    this.#screen = screen;
  }

  get edits(): readonly Edit[] {
    return this.#screen.address.edits;
  }

  #set(edits: readonly Edit[]): void {
    this.#keep();
    this.#screen.change({ edits });
  }

  /** Before the changes become others: undo knows them, and places found for them are none any more. */
  #keep(): void {
    this.#past = [...this.#past, this.edits];
    this.best = null;
  }

  add(edit: Edit): void {
    this.#set([...this.edits, edit]);
  }

  remove(id: string): void {
    this.#set(this.edits.filter((edit) => edit.id !== id));
  }

  undo(): void {
    const before = this.#past.at(-1);
    this.#past = this.#past.slice(0, -1);
    this.best = null;
    if (before) this.#screen.change({ edits: before });
  }

  /** A place on the map or typed in, for the tool in hand. */
  place(at: LonLat): void {
    const id = crypto.randomUUID();
    const point = metresOf(at);
    if (this.tool === 'path') {
      this.line = [...this.line, at];
    } else if (this.tool === 'crossing') this.add({ id, type: 'crossing', at: point, kind: this.crossing });
    else if (this.tool === 'closure') this.add({ id, type: 'closure', at: point });
    else if (this.tool === 'entrance') {
      if (this.playground !== null) this.add({ id, type: 'entrance', at: point, playground: this.playground });
      else this.#screen.app.announcer.show(this.#screen.t.chooseFirst, 'warn');
    } else {
      const { name, areaM2, ages } = this.made;
      const called = name.trim() || this.#screen.t.newPlayground;
      this.add({ id, type: 'playground', at: point, name: called, areaM2, ages: [...ages] });
    }
  }

  /** Ends the path that is being drawn; one with a single point is given up. */
  endLine(): void {
    const line = this.line.map(metresOf);
    this.line = [];
    if (line.length >= 2) this.add({ id: crypto.randomUUID(), type: 'path', line, stepFree: this.stepFree });
  }

  /** Takes the last point of the path back. */
  dropPoint(): void {
    this.line = this.line.slice(0, -1);
  }

  choose(tool: Tool): void {
    this.endLine();
    this.tool = tool;
  }

  /** Looks for the best place for one more crossing along the street. */
  async search(): Promise<void> {
    const { worker, settings, area, street } = this.#screen;
    if (street === null) return;
    this.progress = 0;
    this.best = null;
    try {
      const question = { kind: 'best', settings, area, street, edits: this.edits } as const;
      this.best = await worker.ask(question, 'best', (share) => (this.progress = share));
    } catch (error) {
      if (!(error instanceof Overtaken)) this.#screen.tell(error);
    } finally {
      this.progress = null;
    }
  }

  stop(): void {
    this.#screen.worker.forget('best');
  }

  /** Something else is asked: the best places, found or still looked for, are those of the question before. */
  outdate(): void {
    this.stop();
    this.best = null;
  }

  /** Takes a place of the best over as a change. */
  takeBest({ at }: BestPlaces['places'][number]): void {
    this.add({ id: crypto.randomUUID(), type: 'crossing', at, kind: 'signals' });
  }

  /** Reckons all saved scenarios on today's data and settings, side by side with today. */
  async compare(saved: readonly SavedNetworkScenario[]): Promise<void> {
    const { worker, settings, area, street } = this.#screen;
    const rows: Compared[] = [];
    try {
      for (const { id, name, edits } of [{ id: '', name: null, edits: [] }, ...saved]) {
        const { today, then } = await worker.ask({ kind: 'cover', settings, area, street, edits }, 'covered');
        rows.push({ id, name, groups: (then ?? today).groups });
      }
      this.compared = rows;
    } catch (error) {
      if (!(error instanceof Overtaken)) this.#screen.tell(error);
    }
    // The screen's own question may have been overtaken by these.
    await this.#screen.reckon();
  }

  async list(): Promise<void> {
    this.saved = await this.#try(() => scenarios.list(this.#screen.app.api), this.saved);
  }

  /** Opens a saved scenario with the assumptions under which it was saved. */
  use(scenario: SavedNetworkScenario): void {
    this.#keep();
    const { query } = scenario.settings;
    const kept = typeof query === 'string' ? readAddress(new URLSearchParams(query)).address : this.#screen.address;
    this.#screen.change({ ...kept, tab: 'what-if', edits: scenario.edits }, false);
    this.open = scenario;
  }

  async save(name: string): Promise<void> {
    if (this.saving) return;
    const { api } = this.#screen.app;
    const query = writeAddress({ ...this.#screen.address, tab: START.tab, edits: [] }, new URLSearchParams());
    const body = { name, edits: this.edits, settings: { query } };
    const { open } = this;
    const again = open?.changeable && open.name === name ? open : null;
    this.saving = true;
    const kept = await this.#try(() => scenarios.save(api, body, again), null);
    this.saving = false;
    if (!kept) return;
    // Another one may have been opened meanwhile.
    if (this.open === open) this.open = kept;
    this.#screen.app.announcer.show(this.#screen.t.saved(kept.name));
    await this.list();
  }

  async delete(scenario: SavedNetworkScenario): Promise<void> {
    const gone = await this.#try(() => scenarios.remove(this.#screen.app.api, scenario), false);
    if (gone && this.open?.id === scenario.id) this.open = null;
    await this.list();
  }

  async #try<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.#screen.tell(error);
      return otherwise;
    }
  }
}
