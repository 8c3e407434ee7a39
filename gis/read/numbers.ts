/** Decimal point or comma, no grouping: `7,45`, `-3`, `1.5e3`. */
const PLAIN = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d{1,3})?$/;
/** German grouping as in `1.234,56` or `1 234,56`; without decimals only from two groups on, since `1.234` is ambiguous. */
const GERMAN = /^[+-]?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,}|(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?)$/;
/** English grouping as in `1,234.56`. */
const ENGLISH = /^[+-]?\d{1,3}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})$/;

/**
 * Number that a text or JSON value stands for, with a decimal point or comma. Null where it stands for none:
 * nothing is guessed, so `12a`, `–` and an empty text are null. Between point and comma the plain reading wins
 * (`1.234` is 1.234), because official files write no grouping.
 */
export function parseNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return null;
  const text = value.trim();
  let plain: string;
  if (PLAIN.test(text)) plain = text.replace(',', '.');
  else if (GERMAN.test(text)) plain = text.replace(/[. \u00a0\u202f]/g, '').replace(',', '.');
  else if (ENGLISH.test(text)) plain = text.replace(/,/g, '');
  else return null;
  const number = Number(plain);
  return Number.isFinite(number) ? number : null;
}

/** A number that is grouped by points beyond doubt, and one that may be: `5.709.321`, `394.123`. */
const SURELY_GROUPED = /^\d{1,3}(?:(?:\.\d{3}){2,}(?:,\d+)?|(?:\.\d{3})+,\d+)$/;
const MAYBE_GROUPED = /^\d{1,3}\.\d{3}$/;

/**
 * Position that two texts stand for, east before north; null where one of them is no number. One who groups the digits of one
 * coordinate by points does so in the other: beside `5.709.321` is `394.123` no place of 394 metres.
 */
export function parsePosition(x: unknown, y: unknown): [number, number] | null {
  const texts = [x, y].map((value) => (typeof value === 'string' ? value.trim() : ''));
  const grouped = texts.some((text) => SURELY_GROUPED.test(text));
  const [east, north] = [x, y].map((value, i) => {
    const text = texts[i] ?? '';
    return parseNumber(grouped && MAYBE_GROUPED.test(text) ? text.replace('.', '') : value);
  });
  return typeof east === 'number' && typeof north === 'number' ? [east, north] : null;
}

/** Whole number within PostgreSQL's `integer` that the value stands for, or null. `3.0` counts as whole, `3.5` does not. */
export function parseInteger(value: unknown): number | null {
  const number = parseNumber(value);
  return number !== null && Number.isInteger(number) && Math.abs(number) <= 2147483647 ? number : null;
}

/** A text without what no database keeps: zeros, and halves of characters that were cut in two, for which `\ufffd` stands. */
export const keepable = (text: string): string => text.replaceAll('\u0000', '').toWellFormed();

/** Text that a value stands for, trimmed, or null where there is none. Numbers become text; lists are joined by commas. */
export function parseText(value: unknown): string | null {
  if (Array.isArray(value))
    return parseText(
      value
        .map((one) => parseText(one) ?? '')
        .filter((one) => one !== '')
        .join(', '),
    );
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value !== 'string') return null;
  const text = keepable(value).trim();
  return text === '' ? null : text;
}

const YES = new Set(['1', 'ja', 'j', 'yes', 'y', 'true', 'wahr', 'w', 'designated', 'permissive', '-1']);
const NO = new Set(['0', 'nein', 'n', 'no', 'false', 'falsch', 'f']);

/** Yes or no in German, English, OpenStreetMap's and JSON's manner; null where it is neither. */
export function parseYesNo(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  const text = parseText(value)?.toLowerCase();
  if (text === undefined) return null;
  if (YES.has(text)) return true;
  return NO.has(text) ? false : null;
}

/** Day as `YYYY-MM-DD` that a text stands for, written as in ISO 8601, with slashes as from a workbook, or in the German manner; null where it is none. */
export function parseDate(value: unknown): string | null {
  const text = parseText(value) ?? '';
  const iso = /^(\d{4})([-/])(\d{2})\2(\d{2})(?:$|[T Z])/.exec(text);
  if (iso) return `${iso[1]}-${iso[3]}-${iso[4]}`;
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  return german ? `${german[3]}-${german[2]?.padStart(2, '0')}-${german[1]?.padStart(2, '0')}` : null;
}
