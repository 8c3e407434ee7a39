import type { ICalCalendar } from 'ical-generator';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { NO_ADVICE } from '@quartierblick/gis/legal-path/parameters.ts';
import { newCalendar, oneLine, REMIND_DAYS, remind } from '../calendar/entries.ts';
import type { DueSince } from './deadlines.ts';

const NAME: Text = { de: 'Fristen der Immobilien', en: 'Deadlines of properties' };
const KIND: Record<DueSince['kind'], Text> = {
  deadline: { de: 'Frist', en: 'Deadline' },
  task: { de: 'Aufgabe', en: 'Task' },
  'next-step': { de: 'Nächster Schritt', en: 'Next step' },
};

/**
 * Adds deadlines to a calendar: all-day events that keep their UID for as long as they exist, with reminders a week before and the day
 * before. Title and address only; owners and notes are not among them.
 * @param root public address of the dashboard, without a slash at the end
 */
export function addDeadlines(
  calendar: ICalCalendar,
  deadlines: readonly DueSince[],
  language: keyof Text,
  root: string,
): void {
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
}

/** Deadlines alone, as an iCalendar (RFC 5545). */
export function asCalendar(deadlines: readonly DueSince[], language: keyof Text, root: string): string {
  const calendar = newCalendar(NAME, 'Fristen', language, NO_ADVICE);
  addDeadlines(calendar, deadlines, language, root);
  return calendar.toString();
}
