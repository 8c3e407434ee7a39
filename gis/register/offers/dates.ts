import type { Text } from '../../layers/fields.ts';
import { dayOf } from '../values.ts';
import { isNone, NONE, unreadable } from './parsed.ts';
import type { Parsed } from './parsed.ts';

const EXPECTED: Text = {
  de: 'Tage wie „24.12.2026, 31.12.2026“',
  en: 'days such as “2026-12-24, 2026-12-31”',
};

/** Calendar days in a list, German or ISO. */
export function parseDayList(text: string): Parsed<string[]> {
  if (isNone(text)) return { value: [] };
  const days = text
    .split(/[,;\n]|\s(?:und|and)\s/iu)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(dayOf);
  if (days.length === 0 || days.includes(null)) return unreadable(text, EXPECTED);
  return { value: days as string[] };
}

/** Days as an export writes them. */
export function writtenDayList(days: readonly string[], language: keyof Text): string {
  const one = (day: string): string =>
    language === 'de' && /^\d{4}-\d{2}-\d{2}$/u.test(day) ? day.split('-').reverse().join('.') : day;
  return days.length > 0 ? days.map(one).join(', ') : NONE[language];
}
