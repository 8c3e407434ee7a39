import type { RankingData } from '../../ranking/data.ts';
import type { Criterion, RawValue } from '../../ranking/criterion.ts';
import type { Matrix } from './matrix.ts';

/** What is certain and what is possible of each score, in [0, 1]. */
export interface Scores {
  low: Float64Array;
  high: Float64Array;
}

/**
 * Additive scores U = Σ w·u (Nutzwertanalyse; domain, section 8).
 * @param weights m numbers that sum to 1
 */
export function scoresOf({ cases, criteria, low, high }: Matrix, weights: Float64Array): Scores {
  if (weights.length !== criteria) throw new RangeError(`${weights.length} weights for ${criteria} criteria`);
  const scores = { low: new Float64Array(cases), high: new Float64Array(cases) };
  for (let i = 0, cell = 0; i < cases; i++) {
    let least = 0;
    let most = 0;
    for (let j = 0; j < criteria; j++, cell++) {
      const weight = weights[j] ?? 0;
      least += weight * (low[cell] ?? 0);
      most += weight * (high[cell] ?? 1);
    }
    scores.low[i] = least;
    scores.high[i] = most;
  }
  return scores;
}

/**
 * Positions of the cases from most to least urgent. An order needs one number a case: the middle between what is certain
 * and what is possible. It is used for nothing else; equal ones keep their places.
 */
export function orderOf({ low, high }: Scores): Int32Array {
  const middle = low.map((least, i) => least + (high[i] ?? least));
  return Int32Array.from(low.keys()).sort((a, b) => (middle[b] ?? 0) - (middle[a] ?? 0) || a - b);
}

/** How many of the ascending numbers are below `value` (or equal to it, with `upTo`). */
function countBelow(sorted: Float64Array, value: number, upTo: boolean): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const one = sorted[middle] ?? 0;
    if (one < value || (upTo && one === value)) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Differences of scores below this are rounding, not ranking. */
const SAME = 1e-12;

/**
 * Ranks that each case can have at these weights, whatever its missing values and those of the others turn out to be.
 * Equal scores share a rank's interval: neither is ahead.
 * @returns 1-based best and worst rank by case
 */
export function rankIntervals({ low, high }: Scores): { best: Int32Array; worst: Int32Array } {
  const [lows, highs] = [low.slice().sort(), high.slice().sort()];
  const n = low.length;
  const best = new Int32Array(n);
  const worst = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const [least, most] = [low[i] ?? 0, high[i] ?? 0];
    best[i] = 1 + n - countBelow(lows, most + SAME, true);
    worst[i] = n - countBelow(highs, least - SAME, false);
  }
  return { best, worst };
}

/** Share of the weight behind which there is a value, by case; bounds count for what they leave open. */
export function completeness({ cases, criteria, low, high }: Matrix, weights: Float64Array): Float64Array {
  const known = new Float64Array(cases);
  for (let i = 0; i < cases; i++)
    for (let j = 0; j < criteria; j++) {
      const cell = i * criteria + j;
      known[i] = (known[i] ?? 0) + (weights[j] ?? 0) * (1 - ((high[cell] ?? 1) - (low[cell] ?? 0)));
    }
  return known;
}

function isVetoed({ veto }: Criterion, raw: RawValue): boolean {
  if (!veto || raw === null) return false;
  if ('grades' in veto) return typeof raw === 'string' && veto.grades.includes(raw);
  const least = Array.isArray(raw) ? (raw as readonly number[])[0] : raw;
  return typeof least === 'number' && least >= veto.from;
}

/** Criteria that flag a case whatever its score, e.g. danger to life; by case, ids of the criteria. */
export function vetoesOf({ criteria, cases, values }: Pick<RankingData, 'criteria' | 'cases' | 'values'>): string[][] {
  return cases.map((_, i) =>
    criteria.filter((criterion) => isVetoed(criterion, values[criterion.id]?.[i] ?? null)).map(({ id }) => id),
  );
}
