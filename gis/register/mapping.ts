import { plainName } from './plain-name.ts';

/** Where one column of the file goes. */
export interface ColumnMapping {
  /** A field of a case or one of the extra targets; null: the column is left out. */
  target: string | null;
  /** Words of the column by which codes are meant; null: the word means "no value", the field stays as it is. */
  values?: Record<string, string | null> | undefined;
}

/** One entry for each column of the file, in its order. */
export type Mapping = ColumnMapping[];

/** Text by which the columns of a file are recognised the next time: the same headers in the same order. */
export function headerSignature(headers: readonly string[]): string {
  return headers.map(plainName).join('|');
}

/** Two columns of one file must not fill the same field: the targets that are chosen more than once. */
export function doubledTargets(mapping: Mapping): string[] {
  const seen = new Map<string, number>();
  for (const { target } of mapping) if (target !== null) seen.set(target, (seen.get(target) ?? 0) + 1);
  return [...seen].filter(([, times]) => times > 1).map(([target]) => target);
}
