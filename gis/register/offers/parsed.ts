import type { Text } from '../../layers/fields.ts';

/** What a cell says: a value, or what is wrong with it. Nothing is guessed: whoever cannot read a cell says so. */
export type Parsed<T> = { value: T } | { problem: Text };

/** A text as a problem quotes it. */
const quoted = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** The problem of a text that is not what is expected. */
export function unreadable(text: string, expected: Text): { problem: Text } {
  return {
    problem: {
      de: `„${quoted(text)}“: erwartet wird ${expected.de}.`,
      en: `“${quoted(text)}”: expected is ${expected.en}.`,
    },
  };
}

/** How an export writes a list of which it is known that it is empty; an empty cell says nothing. */
export const NONE: Record<keyof Text, string> = { de: '(keine)', en: '(none)' };

/** Whether a cell says that a list is empty. */
export const isNone = (text: string): boolean => Object.values(NONE).includes(text.trim().toLowerCase());
