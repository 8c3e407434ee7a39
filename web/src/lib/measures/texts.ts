import { MEASURE_STATE_WORDS } from '@quartierblick/gis/walks/measure-words.ts';
import { MEASURE_STATES } from '@quartierblick/gis/walks/measure.ts';
import type { MeasureWords } from '#lib/i18n/measures.ts';
import type { MeasuresScreen } from './screen.svelte.ts';
import { fieldOf } from './types.ts';
import type { FieldName } from './types.ts';

const LABELS: Readonly<Record<FieldName, keyof MeasureWords & `f${string}`>> = {
  title: 'fTitle',
  action: 'fAction',
  theme: 'fTitle',
  place: 'fPlace',
  placeText: 'fPlaceText',
  responsible: 'fResponsible',
  due: 'fDue',
  remindOn: 'fRemindOn',
  state: 'fState',
  reason: 'fReason',
  doneOn: 'fDoneOn',
};

/** What a field is called. @param column field, or the column that the history names */
export function fieldLabel({ t }: MeasuresScreen, column: string): string {
  const field = fieldOf(column);
  if (field === undefined) return column;
  return field === 'theme' ? t.theme : String(t[LABELS[field]]);
}

/** The value of a field as people read it. */
export function fieldText(screen: MeasuresScreen, column: string, value: unknown): string {
  const { t, app } = screen;
  if (value === null || value === undefined || value === '') return t.empty;
  const field = fieldOf(column);
  if (field === 'place') return t.somewhere;
  if (field === 'theme') return screen.themeTitle(String(value));
  const state = MEASURE_STATES.find((one) => one === value);
  if (field === 'state' && state) return MEASURE_STATE_WORDS[app.language.code][state];
  if (field === 'due' || field === 'remindOn' || field === 'doneOn') return app.language.format.date(String(value));
  return String(value);
}
