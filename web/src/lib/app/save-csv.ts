import { csvLine } from '@quartierblick/gis/register/csv.ts';
import type { WrittenCell } from '@quartierblick/gis/register/csv.ts';
import { defused } from '@quartierblick/gis/register/formula.ts';
import type { LanguageCode } from './language.svelte.ts';
import { keepFile } from './keep-file.ts';

/** Gives rows to the browser to keep as CSV, as a spreadsheet of the reader's language opens it; no text is taken for a formula. */
export function saveCsv(language: LanguageCode, name: string, rows: readonly (readonly WrittenCell[])[]): void {
  const safe = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? defused(cell) : cell)));
  const text = safe.map((row) => csvLine(row, language)).join('');
  keepFile(new Blob([`\uFEFF${text}`], { type: 'text/csv' }), `${name}.csv`);
}
