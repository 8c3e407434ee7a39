import type { Text } from '../layers/fields.ts';

/** How far a measure has got: open, in examination, commissioned, done, rejected. */
export const MEASURE_STATES = ['open', 'examined', 'commissioned', 'done', 'rejected'] as const;
export type MeasureState = (typeof MEASURE_STATES)[number];

/** What was seen on a walk and led to a measure. */
export interface MeasureFinding {
  key: string;
  walk: string;
  /** As it was summed up afterwards, else as it was noted in the field. */
  text: string | null;
  foundAt: string;
  /** SHA-256 as the device sent them: `GET /walks/{walk}/blobs/{sha256}`. */
  photos: string[];
}

/** A photo of before or after. */
export interface Evidence {
  key: string;
  moment: 'before' | 'after';
  width: number | null;
  height: number | null;
  takenOn: string | null;
  note: string | null;
  by: string | null;
}

/** A measure (Maßnahme) as lists show it. Days are `YYYY-MM-DD`, the place WGS 84. */
export interface Measure {
  key: string;
  /** By which people speak of it; never given twice. */
  number: number;
  title: string;
  action: string | null;
  theme: string | null;
  place: { lon: number; lat: number } | null;
  placeText: string | null;
  responsible: string | null;
  due: string | null;
  remindOn: string | null;
  state: MeasureState;
  reason: string | null;
  doneOn: string | null;
  walk: { key: string; title: string } | null;
  findings: MeasureFinding[];
  /** What was seen of it on later walks: their photos show what has become of it. */
  seenAgain: MeasureFinding[];
  evidence: Evidence[];
  demo: boolean;
  overdue: boolean;
  createdAt: string;
  createdBy: string;
  version: number;
  changedAt: string;
  changedBy: string | null;
}

/** A theme of the master plan by which measures are grouped. */
export interface MeasureTheme {
  key: string;
  title: Text;
}

/** What somebody did to a measure or its photos, as the audit log remembers it. */
export interface MeasureChange {
  at: string;
  by: string;
  what: 'added' | 'changed' | 'evidence-added' | 'evidence-removed';
  /** Changed fields by column, as they were and as they became. */
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  reason: string | null;
}

/** What may follow. Whatever has ended can only be opened again, so that the list never forgets that it was. */
const NEXT: Readonly<Record<MeasureState, readonly MeasureState[]>> = {
  open: ['examined', 'commissioned', 'done', 'rejected'],
  examined: ['open', 'commissioned', 'done', 'rejected'],
  commissioned: ['examined', 'done', 'rejected'],
  done: ['open'],
  rejected: ['open'],
};

/** @returns whether a measure may go from one state to the other; staying is always allowed */
export function mayFollow(from: MeasureState, to: MeasureState): boolean {
  return from === to || NEXT[from].includes(to);
}

/** @returns what a state asks for and the measure does not have; the database holds the same */
export function missingFor(measure: {
  state: MeasureState;
  reason: string | null;
  doneOn: string | null;
}): 'reason' | 'doneOn' | null {
  if (measure.state === 'rejected' && (measure.reason ?? '').trim() === '') return 'reason';
  if (measure.state === 'done' && measure.doneOn === null) return 'doneOn';
  return null;
}

/** @returns whether nothing more is to be done: done or rejected */
export function hasEnded({ state }: { state: MeasureState }): boolean {
  return state === 'done' || state === 'rejected';
}

/** @returns whether a measure should have been done before `today`; days are ISO 8601 */
export function isOverdue(measure: { state: MeasureState; due: string | null }, today: string): boolean {
  return measure.due !== null && measure.due < today && !hasEnded(measure);
}
