/** How far a measure has got: open, in examination, commissioned, done, rejected. */
export const MEASURE_STATES = ['open', 'examined', 'commissioned', 'done', 'rejected'] as const;
export type MeasureState = (typeof MEASURE_STATES)[number];

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
