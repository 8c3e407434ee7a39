/** Numbers of rows by what an import would do with them. */
export interface DifferenceCounts {
  added: number;
  changed: number;
  gone: number;
  unchanged: number;
  /** Rows that could go at all: those that the connection, or any import of the layer, has brought. */
  before: number;
}

/** When a difference waits for somebody instead of being taken over. */
export interface Guard {
  /** Every difference waits. */
  review: boolean;
  /** More of the rows gone than this waits, in percent of those that were there. */
  mostGonePercent: number;
}

/** Why a difference waits for a decision. */
export type ReviewReason = 'configured' | 'many-gone' | 'undone-before';

/**
 * Why a difference must be looked at before it is taken over; null where it need not.
 * @param undone somebody has undone the last import of the connection: what it brings again is theirs to decide
 */
export function reviewReason(counts: DifferenceCounts, guard: Guard, undone: boolean): ReviewReason | null {
  if (counts.added + counts.changed + counts.gone === 0) return null;
  if (undone) return 'undone-before';
  if (counts.gone * 100 > counts.before * guard.mostGonePercent) return 'many-gone';
  return guard.review ? 'configured' : null;
}
