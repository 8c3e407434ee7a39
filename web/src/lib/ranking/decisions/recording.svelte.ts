import type { RankingData } from '@quartierblick/gis/ranking/data.ts';
import type { DecisionEntry } from '@quartierblick/gis/ranking/decision.ts';
import type { RankingSettings } from '@quartierblick/gis/ranking/settings.ts';
import { ApiProblem } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import { DECISION_WORDS } from '#lib/i18n/ranking-decisions.ts';
import { DecisionClient } from './client.ts';
import { writeDraft } from './draft.ts';
import { says } from './says.ts';

/** A ranking as somebody looks at it, before they freeze it. */
export interface Seen {
  data: RankingData;
  /** SHA-256 of the data, as they were read. */
  hash: string;
  settings: RankingSettings;
  /** Keys of the cases in the order of the ranking. */
  order: readonly string[];
}

/**
 * Whether a decision is on its way. Its dialog can be left meanwhile and opened again, with the same draft and from another page
 * too: what cannot be taken back must not be recorded twice.
 */
let underWay = false;

/** The recording of a decision: which ranking it freezes, and what came of it. */
export class Recording {
  readonly #app: App;
  readonly #client: DecisionClient;
  readonly #read: () => Promise<Seen | null>;
  /** What was on screen when the dialog was opened; changes meanwhile do not touch it. Null while the dialog is closed. */
  seen = $state.raw<Seen | null>(null);
  error = $state('');
  /** The data are no longer those that were seen. */
  changed = $state(false);
  busy = $state(false);

  readonly #t = $derived.by(() => DECISION_WORDS[this.#app.language.code]);

  /** @param read reads the data anew; throws what goes wrong */
  constructor(app: App, read: () => Promise<Seen | null>) {
    this.#app = app;
    this.#client = new DecisionClient(app.api);
    this.#read = read;
  }

  open(seen: Seen | null): void {
    if (underWay) return this.#app.announcer.show(this.#t.underWay);
    if (this.seen) return;
    this.seen = seen;
    [this.error, this.changed] = ['', false];
  }

  close(): void {
    this.seen = null;
  }

  /** Freezes what was seen, and closes the dialog. @returns the decision to be shown; null where it failed, or the dialog was left */
  async record(entry: Omit<DecisionEntry, 'settings'>): Promise<string | null> {
    const { seen } = this;
    if (!seen || this.busy || underWay) return null;
    this.busy = underWay = true;
    [this.error, this.changed] = ['', false];
    try {
      const { id } = await this.#client.record({ ...entry, settings: seen.settings }, seen.hash);
      writeDraft(entry.corrects, null);
      this.#app.announcer.show(this.#t.recorded);
      if (this.seen !== seen) return null;
      this.close();
      return id;
    } catch (problem) {
      this.#failed(problem, seen);
      if (this.seen === seen) this.changed = problem instanceof ApiProblem && problem.type.endsWith('data-changed');
      return null;
    } finally {
      this.busy = underWay = false;
    }
  }

  /** Takes the data as they are now, once the person has heard that they changed. */
  async reload(): Promise<void> {
    const { seen } = this;
    if (!seen || this.busy) return;
    this.busy = true;
    try {
      const now = await this.#read();
      if (!now || this.seen !== seen) return;
      // The order of what was just read may still be reckoned.
      this.seen = { ...now, order: now.order.length > 0 ? now.order : seen.order };
      [this.error, this.changed] = ['', false];
    } catch (problem) {
      this.#failed(problem, seen);
    } finally {
      this.busy = false;
    }
  }

  /** Says what went wrong in the dialog, which lies above all messages, unless it has been left. */
  #failed(problem: unknown, seen: Seen): void {
    const text = says(problem, this.#app.language);
    if (this.seen === seen) this.error = text;
    else this.#app.announcer.show(text, 'warn');
  }
}
