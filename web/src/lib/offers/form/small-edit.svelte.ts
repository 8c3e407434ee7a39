import type { Field } from '@quartierblick/gis/layers/fields.ts';
import type { LanguageCode } from '#lib/app/language.svelte.ts';
import { ApiProblem, Unreachable } from '#lib/api.ts';
import type { Properties } from '@quartierblick/gis/layers/answers.ts';
import { DraftStore } from '#lib/entry/drafts.ts';
import { entryText, parseEntry } from '#lib/entry/entry.ts';
import type { FormErrors } from './values.ts';

type Values = Record<string, string>;
const isValues = (value: unknown): value is Values => typeof value === 'object' && value !== null;

/** What an edit may begin with, and what else must be complete. */
interface Begin {
  /** Values of what is changed; a new one begins empty. */
  start?: Properties | undefined;
  /** Whether what stands beside the fields is complete, too. */
  isReady?: () => boolean;
}

/** A provider or site that is added or changed from within the form of an offer. */
export class SmallEdit<Row> {
  values = $state<Values>({});
  /** By the names of fields. */
  errors = $state.raw<FormErrors>({});
  problem = $state.raw<unknown>(null);
  saving = $state(false);
  readonly fields: readonly (readonly [string, Field])[];

  #send: (row: Properties) => Promise<Row>;
  #language: () => LanguageCode;
  #drafts: DraftStore<Values>;
  #id: string;
  #isReady: () => boolean;

  /**
   * @param id names the draft within those of the offer
   */
  constructor(
    [offer, id]: readonly [offer: string, id: string],
    fields: readonly (readonly [string, Field])[],
    language: () => LanguageCode,
    send: (row: Properties) => Promise<Row>,
    { start, isReady = () => true }: Begin = {},
  ) {
    this.fields = fields;
    this.#language = language;
    this.#send = send;
    this.#id = id;
    this.#isReady = isReady;
    this.#drafts = new DraftStore(['offer', offer], isValues);
    const given = Object.fromEntries(
      fields.map(([name, field]) => [name, entryText(field, start?.[name], language())]),
    );
    this.values = this.#drafts.read(id) ?? (start ? given : {});
  }

  set(name: string, value: string): void {
    this.values[name] = value;
    this.errors = Object.fromEntries(Object.entries(this.errors).filter(([one]) => one !== name));
    this.#drafts.write(this.#id, $state.snapshot(this.values));
  }

  forget(): void {
    this.#drafts.forget(this.#id);
  }

  /** @returns what was saved; null where something is wrong, which then stands at its field or in `problem` */
  async save(): Promise<Row | null> {
    if (this.saving) return null;
    const errors: FormErrors = {};
    const row: Properties = {};
    for (const [name, field] of this.fields) {
      const parsed = parseEntry(field, this.values[name] ?? '', this.#language());
      if ('error' in parsed) errors[name] = parsed.error;
      else row[name] = parsed.value;
    }
    this.errors = errors;
    this.problem = null;
    const isReady = this.#isReady();
    if (Object.keys(errors).length > 0 || !isReady) return null;
    this.saving = true;
    try {
      const saved = await this.#send(row);
      this.forget();
      return saved;
    } catch (error) {
      if (!(error instanceof ApiProblem) && !(error instanceof Unreachable)) throw error;
      this.problem = error;
      if (error instanceof ApiProblem) this.errors = said(error);
      return null;
    } finally {
      this.saving = false;
    }
  }
}

/** The server's complaints by the name of the field: the last part of each path. */
function said({ body }: ApiProblem): FormErrors {
  const list = Array.isArray(body['errors']) ? (body['errors'] as { path?: unknown; message?: unknown }[]) : [];
  return Object.fromEntries(
    list.map(({ path, message }) => {
      const steps = String(path).split('.');
      const name = steps[0] === 'point' ? 'point' : (steps.at(-1) ?? '');
      return [name, { said: String(message) }];
    }),
  );
}
