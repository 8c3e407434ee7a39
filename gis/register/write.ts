import type { Text } from '../layers/fields.ts';
import { defused, defusedWithin } from './formula.ts';
import { CASE_FIELDS } from './targets.ts';
import type { Value } from './values.ts';

/** A case as it is written out: its key and its fields. */
export type WrittenCase = { key: string } & Record<string, Value>;

/** A cell to be written: text is ready for any spreadsheet, a day is a calendar date that the spreadsheet can show as one. */
export type WrittenCell = string | number | null | { day: string };

const KEY_HEADER: Text = { de: 'Schlüssel', en: 'Key' };
const YES_NO = { de: ['nein', 'ja'], en: ['no', 'yes'] } as const;

/** Names of the columns of an export, the stable key first. */
export function writtenHeaders(language: keyof Text): string[] {
  return [KEY_HEADER[language], ...Object.values(CASE_FIELDS).map(({ label }) => label[language])];
}

/** One case as cells; codes become words, and no text can be taken for a formula. */
export function writtenCells(row: WrittenCase, language: keyof Text): WrittenCell[] {
  const cells: WrittenCell[] = [defused(row.key)];
  for (const [name, field] of Object.entries(CASE_FIELDS)) {
    const value = row[name] ?? null;
    if (value === null) cells.push(null);
    else if (typeof value === 'boolean') cells.push(YES_NO[language][value ? 1 : 0]);
    else if (typeof value === 'number') cells.push(value);
    else if (field.kind === 'date') cells.push({ day: value });
    else if (field.kind === 'code') cells.push(defused(field.values?.[value]?.[language] ?? value));
    else cells.push(defused(value));
  }
  return cells;
}

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
