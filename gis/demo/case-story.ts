import type { RowOf } from '../layers/define.ts';
import type { CASE_PARTS, CasePartId } from '../layers/properties/parts.ts';
import type { HistoryRow, PropertyRow } from './properties.ts';
import type { Random } from './random.ts';
import { DEMO_AS_OF } from './source.ts';

/** A row of a part of the case file. */
export type Part<Id extends CasePartId> = RowOf<Extract<(typeof CASE_PARTS)[number], { id: Id }>['dataset']>;

/** A case as far as its parts must fit it. */
export interface Case {
  row: PropertyRow;
  history: readonly HistoryRow[];
  rng: Random;
}

const DAY = 86_400_000;
export const TEAM = 'Team Problemimmobilien (Demo)';
export const shifted = (date: string | null, days: number): string =>
  new Date(Date.parse(date ?? DEMO_AS_OF) + days * DAY).toISOString().slice(0, 10);
export const inPast = (date: string): string => (date > DEMO_AS_OF ? DEMO_AS_OF : date);

/** Day on which a case came to a value on an axis; null where it never did. */
export const since = ({ history }: Case, axis: string, value: string): string | null =>
  history.find((entry) => entry.axis === axis && entry.value === value)?.valid_from ?? null;
