import { cellText } from './cells.ts';
import type { Cell } from './cells.ts';

/** The target that a column's name means, undefined where it is none of the register's. */
export type OfHeader = (header: string) => string | undefined;

/** Titles, dates and merged cells stand above the header of many lists, but not more than this. */
const SEARCHED = 30;

/** Letters of a spreadsheet's column: 0 → A, 27 → AB. */
function columnLetters(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}

function score(row: readonly Cell[], ofHeader: OfHeader): number {
  const texts = row.map(cellText).filter((text) => text !== '');
  const words = row.filter((cell) => typeof cell === 'string' && cell.trim() !== '' && cell.length < 120);
  const known = texts.filter((text) => ofHeader(text) !== undefined).length;
  // A recognised name weighs more than a filled cell: a row of data is filled as well, but its cells are no names.
  return known * 10 + new Set(words).size;
}

/**
 * The row that holds the column names: among the first rows the one with most names that are known, then with most texts.
 * @returns its index, or -1 where no row has two texts beside each other
 */
export function headerRow(rows: readonly Cell[][], ofHeader: OfHeader): number {
  let best = -1;
  let most = 1;
  for (const [index, row] of rows.slice(0, SEARCHED).entries()) {
    const found = score(row, ofHeader);
    if (found > most) [best, most] = [index, found];
  }
  return best;
}

/** Names of the columns: blank ones are called by their letters, repeated ones are numbered. */
export function headerNames(row: readonly Cell[], width: number): string[] {
  const seen = new Map<string, number>();
  return Array.from({ length: width }, (_, index) => {
    const name = cellText(row[index]).replace(/\s+/g, ' ') || columnLetters(index);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}
