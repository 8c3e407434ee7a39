import type { Weekday } from '../../analysis/chain/offering.ts';
import type { Text } from '../../layers/fields.ts';
import type { Cell } from '../cells.ts';
import { parseDays } from './days.ts';
import { unreadable } from './parsed.ts';
import type { Parsed } from './parsed.ts';

/** Local times as HH:MM; null: open. */
export interface Times {
  starts: string;
  ends: string | null;
}

const EXPECTED: Text = { de: 'eine Uhrzeit wie „9:30“ oder „9.30 Uhr“', en: 'a time of day such as “9:30” or “2 pm”' };
const EXPECTED_TIMES: Text = {
  de: 'Zeiten wie „9.30–11 Uhr“ oder „ab 15 Uhr“',
  en: 'times such as “9:30–11:00” or “from 3 pm”',
};
const EXPECTED_WHEN: Text = {
  de: 'Wochentage mit Zeiten wie „Mo + Do 9.30–11 Uhr“',
  en: 'days of the week with times such as “Mon + Thu 9:30–11:00”',
};

const two = (n: number): string => String(n).padStart(2, '0');
const MINUTES = 24 * 60;

/** Minutes of the day of a text; null where it is no time. */
function minutesOf(text: string): number | null {
  const found = /^(?:um |ab |von |at |from )?(\d{1,2})(?:[:.h](\d{2}))?(?::00)?\s*(?:uhr|h|o'clock)?\s*(am|pm)?$/u.exec(
    text.trim().toLowerCase(),
  );
  if (!found) return null;
  const [, hour = '', minute = '0', half] = found;
  if (half !== undefined && (Number(hour) < 1 || Number(hour) > 12)) return null;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === 'pm' ? 12 : 0);
  return hours > 23 || Number(minute) > 59 ? null : hours * 60 + Number(minute);
}

const written = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;

/** A time of day: "9.30 Uhr", "09:30", "2 pm", or a cell that a spreadsheet keeps as a part of the day. */
export function parseTime(cell: Cell, text: string): Parsed<string> {
  if (typeof cell === 'object' && cell?.time !== undefined) return { value: cell.time };
  if (typeof cell === 'number' && cell > 0 && cell < 1) {
    return { value: written(Math.round(cell * MINUTES) % MINUTES) };
  }
  const minutes = minutesOf(text);
  return minutes === null ? unreadable(text, EXPECTED) : { value: written(minutes) };
}

/** From when to when: "9.30–11 Uhr", "9 bis 11", "ab 15 Uhr". */
export function parseTimes(text: string): Parsed<Times> {
  const [first = '', last, more] = text.split(/\s*(?:[-‐‑‒–—]|\b(?:bis|to|until)\b)\s*/u);
  if (more !== undefined) return unreadable(text, EXPECTED_TIMES);
  const end = last === undefined ? null : minutesOf(last);
  if (last !== undefined && end === null) return unreadable(text, EXPECTED_TIMES);
  // "2–4 pm" is afternoon from its beginning.
  const half = /(am|pm)\s*$/iu.exec(last ?? '')?.[1];
  const start = minutesOf(half !== undefined && !/[ap]m\s*$/iu.test(first) ? `${first} ${half}` : first);
  if (start === null || (end !== null && end <= start)) return unreadable(text, EXPECTED_TIMES);
  return { value: { starts: written(start), ends: end === null ? null : written(end) } };
}

/** Days and times in one text: "Mo + Do 9.30–11 Uhr", "montags, ab 15 Uhr", "Mo–Fr". */
export function parseWhen(text: string): Parsed<{ days: Weekday[]; times: Times | null }> {
  const at = /(?:\b(?:um|ab|von|at|from)\s+)?\d/iu.exec(text)?.index ?? text.length;
  const days = parseDays(text.slice(0, at).replace(/[\s,:(]+$/u, ''));
  if ('problem' in days) return unreadable(text, EXPECTED_WHEN);
  const rest = text.slice(at).replace(/[)\s.]+$/u, '');
  if (rest === '') return { value: { days: days.value, times: null } };
  const times = parseTimes(rest);
  return 'problem' in times ? unreadable(text, EXPECTED_WHEN) : { value: { days: days.value, times: times.value } };
}
