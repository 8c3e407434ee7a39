import type { MeasureTheme } from '@quartierblick/gis/walks/measure.ts';
import type { StopRef, Walk, WalkCard, WalkStop } from '@quartierblick/gis/walks/walk.ts';
import { createContext } from 'svelte';
import { ApiProblem } from '#lib/api.ts';
import type { Project } from '@quartierblick/gis/layers/answers.ts';
import type { App } from '#lib/app/context.ts';
import { problemText } from '#lib/app/problem-text.ts';
import { WALK_WORDS } from '#lib/i18n/walks.ts';
import { WalkClient } from '../client.ts';
import type { ProposedStop, WalkChange } from '../client.ts';

/** One walk being prepared: its plan, and what may be put on it. Every change is saved at once. */
export class WalkScreen {
  walk = $state.raw<Walk | null>(null);
  cards = $state.raw<readonly WalkCard[]>([]);
  themes = $state.raw<readonly MeasureTheme[]>([]);
  project = $state.raw<Project | null>(null);
  /** Nothing could be read. */
  failure = $state.raw<unknown>(null);
  /** What went wrong with the last change. */
  problem = $state('');
  busy = $state<'' | 'saving' | 'reckoning'>('');
  /** The stop that is being entered or edited; `isNew`: it is not in the walk yet. */
  entering = $state.raw<{ stop: WalkStop; isNew: boolean } | null>(null);
  /** The form of what is said of the walk, where it is open; each one that is opened is another one. */
  about = $state.raw<object | null>(null);
  readonly t = $derived.by(() => WALK_WORDS[this.app.language.code]);
  readonly app: App;
  readonly key: string;
  readonly client: WalkClient;

  constructor(app: App, key: string) {
    this.app = app;
    this.key = key;
    this.client = new WalkClient(app.api);
  }

  get stops(): readonly WalkStop[] {
    return this.walk?.stops ?? [];
  }
  /** Whether a place is a stop already. */
  isStop({ layer, key }: StopRef): boolean {
    return this.stops.some(({ ref }) => ref?.layer === layer && ref.key === key);
  }
  /** A walk that is closed is only looked at. */
  get fixed(): boolean {
    return this.walk?.state === 'closed';
  }

  async load(): Promise<void> {
    this.failure = null;
    try {
      const [walk, cards, themes, project] = await Promise.all([
        this.client.walk(this.key),
        this.client.cards(),
        this.client.themes(),
        this.app.api.projectIfAny(),
      ]);
      [this.walk, this.cards, this.themes, this.project] = [walk, cards, themes, project];
    } catch (error) {
      // A page that stands stays, with what is typed in it.
      if (this.walk) this.app.announcer.show(problemText(error, this.app.language), 'warn');
      else this.failure = error;
    }
  }

  /** Changes what is said of the walk; another profile makes another route. */
  change(change: WalkChange): Promise<boolean> {
    return this.#attempt(async (walk) => {
      const changed = await this.client.change(walk, change);
      this.walk = changed;
      if (walk.route && !changed.route) await this.#reckonIfAble(changed, walk.route.round);
    });
  }

  /** Changes what is said of the walk by its form, and closes that. */
  async keepAbout(change: WalkChange): Promise<void> {
    const opened = this.about;
    if ((await this.change(change)) && this.about === opened) this.about = null;
  }

  /** Sets the stops, and reckons the route anew where the way has become another. @returns whether the stops are kept */
  setStops(stops: readonly WalkStop[]): Promise<boolean> {
    return this.#attempt(async (walk) => {
      const round = walk.route?.round ?? false;
      const changed = await this.client.stops(walk, stops);
      this.walk = changed;
      if (!changed.route && changed.stops.length > 1) await this.#reckonIfAble(changed, round);
    });
  }

  /** Puts proposed places at the end, but for those that are stops already. */
  takeProposed(proposed: readonly ProposedStop[]): Promise<boolean> {
    const more = proposed
      .filter(({ ref }) => !this.isStop(ref))
      .map(({ name, ref, ...at }) => newStop(at, { name: name.slice(0, 120), ref }));
    return this.setStops([...this.stops, ...more]);
  }

  /** Keeps the stop that is being edited where it stands, or puts a new one at the end. */
  async keepStop(stop: WalkStop): Promise<boolean> {
    const known = this.stops.some(({ key }) => key === stop.key);
    const stops = known ? this.stops.map((one) => (one.key === stop.key ? stop : one)) : [...this.stops, stop];
    return this.#keptOf(stops);
  }
  async removeStop({ key }: WalkStop): Promise<void> {
    await this.#keptOf(this.stops.filter((stop) => stop.key !== key));
  }
  async #keptOf(stops: readonly WalkStop[]): Promise<boolean> {
    const opened = this.entering;
    const kept = await this.setStops(stops);
    // The form of another stop may have been opened meanwhile.
    if (kept && this.entering === opened) this.entering = null;
    return kept;
  }
  /** Moves a stop by one place; whoever orders by hand wants the given order. */
  move(stop: WalkStop, by: -1 | 1): Promise<boolean> {
    const from = this.stops.indexOf(stop);
    const stops = this.stops.toSpliced(from, 1).toSpliced(from + by, 0, stop);
    return this.#attempt(async (walk) => {
      const round = walk.route?.round ?? false;
      const given = walk.ordered === 'given' ? walk : await this.client.change(walk, { ordered: 'given' });
      const changed = await this.client.stops(given, stops);
      this.walk = changed;
      if (!changed.route && changed.stops.length > 1) await this.#reckonIfAble(changed, round);
    });
  }

  /** Sets how stops are ordered and whether the walk returns, and reckons the route. */
  order(ordered: Walk['ordered'], round: boolean): Promise<boolean> {
    return this.#attempt(async (walk) => {
      const changed = walk.ordered === ordered ? walk : await this.client.change(walk, { ordered });
      this.walk = changed;
      await this.#reckon(changed, round);
    });
  }

  /** Reckons the route of what is saved already: that there is none is told, and takes nothing of it back. */
  async #reckonIfAble(walk: Walk, round: boolean): Promise<void> {
    await this.#reckon(walk, round).catch((error: unknown) => this.#failed(error));
  }
  async #reckon(walk: Walk, round: boolean): Promise<void> {
    this.busy = 'reckoning';
    this.walk = await this.client.route(walk, round);
  }

  /** Does something with the walk; where somebody else was there first, what they made of it is shown. */
  async #attempt(deed: (walk: Walk) => Promise<void>): Promise<boolean> {
    const { walk } = this;
    if (!walk || this.busy) return false;
    this.busy = 'saving';
    this.problem = '';
    try {
      await deed(walk);
      return true;
    } catch (error) {
      await this.#failed(error);
      return false;
    } finally {
      this.busy = '';
    }
  }
  async #failed(error: unknown): Promise<void> {
    const stale = error instanceof ApiProblem && error.status === 412;
    this.problem = stale ? this.t.changedMeanwhile : problemText(error, this.app.language);
    if (error instanceof ApiProblem && [404, 409, 412].includes(error.status)) await this.load();
  }
}

/** A stop that is not in the walk yet. */
export const newStop = (at: { lon: number; lat: number }, more: Partial<WalkStop> = {}): WalkStop => ({
  ...{ key: crypto.randomUUID(), name: '', lon: at.lon, lat: at.lat, ref: null, cards: [], minutes: null, note: null },
  ...more,
});

export const [useWalk, provideWalk] = createContext<WalkScreen>();
