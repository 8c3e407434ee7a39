import type { Point } from '../network/types.ts';

/** Who took part, in the order of the Unfallatlas; an accident may have several. */
export const PARTICIPANTS = ['foot', 'bicycle', 'car', 'motorcycle', 'goods', 'other'] as const;
export type Participant = (typeof PARTICIPANTS)[number];

/** An accident with injury as the layer `accidents` keeps it; what is not known is null. Codes as in the layer's `codes.ts`. */
export interface Accident {
  key: string;
  /** EPSG:25832, metres. */
  at: Point;
  year: number;
  month: number | null;
  /** 1 is Sunday. */
  weekday: string | null;
  hour: number | null;
  /** 1 killed, 2 severely, 3 lightly injured. */
  category: string | null;
  /** Unfallart: what happened between those involved. */
  kind: string | null;
  /** Unfalltyp: the conflict from which it arose. */
  type: string | null;
  light: string | null;
  roadState: string | null;
  /** Yes, no or not known. */
  with: Readonly<Record<Participant, boolean | null>>;
}

/** Accidents by the gravest injury. Raw counts are shown beside every weighted figure. */
export interface SeverityCounts {
  killed: number;
  severe: number;
  light: number;
}

/** Counts by severity. What has no known severity is in the atlas all the same, so at least somebody was injured: light. */
export function countBySeverity(accidents: Iterable<Pick<Accident, 'category'>>): SeverityCounts {
  const counts = { killed: 0, severe: 0, light: 0 };
  for (const { category } of accidents)
    counts[category === '1' ? 'killed' : category === '2' ? 'severe' : 'light'] += 1;
  return counts;
}

/** Killed and severe are pooled: so few are killed at one place that alone they say nothing. */
export const isSevere = ({ category }: Pick<Accident, 'category'>): boolean => category === '1' || category === '2';

/**
 * The years that the data knows: those in which there is any accident. A year without data is no zero: NRW, say, is in the
 * Unfallatlas only from 2019 on.
 */
export function knownYears(accidents: Iterable<Pick<Accident, 'year'>>): number[] {
  return [...new Set([...accidents].map(({ year }) => year))].toSorted((a, b) => a - b);
}
