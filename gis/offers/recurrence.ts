import ICAL from 'ical.js';

/** How often an offer may come: what is finer is no timetable, what comes once a year is a date. */
const FREQUENCIES = new Set(['DAILY', 'WEEKLY', 'MONTHLY']);
/** What a rule may say beside it. Hours stand in fields of their own; months, weeks of the year and BYSETPOS the library counts wrongly. */
const PARTS = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYDAY', 'BYMONTHDAY']);

/**
 * Reads a recurrence rule (RFC 5545, section 3.3.10), without DTSTART and without the name `RRULE:`, e.g. `FREQ=WEEKLY;INTERVAL=2`.
 * @returns null where it is none, does not come daily, weekly or monthly, or says more than days
 */
export function parseRecurrence(text: string): ICAL.Recur | null {
  const rule = text.trim().replace(/;$/, '').toUpperCase();
  if (!/^FREQ=[A-Z]+(;[A-Z]+=[A-Z0-9,+-]+)*$/.test(rule)) return null;
  if (!rule.split(';').every((part) => PARTS.has(part.slice(0, part.indexOf('='))))) return null;
  try {
    const recur = ICAL.Recur.fromString(rule);
    // The library takes every 0th week for every week, and a count below one for none.
    const counts = !/INTERVAL=0+(;|$)/.test(rule) && (recur.count ?? 1) >= 1;
    return counts && FREQUENCIES.has(recur.freq) ? recur : null;
  } catch {
    return null;
  }
}
