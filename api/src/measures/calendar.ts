import type { ICalCalendar } from 'ical-generator';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { hasEnded } from '@quartierblick/gis/walks/measure.ts';
import { newCalendar, oneLine, REMIND_DAYS, remind } from '../calendar/entries.ts';
import type { Measure } from '@quartierblick/gis/walks/measure.ts';

const DAY_MS = 86_400_000;
const NAME: Text = { de: 'Maßnahmen im Quartier', en: 'Measures in the quarter' };

const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/**
 * Adds measures that are still to be done to a calendar: all-day events on the day on which they are due, else on that of their reminder.
 * Who chose a reminder is reminded then, everybody else a week and a day before.
 * @param root public address of the dashboard, without a slash at the end
 */
export function addMeasures(
  calendar: ICalCalendar,
  measures: readonly Measure[],
  language: keyof Text,
  root: string,
): void {
  for (const measure of measures) {
    const { key, number, title, due, remindOn, placeText, responsible, action, overdue, version } = measure;
    const day = due ?? remindOn;
    if (day === null || hasEnded(measure)) continue;
    const event = calendar.createEvent({
      id: `measure:${key}@quartierblick`,
      start: new Date(`${day}T00:00:00Z`),
      allDay: true,
      summary: oneLine(`M${number} ${title}`),
      location: placeText === null ? null : oneLine(placeText),
      description: oneLine([action, responsible].filter(Boolean).join(' · ')),
      url: `${root}/walks/measures?measure=${key}`,
      stamp: new Date(measure.changedAt),
      sequence: version - 1,
    });
    if (overdue) continue;
    const chosen = remindOn === null ? null : daysBetween(remindOn, day);
    remind(event, chosen === null ? REMIND_DAYS : [Math.max(0, chosen)]);
  }
}

/** Measures alone, as an iCalendar (RFC 5545). */
export function measuresCalendar(measures: readonly Measure[], language: keyof Text, root: string): string {
  const calendar = newCalendar(NAME, 'Maßnahmen', language);
  addMeasures(calendar, measures, language, root);
  return calendar.toString();
}
