import type { Field, Text } from '../layers/fields.ts';
import { parseInteger, parseNumber, parseYesNo } from '../read/numbers.ts';
import { cellText, daySerial } from './cells.ts';
import type { Cell } from './cells.ts';
import { isClear, revealed } from './formula.ts';
import { codeOfWord } from './words.ts';
import type { ColumnMapping } from './mapping.ts';

export type Value = string | number | boolean | null;

/** What a cell says of its field. `value: null` clears it; `left` leaves it as it is. */
export type CellValue = { left: true } | { value: Value } | { problem: Text; word?: string };

export const FORMULA_ERRORS =
  /^#(?:REF!|BEZUG!|NV|N\/A|NAME\?|WERT!|VALUE!|DIV\/0!|NULL!|ZAHL!|NUM!|SPILL!|ÜBERLAUF!|CALC!)/i;

/** Day of a text in ISO or German writing, with or without a time behind it; null where there is no such day. */
export function dayOf(text: string): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}.*)?$/.exec(text);
  const german = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?: \d{1,2}:\d{2}.*)?$/.exec(text);
  let parts: [string, string, string] | undefined;
  if (iso) parts = [iso[1] ?? '', iso[2] ?? '', iso[3] ?? ''];
  else if (german) {
    const [, day = '', month = '', year = ''] = german;
    // A year of two digits lies in this century up to 49, as Excel reads it until 2029 and people until later.
    const full = year.length === 4 ? year : `${Number(year) < 50 ? '20' : '19'}${year}`;
    parts = [full, month.padStart(2, '0'), day.padStart(2, '0')];
  }
  if (!parts) return null;
  const day = parts.join('-');
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === day ? day : null;
}

const EXPECTED: Partial<Record<Field['kind'], Text>> = {
  integer: { de: 'eine ganze Zahl', en: 'a whole number' },
  number: { de: 'eine Zahl', en: 'a number' },
  year: { de: 'ein Jahr zwischen 1000 und 2200', en: 'a year between 1000 and 2200' },
  date: { de: 'ein Datum (31.12.2024 oder 2024-12-31)', en: 'a date (31.12.2024 or 2024-12-31)' },
  boolean: { de: '„ja“ oder „nein“', en: '“yes” or “no”' },
  text: { de: 'ein Text von höchstens 2000 Zeichen', en: 'a text of at most 2,000 characters' },
};

function wrong(field: Field, text: string): { problem: Text } {
  const expected = EXPECTED[field.kind] ?? { de: 'ein anderer Wert', en: 'another value' };
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return {
    problem: {
      de: `„${shown}“: erwartet wird ${expected.de}.`,
      en: `“${shown}”: expected is ${expected.en}.`,
    },
  };
}

function parsed(field: Field, cell: Cell, text: string, epoch1904: boolean): Value {
  switch (field.kind) {
    case 'integer':
    case 'year':
      return parseInteger(typeof cell === 'number' ? cell : text);
    case 'number':
      return parseNumber(typeof cell === 'number' ? cell : text.replace(/\s?(?:m²|m2|qm|€)$/i, ''));
    case 'boolean':
      return parseYesNo(typeof cell === 'boolean' ? cell : text === 'x' || text === 'X' ? 'ja' : text);
    case 'date':
      return typeof cell === 'number' ? daySerial(cell, epoch1904) : dayOf(text);
    default:
      return text;
  }
}

function codeValue(name: string, field: Field, text: string, column: ColumnMapping): CellValue {
  const mapped = column.values && Object.hasOwn(column.values, text) ? column.values[text] : undefined;
  if (mapped === null) return { left: true };
  if (mapped !== undefined && field.values && Object.hasOwn(field.values, mapped)) return { value: mapped };
  const code = codeOfWord(name, field, text);
  if (code !== undefined) return { value: code };
  return {
    problem: {
      de: `„${text.slice(0, 60)}“ ist keiner der Werte; bitte in der Zuordnung der Werte einordnen.`,
      en: `“${text.slice(0, 60)}” is none of the values; please say in the mapping of values what it means.`,
    },
    word: text,
  };
}

/**
 * What a cell says of a field: nothing (empty), "clear", a value that the field's schema accepts, or what is wrong with it.
 * Numbers are read with point or comma, dates in ISO, German or as Excel's serial number, codes by label, code or mapped word.
 */
export function valueOfCell(
  name: string,
  field: Field,
  cell: Cell,
  column: ColumnMapping,
  epoch1904: boolean,
): CellValue {
  const raw = cellText(cell);
  if (raw === '') return { left: true };
  if (isClear(raw)) return { value: null };
  if (FORMULA_ERRORS.test(raw)) {
    return { problem: { de: `Die Formel ergibt ${raw}.`, en: `The formula yields ${raw}.` } };
  }
  const text = revealed(raw).trim();
  if (text === '') return { left: true };
  if (field.kind === 'code') return codeValue(name, field, text, column);
  const value = parsed(field, cell, text, epoch1904);
  if (value === null) return wrong(field, text);
  const checked = field.schema.safeParse(value);
  return checked.success ? { value: checked.data as Value } : wrong(field, text);
}
