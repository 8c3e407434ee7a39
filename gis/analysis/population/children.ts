import type { ValueState } from '../../symbology/symbology.ts';
import type { AgeShares, Count } from './ages.ts';

/** What is published of a cell of the population grid: never the raw counts. */
export interface PublishedCell {
  inhabitants: number | null;
  state: ValueState | null;
  /** Under 18. */
  children: number | null;
  childrenState: ValueState | null;
  /** Whether the cell comes from a census, whose counts are perturbed by the cell-key method. */
  census: boolean;
}

/** How sure a published count is. Assumptions, not part of the data. */
export interface CountParameters {
  /** Suppressed counts are one or two people (k = 3), or none of them children. */
  suppressed: Count;
  /**
   * Counts of a census, and those marked as uncertain, may be this far from the truth. The census publishes no bound of its
   * cell-key noise for a cell; 2 is our assumption. Zero stays zero.
   */
  perturbation: number;
}

/** Starting values. */
export const COUNTS: CountParameters = { suppressed: { least: 0, expected: 1, most: 2 }, perturbation: 2 };

/** How the number of children of a cell came about. */
type Origin = 'published' | 'suppressed' | 'estimated' | 'unknown';

function about(value: number, noise: number): Count {
  return value === 0
    ? { least: 0, expected: 0, most: 0 }
    : { least: Math.max(0, value - noise), expected: value, most: value + noise };
}

/**
 * Children under 18 of a cell, from what is published of it. Where only inhabitants are published, as by the Zensus 2022, their
 * number times the shares of the statistical unit.
 */
export function childrenOf(
  { inhabitants, state, children, childrenState, census }: PublishedCell,
  shares: AgeShares | null,
  { suppressed, perturbation }: CountParameters = COUNTS,
): { count: Count | null; origin: Origin } {
  const noise = (of: ValueState | null): number => (census || of === 'uncertain' ? perturbation : 0);
  if (children !== null) return { count: about(children, noise(childrenState)), origin: 'published' };
  if (childrenState === 'suppressed') return { count: suppressed, origin: 'suppressed' };
  if (inhabitants === null || !shares) return { count: null, origin: 'unknown' };
  const all = about(inhabitants, noise(state));
  const part = shares.under6 + shares.from6To18;
  return {
    count: { least: all.least * part, expected: all.expected * part, most: all.most * part },
    origin: 'estimated',
  };
}
