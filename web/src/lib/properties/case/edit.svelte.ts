import type { Field } from '@quartierblick/gis/layers/fields.ts';
import type { LanguageCode } from '#lib/app/language.svelte.ts';
import { ApiProblem, Unreachable } from '#lib/api.ts';
import type { Properties } from '@quartierblick/gis/layers/answers.ts';
import type { DraftStore } from '#lib/entry/drafts.ts';
import { entryText, parseEntry, type EntryError } from '#lib/entry/entry.ts';
import { changesOf, merge, same, staleOf, type Conflict, type Side } from '#lib/entry/merge.ts';
import { caseDrafts, type Draft } from './case-drafts.ts';

/** What a form is for. */
export interface EditOptions {
  /** Names the draft within the case. */
  id: string;
  caseKey: string;
  fields: readonly (readonly [string, Field])[];
  required: readonly string[];
  /** Fields that are never kept in the browser's storage. */
  unkept?: readonly string[];
  /** Fields whose date must not lie ahead. */
  past?: readonly string[];
  /** The row as it is; for a new one what is proposed. */
  base: Properties;
  version: number;
  /** Everything is sent, whether it differs from what was proposed or not. */
  isNew?: boolean;
  language: () => LanguageCode;
  send: (change: { version: number; changes: Properties; base: Properties }) => Promise<unknown>;
}

/** One form: what was entered, what is wrong with it, what others made of the same meanwhile. Nothing entered is ever dropped. */
export class Edit {
  readonly options: EditOptions;
  values = $state<Record<string, string>>({});
  errors = $state<Record<string, EntryError | 'serverRefused'>>({});
  problem = $state.raw<unknown>(null);
  saving = $state(false);
  conflicts = $state.raw<Conflict[]>([]);
  /** Fields that others changed and that came in by themselves. */
  followed = $state.raw<string[]>([]);
  /** An unfinished entry of earlier was put back. */
  restored = $state(false);
  asking = $state(false);

  #base: Properties;
  #version: number;
  #drafts: DraftStore<Draft>;

  constructor(options: EditOptions) {
    this.options = options;
    this.#drafts = caseDrafts(options.caseKey);
    const draft = this.#drafts.read(options.id);
    this.#base = { ...options.base, ...draft?.base };
    this.#version = draft?.version ?? options.version;
    this.values = { ...this.#texts(this.#base), ...draft?.values };
    this.restored = draft !== null;
  }

  #texts(row: Properties): Record<string, string> {
    const language = this.options.language();
    return Object.fromEntries(
      this.options.fields.map(([name, field]) => [name, entryText(field, row[name], language)]),
    );
  }

  readonly dirty = $derived.by(() => {
    const before = this.#texts(this.#base);
    return this.options.fields.some(([name]) => (this.values[name] ?? '') !== before[name]);
  });

  set(name: string, text: string): void {
    this.values[name] = text;
    delete this.errors[name];
    this.asking = false;
    this.#keep();
  }

  #keep(): void {
    if (!this.dirty) return this.#drafts.forget(this.options.id);
    const kept = ([name]: [string, unknown]): boolean => !this.options.unkept?.includes(name);
    const draft: Draft = {
      values: Object.fromEntries(Object.entries(this.values).filter(kept)),
      base: Object.fromEntries(
        this.options.fields.map(([name]): [string, unknown] => [name, this.#base[name]]).filter(kept),
      ),
      version: this.#version,
    };
    this.#drafts.write(this.options.id, draft);
  }

  /** What was entered as values; null where something is wrong, which then stands at its field. */
  read(): Properties | null {
    const { fields, required, past = [], language } = this.options;
    const errors: typeof this.errors = {};
    const row: Properties = {};
    for (const [name, field] of fields) {
      const parsed = parseEntry(field, this.values[name] ?? '', language());
      if ('error' in parsed) errors[name] = parsed.error;
      else if (parsed.value === null && required.includes(name)) errors[name] = 'required';
      else if (past.includes(name) && String(parsed.value) > localToday()) errors[name] = 'future';
      else row[name] = parsed.value;
    }
    this.errors = errors;
    return Object.keys(errors).length > 0 ? null : row;
  }

  /** Saves; true when it is done, or when there was nothing to do. */
  async save(): Promise<boolean> {
    if (this.saving) return false;
    const row = this.read();
    if (!row) return false;
    const changes = changesOf(this.options.isNew ? {} : this.#base, row);
    return Object.keys(changes).length === 0 ? this.#done() : this.#send(changes);
  }

  /** Saves all that was entered as a row of its own, because the one that was changed has gone; true when it is done. */
  async saveNew(add: (row: Properties) => Promise<unknown>): Promise<boolean> {
    const row = this.saving ? null : this.read();
    return row ? this.#send(row, () => add(row)) : false;
  }

  async #send(changes: Properties, send = this.options.send): Promise<boolean> {
    this.saving = true;
    this.problem = null;
    const base = Object.fromEntries(Object.keys(changes).map((name) => [name, this.#base[name] ?? null]));
    try {
      await send({ version: this.#version, changes, base });
      return this.#done();
    } catch (error) {
      return await this.#failed(error, changes);
    } finally {
      this.saving = false;
    }
  }

  async #failed(error: unknown, changes: Properties): Promise<boolean> {
    if (!(error instanceof ApiProblem)) {
      if (!(error instanceof Unreachable)) throw error;
      this.problem = error;
      return false;
    }
    const stale = error.status === 412 ? staleOf(error.body) : null;
    if (!stale) {
      this.problem = error;
      this.#place(error);
      return false;
    }
    const conflicts = stale.conflicts.filter(({ field }) => field in changes);
    if (conflicts.length > 0) {
      this.#theirs = stale;
      this.conflicts = conflicts;
      return false;
    }
    return this.#rebase(stale, new Map());
  }

  #theirs: { version: number; properties: Properties } | null = null;

  /** The reader has chosen for each conflict; what holds is sent with the new version. */
  async resolve(choices: ReadonlyMap<string, Side>): Promise<boolean> {
    return this.#theirs ? this.#rebase(this.#theirs, choices) : false;
  }

  async #rebase(
    theirs: { version: number; properties: Properties },
    choices: ReadonlyMap<string, Side>,
  ): Promise<boolean> {
    const row = this.read();
    if (!row) return false;
    if (this.options.isNew) {
      this.#version = theirs.version;
      this.conflicts = [];
      const given = [...choices.values()].includes('theirs');
      return given ? this.#done() : this.#send(changesOf({}, row));
    }
    const names = this.options.fields.map(([name]) => name);
    const { changes, followed } = merge(names, { base: this.#base, yours: row, theirs: theirs.properties }, choices);
    this.#base = theirs.properties;
    this.#version = theirs.version;
    this.values = this.#texts({ ...theirs.properties, ...changes });
    this.followed = [...new Set([...this.followed, ...followed])];
    this.conflicts = [];
    this.#theirs = null;
    this.#keep();
    return Object.keys(changes).length === 0 ? this.#done() : this.#send(changes);
  }

  /** Puts the server's complaints at their fields, where they name one. */
  #place({ body }: ApiProblem): void {
    const list = Array.isArray(body['errors']) ? (body['errors'] as unknown[]) : [];
    for (const one of list) {
      const path = typeof one === 'object' && one !== null && 'path' in one ? String(one.path) : '';
      const name = path.split('.').at(-1) ?? '';
      if (this.options.fields.some(([field]) => field === name)) this.errors[name] = 'serverRefused';
    }
  }

  /** The row was read anew: an edit in which nothing is entered yet goes on from there. */
  follow(row: Properties, version: number): void {
    if (this.dirty || this.saving || (version === this.#version && same(row, this.#base))) return;
    this.#base = row;
    this.#version = version;
    this.values = this.#texts(row);
  }

  /** Leaves without saving; asks first where something would be lost. True when it may close: not while its answer is awaited. */
  cancel(): boolean {
    if (this.saving) return false;
    if (this.dirty && !this.asking) {
      this.asking = true;
      return false;
    }
    return this.#done();
  }

  #done(): true {
    this.#drafts.forget(this.options.id);
    this.asking = false;
    return true;
  }
}

/** Today where the reader is, YYYY-MM-DD. */
export function localToday(now = new Date()): string {
  const pad = (n: number): string => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}
