import { ApiProblem } from '#lib/api.ts';
import { says } from '../decisions/says.ts';
import type { OwnWithValues } from './client.ts';
import { boundsOf, definitionOf, emptyDefinition, savedOf, type Definition } from './definition.ts';
import type { CriteriaScreen } from './screen.svelte.ts';

/** The form of a criterion, from when it is opened until it is left. */
export class CriterionEditing {
  readonly #screen: CriteriaScreen;
  /** As it was when the form was opened; undefined makes another one. */
  readonly own: OwnWithValues | undefined;
  form = $state<Definition>(emptyDefinition());
  failure = $state('');
  /** Somebody changed it meanwhile. */
  stale = $state(false);
  busy = $state(false);
  #version: number;

  readonly bounds = $derived(boundsOf(this.form));
  /** The criterion as it is saved; null while something is missing. */
  readonly ready = $derived(savedOf(this.form));

  constructor(screen: CriteriaScreen, own?: OwnWithValues) {
    this.#screen = screen;
    this.own = own;
    if (own) this.form = definitionOf(own.criterion);
    this.#version = own?.criterion.own?.version ?? 0;
  }

  /** The form of another criterion may have been opened meanwhile. */
  get #open(): boolean {
    return this.#screen.editing === this;
  }

  save(): Promise<void> {
    return this.#attempt(() => this.#send());
  }

  /** The person has seen that somebody else was faster, and wants theirs. */
  overwrite(): Promise<void> {
    return this.#attempt(async () => {
      await this.#screen.load();
      if (!this.#open) return;
      const key = this.own?.criterion.own?.key;
      const now = this.#screen.criteria.find(({ criterion }) => criterion.own?.key === key);
      this.#version = now?.criterion.own?.version ?? this.#version;
      this.stale = false;
      await this.#send();
    });
  }

  async #attempt(action: () => Promise<void>): Promise<void> {
    if (!this.ready || this.busy) return;
    [this.busy, this.failure] = [true, ''];
    try {
      await action();
    } catch (error) {
      const { app, t } = this.#screen;
      const stale = error instanceof ApiProblem && error.status === 412;
      if (!this.#open) return app.announcer.show(says(error, app.language), 'warn');
      this.stale = stale;
      this.failure = stale ? t.stale : says(error, app.language);
    } finally {
      this.busy = false;
    }
  }

  async #send(): Promise<void> {
    const { app, client, t } = this.#screen;
    if (!this.ready) return;
    const key = this.own?.criterion.own?.key;
    const saved = key ? await client.change({ key, version: this.#version }, this.ready) : await client.add(this.ready);
    app.announcer.show(t.saved(app.language.pick(saved.title)));
    await this.#screen.load();
    // Who has left the form may be entering the values of another criterion by now.
    if (!this.#open) return;
    if (!key) this.#screen.filling = saved.own?.key ?? null;
    this.#screen.editing = null;
  }
}
