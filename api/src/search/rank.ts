import { compact } from './normalise.ts';

/** How well a text fits a query, best first; anything below does not fit at all. */
export const RANKS = ['same', 'begins', 'words-begin', 'contains', 'words-contained'] as const;

export interface Query {
  words: readonly string[];
  compact: string;
}

/** Prepares a normalised query. */
export function queryOf(normalised: string): Query {
  return {
    words: normalised.split(' ').filter(Boolean),
    compact: compact(normalised),
  };
}

/**
 * Index into {@link RANKS} of the best fit of a normalised text, or -1.
 * @param text words parted by spaces
 * @param joined the same without spaces
 */
export function rankOf(query: Query, text: string, joined: string): number {
  // Every fit needs every word somewhere: one cheap test settles almost all texts.
  for (const word of query.words) if (!joined.includes(word)) return -1;
  if (joined === query.compact) return 0;
  if (joined.startsWith(query.compact)) return 1;
  const spaced = ` ${text}`;
  if (query.words.every((word) => spaced.includes(` ${word}`))) return 2;
  return joined.includes(query.compact) ? 3 : 4;
}
