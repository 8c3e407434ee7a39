import { parseNumber } from './numbers.ts';

/** Rows among which the header is looked for: titles, dates and stacked headers stand above the data, but not more than this. */
const SEARCHED = 40;
/** Signs that official statistics put where no number may stand. */
const SIGN = /^(?:[-–.·/x*]|\.\.\.|…)$/i;

const text = (cell: string | undefined): string => (cell ?? '').replace(/\s+/g, ' ').trim();
const filled = (row: readonly string[]): string[] => row.map(text).filter((cell) => cell !== '');
const isNumber = (cell: string): boolean => parseNumber(cell) !== null || SIGN.test(cell);
const isYear = (cell: string): boolean => /^(?:19|20)\d{2}$/.test(cell);

/** Whether a row looks like one of figures: half of what stands in it are numbers, and they are not just a line of years. */
function isFigures(row: readonly string[]): boolean {
  const cells = filled(row);
  const numbers = cells.filter(isNumber);
  return cells.length >= 2 && numbers.length * 2 >= cells.length && !numbers.every(isYear);
}

/**
 * Row of a table that holds the names of its columns; titles may stand above it. Found as the last row with several cells
 * above the first row of figures; in a table of words as the first row that is as full as those below it.
 * @param rows the first rows of the sheet, every cell as text
 * @returns index into `rows`, 0 where nothing tells
 */
export function findHeaderRow(rows: readonly (readonly string[])[]): number {
  const top = rows.slice(0, SEARCHED);
  const first = top.findIndex(isFigures);
  for (let at = first - 1; at >= 0; at -= 1) if (filled(top[at] as string[]).length >= 2) return at;
  if (first >= 0) return Math.max(0, first - 1);
  const widest = Math.max(0, ...top.map((row) => filled(row).length));
  const found = top.findIndex((row) => filled(row).length >= Math.max(2, widest * 0.8));
  return Math.max(0, found);
}

/** Letters of a spreadsheet's column: 0 → A, 27 → AB. */
const letters = (index: number): string =>
  (index >= 26 ? letters(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));

/**
 * Names of the columns. A cell that is empty in the header takes the nearest one above it, as in stacked headers whose first
 * column is merged; a title across the sheet names no column. Nameless columns are called by their letters, repeated names
 * are numbered.
 * @param header index of the row that holds the names, e.g. from {@link findHeaderRow}
 */
export function columnNames(rows: readonly (readonly string[])[], header: number): string[] {
  const width = Math.max(0, ...rows.slice(0, SEARCHED).map((row) => row.length));
  const above = rows
    .slice(0, header + 1)
    .filter((row) => filled(row).length >= 2)
    .toReversed();
  const seen = new Map<string, number>();
  return Array.from({ length: width }, (_, column) => {
    const name = above.map((row) => text(row[column])).find((cell) => cell !== '') ?? letters(column);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}
