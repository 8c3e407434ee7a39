import type { LanguageCode } from '#lib/app/language.svelte.ts';

const ZONE = 'Europe/Berlin';
const parts = new Intl.DateTimeFormat('sv-SE', {
  ...{ timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
});

/** Day and time of a moment on the clocks of the quarter, wherever the reader is: `YYYY-MM-DD` and `HH:MM`. */
export function inQuarter(moment: string): { day: string; time: string } {
  const [day = '', time = ''] = parts.format(new Date(moment)).split(' ');
  return { day, time };
}

/**
 * The moment at which clocks of the quarter show this day and time; null where one of them is missing or no such. In the hour that
 * comes twice in autumn it is the first one.
 */
export function momentOf(day: string, time: string): string | null {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(wanted)) return null;
  // Summer time is two hours ahead, winter time one: one of the two shows what is wanted.
  for (const hours of [2, 1]) {
    const moment = new Date(wanted - hours * 3_600_000).toISOString();
    const shown = inQuarter(moment);
    if (shown.day === day && shown.time === time) return moment;
  }
  return null;
}

/** A moment as the clocks of the quarter show it. */
export function clockText(moment: string | Date, code: LanguageCode): string {
  const time = new Intl.DateTimeFormat(code === 'de' ? 'de-DE' : 'en-GB', {
    timeZone: ZONE,
    hour: '2-digit',
    minute: '2-digit',
  });
  return time.format(new Date(moment));
}

/** A day with its weekday, in the quarter. */
export function dayText(moment: string | Date, code: LanguageCode): string {
  const day = new Intl.DateTimeFormat(code === 'de' ? 'de-DE' : 'en-GB', {
    ...{ timeZone: ZONE, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  });
  return day.format(new Date(moment));
}

/** Day and time of a moment in the quarter, short. */
export function momentText(moment: string, code: LanguageCode): string {
  const text = new Intl.DateTimeFormat(code === 'de' ? 'de-DE' : 'en-GB', {
    timeZone: ZONE,
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return text.format(new Date(moment));
}
