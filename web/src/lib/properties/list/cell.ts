import type { Language } from '#lib/app/language.svelte.ts';
import type { CaseRow } from './client.ts';
import { CASE_FIELDS } from '@quartierblick/gis/layers/properties/columns.ts';

/** The day in Germany, YYYY-MM-DD. */
export function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date());
}

/** What stands in a cell. */
export function cellText(id: string, row: CaseRow, { format }: Language): string {
  if (id === 'nextDeadline') return format.date(row.nextDeadline);
  if (id === 'changedAt') return format.dateTime(row.changedAt);
  if (id === 'tasksOpen') return row.tasksOpen === 0 ? '–' : format.number(row.tasksOpen, 0);
  const field = CASE_FIELDS[id];
  return field ? format.field(field, row[id]) : '–';
}
