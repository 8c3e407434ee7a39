import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { Mapping } from '@quartierblick/gis/register/mapping.ts';
import type { RowProblem } from '@quartierblick/gis/register/row-problem.ts';
import type { Option, Question } from '../../register/planned.ts';
import { changes } from '../../search/changes.ts';
import { compact, normalise } from '../../search/normalise.ts';

/** A name in the form in which names are compared: however it is written. One of signs alone stands for itself. */
export const nameKey = (name: string): string => compact(normalise(name)) || name.trim();

const MOST_CHANGES = 2;
/** Shorter names are like too many others. */
const SHORTEST = 5;

/** Whether two names may mean the same: spelled alike, or one within the other. */
export function alike(one: string, other: string): boolean {
  const [a, b] = [nameKey(one), nameKey(other)];
  if (a.length < SHORTEST || b.length < SHORTEST) return false;
  return a.includes(b) || b.includes(a) || changes(a, b, MOST_CHANGES) <= MOST_CHANGES;
}

/** Longest word that an answer can stand under in a mapping. */
const LONGEST = 200;
const NOTHING: Text = { de: 'Zeile auslassen', en: 'leave the row out' };

/** What somebody must say before rows can be taken, and what was answered already. */
export class Questions {
  readonly #mapping: Mapping;
  readonly #asked = new Map<string, Question>();

  constructor(mapping: Mapping) {
    this.#mapping = mapping;
  }

  get all(): Question[] {
    return [...this.#asked.values()];
  }

  /** What was answered: a value, null for "none", undefined where nobody has said anything. */
  answer(column: number, word: string): string | null | undefined {
    const values = this.#mapping[column]?.values;
    const asked = word.slice(0, LONGEST);
    return values && Object.hasOwn(values, asked) ? values[asked] : undefined;
  }

  /** Puts a question, once for all lines in which the word stands. */
  put(column: number, word: string, line: number, options: readonly Option[]): void {
    const asked = word.slice(0, LONGEST);
    const id = `${column} ${asked}`;
    const known = this.#asked.get(id);
    if (known) known.lines.push(line);
    else this.#asked.set(id, { column, word: asked, lines: [line], options: [...options] });
  }

  /** The problem of a row that waits for an answer. */
  open(column: number, word: string): RowProblem {
    if (this.answer(column, word) === null) {
      return {
        column,
        text: { de: `„${word}“: ${NOTHING.de}, wie gewählt.`, en: `“${word}”: ${NOTHING.en}, as chosen.` },
      };
    }
    return {
      column,
      text: {
        de: `„${word}“ ist nicht eindeutig; bitte unter „Zu klären“ sagen, was gemeint ist.`,
        en: `“${word}” is not clear; please say under “To be clarified” what is meant.`,
      },
    };
  }
}
