/** The same day in another year; 29 February becomes the 28th where there is none. Summers' end aside, a year later is the next school year. */
export function inYears(day: string, years: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year + years, month, 0)).getUTCDate();
  return [
    String(year + years).padStart(4, '0'),
    ...[month, Math.min(date, last)].map((n) => String(n).padStart(2, '0')),
  ].join('-');
}
