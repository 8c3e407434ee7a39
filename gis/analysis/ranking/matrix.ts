import type { Criterion, MetricValue, RawValue } from '../../ranking/criterion.ts';
import type { RankingData } from '../../ranking/data.ts';

/**
 * What cases offer on each criterion, as utilities in [0, 1]. Two numbers a cell: where the raw value is known they are
 * equal, where it is missing they are 0 and 1. Nothing is filled in (domain, section 8).
 */
export interface Matrix {
  /** Number of cases, n. */
  cases: number;
  /** Number of criteria, m. */
  criteria: number;
  /** Least utility, row-major n × m. */
  low: Float64Array;
  /** Greatest utility, row-major n × m. */
  high: Float64Array;
  /** Position of the grade in its scale, row-major n × m; -1 where the criterion has none or the value is missing. */
  grade: Int16Array;
  /** Declared utilities of the grades of each criterion, ascending; empty for a metric one. */
  scales: readonly (readonly number[])[];
}

const UNKNOWN = [0, 1] as const;

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** The broken line at `raw`, level outside its points. */
function interpolate({ points }: MetricValue, raw: number): number {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) throw new RangeError('a value function needs points');
  if (raw <= first[0]) return clamp(first[1]);
  for (let i = 1; i < points.length; i++) {
    const [from, to] = [points[i - 1], points[i]];
    if (from && to && raw <= to[0]) return clamp(from[1] + ((raw - from[0]) / (to[0] - from[0])) * (to[1] - from[1]));
  }
  return clamp(last[1]);
}

/** Least and greatest utility of a metric between two raw values: at the ends, or at a bend between them. */
function metricRange(value: MetricValue, low: number, high: number): readonly [number, number] {
  const bends = value.points.filter(([raw]) => raw > low && raw < high).map(([, utility]) => clamp(utility));
  const all = [interpolate(value, low), interpolate(value, high), ...bends];
  return [Math.min(...all), Math.max(...all)];
}

/**
 * Utility of a raw value: two equal numbers where it is known, an interval where only bounds are, [0, 1] where nothing is.
 * Numbers that are none (NaN, infinite) and unknown grades count as missing.
 */
export function utilityOf({ value }: Pick<Criterion, 'value'>, raw: RawValue): readonly [low: number, high: number] {
  if (value.kind === 'ordinal') {
    const grade = value.grades.find(({ code }) => code === raw);
    return grade ? [clamp(grade.utility), clamp(grade.utility)] : UNKNOWN;
  }
  const [low, high] = Array.isArray(raw) ? (raw as [number, number]) : [raw, raw];
  if (typeof low !== 'number' || typeof high !== 'number' || !Number.isFinite(low) || !Number.isFinite(high))
    return UNKNOWN;
  return low <= high ? metricRange(value, low, high) : metricRange(value, high, low);
}

/** Whether the raw value says anything: a number, a known grade, or bounds. */
export function isKnown(criterion: Pick<Criterion, 'value'>, raw: RawValue): boolean {
  if (raw === null) return false;
  return criterion.value.kind === 'ordinal'
    ? criterion.value.grades.some(({ code }) => code === raw)
    : (Array.isArray(raw) ? (raw as readonly unknown[]) : [raw]).every(
        (one) => typeof one === 'number' && Number.isFinite(one),
      );
}

/** The matrix of all cases and criteria of a ranking. */
export function buildMatrix({ criteria, cases, values }: Pick<RankingData, 'criteria' | 'cases' | 'values'>): Matrix {
  const [n, m] = [cases.length, criteria.length];
  const low = new Float64Array(n * m);
  const high = new Float64Array(n * m).fill(1);
  const grade = new Int16Array(n * m).fill(-1);
  criteria.forEach((criterion, j) => {
    const raws = values[criterion.id] ?? [];
    const codes = criterion.value.kind === 'ordinal' ? criterion.value.grades.map(({ code }) => code) : [];
    for (let i = 0; i < n; i++) {
      const raw = raws[i] ?? null;
      [low[i * m + j], high[i * m + j]] = utilityOf(criterion, raw);
      if (typeof raw === 'string') grade[i * m + j] = codes.indexOf(raw);
    }
  });
  const scales = criteria.map(({ value }) => (value.kind === 'ordinal' ? value.grades.map((one) => one.utility) : []));
  return { cases: n, criteria: m, low, high, grade, scales };
}

/** The matrix of some of its criteria, e.g. of those with a weight. */
export function selectCriteria(matrix: Matrix, chosen: readonly number[]): Matrix {
  const { cases: n, criteria: m } = matrix;
  const k = chosen.length;
  const low = new Float64Array(n * k);
  const high = new Float64Array(n * k);
  const grade = new Int16Array(n * k);
  for (let i = 0; i < n; i++)
    chosen.forEach((from, j) => {
      low[i * k + j] = matrix.low[i * m + from] ?? 0;
      high[i * k + j] = matrix.high[i * m + from] ?? 1;
      grade[i * k + j] = matrix.grade[i * m + from] ?? -1;
    });
  return { cases: n, criteria: k, low, high, grade, scales: chosen.map((from) => matrix.scales[from] ?? []) };
}
