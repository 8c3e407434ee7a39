import type { Matrix } from './matrix.ts';
import { orderOf, scoresOf } from './scores.ts';

/** What a criterion contributes, in parts of the score; low and high differ where the value is missing. */
export interface Part {
  criterion: number;
  low: number;
  high: number;
}

const middleOf = ({ criteria, low, high }: Matrix, i: number, j: number): number =>
  ((low[i * criteria + j] ?? 0) + (high[i * criteria + j] ?? 1)) / 2;

/** The score of a case as its parts, in the order of the criteria; they sum to the score. */
export function partsOf({ criteria, low, high }: Matrix, weights: Float64Array, a: number): Part[] {
  return [...weights].map((weight, j) => ({
    criterion: j,
    low: weight * (low[a * criteria + j] ?? 0),
    high: weight * (high[a * criteria + j] ?? 1),
  }));
}

/**
 * Why case `a` is not as high as case `b`: by how much each criterion puts b ahead (or behind, below 0), largest first. The
 * middles sum to the distance in the list; low and high are what missing values leave open.
 */
export function whyNotHigher(
  { criteria, low, high }: Matrix,
  weights: Float64Array,
  a: number,
  b: number,
): (Part & { middle: number })[] {
  const parts = [...weights].map((weight, j) => {
    const [cellA, cellB] = [a * criteria + j, b * criteria + j];
    const least = weight * ((low[cellB] ?? 0) - (high[cellA] ?? 1));
    const most = weight * ((high[cellB] ?? 1) - (low[cellA] ?? 0));
    return { criterion: j, low: least, high: most, middle: (least + most) / 2 };
  });
  return parts.sort((x, y) => y.middle - x.middle);
}

/** Other weights under which two cases change places. */
export interface Swap {
  /** Sum to 1. */
  weights: Float64Array;
  /** Share of the whole weight that has to move, 0 to 1. */
  moved: number;
}

/** So far ahead, in parts of the score, that rounding does not turn it around again. */
const AHEAD = 1e-6;

/**
 * The smallest change of the weights that puts the case behind in front: as little weight as possible moves. Optimal because
 * a unit of weight helps most where the one behind leads most, and costs least where it trails most; so the source with the
 * largest difference gives first (a linear programme with one constraint). Criteria without weight are left out of it.
 * @param ahead,behind positions; in front and behind by the middle of their scores
 * @returns null where no weights of the criteria in use do it, or where the order is that already
 */
export function swapWeights(matrix: Matrix, weights: Float64Array, ahead: number, behind: number): Swap | null {
  const used = [...weights.keys()].filter((j) => (weights[j] ?? 0) > 0);
  const gain = used.map((j) => ({ j, by: middleOf(matrix, behind, j) - middleOf(matrix, ahead, j) }));
  gain.sort((x, y) => x.by - y.by);
  const best = gain.at(-1);
  let short = AHEAD - gain.reduce((sum, { j, by }) => sum + (weights[j] ?? 0) * by, 0);
  if (!best || best.by <= AHEAD || short <= AHEAD) return null;
  const next = weights.slice();
  let moved = 0;
  for (const { j, by } of gain) {
    if (short <= 0 || by >= best.by) break;
    const give = Math.min(weights[j] ?? 0, short / (best.by - by));
    next[j] = (next[j] ?? 0) - give;
    next[best.j] = (next[best.j] ?? 0) + give;
    short -= give * (best.by - by);
    moved += give;
  }
  return { weights: next, moved };
}

/** The missing value whose knowledge could move a case most, and where to. */
export interface TellingGap {
  criterion: number;
  /** Parts of the score that hang on it. */
  width: number;
  /** 1-based place in the list if the value turned out to be the most, or the least, urgent. */
  bestRank: number;
  worstRank: number;
}

/** Which single missing value of a case matters most; null where nothing with weight is missing. */
export function mostTellingGap(matrix: Matrix, weights: Float64Array, a: number): TellingGap | null {
  const parts = partsOf(matrix, weights, a).map(({ criterion, low, high }) => ({ criterion, width: high - low }));
  const widest = parts.reduce<(typeof parts)[number] | null>(
    (most, one) => (one.width > (most?.width ?? 0) ? one : most),
    null,
  );
  if (!widest) return null;
  const scores = scoresOf(matrix, weights);
  const rankWith = (shift: number): number => {
    const low = scores.low.slice();
    // The order goes by the middle of low and high: moving one end by the shift twice over moves the middle by it.
    low[a] = (low[a] ?? 0) + 2 * shift;
    return orderOf({ low, high: scores.high }).indexOf(a) + 1;
  };
  return { ...widest, bestRank: rankWith(widest.width / 2), worstRank: rankWith(-widest.width / 2) };
}
