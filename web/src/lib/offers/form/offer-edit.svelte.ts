import type { LanguageCode } from '#lib/app/language.svelte.ts';
import { ApiProblem, Unreachable } from '#lib/api.ts';
import type { Properties } from '@quartierblick/gis/layers/answers.ts';
import { DraftStore } from '#lib/entry/drafts.ts';
import { merge, same, staleOf } from '#lib/entry/merge.ts';
import type { Conflict, Side } from '#lib/entry/merge.ts';
import type { RegisterClient } from './client.ts';
import type { EnteredOffer, RegisteredOffer } from './types.ts';
import { enteredIn, enteredOf, flat, unflat, valuesOf } from './values.ts';
import type { FormErrors, FormValues } from './values.ts';

interface Draft {
  values: FormValues;
  base: EnteredOffer;
  version: number;
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null || !('values' in value) || !('base' in value)) return false;
  const { values } = value as { values: Partial<FormValues> | null };
  return Array.isArray(values?.runs) && Array.isArray(values.translations) && 'version' in value;
}

/** What an edit begins with. */
export interface Begun {
  /** Names the draft; the offer's key, or what a new one is for. */
  id: string;
  /** The offer that is changed; null: a new one. */
  offer: RegisteredOffer | null;
  /** What is proposed for a new one. */
  proposed: EnteredOffer;
}

/** One offer being entered: what was entered, what is wrong with it, what others made of it meanwhile. Nothing entered is dropped. */
export class OfferEdit {
  values: FormValues;
  errors = $state.raw<FormErrors>({});
  problem = $state.raw<unknown>(null);
  /** Why the offer could not be deleted. */
  unremoved = $state.raw<unknown>(null);
  saving = $state(false);
  conflicts = $state.raw<Conflict[]>([]);
  /** An unfinished entry of earlier was put back. */
  restored = $state(false);
  /** Fields that others changed and that came in by themselves. */
  followed = $state.raw<string[]>([]);
  readonly begun: Begun;

  #client: RegisterClient;
  #language: () => LanguageCode;
  #drafts: DraftStore<Draft>;
  #base: EnteredOffer;
  #version: number;
  #theirs: RegisteredOffer | null = null;

  constructor(client: RegisterClient, language: () => LanguageCode, begun: Begun) {
    this.begun = begun;
    this.#client = client;
    this.#language = language;
    this.#drafts = new DraftStore(['offer', begun.id], isDraft);
    const draft = this.#drafts.read('form');
    this.#base = draft?.base ?? this.#asSent(begun.offer ? enteredOf(begun.offer) : begun.proposed);
    this.#version = draft?.version ?? begun.offer?.version ?? 0;
    this.values = $state(draft?.values ?? valuesOf(this.#base, language()));
    this.restored = draft !== null;
  }

  /** As the form would send it, so that what is compared is written alike. */
  #asSent(entered: EnteredOffer): EnteredOffer {
    const language = this.#language();
    return enteredIn(valuesOf(entered, language), language).entered;
  }

  isDirty(): boolean {
    return !same($state.snapshot(this.values), valuesOf(this.#base, this.#language()));
  }

  /** A value was changed: what was wrong with it is for the next saving to say. */
  mend(path: string): void {
    if (path in this.errors)
      this.errors = Object.fromEntries(Object.entries(this.errors).filter(([one]) => one !== path));
  }

  /** Keeps what is entered in the tab's storage. */
  keep(): void {
    if (!this.isDirty()) return this.#drafts.forget('form');
    const values = $state.snapshot(this.values);
    this.#drafts.write('form', { values, base: this.#base, version: this.#version });
  }

  /** Takes what is entered away, and begins again with what was there. */
  startOver(): void {
    const { offer, proposed } = this.begun;
    this.#base = this.#asSent(offer ? enteredOf(offer) : proposed);
    this.#version = offer?.version ?? 0;
    this.values = valuesOf(this.#base, this.#language());
    this.errors = {};
    this.problem = null;
    this.unremoved = null;
    this.conflicts = [];
    this.restored = false;
    this.#drafts.forget('form');
  }

  /** Saves. @returns the offer as it is kept; null where something is wrong, which then stands at its field or in `problem` */
  async save(): Promise<RegisteredOffer | null> {
    if (this.saving) return null;
    const { entered, errors } = enteredIn($state.snapshot(this.values), this.#language());
    this.errors = errors;
    this.problem = null;
    this.unremoved = null;
    return Object.keys(errors).length > 0 ? null : this.#send(entered);
  }

  /** The offer was deleted while it was being changed: what was entered becomes one of its own. */
  async saveAsNew(): Promise<RegisteredOffer | null> {
    const { entered } = enteredIn($state.snapshot(this.values), this.#language());
    const withoutKey = ({ key: _key, ...row }: Properties): Properties => row;
    const { offer, runs, texts } = entered;
    return this.#send({ offer, runs: runs.map(withoutKey), texts: texts.map(withoutKey) }, true);
  }

  /** Deletes the offer. @returns whether it is gone; where it is not, `unremoved` says why */
  async remove(): Promise<boolean> {
    const { offer } = this.begun;
    if (!offer || this.saving) return false;
    this.saving = true;
    this.unremoved = null;
    try {
      await this.#client.remove(offer.key, offer.version);
      this.startOver();
      return true;
    } catch (error) {
      // Somebody else has deleted it.
      if (error instanceof ApiProblem && error.status === 404) return true;
      this.unremoved = error;
      return false;
    } finally {
      this.saving = false;
    }
  }

  async #send(entered: EnteredOffer, asNew = this.begun.offer === null): Promise<RegisteredOffer | null> {
    this.saving = true;
    this.problem = null;
    try {
      const saved = await (asNew
        ? this.#client.add(entered)
        : this.#client.change(this.begun.offer?.key ?? '', this.#version, entered));
      this.#drafts.forget('form');
      return saved;
    } catch (error) {
      return await this.#failed(error, entered);
    } finally {
      this.saving = false;
    }
  }

  async #failed(error: unknown, entered: EnteredOffer): Promise<RegisteredOffer | null> {
    const stale = error instanceof ApiProblem && error.status === 412 ? staleOf(error.body) : null;
    if (stale) return this.#meet(entered, stale.conflicts);
    if (!(error instanceof ApiProblem) && !(error instanceof Unreachable)) throw error;
    this.problem = error;
    if (error instanceof ApiProblem) this.#place(error);
    return null;
  }

  /** Somebody changed the offer meanwhile: what only one side changed holds, and where both did the reader is asked. */
  async #meet(entered: EnteredOffer, said: readonly Conflict[]): Promise<RegisteredOffer | null> {
    try {
      this.#theirs = await this.#client.one(this.begun.offer?.key ?? '');
    } catch (error) {
      return this.#failed(error, entered);
    }
    const [base, yours] = [flat(this.#base), flat(entered)];
    const theirs = flat(this.#asSent(enteredOf(this.#theirs)));
    const last = said[0];
    const conflicts = Object.keys(yours).filter(
      (name) => !same(base[name], yours[name]) && !same(base[name], theirs[name]) && !same(yours[name], theirs[name]),
    );
    this.conflicts = conflicts.map((field) => {
      const { by = '', at = '' } = said.find((one) => one.field === field) ?? last ?? {};
      return { field, base: base[field], yours: yours[field], theirs: theirs[field], by, at };
    });
    return conflicts.length > 0 ? null : this.resolve(new Map());
  }

  /** The reader has chosen for each conflict; what holds is sent with the new version. */
  async resolve(choices: ReadonlyMap<string, Side>): Promise<RegisteredOffer | null> {
    if (!this.#theirs) return null;
    const { entered } = enteredIn($state.snapshot(this.values), this.#language());
    const now = this.#asSent(enteredOf(this.#theirs));
    const sides = { base: flat(this.#base), yours: flat(entered), theirs: flat(now) };
    const { changes, followed } = merge(Object.keys(sides.yours), sides, choices);
    const merged = unflat({ ...sides.theirs, ...changes });
    this.#base = now;
    this.#version = this.#theirs.version;
    this.values = valuesOf(merged, this.#language());
    this.followed = [...new Set([...this.followed, ...followed])];
    this.conflicts = [];
    this.#theirs = null;
    this.keep();
    return this.#send(merged);
  }

  /** Puts the server's complaints at their fields. */
  #place({ body }: ApiProblem): void {
    const list = Array.isArray(body['errors']) ? (body['errors'] as unknown[]) : [];
    const errors: FormErrors = {};
    for (const one of list) {
      if (typeof one !== 'object' || one === null || !('path' in one)) continue;
      const message = 'message' in one ? String(one.message) : '';
      errors[String(one.path)] = message ? { said: message } : 'serverRefused';
    }
    this.errors = errors;
  }
}
