import { ApiProblem } from '#lib/api.ts';
import { problemText } from '#lib/app/problem-text.ts';
import { DraftStore } from '#lib/entry/drafts.ts';
import { same } from '#lib/entry/merge.ts';
import type { Conflict, Side } from '#lib/entry/merge.ts';
import type { MeasuresScreen } from './screen.svelte.ts';
import { FIELDS, fieldOf } from './types.ts';
import type { Measure } from '@quartierblick/gis/walks/measure.ts';
import type { FieldName, MeasureFields } from './types.ts';

type Values = Required<MeasureFields>;

const EMPTY: Values = {
  ...{ title: '', action: null, theme: null, place: null, placeText: null, responsible: null },
  ...{ due: null, remindOn: null, state: 'open', reason: null, doneOn: null },
};

interface Draft {
  version: number;
  values: Values;
}

const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' && value !== null && 'version' in value && 'values' in value;

const pick = (measure: Measure): Values => {
  const entries = FIELDS.map((name) => [name, measure[name]]);
  return Object.fromEntries(entries) as unknown as Values;
};

/** What the server says is wrong, by field. */
function errorsOf(problem: ApiProblem): Partial<Record<FieldName, string>> {
  const { errors } = problem.body;
  if (!Array.isArray(errors)) return {};
  return Object.fromEntries(
    errors.flatMap(({ path, message }: { path?: unknown; message?: unknown }) => {
      const field = fieldOf(String(path).split('.').at(-1) ?? '');
      return field ? [[field, String(message)]] : [];
    }),
  );
}

/** One measure while it is entered. What was typed survives a closed form and a reload, until it is saved or thrown away. */
export class MeasureEdit {
  values = $state.raw<Values>(EMPTY);
  why = $state('');
  saving = $state(false);
  restored = $state(false);
  problem = $state('');
  errors = $state.raw<Partial<Record<FieldName, string>>>({});
  conflicts = $state.raw<readonly Conflict[]>([]);
  /** Key of the measure; null: it is new. */
  readonly key: string | null;

  #base: Values;
  #version: number;
  readonly #screen: MeasuresScreen;
  readonly #drafts: DraftStore<Draft>;

  constructor(screen: MeasuresScreen, measure: Measure | null) {
    this.#screen = screen;
    this.key = measure?.key ?? null;
    this.#drafts = new DraftStore(['measure', this.key ?? 'new'], isDraft);
    this.#base = measure ? pick(measure) : EMPTY;
    this.#version = measure?.version ?? 0;
    const draft = this.#drafts.read('form');
    this.restored = draft !== null;
    this.values = draft ? { ...EMPTY, ...draft.values } : this.#base;
    // What was typed into an older version is to be saved against that one, so that nobody's change is lost.
    if (draft && measure) this.#version = draft.version;
  }

  set(part: Partial<Values>): void {
    this.values = { ...this.values, ...part };
    this.errors = Object.fromEntries(Object.entries(this.errors).filter(([field]) => !(field in part)));
    this.#drafts.write('form', { version: this.#version, values: this.values });
  }

  /** Throws away what is not saved. */
  discard(): void {
    this.#drafts.forget('form');
    Object.assign(this, { values: this.#base, restored: false, errors: {}, problem: '', conflicts: [] });
  }

  get #changes(): MeasureFields {
    return Object.fromEntries(
      FIELDS.flatMap((name) => (same(this.values[name], this.#base[name]) ? [] : [[name, this.values[name]]])),
    );
  }

  /** @returns the measure as it is saved, or null where something is in the way, which is said */
  async save(): Promise<Measure | null> {
    const { client, t, app } = this.#screen;
    if (this.values.title.trim() === '') {
      this.errors = { title: t.needTitle };
      return null;
    }
    this.saving = true;
    this.problem = '';
    try {
      const measure =
        this.key === null
          ? await client.add({ ...this.#changes, title: this.values.title })
          : await client.change(this.key, this.#version, this.#changes, this.why);
      this.#drafts.forget('form');
      this.#screen.take(measure);
      app.announcer.show(t.stored(measure.number));
      return measure;
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 412) return await this.#meanwhile(error);
      if (error instanceof ApiProblem) this.errors = errorsOf(error);
      this.problem = problemText(error, app.language);
      return null;
    } finally {
      this.saving = false;
    }
  }

  /** Somebody else saved first: what does not touch the same fields is saved on top, the rest is asked. */
  async #meanwhile({ body }: ApiProblem): Promise<Measure | null> {
    const current = body['current'] as { version: number };
    this.#version = current.version;
    const conflicts = (body['conflicts'] as Conflict[]).map((one) => ({
      ...one,
      field: fieldOf(one.field) ?? one.field,
    }));
    if (conflicts.length === 0) return this.save();
    this.conflicts = conflicts;
    return null;
  }

  /** Goes on as the reader chose, field by field. */
  async resolve(choices: ReadonlyMap<string, Side>): Promise<Measure | null> {
    const theirs = this.conflicts.filter(({ field }) => choices.get(field) === 'theirs');
    const taken = Object.fromEntries(theirs.map(({ field, theirs: value }) => [field, value])) as Partial<Values>;
    this.#base = { ...this.#base, ...taken };
    this.values = { ...this.values, ...taken };
    this.conflicts = [];
    return this.save();
  }
}
