import type { Text } from './fields.ts';

/** How old data of a layer may grow before it is older than what its readers are promised. */
export interface Promised {
  /** Whole months from the as-of date. */
  months: number;
  /** Why so long: the rhythm in which the source appears. */
  why: Text;
}

/** States of data against its promise, worst first. */
export const FRESHNESS_STATES = ['overdue', 'no-date', 'due', 'fresh', 'no-promise'] as const;
export type FreshnessState = (typeof FRESHNESS_STATES)[number];

/** From this many days before the promise ends, data counts as due. */
export const DUE_DAYS = 30;

const DAY_MS = 86_400_000;
const at = (date: string): number => Date.parse(`${date}T00:00:00Z`);

/**
 * The day on which the promise of data ends: its as-of date and so many months; the 31st falls on the last day of a shorter month.
 * @param asOf `YYYY-MM-DD`
 * @returns `YYYY-MM-DD`
 */
export function promiseEnds(asOf: string, months: number): string {
  const [year, month, day] = asOf.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  const end = new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(day, last.getUTCDate())));
  return end.toISOString().slice(0, 10);
}

export interface Freshness {
  state: FreshnessState;
  /** Last day of the promise, `YYYY-MM-DD`; null without a promise or a date. */
  until: string | null;
  /** Whole days since the as-of date; null without one. */
  ageDays: number | null;
}

/**
 * Data against its promise.
 * @param asOf as-of date, `YYYY-MM-DD`; null: unknown, which is not the same as fresh
 * @param months null: nothing is promised
 * @param today `YYYY-MM-DD`
 */
export function freshnessOf(asOf: string | null, months: number | null, today: string): Freshness {
  const ageDays = asOf === null ? null : Math.round((at(today) - at(asOf)) / DAY_MS);
  if (months === null) return { state: 'no-promise', until: null, ageDays };
  if (asOf === null) return { state: 'no-date', until: null, ageDays };
  const until = promiseEnds(asOf, months);
  const left = Math.round((at(until) - at(today)) / DAY_MS);
  return { state: left < 0 ? 'overdue' : left < DUE_DAYS ? 'due' : 'fresh', until, ageDays };
}

/** The worst of several states; `no-promise` of none. */
export function worst(states: readonly FreshnessState[]): FreshnessState {
  return FRESHNESS_STATES.find((state) => states.includes(state)) ?? 'no-promise';
}
