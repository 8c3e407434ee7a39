import type { RawValue } from '@quartierblick/gis/ranking/criterion.ts';
import { ApiProblem } from '#lib/api.ts';
import { says } from '../decisions/says.ts';
import { cellText, columnOf, readCell } from './cell.ts';
import type { OwnWithValues } from './client.ts';
import type { CriteriaScreen } from './screen.svelte.ts';

type Problem = 'number' | 'grade' | 'bounds';
const isProblem = (value: unknown): value is Problem => ['number', 'grade', 'bounds'].includes(String(value));

/** The values of one criterion while they are entered: texts by case, and what is wrong with which. */
export class Grid {
  readonly own: OwnWithValues;
  readonly #screen: CriteriaScreen;
  texts = $state<Record<string, string>>({});
  problems = $state.raw<Readonly<Record<string, Problem>>>({});
  failure = $state('');
  busy = $state(false);
  #before: Record<string, string>;

  constructor(screen: CriteriaScreen, own: OwnWithValues) {
    this.#screen = screen;
    this.own = own;
    this.#before = Object.fromEntries(
      screen.cases.map(({ key }) => [key, cellText(own.criterion, own.values[key] ?? null, screen.app.language.pick)]),
    );
    this.texts = { ...this.#before };
  }

  readonly changed = $derived.by(() => Object.keys(this.texts).filter((key) => this.texts[key] !== this.#before[key]));

  /** Fills a column downwards from a row. @returns how many cells took something */
  paste(from: number, text: string): number {
    const cells = columnOf(text);
    const rows = this.#screen.cases.slice(from, from + cells.length);
    rows.forEach(({ key }, i) => (this.texts[key] = cells[i] ?? ''));
    return rows.length;
  }

  #read(): Record<string, RawValue> | null {
    const values: Record<string, RawValue> = {};
    const problems: Record<string, Problem> = {};
    for (const key of this.changed) {
      const read = readCell(this.own.criterion, this.texts[key] ?? '');
      if ('raw' in read) values[key] = read.raw;
      else problems[key] = read.problem;
    }
    this.problems = problems;
    return Object.keys(problems).length === 0 ? values : null;
  }

  #named(error: unknown): void {
    if (!(error instanceof ApiProblem) || !Array.isArray(error.body['values'])) return;
    const named = (error.body['values'] as { case?: unknown; problem?: unknown }[]).flatMap(
      (one): [string, Problem][] => (isProblem(one.problem) ? [[String(one.case), one.problem]] : []),
    );
    this.problems = Object.fromEntries(named);
  }

  /** Saves all changed values, or none. @returns whether they are saved */
  async save(): Promise<boolean> {
    const { app, client, t } = this.#screen;
    this.failure = '';
    const values = this.#read();
    if (!values) {
      this.failure = t.errors(Object.keys(this.problems).length);
      return false;
    }
    this.busy = true;
    // What is typed while it is being saved is saved next.
    const sent = { ...this.texts };
    try {
      const { changed } = await client.save(this.own.criterion.own?.key ?? '', values);
      this.#before = sent;
      this.texts = { ...this.texts };
      app.announcer.show(t.valuesSaved(changed));
      await this.#screen.load();
      return true;
    } catch (error) {
      this.#named(error);
      this.failure = says(error, app.language);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
