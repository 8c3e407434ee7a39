const CALENDAR = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });

/** The day in Germany, `YYYY-MM-DD`, wherever the server stands. */
export function today(now: Date = new Date()): string {
  return CALENDAR.format(now);
}
