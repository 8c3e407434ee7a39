import { createContext } from 'svelte';
import { properties } from '@quartierblick/gis/layers/properties/layer.ts';
import { CASE_PARTS } from '@quartierblick/gis/layers/properties/parts.ts';
import { ApiProblem, isAborted } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import type { AppEvent } from '#lib/app/events.svelte.ts';
import type { DraftStore } from '#lib/entry/drafts.ts';
import { CASE_WORDS } from '#lib/i18n/case.ts';
import { caseDrafts, type Draft } from './case-drafts.ts';
import { CaseClient } from './client.ts';
import { differences } from './differences.ts';
import type { CaseFile } from './types.ts';

/** What somebody else has just done to the case. */
interface Banner {
  by: string;
  /** Names of fields and parts in the language of the screen. */
  what: string[];
  deleted: boolean;
}

/** The page of one property: its file, and what happens to it while it is open. */
export class CaseScreen {
  readonly app: App;
  readonly key: string;
  readonly client: CaseClient;
  readonly drafts: DraftStore<Draft>;
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  error = $state.raw<unknown>(null);
  file = $state.raw<CaseFile | null>(null);
  /** Land of the project, for its public holidays; the quarter's own until it is known. */
  land = $state('NW');
  banner = $state.raw<Banner | null>(null);
  readonly t = $derived.by(() => CASE_WORDS[this.app.language.code]);

  #request: AbortController | undefined;
  /** Writes of this page that are under way; what is heard meanwhile waits, for it may be their own echo. */
  #writing = 0;
  #heard: { by: string } | null = null;

  constructor(app: App, key: string) {
    this.app = app;
    this.key = key;
    this.client = new CaseClient(app.api, key);
    this.drafts = caseDrafts(key);
  }

  async load(): Promise<void> {
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    if (!this.file) this.state = 'loading';
    try {
      this.file = await this.client.load(request.signal);
      this.state = 'ready';
      this.error = null;
    } catch (error) {
      if (isAborted(error)) return;
      this.error = error;
      // What was loaded before stays, and with it whatever is being entered.
      if (!this.file) this.state = 'failed';
    }
  }

  /** Which Land's rules hold; without an answer the page goes on with what it has. */
  async loadLand(): Promise<void> {
    try {
      this.land = (await this.app.api.project()).land;
    } catch {
      // Said by the connection's banner where it matters.
    }
  }

  leave(): void {
    this.#request?.abort();
  }

  /** Does something to the case and reads it anew; errors are the caller's. */
  async write<T>(action: () => Promise<T>): Promise<T> {
    this.#writing += 1;
    try {
      const done = await action();
      await this.load();
      return done;
    } finally {
      this.#writing -= 1;
      const heard = this.#heard;
      if (this.#writing === 0 && heard) {
        this.#heard = null;
        void this.#refresh(heard.by);
      }
    }
  }

  /** An event of the server. */
  async heard(event: AppEvent): Promise<void> {
    if (event.type !== 'case-changed' || event.key !== this.key) return;
    if (this.#writing > 0) this.#heard = { by: event.by };
    else await this.#refresh(event.by);
  }

  async #refresh(by: string): Promise<void> {
    const before = this.file;
    await this.load();
    if (this.error instanceof ApiProblem && this.error.status === 404) {
      this.banner = { by, what: [], deleted: true };
      return;
    }
    const after = this.file;
    if (!before || !after || before === after) return;
    const { fields, parts } = differences(before, after);
    if (fields.length === 0 && parts.length === 0) return;
    const { pick } = this.app.language;
    const what = [
      ...fields.map((name) => this.labelOf(name)),
      ...CASE_PARTS.filter(({ id }) => parts.includes(id)).map(({ title }) => pick(title)),
    ];
    const earlier = this.banner?.by === by ? this.banner.what : [];
    this.banner = { by, what: [...new Set([...earlier, ...what])], deleted: false };
    this.app.announcer.say(this.t.someoneChangedFields(by, what.join(', ')));
  }

  /** Name of a field of the case as the reader sees it. */
  labelOf(name: string): string {
    const all: Record<string, { label: { de: string; en: string } }> = properties.dataset.fields;
    const field = all[name];
    return field ? this.app.language.pick(field.label) : name;
  }
}

export const [useCase, provideCase] = createContext<CaseScreen>();
