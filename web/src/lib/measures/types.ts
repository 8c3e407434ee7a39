import type { Measure } from '@quartierblick/gis/walks/measure.ts';

/** What people enter of a measure. */
export const FIELDS = [
  'title',
  'action',
  'theme',
  'place',
  'placeText',
  'responsible',
  'due',
  'remindOn',
  'state',
  'reason',
  'doneOn',
] as const satisfies (keyof Measure)[];
export type FieldName = (typeof FIELDS)[number];
export type MeasureFields = Partial<Pick<Measure, FieldName>>;

const COLUMNS: Partial<Record<string, FieldName>> = {
  place_text: 'placeText',
  remind_on: 'remindOn',
  done_on: 'doneOn',
};

/** The field that a column of the server's history and conflicts stands for; undefined where people enter nothing there. */
export function fieldOf(column: string): FieldName | undefined {
  return COLUMNS[column] ?? FIELDS.find((field) => field === column);
}
