import { headerOf, readDelimited } from '../../read/delimited.ts';
import { rowCheck } from '../../read/validate.ts';
import { UnreadableFile } from '../source-types.ts';
import type { FileHead, ImportContext, ImportFile, ImportRead, ImportSource, RecordResult } from '../source-types.ts';
import { columnsOf, likeness, requireColumns } from './columns.ts';
import { accidents } from './layer.ts';
import { AccidentRows } from './row.ts';

/** The yearly files of the Unfallatlas, 2016 to 2025, and later ones whose columns bear known names. */
export const unfallatlas: ImportSource = {
  id: 'unfallatlas',
  layer: 'accidents',
  title: { de: 'Unfallatlas (CSV, jedes Jahr)', en: 'Unfallatlas (CSV, any year)' },
  source: accidents.source,
  detect: (head: FileHead) => {
    const share = likeness(headerOf(head.text));
    return share >= 0.5 ? 0.5 + share * 0.49 : 0;
  },
  read: (file: ImportFile, context: ImportContext): ImportRead => {
    let latest: number | null = null;

    async function* batches(): AsyncGenerator<RecordResult[]> {
      const { header, batches: rows } = await readDelimited(file);
      const columns = columnsOf(header);
      requireColumns(columns);
      const accidentRows = new AccidentRows(columns, context.surroundings);
      const check = rowCheck(accidents.dataset);
      let record = 0;

      const take = (cells: string[]): RecordResult => {
        record += 1;
        if (cells.length !== header.length) {
          return { record, skip: 'wrong-field-count', example: `${cells.length} ≠ ${header.length}` };
        }
        const found = accidentRows.toRow(cells);
        if ('skip' in found) return { record, ...found };
        const { row } = found;
        const wrong = check(row);
        if (wrong !== null) return { record, skip: 'invalid-value', example: wrong };
        if (latest === null || (row['year'] as number) > latest) latest = row['year'] as number;
        return { record, rows: [{ dataset: accidents.dataset.id, row }] };
      };

      for await (const batch of rows) yield batch.map(take);
      if (record === 0) {
        throw new UnreadableFile({
          de: 'Die Datei enthält nur die Kopfzeile.',
          en: 'The file holds nothing but its header.',
        });
      }
    }
    return { batches: batches(), asOf: () => (latest === null ? null : `${latest}-12-31`) };
  },
};
