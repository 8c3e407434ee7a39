import ICAL from 'ical.js';
import type { Weekday } from '../analysis/chain/offering.ts';

/** How often an offer may come: what is finer is no timetable, what comes once a year is a date. */
const FREQUENCIES = new Set(['DAILY', 'WEEKLY', 'MONTHLY']);
/** What a rule may say beside it. Hours stand in fields of their own; months, weeks of the year and BYSETPOS the library counts wrongly. */
const PARTS = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYDAY', 'BYMONTHDAY']);

/** The parts of a rule in one order, without those that say what holds anyway. */
const inOrder = (rule: string): string =>
  rule
    .split(';')
    .filter((part) => part !== 'INTERVAL=1' && part !== 'WKST=MO')
    .sort()
    .join(';');

const daysIn = (rule: ICAL.Recur): string[] => (rule.parts['BYDAY'] ?? []).map(String);

/**
 * Reads a recurrence rule (RFC 5545, section 3.3.10), without DTSTART and without the name `RRULE:`, e.g. `FREQ=WEEKLY;INTERVAL=2`.
 * The library skips what it does not know and bends what it half understands (the 0th week, an end on 40 December); a rule that does
 * not come back as it was written is none, because families would be told of other days than were meant.
 * @returns null where it is none, does not come daily, weekly or monthly, or says more than days
 */
export function parseRecurrence(text: string): ICAL.Recur | null {
  const rule = text.trim().replace(/;$/, '').toUpperCase();
  if (!rule.split(';').every((part) => PARTS.has(part.slice(0, Math.max(0, part.indexOf('=')))))) return null;
  let recur: ICAL.Recur;
  try {
    recur = ICAL.Recur.fromString(rule);
  } catch {
    return null;
  }
  if (!FREQUENCIES.has(recur.freq) || inOrder(recur.toString()) !== inOrder(rule)) return null;
  // RFC 5545: an end or a count, not both; and counted from the end only within a month.
  if ((recur.count !== null && recur.until !== null) || (recur.count ?? 1) < 1) return null;
  return recur.freq !== 'MONTHLY' && daysIn(recur).some((day) => day.length > 2) ? null : recur;
}

/** Days of the week that a rule names itself, each once; null: it names none. */
export function weekdaysOf(rule: ICAL.Recur): Weekday[] | null {
  const days = [...new Set(daysIn(rule).map((day) => day.slice(-2).toLowerCase() as Weekday))];
  return days.length > 0 ? days : null;
}

/** Whether a rule counts from its first day (every other week, five times), so that one must be known. */
export const countsFromFirst = (rule: ICAL.Recur): boolean => rule.interval > 1 || rule.count !== null;
