import { cellText } from './cells.ts';
import type { Cell } from './cells.ts';
import { isClear, revealed } from './formula.ts';
import type { Mapping } from './mapping.ts';
import { CASE_FIELDS, targetOfHeader } from './targets.ts';
import { valueOfCell } from './values.ts';
import { codeOfWord } from './words.ts';

/** Rows by which a column is judged. */
const SAMPLE = 500;
/** Words of a list that are still worth mapping one by one. */
const MOST_WORDS = 60;
/** So few words in a column are a list of values, whatever the words are. */
const FEW_WORDS = 12;

/** The distinct texts of a column in the order in which they first occur, at most {@link MOST_WORDS} + 1. */
export function wordsOfColumn(rows: readonly Cell[][], column: number): string[] {
  const words = new Set<string>();
  for (const row of rows) {
    const text = revealed(cellText(row[column]));
    if (text !== '' && !isClear(text)) words.add(text);
    if (words.size > MOST_WORDS) break;
  }
  return [...words];
}

/** Share of a column's filled cells that the field can hold. */
function fit(target: string, rows: readonly Cell[][], column: number, epoch1904: boolean): number {
  const field = CASE_FIELDS[target];
  if (!field) return 1;
  let filled = 0;
  let good = 0;
  for (const row of rows.slice(0, SAMPLE)) {
    const value = valueOfCell(target, field, row[column] ?? null, { target }, epoch1904);
    if ('left' in value) continue;
    filled += 1;
    if ('value' in value) good += 1;
  }
  return filled === 0 ? 1 : good / filled;
}

/** A few words of its own, to be mapped one by one. Names of owners look the same in a short list, hence not for them. */
function isList(target: string, rows: readonly Cell[][], column: number): boolean {
  if (target === 'owner_state' || CASE_FIELDS[target]?.kind !== 'code') return false;
  return wordsOfColumn(rows.slice(0, SAMPLE), column).length <= FEW_WORDS;
}

/**
 * Where each column probably goes: by its header, if at least some of its values fit. A column "Eigentümer" with names of
 * people is not the state of ownership, and goes nowhere. Parts of address and parcel step in where the whole is missing.
 */
export function suggestMapping(headers: readonly string[], rows: readonly Cell[][], epoch1904: boolean): Mapping {
  const taken = new Set<string>();
  const mapping = headers.map((header, column) => {
    let target = targetOfHeader(header) ?? null;
    const fits = target !== null && (fit(target, rows, column, epoch1904) >= 0.3 || isList(target, rows, column));
    if (target !== null && (taken.has(target) || !fits)) target = null;
    if (target !== null) taken.add(target);
    return { target };
  });
  // "Straße" beside no house number holds the whole address.
  const street = mapping.find(({ target }) => target === 'street');
  if (street && !taken.has('house_number') && !taken.has('address')) street.target = 'address';
  const parts = taken.has('cadastral_district') || taken.has('cadastral_sheet');
  const parcel = mapping.find(({ target }) => target === 'parcel');
  if (parts && parcel && !taken.has('parcel_number')) parcel.target = 'parcel_number';
  return mapping;
}

/** Words of a code column that nothing explains yet: neither a label nor a synonym. */
export function unknownWords(target: string | null, words: readonly string[]): string[] {
  const field = target === null ? undefined : CASE_FIELDS[target];
  if (target === null || field?.kind !== 'code') return [];
  return words.filter((word) => codeOfWord(target, field, word) === undefined);
}
