import type { NameSaid } from '@quartierblick/gis/register/offers/rows.ts';
import type { RowProblem } from '@quartierblick/gis/register/row-problem.ts';
import type { MatchedBy } from '../../register/planned.ts';
import { alike, nameKey } from './questions.ts';
import type { Questions } from './questions.ts';
import type { StockProvider } from './stock.ts';

/** The provider that a row names: one that is known, or a new one; or why that cannot be told. */
export type ProviderMatch = { key: string; name: string; by: MatchedBy } | { fresh: string } | { problem: RowProblem };

const NEW = 'new';

/** Finds providers by their names. */
export class Providers {
  readonly #all: readonly (StockProvider & { name: string })[];
  readonly #byName: ReadonlyMap<string, readonly (StockProvider & { name: string })[]>;
  readonly #questions: Questions;

  constructor(providers: Iterable<StockProvider>, questions: Questions) {
    this.#all = [...providers].flatMap(({ key, name }) => (name === null ? [] : [{ key, name }]));
    this.#byName = Map.groupBy(this.#all, ({ name }) => nameKey(name));
    this.#questions = questions;
  }

  match({ column, text }: NameSaid, line: number): ProviderMatch {
    const exact = this.#byName.get(nameKey(text)) ?? [];
    const [only] = exact;
    if (only && exact.length === 1) return { ...only, by: 'name' };
    const near = exact.length > 0 ? exact : this.#all.filter(({ name }) => alike(name, text));
    if (near.length === 0) return { fresh: text };
    this.#questions.put(column, text, line, [
      ...near.map(({ key, name }) => ({ value: key, label: { de: name, en: name } })),
      { value: NEW, label: { de: 'neuer Träger', en: 'a new provider' } },
    ]);
    const answer = this.#questions.answer(column, text);
    if (answer === NEW) return { fresh: text };
    const chosen = this.#all.find(({ key }) => key === answer);
    return chosen ? { ...chosen, by: 'answer' } : { problem: this.#questions.open(column, text) };
  }
}
