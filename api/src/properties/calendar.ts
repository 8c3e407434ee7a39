import ical, { ICalAlarmType } from 'ical-generator';
import type { ICalEvent } from 'ical-generator';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { NO_ADVICE } from '@quartierblick/gis/legal-path/parameters.ts';
import type { DueSince } from './deadlines.ts';

const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;
/** Reminders come when offices open, not at midnight, when an all-day event begins. */
const OFFICE_OPENS_S = 8 * HOUR_S;
/** Days before at which calendars remind, where nobody chose a day. */
export const REMIND_DAYS = [7, 1] as const;

const NAME: Text = { de: 'Fristen der Immobilien', en: 'Deadlines of properties' };
const KIND: Record<DueSince['kind'], Text> = {
  deadline: { de: 'Frist', en: 'Deadline' },
  task: { de: 'Aufgabe', en: 'Task' },
  'next-step': { de: 'Nächster Schritt', en: 'Next step' },
};

/** Line ends of any kind become spaces: what people typed stays one line, and cannot begin a property of its own. */
export const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/**
 * Deadlines as an iCalendar (RFC 5545): all-day events that keep their UID for as long as they exist, with reminders a week before and
 * the day before. Title and address only; owners and notes are not among them.
 * @param root public address of the dashboard, without a slash at the end
 */
export function asCalendar(deadlines: readonly DueSince[], language: keyof Text, root: string): string {
  const calendar = ical({
    name: NAME[language],
    description: NO_ADVICE[language],
    prodId: { company: 'Quartierblick', product: 'Fristen', language: language.toUpperCase() },
    ttl: HOUR_S,
  });
  for (const { id, property, address, kind, title, due, law, office, overdue, changedAt, version } of deadlines) {
    const event = calendar.createEvent({
      id: `${encodeURIComponent(id)}@quartierblick`,
      start: new Date(`${due}T00:00:00Z`),
      allDay: true,
      summary: oneLine([title[language], address].filter(Boolean).join(' – ')),
      location: address === null ? null : oneLine(address),
      description: [KIND[kind][language], law, office, NO_ADVICE[language]].filter(Boolean).join(' · '),
      url: `${root}/properties/${encodeURIComponent(property)}`,
      stamp: new Date(changedAt),
      sequence: version - 1,
    });
    if (!overdue) remind(event, REMIND_DAYS);
  }
  return calendar.toString();
}

/** Reminds of an all-day event some days before, when offices open; 0 is the day itself. */
export function remind(event: ICalEvent, daysBefore: readonly number[]): void {
  for (const days of daysBefore) {
    event.createAlarm({ type: ICalAlarmType.display, triggerBefore: days * DAY_S - OFFICE_OPENS_S });
  }
}
