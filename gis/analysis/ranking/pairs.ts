/** `a` is `value` times as important as `b`; 1/9 to 9 (Saaty's scale). */
export interface Comparison {
  a: string;
  b: string;
  value: number;
}

/** What pairwise comparisons say of the weights. */
export interface PairResult {
  /** In the order of the ids, summing to 1; null while the comparisons do not connect all criteria. */
  weights: Float64Array | null;
  lambdaMax: number;
  /** Below 0.1 the comparisons fit together; NaN where there are no weights. */
  consistencyRatio: number;
  /** The comparison that fits the others least, and what they say instead; null where all fit exactly. */
  revise: (Comparison & { wouldBe: number }) | null;
  /** Pairs that nobody compared yet. */
  missing: [a: string, b: string][];
}

/** Mean consistency index of random matrices by size (Saaty, The Analytic Hierarchy Process, 1980). */
const RANDOM_INDEX = [0, 0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];
/** Up to this the comparisons count as consistent (Saaty 1980; domain, section 8). */
export const CONSISTENT = 0.1;

/** Beyond Saaty's table: the line fitted by Alonso and Lamata (Consistency in the AHP: a new approach, IJUFKS 14, 2006). */
const randomIndex = (n: number): number => RANDOM_INDEX[n] ?? (2.7699 * n - 4.3513 - n) / (n - 1);

/** Reciprocal matrix; what was not compared is 0 and counts on the diagonal (Harker, Incomplete pairwise comparisons, 1987). */
function matrixOf(ids: readonly string[], comparisons: readonly Comparison[]): number[][] {
  const at = new Map(ids.map((id, i) => [id, i]));
  const matrix = ids.map(() => ids.map(() => 0));
  for (const { a, b, value } of comparisons) {
    const [rowA, rowB] = [matrix[at.get(a) ?? -1], matrix[at.get(b) ?? -1]];
    if (!rowA || !rowB || a === b || !(value > 0) || !Number.isFinite(value)) continue;
    rowA[at.get(b) ?? 0] = value;
    rowB[at.get(a) ?? 0] = 1 / value;
  }
  matrix.forEach((row, i) => (row[i] = 1 + row.filter((one, j) => j !== i && one === 0).length));
  return matrix;
}

function isConnected(matrix: readonly (readonly number[])[]): boolean {
  const reached = new Set([0]);
  for (const i of reached) matrix[i]?.forEach((one, j) => one > 0 && reached.add(j));
  return reached.size === matrix.length;
}

const times = (matrix: readonly (readonly number[])[], vector: Float64Array): Float64Array =>
  Float64Array.from(matrix, (row) => row.reduce((sum, one, j) => sum + one * (vector[j] ?? 0), 0));

/** Principal eigenvector by power iteration; the matrix is positive or connected, so it converges. */
function eigen(matrix: readonly (readonly number[])[]): { vector: Float64Array; lambda: number } {
  let vector = new Float64Array(matrix.length).fill(1 / matrix.length);
  let lambda = matrix.length;
  for (let step = 0; step < 10_000; step++) {
    const next = times(matrix, vector);
    lambda = next.reduce((sum, one) => sum + one, 0);
    const change = next.reduce((most, one, i) => Math.max(most, Math.abs(one / lambda - (vector[i] ?? 0))), 0);
    vector = next.map((one) => one / lambda);
    if (change < 1e-14) break;
  }
  return { vector, lambda };
}

/** The step of Saaty's scale that is nearest to a ratio. */
function onScale(ratio: number): number {
  const whole = Math.min(9, Math.max(1, Math.round(Math.max(ratio, 1 / ratio))));
  return ratio >= 1 ? whole : 1 / whole;
}

function worstOf(comparisons: readonly Comparison[], weightOf: ReadonlyMap<string, number>): PairResult['revise'] {
  const off = comparisons.flatMap((one) => {
    const ratio = (weightOf.get(one.a) ?? NaN) / (weightOf.get(one.b) ?? NaN);
    const wouldBe = onScale(ratio);
    const by = Math.abs(Math.log(one.value / ratio));
    return Number.isFinite(by) && Math.abs(Math.log(one.value / wouldBe)) > 1e-9 ? [{ ...one, wouldBe, by }] : [];
  });
  const worst = off.sort((x, y) => y.by - x.by)[0];
  return worst ? { a: worst.a, b: worst.b, value: worst.value, wouldBe: worst.wouldBe } : null;
}

/**
 * Weights from pairwise comparisons (Analytic Hierarchy Process): the principal eigenvector, and with it
 * CR = ((λ_max − n)/(n − 1)) / RI.
 * @param comparisons those of unknown ids, of one with itself or of a value that is no positive number are passed over
 */
export function fromPairs(ids: readonly string[], comparisons: readonly Comparison[]): PairResult {
  const n = ids.length;
  const matrix = matrixOf(ids, comparisons);
  const missing = ids.flatMap((a, i) =>
    ids.slice(i + 1).flatMap((b, k): [string, string][] => (matrix[i]?.[i + 1 + k] === 0 ? [[a, b]] : [])),
  );
  if (n === 0 || !isConnected(matrix))
    return { weights: null, lambdaMax: NaN, consistencyRatio: NaN, revise: null, missing };
  const { vector, lambda } = eigen(matrix);
  const consistencyRatio = n < 3 ? 0 : Math.max(0, (lambda - n) / (n - 1) / randomIndex(n));
  const weightOf = new Map(ids.map((id, i) => [id, vector[i] ?? 0]));
  return { weights: vector, lambdaMax: lambda, consistencyRatio, revise: worstOf(comparisons, weightOf), missing };
}
