import { csvLine, type WrittenCell } from '@quartierblick/gis/register/csv.ts';
import { defused } from '@quartierblick/gis/register/formula.ts';
import { keepFile } from '#lib/app/keep-file.ts';
import type { SafetyScreen } from '../screen.svelte.ts';
import type { Written } from '../tables/columns.ts';
import { provenance } from './provenance.ts';

const safe = (cell: WrittenCell): WrittenCell => (typeof cell === 'string' ? defused(cell) : cell);

/** A table as CSV text with byte order mark; every row says where its figures come from. No text is taken for a formula. */
export function csvText({ header, rows }: Written, source: string, title: string, language: 'de' | 'en'): string {
  const lines = rows.map((row) => csvLine([...row.map(safe), safe(source)], language));
  return `\uFEFF${csvLine([...header, title].map(safe), language)}${lines.join('')}`;
}

/** Gives a table to the browser to keep. */
export function saveCsv(table: Written, name: string, screen: SafetyScreen): void {
  const text = csvText(table, provenance(screen), screen.t.source, screen.app.language.code);
  keepFile(new Blob([text], { type: 'text/csv;charset=utf-8' }), `quartierblick-${name}.csv`);
}
