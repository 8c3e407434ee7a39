import { sampleCorrelation, sampleRankCorrelation } from 'simple-statistics';
import type { Criterion, RawValue } from '../../ranking/criterion.ts';
import type { RankingData } from '../../ranking/data.ts';

/** Two criteria that say the same of most cases: who weighs both weighs one thing twice. */
export interface DoubleCounting {
  a: string;
  b: string;
  /** Pearson's r, or Spearman's where one of them is a grade. */
  r: number;
  /** Cases for which both are known. */
  cases: number;
}

/** From here on criteria are named as double counting. */
const CORRELATED = 0.8;
/** Of fewer cases a correlation says little. */
const FEWEST = 10;

function numberOf({ value }: Criterion, raw: RawValue | undefined): number {
  if (value.kind === 'ordinal') {
    const at = value.grades.findIndex(({ code }) => code === raw);
    return at < 0 ? NaN : at;
  }
  return typeof raw === 'number' ? raw : NaN;
}

/** Pairs of criteria with |r| > 0.8 over the cases for which both are known (at least ten), strongest first. */
export function doubleCounting({ criteria, values }: Pick<RankingData, 'criteria' | 'values'>): DoubleCounting[] {
  const columns = criteria.map((one) => (values[one.id] ?? []).map((raw) => numberOf(one, raw)));
  const found = criteria.flatMap((first, i) =>
    criteria.slice(i + 1).flatMap((second, k): DoubleCounting[] => {
      const [x, y] = [columns[i] ?? [], columns[i + 1 + k] ?? []];
      const both = [...x.keys()].filter((at) => Number.isFinite(x[at]) && Number.isFinite(y[at]));
      if (both.length < FEWEST) return [];
      const [xs, ys] = [both.map((at) => x[at] ?? 0), both.map((at) => y[at] ?? 0)];
      const graded = first.value.kind === 'ordinal' || second.value.kind === 'ordinal';
      const r = (graded ? sampleRankCorrelation : sampleCorrelation)(xs, ys);
      return Math.abs(r) > CORRELATED ? [{ a: first.id, b: second.id, r, cases: both.length }] : [];
    }),
  );
  return found.sort((x, y) => Math.abs(y.r) - Math.abs(x.r));
}
