import type { Field } from '@quartierblick/gis/layers/fields.ts';
import type { LanguageCode } from '#lib/app/language.svelte.ts';
import type { EntryWords } from '#lib/i18n/entry.ts';

/** What is wrong with an entry, by the name of its words. */
export type EntryError = Extract<
  keyof EntryWords,
  'required' | 'badNumber' | 'badInteger' | 'badYear' | 'badDate' | 'badCode' | 'negative' | 'tooLong' | 'future'
>;

type Parsed = { value: unknown } | { error: EntryError };

const MOST_CHARACTERS = 2000;
const LOCALES: Record<LanguageCode, string> = { de: 'de-DE', en: 'en-GB' };

/**
 * A number as people write it: 1.234,56 in German, 1,234.56 in English. Points that group by threes are grouping; a single
 * one that cannot be, as in 12.5 from a number pad, is the decimal sign. Undefined where it is no number.
 */
export function parseNumber(raw: string, language: LanguageCode): number | undefined {
  const text = raw.replace(/[\s\u00a0\u202f']/g, '').replace(/^[−–]/, '-');
  const [group, decimal] = language === 'de' ? ['.', ','] : [',', '.'];
  const [whole = '', fraction, ...more] = text.split(decimal);
  if (more.length > 0) return undefined;
  const groups = whole.split(group);
  const grouped =
    groups.length === 1 || (/^-?\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((g) => /^\d{3}$/.test(g)));
  if (grouped) {
    const plain = groups.join('') + (fraction === undefined ? '' : `.${fraction}`);
    return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
  }
  // A comma that does not group is an English reader's mistake more often than a decimal sign: only the German point is read.
  return language === 'de' && fraction === undefined && /^-?\d+\.\d+$/.test(text) ? Number(text) : undefined;
}

/** The value of a field as it stands in its input. */
export function entryText(field: Field, value: unknown, language: LanguageCode): string {
  if (value === null || value === undefined) return '';
  if (field.kind === 'year') return String(value);
  if (field.kind === 'integer' || field.kind === 'number') {
    const options = { maximumFractionDigits: 10, useGrouping: Math.abs(Number(value)) >= 10_000 };
    return new Intl.NumberFormat(LOCALES[language], options).format(Number(value));
  }
  return String(value);
}

// The declared schemas stay on the server, which parses with them; the page checks what a person can get wrong.
const isInt32 = (value: number): boolean => Number.isInteger(value) && Math.abs(value) < 2 ** 31;
const isDay = (text: string): boolean => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

/** Reads what was entered; an empty input is a missing value (null). */
export function parseEntry(field: Field, raw: string, language: LanguageCode): Parsed {
  const text = raw.trim();
  if (text === '') return { value: null };
  switch (field.kind) {
    case 'boolean':
      return text === 'true' || text === 'false' ? { value: text === 'true' } : { error: 'badCode' };
    case 'code':
      return field.values && Object.hasOwn(field.values, text) ? { value: text } : { error: 'badCode' };
    case 'date':
      return isDay(text) ? { value: text } : { error: 'badDate' };
    case 'year': {
      const year = /^\d{4}$/.test(text) ? Number(text) : undefined;
      return year !== undefined && year >= 1000 && year <= 2200 ? { value: year } : { error: 'badYear' };
    }
    case 'integer':
    case 'number': {
      const number = parseNumber(text, language);
      const wrong = field.kind === 'integer' ? 'badInteger' : 'badNumber';
      if (number === undefined || (field.kind === 'integer' && !isInt32(number))) return { error: wrong };
      // Amounts may be negative (a repayment); areas and counts may not.
      return number < 0 && field.unit !== '€' ? { error: 'negative' } : { value: number };
    }
    default:
      return text.length > MOST_CHARACTERS ? { error: 'tooLong' } : { value: text };
  }
}
