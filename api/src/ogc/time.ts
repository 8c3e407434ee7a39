/** A span of days, ends included; null: open. */
export interface Span {
  from: string | null;
  to: string | null;
}

const MOMENT = /^(\d{4}-\d{2}-\d{2})(T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d))?$/i;

/** The day of a date or date-time as RFC 3339 writes them, in UTC; null where it is none. */
function dayOf(text: string): string | null {
  const day = MOMENT.exec(text)?.[1];
  if (day === undefined) return null;
  const midnight = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== day) return null;
  if (text === day) return day;
  const moment = new Date(text.replace(/:60/, ':59'));
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString().slice(0, 10);
}

/**
 * Reads the parameter `datetime` (OGC 17-069r4, section 7.15.4): a moment, or an interval of which one end may be open.
 * @returns the span, or what is wrong with the text
 */
export function parseDatetime(given: string): Span | string {
  const expected = 'expected a date or date-time (RFC 3339), or an interval of two of them, of which one may be ..';
  const parts = given.split('/');
  if (parts.length > 2) return expected;
  const isOpen = (part: string | undefined) => part === '' || part === '..';
  const [first, last] = parts;
  if (first === undefined) return expected;
  if (last === undefined) {
    const day = dayOf(first);
    return day === null ? expected : { from: day, to: day };
  }
  if (isOpen(first) && isOpen(last)) return expected;
  const from = isOpen(first) ? null : dayOf(first);
  const to = isOpen(last) ? null : dayOf(last);
  if ((from === null && !isOpen(first)) || (to === null && !isOpen(last))) return expected;
  if (from !== null && to !== null && from > to) return 'the interval ends before it begins';
  return { from, to };
}
