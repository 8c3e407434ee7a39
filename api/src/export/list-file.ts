import writeXlsxFile from 'write-excel-file/node';
import type { Cell } from 'write-excel-file/node';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { csvLine } from '@quartierblick/gis/register/csv.ts';
import type { WrittenCell } from '@quartierblick/gis/register/csv.ts';
import { defused } from '@quartierblick/gis/register/formula.ts';
import type { Format } from '../register/file-answer.ts';
import { xlsxText } from './xlsx-text.ts';

/** A column of a list: its heading in both languages, and what it holds of a row. `width` in characters. */
export type ListColumn<Row> = Text & { cell: (row: Row, language: keyof Text) => WrittenCell; width?: number };

interface List<Row> {
  /** Name of the workbook's only sheet. */
  sheet: Text;
  columns: readonly ListColumn<Row>[];
  rows: readonly Row[];
}

function xlsxCell(cell: WrittenCell): Cell {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (typeof cell === 'string') return { value: xlsxText(cell), type: String };
  return { value: new Date(`${cell.day}T00:00:00Z`), type: Date, format: 'dd.mm.yyyy' };
}

async function xlsx<Row>({ sheet, columns, rows }: List<Row>, language: keyof Text): Promise<Uint8Array> {
  const cells = [
    columns.map((column): Cell => ({ value: column[language], type: String, fontWeight: 'bold' })),
    ...rows.map((row) => columns.map(({ cell }) => xlsxCell(cell(row, language)))),
  ];
  const widths = columns.map((column) => ({ width: column.width ?? column[language].length + 2 }));
  return await writeXlsxFile(cells, { sheet: sheet[language], columns: widths, stickyRowsCount: 1 }).toBuffer();
}

/** As a CSV in which no spreadsheet finds a formula. */
function csv<Row>({ columns, rows }: List<Row>, language: keyof Text): Uint8Array {
  const safe = (cell: WrittenCell) => (typeof cell === 'string' ? defused(cell) : cell);
  const lines = [
    columns.map((column) => column[language]),
    ...rows.map((row) => columns.map(({ cell }) => safe(cell(row, language)))),
  ];
  return Buffer.from(`\uFEFF${lines.map((line) => csvLine(line, language)).join('')}`, 'utf8');
}

/** Writes a list that fits into memory as a workbook with one sheet, or as a CSV. */
export function listFile<Row>(format: Format, list: List<Row>, language: keyof Text): Promise<Uint8Array> {
  return format === 'xlsx' ? xlsx(list, language) : Promise.resolve(csv(list, language));
}
