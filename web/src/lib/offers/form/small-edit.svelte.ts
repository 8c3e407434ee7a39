import type { Field } from '@quartierblick/gis/layers/fields.ts';
import type { LanguageCode } from '#lib/app/language.svelte.ts';
import { ApiProblem, Unreachable } from '#lib/api.ts';
import type { Properties } from '#lib/api-types.ts';
import { DraftStore } from '#lib/entry/drafts.ts';
import { parseEntry } from '#lib/entry/entry.ts';
import type { FormErrors } from './values.ts';

type Values = Record<string, string>;
const isValues = (value: unknown): value is Values => typeof value === 'object' && value !== null;

/** A provider or site that is added from within the form of an offer. */
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
   * @param isReady whether what stands beside the fields is complete, too
   */
  constructor(
    [offer, id]: readonly [offer: string, id: string],
    fields: readonly (readonly [string, Field])[],
    language: () => LanguageCode,
    send: (row: Properties) => Promise<Row>,
    isReady: () => boolean = () => true,
  ) {
    this.fields = fields;
    this.#language = language;
    this.#send = send;
    this.#id = id;
    this.#isReady = isReady;
    this.#drafts = new DraftStore(['offer', offer], isValues);
    this.values = this.#drafts.read(id) ?? {};
  }

  set(name: string, value: string): void {
    this.values[name] = value;
    this.errors = Object.fromEntries(Object.entries(this.errors).filter(([one]) => one !== name));
    this.#drafts.write(this.#id, $state.snapshot(this.values));
  }

  forget(): void {
    this.#drafts.forget(this.#id);
  }

  /** @returns what was added; null where something is wrong, which then stands at its field or in `problem` */
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
      const added = await this.#send(row);
      this.forget();
      return added;
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
