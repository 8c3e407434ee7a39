import type { Text } from '../layers/fields.ts';

/**
 * How a metric value becomes a utility: points of a broken line, raw value to utility, clamped outside. The points are fixed
 * by the criterion, never taken from the minimum and maximum of what happens to be listed: scores would change with a filter
 * (rank reversal; domain, section 8).
 */
export interface MetricValue {
  kind: 'metric';
  /** Ascending in the raw value, at least two; utilities from 0 (no reason to be next) to 1 (strongest reason). */
  points: readonly (readonly [raw: number, utility: number])[];
}

/**
 * How a grade becomes a utility. Grades know an order and no distances: the utilities are a declared reading of it, and the
 * robustness can draw any other spacing that keeps the order.
 */
export interface OrdinalValue {
  kind: 'ordinal';
  /** From least to most urgent. */
  grades: readonly { code: string; label: Text; utility: number }[];
}

/** What a planner weighs when asking which property is next. A utility of 1 always speaks for acting first. */
export interface Criterion {
  id: string;
  title: Text;
  /** The question that it answers. */
  question: Text;
  /** Which end of the raw scale is more urgent. */
  direction: 'more' | 'less';
  /** Unit of the raw value, e.g. `m²/Person`; null for grades. */
  unit: string | null;
  /** Where the raw value comes from, and which rule or decision its bounds rest on. */
  source: Text;
  value: MetricValue | OrdinalValue;
  /** Raw values (numbers from this on, or grade codes) that flag the case whatever its score: danger to life is not compensated. */
  veto?: { from: number } | { grades: readonly string[] };
  /** Share of the whole before anybody has weighed anything; the starting weights are these over their sum. */
  startWeight: number;
  /** Made by a planner, kept in the database. */
  own?: { key: string; version: number };
}

/** A raw value: a number or a grade code, bounds where only they are known, null where nothing is known. */
export type RawValue = number | string | readonly [low: number, high: number] | null;
