import { ckmeans } from 'simple-statistics';

/** Ways to divide values into classes; the reader chooses. */
export const METHODS = ['quantile', 'equal', 'natural', 'own'] as const;
export type Method = (typeof METHODS)[number];

export const MIN_CLASSES = 2;
export const MAX_CLASSES = 7;

export interface Classification {
  method: Method;
  /** Wanted number of classes, 2 to 7; fewer come out where the values do not allow for more. */
  classes: number;
  /** Thresholds of the reader, for `own`. */
  own?: readonly number[];
}

/** Ckmeans takes quadratic memory in the worst case: beyond this number it works on a sample of the sorted values. */
const NATURAL_SAMPLE = 4000;

/**
 * Thresholds between classes, strictly ascending, each above the smallest value: class i holds
 * `breaks[i-1] <= value < breaks[i]`. Rounded to three digits of the range, so that the legend says exactly what is drawn.
 *
 * - quantile: as many values in each class as ties allow
 * - equal: classes of the same width
 * - natural: least squared distance from the class means (ckmeans.1d.dp, Wang & Song 2011, by simple-statistics)
 * - own: the reader's thresholds
 */
export function classBreaks(values: readonly number[], { method, classes, own = [] }: Classification): number[] {
  if (method === 'own') return ascending(own.filter(Number.isFinite));
  const sorted = values.filter(Number.isFinite).toSorted((a, b) => a - b);
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (min === undefined || max === undefined || min === max) return [];
  const n = Math.min(MAX_CLASSES, Math.max(MIN_CLASSES, Math.trunc(classes)));
  const raw =
    method === 'equal' ? equal(min, max, n) : method === 'quantile' ? quantile(sorted, n) : natural(sorted, n);
  return ascending(raw.map((value) => rounded(value, max - min))).filter((value) => value > min && value <= max);
}

/**
 * Thresholds that several states share (two years, two sides of a comparison), made over the values of all of them: the same colour
 * means the same everywhere, whichever of them is shown.
 */
export function commonBreaks(states: readonly (readonly number[])[], classification: Classification): number[] {
  return classBreaks(states.flat(), classification);
}

/** Index of the class that a value falls into, 0 to `breaks.length`. */
export function classOf(value: number, breaks: readonly number[]): number {
  let index = 0;
  for (const limit of breaks) {
    if (value < limit) break;
    index += 1;
  }
  return index;
}

/** Number of values in each class; what is not a number is in none. */
export function classCounts(values: readonly number[], breaks: readonly number[]): number[] {
  const counts = Array.from({ length: breaks.length + 1 }, () => 0);
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    const index = classOf(value, breaks);
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}

/** Thresholds as someone types them: separated by semicolons or spaces, decimal comma or point; null where something is not a number. */
export function parseBreaks(text: string): number[] | null {
  const parts = text.split(/[;\s]+/).filter((part) => part !== '');
  const numbers = parts.map((part) => (/^-?\d+([.,]\d+)?$/.test(part) ? Number(part.replace(',', '.')) : Number.NaN));
  if (numbers.length === 0 || numbers.length >= MAX_CLASSES || numbers.some(Number.isNaN)) return null;
  return ascending(numbers);
}

function equal(min: number, max: number, n: number): number[] {
  return Array.from({ length: n - 1 }, (_, i) => min + ((max - min) * (i + 1)) / n);
}

function quantile(sorted: readonly number[], n: number): number[] {
  // Where the least value is so frequent that a threshold would fall on it, the class ends at the next value.
  const above = sorted.find((value) => value > (sorted[0] ?? value)) ?? Number.NaN;
  const limits = Array.from(
    { length: n - 1 },
    (_, i) => sorted[Math.ceil(((i + 1) * sorted.length) / n)] ?? Number.NaN,
  );
  return limits.map((limit) => (limit < above ? above : limit));
}

function natural(sorted: readonly number[], n: number): number[] {
  const step = Math.max(1, sorted.length / NATURAL_SAMPLE);
  const sample = Array.from({ length: Math.floor(sorted.length / step) }, (_, i) => sorted[Math.floor(i * step)] ?? 0);
  const clusters = ckmeans(sample, Math.min(n, new Set(sample).size));
  return clusters.slice(1).map((cluster) => cluster[0] ?? Number.NaN);
}

function rounded(value: number, range: number): number {
  const digits = 2 - Math.floor(Math.log10(range));
  if (digits < 0) {
    const unit = 10 ** -digits;
    return Math.round(value / unit) * unit;
  }
  return Number(value.toFixed(Math.min(digits, 12)));
}

const ascending = (values: readonly number[]): number[] =>
  [...new Set(values.filter(Number.isFinite))].sort((a, b) => a - b);
