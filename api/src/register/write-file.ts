import writeXlsxFile from 'write-excel-file/node';
import type { Cell } from 'write-excel-file/node';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { csvLine } from '@quartierblick/gis/register/csv.ts';
import type { WrittenCell } from '@quartierblick/gis/register/csv.ts';
import { xlsxText } from '../export/xlsx-text.ts';

/** Excel knows no day before 1900, and counts January and February 1900 wrongly. */
const FIRST_DAY = '1901-01-01';
function xlsxCell(cell: WrittenCell): Cell {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (typeof cell === 'string') return { value: xlsxText(cell), type: String };
  if (cell.day < FIRST_DAY) return { value: cell.day, type: String };
  return { value: new Date(`${cell.day}T00:00:00Z`), type: Date, format: 'dd.mm.yyyy' };
}

/** A register as cells. */
export interface WrittenTable {
  headers: readonly string[];
  rows: readonly (readonly WrittenCell[])[];
  /** Name of the sheet. */
  sheet: string;
}

/** The register as a workbook: one sheet, the header stays in view. */
async function xlsx({ headers, rows, sheet: name }: WrittenTable): Promise<Uint8Array> {
  const sheet = [
    headers.map((value): Cell => ({ value, type: String, fontWeight: 'bold' })),
    ...rows.map((cells) => cells.map(xlsxCell)),
  ];
  const columns = headers.map((header) => ({ width: Math.min(40, Math.max(12, header.length + 2)) }));
  const options = { sheet: name, columns, stickyRowsCount: 1 };
  return await writeXlsxFile(sheet, options).toBuffer();
}

/** The register as Excel in German opens a CSV: UTF-8 with its mark, semicolons. */
function csv({ headers, rows }: WrittenTable, language: keyof Text): Uint8Array {
  const lines = rows.map((cells) => csvLine(cells, language));
  return Buffer.from(`\uFEFF${csvLine(headers, language)}${lines.join('')}`, 'utf8');
}

/** The register as a file. */
export function writeRegisterFile(
  format: 'xlsx' | 'csv',
  table: WrittenTable,
  language: keyof Text,
): Promise<Uint8Array> {
  return format === 'xlsx' ? xlsx(table) : Promise.resolve(csv(table, language));
}
