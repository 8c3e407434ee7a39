import type { Text } from '../layers/fields.ts';
import { defused, defusedWithin } from './formula.ts';

/** A cell to be written: text is ready for any spreadsheet, a day is a calendar date that the spreadsheet can show as one. */
export type WrittenCell = string | number | null | { day: string };

/** A cell of a delimited text: decimal comma and German days in German, ISO in English; separators and quotes wrapped. */
function csvCell(cell: WrittenCell, language: keyof Text): string {
  if (cell === null) return '';
  let text: string;
  if (typeof cell === 'number') text = defused(language === 'de' ? String(cell).replace('.', ',') : String(cell));
  else if (typeof cell === 'string') text = defusedWithin(cell);
  else text = language === 'de' ? cell.day.split('-').reverse().join('.') : cell.day;
  return /[";\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A line of a delimited text as Excel in German opens it: semicolons, CRLF. */
export function csvLine(cells: readonly WrittenCell[], language: keyof Text): string {
  return `${cells.map((cell) => csvCell(cell, language)).join(';')}\r\n`;
}
