import { z } from '@hono/zod-openapi';
import ical, { ICalAlarmType } from 'ical-generator';
import type { ICalCalendar, ICalEvent } from 'ical-generator';
import type { Text } from '@quartierblick/gis/layers/fields.ts';

const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;
/** Reminders come when offices open, not at midnight, when an all-day event begins. */
const OFFICE_OPENS_S = 8 * HOUR_S;
/** Days before at which calendars remind, where nobody chose a day. */
export const REMIND_DAYS = [7, 1] as const;

export const CALENDAR_TYPE = 'text/calendar; charset=utf-8';
export const calendarResponse = {
  description: 'iCalendar (RFC 5545): all-day events with reminders; addresses and titles, no owners',
  content: { 'text/calendar': { schema: z.string() } },
};

/** An empty iCalendar (RFC 5545), to be asked for again every hour by whoever subscribed to it. */
export function newCalendar(name: Text, product: string, language: keyof Text, description?: Text): ICalCalendar {
  return ical({
    name: name[language],
    ...(description && { description: description[language] }),
    prodId: { company: 'Quartierblick', product, language: language.toUpperCase() },
    ttl: HOUR_S,
  });
}

/** Line ends of any kind become spaces: what people typed stays one line, and cannot begin a property of its own. */
export const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Reminds of an all-day event some days before, when offices open; 0 is the day itself. */
export function remind(event: ICalEvent, daysBefore: readonly number[]): void {
  for (const days of daysBefore) {
    event.createAlarm({ type: ICalAlarmType.display, triggerBefore: days * DAY_S - OFFICE_OPENS_S });
  }
}
