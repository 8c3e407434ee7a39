import { csvOf } from '#lib/app/save-csv.ts';
import { keepFile } from '#lib/app/keep-file.ts';
import type { SafetyScreen } from '../screen.svelte.ts';
import type { Written } from '../tables/columns.ts';
import { provenance } from './provenance.ts';

/** A table as CSV text; every row says where its figures come from. */
export function csvText({ header, rows }: Written, source: string, title: string, language: 'de' | 'en'): string {
  return csvOf(language, [[...header, title], ...rows.map((row) => [...row, source])]);
}

/** Gives a table to the browser to keep. */
export function saveCsv(table: Written, name: string, screen: SafetyScreen): void {
  const text = csvText(table, provenance(screen), screen.t.source, screen.app.language.code);
  keepFile(new Blob([text], { type: 'text/csv;charset=utf-8' }), `quartierblick-${name}.csv`);
}
