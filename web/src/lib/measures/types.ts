import type { MeasureState } from '@quartierblick/gis/walks/measure.ts';

/** A place in WGS 84. */
export interface LonLat {
  lon: number;
  lat: number;
}

/** A photo of before or after. */
export interface Photo {
  key: string;
  moment: 'before' | 'after';
  takenOn: string | null;
  note: string | null;
  by: string | null;
}

/** What was seen on a walk and led to a measure. */
export interface Finding {
  key: string;
  walk: string;
  text: string | null;
  foundAt: string;
  photos: string[];
}

/** A measure as the server tells it; days are `YYYY-MM-DD`. */
export interface Measure {
  key: string;
  number: number;
  title: string;
  action: string | null;
  theme: string | null;
  place: LonLat | null;
  placeText: string | null;
  responsible: string | null;
  due: string | null;
  remindOn: string | null;
  state: MeasureState;
  reason: string | null;
  doneOn: string | null;
  walk: { key: string; title: string } | null;
  findings: Finding[];
  seenAgain: Finding[];
  evidence: Photo[];
  demo: boolean;
  overdue: boolean;
  version: number;
  changedAt: string;
  changedBy: string | null;
}

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

export interface Theme {
  key: string;
  title: { de: string; en: string };
}

/** What somebody did to a measure; fields by the names of their columns. */
export interface Change {
  at: string;
  by: string;
  what: 'added' | 'changed' | 'evidence-added' | 'evidence-removed';
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  reason: string | null;
}

const COLUMNS: Partial<Record<string, FieldName>> = {
  place_text: 'placeText',
  remind_on: 'remindOn',
  done_on: 'doneOn',
};

/** The field that a column of the server's history and conflicts stands for; undefined where people enter nothing there. */
export function fieldOf(column: string): FieldName | undefined {
  return COLUMNS[column] ?? FIELDS.find((field) => field === column);
}
