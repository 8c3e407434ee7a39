import type { Text } from '../layers/fields.ts';
import type { Criterion, RawValue } from './criterion.ts';

/** A case as the ranking knows it, beside its values. */
export interface RankedCase {
  key: string;
  id: number;
  address: string | null;
  case_number: string | null;
  /** Map class and overlay, as on the map. */
  class: string;
  mark: string | null;
  /** WGS84. */
  center: readonly [lon: number, lat: number];
  /** Gelsenkirchen's traffic light as judged by people; null where nobody has. */
  pressure: 'red' | 'yellow' | 'green' | null;
  ability_to_act: 'green' | 'yellow' | 'red' | null;
  /** Still to be dealt with: neither acquired nor completed. */
  open: boolean;
  dwellings: number | null;
  /** What dealing with it is estimated to cost, less nothing; null where no cost item is recorded. */
  cost_eur: number | null;
  /** Staff effort until it is done, estimated; null where nobody has. */
  staff_hours: number | null;
  demo: boolean;
}

/** Where the values of a criterion stand. */
export interface CriterionState {
  source: Text;
  /** YYYY-MM-DD of the newest data behind it; null where nothing is known. */
  asOf: string | null;
  /** Of all cases, how many have a value. */
  known: number;
}

/** Everything that a ranking is computed from; a decision freezes exactly this. */
export interface RankingData {
  /** ISO timestamp of the reading. */
  readAt: string;
  /** Demo figures are among the values. */
  demo: boolean;
  criteria: readonly Criterion[];
  /** By criterion id. */
  states: Readonly<Record<string, CriterionState>>;
  cases: readonly RankedCase[];
  /** By criterion id: one raw value per case, in their order. */
  values: Readonly<Record<string, readonly RawValue[]>>;
  /** Cases that are close enough for one's renewal to help the other: pairs of positions in `cases`, a < b. */
  neighbours: readonly (readonly [a: number, b: number])[];
}
