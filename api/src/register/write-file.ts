import writeXlsxFile from 'write-excel-file/node';
import type { Cell } from 'write-excel-file/node';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { csvLine } from '@quartierblick/gis/register/csv.ts';
import { writtenCells, writtenHeaders } from '@quartierblick/gis/register/write.ts';
import type { WrittenCell } from '@quartierblick/gis/register/csv.ts';
import type { WrittenCase } from '@quartierblick/gis/register/write.ts';
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

/** The register as a workbook: one sheet, the header stays in view. */
async function xlsx(rows: readonly WrittenCase[], language: keyof Text): Promise<Uint8Array> {
  const headers = writtenHeaders(language);
  const sheet = [
    headers.map((value): Cell => ({ value, type: String, fontWeight: 'bold' })),
    ...rows.map((row) => writtenCells(row, language).map(xlsxCell)),
  ];
  const columns = headers.map((header) => ({ width: Math.min(40, Math.max(12, header.length + 2)) }));
  const options = { sheet: 'Register', columns, stickyRowsCount: 1 };
  return await writeXlsxFile(sheet, options).toBuffer();
}

/** The register as Excel in German opens a CSV: UTF-8 with its mark, semicolons. */
function csv(rows: readonly WrittenCase[], language: keyof Text): Uint8Array {
  const lines = rows.map((row) => csvLine(writtenCells(row, language), language));
  return Buffer.from(`\uFEFF${csvLine(writtenHeaders(language), language)}${lines.join('')}`, 'utf8');
}

/** The register as a file. */
export function writeRegisterFile(
  format: 'xlsx' | 'csv',
  rows: readonly WrittenCase[],
  language: keyof Text,
): Promise<Uint8Array> {
  return format === 'xlsx' ? xlsx(rows, language) : Promise.resolve(csv(rows, language));
}
