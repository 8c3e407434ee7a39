import writeXlsxFile from 'write-excel-file/node';
import type { Cell } from 'write-excel-file/node';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { csvLine, writtenCells, writtenHeaders } from '@quartierblick/gis/register/write.ts';
import type { WrittenCase, WrittenCell } from '@quartierblick/gis/register/write.ts';

/** Excel knows no day before 1900, and counts January and February 1900 wrongly. */
const FIRST_DAY = '1901-01-01';
/** What XML cannot hold, would change or discourages, as the format escapes it (ECMA-376, 22.9.2.19); the writer drops it. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const ESCAPED =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffd]|\p{Cs}|\p{Noncharacter_Code_Point}|_(?=x[0-9a-fA-F]{4}_)/gu;

const unit = (code: number): string => `_x${code.toString(16).toUpperCase().padStart(4, '0')}_`;
const units = (text: string): string => [...Array(text.length).keys()].map((i) => unit(text.charCodeAt(i))).join('');
/** The writer finds texts again in a plain object, in which "valueOf" and its like are there before anybody wrote them. */
const escaped = (text: string): string => (text in {} ? units(text) : text.replace(ESCAPED, (char) => units(char)));

function xlsxCell(cell: WrittenCell): Cell {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (typeof cell === 'string') return { value: escaped(cell), type: String };
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
