import { csvLine } from '@quartierblick/gis/register/csv.ts';
import type { WrittenCell } from '@quartierblick/gis/register/csv.ts';
import { defused } from '@quartierblick/gis/register/formula.ts';
import type { LanguageCode } from './language.svelte.ts';
import { keepFile } from './keep-file.ts';

/** Rows as CSV text with byte order mark, as a spreadsheet of the reader's language opens it; no text is taken for a formula. */
export function csvOf(language: LanguageCode, rows: readonly (readonly WrittenCell[])[]): string {
  const safe = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? defused(cell) : cell)));
  return `\uFEFF${safe.map((row) => csvLine(row, language)).join('')}`;
}

/** Gives rows to the browser to keep as {@link csvOf}. */
export function saveCsv(language: LanguageCode, name: string, rows: readonly (readonly WrittenCell[])[]): void {
  keepFile(new Blob([csvOf(language, rows)], { type: 'text/csv' }), `${name}.csv`);
}
