import { WEEKDAYS } from '../../analysis/chain/offering.ts';
import type { Weekday } from '../../analysis/chain/offering.ts';
import type { Text } from '../../layers/fields.ts';
import { isNone, NONE, unreadable } from './parsed.ts';
import type { Parsed } from './parsed.ts';

/** How each day is written, from the shortest to the longest, in German and English. */
const PATTERNS: Record<Weekday, RegExp> = {
  mo: /^(?:mo|montags?|mon|mondays?)$/u,
  tu: /^(?:di|dienstags?|tu|tues?|tuesdays?)$/u,
  we: /^(?:mi|mittwochs?|we|wed|wednesdays?)$/u,
  th: /^(?:do|donnerstags?|th|thu|thurs?|thursdays?)$/u,
  fr: /^(?:fr|freitags?|fri|fridays?)$/u,
  sa: /^(?:sa|samstags?|sonnabends?|sat|saturdays?)$/u,
  su: /^(?:so|sonntags?|su|sun|sundays?)$/u,
};
const WRITTEN: Record<keyof Text, Record<Weekday, string>> = {
  de: { mo: 'Mo', tu: 'Di', we: 'Mi', th: 'Do', fr: 'Fr', sa: 'Sa', su: 'So' },
  en: { mo: 'Mon', tu: 'Tue', we: 'Wed', th: 'Thu', fr: 'Fri', sa: 'Sat', su: 'Sun' },
};
const FILLERS = /\b(?:jeden|jeweils|immer|every|each|am|on)\b/gu;

const EXPECTED: Text = {
  de: 'Wochentage wie „Mo, Do“, „montags“ oder „Mo–Fr“',
  en: 'days of the week such as “Mon, Thu”, “Mondays” or “Mon–Fri”',
};

const dayOf = (text: string): Weekday | undefined => {
  const plain = text.trim().replace(/\.$/u, '');
  return WEEKDAYS.find((day) => PATTERNS[day].test(plain));
};

/** Days of a piece: one day, or from one to another that comes later in the week; null where it is neither. */
function piece(text: string): Weekday[] | null {
  const single = dayOf(text);
  if (single) return [single];
  const [first, last, more] = text.split(/\s*(?:[-‐‑‒–—]|\b(?:bis|to)\b)\s*/u);
  if (first === undefined || last === undefined || more !== undefined) return null;
  const [from, to] = [dayOf(first), dayOf(last)];
  if (!from || !to) return null;
  const days = WEEKDAYS.slice(WEEKDAYS.indexOf(from), WEEKDAYS.indexOf(to) + 1);
  return days.length > 0 ? days : null;
}

/** Days of the week: "Mo + Do", "montags und donnerstags", "Mo–Fr", "Mon/Thu". "Täglich" and "werktags" are none: who knows which? */
export function parseDays(text: string): Parsed<Weekday[]> {
  if (isNone(text)) return { value: [] };
  const pieces = text
    .toLowerCase()
    .replace(FILLERS, ' ')
    .split(/[,;/+&|\n]|\b(?:und|and|u)\b\.?/u)
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '.');
  const days = pieces.map(piece);
  if (days.length === 0 || days.includes(null)) return unreadable(text, EXPECTED);
  const named = new Set(days.flat());
  return { value: WEEKDAYS.filter((day) => named.has(day)) };
}

/** Days of the week as an export writes them: "Mo, Do"; "(keine)" where it is known that there are none. */
export function writtenDays(days: readonly string[], language: keyof Text): string {
  const named = WEEKDAYS.filter((day) => days.includes(day)).map((day) => WRITTEN[language][day]);
  return named.length > 0 ? named.join(', ') : NONE[language];
}
