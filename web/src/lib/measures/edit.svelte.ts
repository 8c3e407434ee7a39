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

const draftsOf = (key: string) => new DraftStore<Draft>(['measure', key], isDraft);
/** Under which the draft of a measure lies that is there already. */
const FORM = 'form';

const pick = (measure: Measure): Values => {
  const entries = FIELDS.map((name) => [name, measure[name]]);
  return Object.fromEntries(entries) as unknown as Values;
};

/** What was entered after something had been sent, upon the measure that was the answer. */
function rebased(values: Values, sent: Values, measure: Measure): Values {
  const entered = FIELDS.filter((name) => !same(values[name], sent[name])).map((name) => [name, values[name]]);
  return { ...pick(measure), ...(Object.fromEntries(entered) as MeasureFields) };
}

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
  /** Under which the draft lies, and what this dialog knows of it. */
  readonly #id: string;
  #kept: Values | undefined;
  #left = false;

  constructor(screen: MeasuresScreen, measure: Measure | null) {
    this.#screen = screen;
    this.key = measure?.key ?? null;
    this.#drafts = draftsOf(this.key ?? 'new');
    // New ones each have a draft of their own: one may be entered while another is on its way.
    this.#id = measure ? FORM : (this.#drafts.ids()[0] ?? crypto.randomUUID());
    this.#base = measure ? pick(measure) : EMPTY;
    this.#version = measure?.version ?? 0;
    const draft = this.#drafts.read(this.#id);
    this.#kept = draft?.values;
    this.restored = draft !== null;
    this.values = draft ? { ...EMPTY, ...draft.values } : this.#base;
    // What was typed into an older version is to be saved against that one, so that nobody's change is lost.
    if (draft && measure) this.#version = draft.version;
  }

  set(part: Partial<Values>): void {
    this.values = { ...this.values, ...part };
    this.errors = Object.fromEntries(Object.entries(this.errors).filter(([field]) => !(field in part)));
    // What belongs to a new one that is on its way is kept when that has come, or not.
    if (this.key !== null || !this.saving) this.#keep();
  }

  /** Throws away what is not saved. */
  discard(): void {
    this.#drafts.forget(this.#id);
    Object.assign(this, { values: this.#base, restored: false, errors: {}, problem: '', conflicts: [] });
  }

  /** The dialog is closed: what is being saved neither closes another one nor is told in this one. */
  leave(): void {
    this.#left = true;
  }

  #keep(): void {
    this.#kept = this.values;
    this.#drafts.write(this.#id, { version: this.#version, values: this.values });
  }

  #changesIn(values: Values): MeasureFields {
    return Object.fromEntries(
      FIELDS.flatMap((name) => (same(values[name], this.#base[name]) ? [] : [[name, values[name]]])),
    );
  }

  /** Saves what is entered, and goes on where the dialog is still open. What is in the way is said. */
  async save(sent = this.values): Promise<void> {
    const { client, t, app } = this.#screen;
    if (sent.title.trim() === '') {
      this.errors = { title: t.needTitle };
      return;
    }
    this.saving = true;
    this.problem = '';
    // Saved from its draft as well, a new one would be there twice.
    if (this.key === null) this.#drafts.forget(this.#id);
    try {
      const changes = this.#changesIn(sent);
      const { why } = this;
      const measure =
        this.key === null
          ? await client.add({ ...changes, title: sent.title })
          : await client.change(this.key, this.#version, changes, why);
      if (this.why === why) this.why = '';
      this.#stored(measure, sent);
    } catch (error) {
      // Whoever threw away what was sent has nothing more to do with it.
      if (this.values === this.#base && sent !== this.#base) return;
      if (error instanceof ApiProblem && error.status === 412) return await this.#meanwhile(error, sent);
      if (this.key === null) this.#keep();
      if (error instanceof ApiProblem) this.errors = errorsOf(error);
      this.#tell(problemText(error, app.language), sent);
    } finally {
      this.saving = false;
    }
  }

  /** The server has what was sent. What was typed meanwhile stays, to be saved next. */
  #stored(measure: Measure, sent: Values): void {
    const typed = this.values !== this.#base && !same(this.values, sent);
    const values = typed ? rebased(this.values, sent, measure) : pick(measure);
    // Another dialog of the same measure may have written a draft of its own meanwhile.
    const own = same(this.#drafts.read(this.#id)?.values, this.#kept);
    Object.assign(this, { values, restored: false, errors: {} });
    this.#base = pick(measure);
    this.#version = measure.version;
    if (this.key === null && typed) draftsOf(measure.key).write(FORM, { version: measure.version, values });
    else if (own && typed) this.#keep();
    else if (own) this.#drafts.forget(this.#id);
    this.#screen.take(measure);
    this.#screen.app.announcer.show(this.#screen.t.stored(measure.number));
    if (this.#left) return;
    if (this.key === null) this.#screen.change({ measure: measure.key });
    else if (!typed) this.#screen.change({ measure: null });
  }

  /** Somebody else saved first: what does not touch the same fields is saved on top, the rest is asked. */
  async #meanwhile(error: ApiProblem, sent: Values): Promise<void> {
    const { body } = error;
    const current = body['current'] as { version: number };
    const conflicts = (body['conflicts'] as Conflict[]).map((one) => ({
      ...one,
      field: fieldOf(one.field) ?? one.field,
    }));
    this.#version = current.version;
    if (conflicts.length === 0) return this.save(sent);
    if (this.#left) this.#tell(error.message, sent);
    else this.conflicts = conflicts;
  }

  /** Says what went wrong: in the form, or outside of it to those who have closed it. */
  #tell(problem: string, { title }: Values): void {
    const { app, t } = this.#screen;
    if (this.#left) app.announcer.show(t.notStored(title, problem), 'warn');
    else this.problem = problem;
  }

  /** Goes on as the reader chose, field by field. */
  async resolve(choices: ReadonlyMap<string, Side>): Promise<void> {
    const theirs = this.conflicts.filter(({ field }) => choices.get(field) === 'theirs');
    const taken = Object.fromEntries(theirs.map(({ field, theirs: value }) => [field, value])) as Partial<Values>;
    this.#base = { ...this.#base, ...taken };
    this.values = { ...this.values, ...taken };
    this.conflicts = [];
    return this.save();
  }
}
