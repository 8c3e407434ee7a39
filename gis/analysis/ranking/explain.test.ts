import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Criterion, RawValue } from '../../ranking/criterion.ts';
import { doubleCounting } from './correlation.ts';
import { mostTellingGap, partsOf, swapWeights, whyNotHigher } from './explain.ts';
import type { Matrix } from './matrix.ts';
import { CONSISTENT, fromPairs } from './pairs.ts';
import type { Comparison } from './pairs.ts';
import { orderOf, scoresOf } from './scores.ts';
import { normalise } from './weights.ts';

type Cell = readonly [low: number, high: number];
function matrixOf(rows: readonly (readonly (number | Cell)[])[]): Matrix {
  const cells = rows.flat().map((one): Cell => (typeof one === 'number' ? [one, one] : one));
  return {
    cases: rows.length,
    criteria: rows[0]?.length ?? 0,
    low: Float64Array.from(cells, ([low]) => low),
    high: Float64Array.from(cells, ([, high]) => high),
    grade: new Int16Array(cells.length).fill(-1),
    scales: (rows[0] ?? []).map(() => []),
  };
}
const unit = fc.double({ min: 0, max: 1, noNaN: true });
const cell = fc.oneof(unit, fc.constant<Cell>([0, 1]));
const weightsOf = (m: number) =>
  fc
    .array(fc.integer({ min: 0, max: 20 }), { minLength: m, maxLength: m })
    .map((raw) => normalise(raw))
    .filter((one) => one !== null);
const rows = (m: number, n: number) =>
  fc.array(fc.array(cell, { minLength: m, maxLength: m }), { minLength: n, maxLength: n });
const middle = (matrix: Matrix, weights: Float64Array, i: number) => {
  const { low, high } = scoresOf(matrix, weights);
  return ((low[i] ?? 0) + (high[i] ?? 0)) / 2;
};

describe('a score in its parts', () => {
  it('sums to the score, and the reasons why not higher to the distance', () => {
    fc.assert(
      fc.property(rows(4, 2), weightsOf(4), (cells, weights) => {
        const matrix = matrixOf(cells);
        const { low, high } = scoresOf(matrix, weights);
        const parts = partsOf(matrix, weights, 0);
        expect(parts.reduce((sum, one) => sum + one.low, 0)).toBeCloseTo(low[0] ?? 0, 9);
        expect(parts.reduce((sum, one) => sum + one.high, 0)).toBeCloseTo(high[0] ?? 0, 9);
        const why = whyNotHigher(matrix, weights, 0, 1);
        const distance = middle(matrix, weights, 1) - middle(matrix, weights, 0);
        expect(why.reduce((sum, one) => sum + one.middle, 0)).toBeCloseTo(distance, 9);
      }),
    );
  });
});

describe('the smallest change of weights', () => {
  it('does swap, and moving any less of the weight does not', () => {
    fc.assert(
      fc.property(rows(4, 2), weightsOf(4), (cells, weights) => {
        const matrix = matrixOf(cells);
        const [ahead, behind] = middle(matrix, weights, 0) >= middle(matrix, weights, 1) ? [0, 1] : [1, 0];
        const swap = swapWeights(matrix, weights, ahead, behind);
        // In front is who leads by a millionth: by less, rounding might turn it around again.
        const least = 1e-6;
        if (!swap) {
          const leads = [...weights.keys()].map((j) => {
            const alone = Float64Array.from(weights, (_, k) => (k === j ? 1 : 0));
            return (weights[j] ?? 0) > 0 ? middle(matrix, alone, behind) - middle(matrix, alone, ahead) : 0;
          });
          const apart = middle(matrix, weights, ahead) - middle(matrix, weights, behind);
          expect(apart < 1e-9 || Math.max(...leads) <= least + 1e-9).toBe(true);
          return;
        }
        expect(swap.weights.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
        for (const one of swap.weights) expect(one).toBeGreaterThanOrEqual(0);
        expect(middle(matrix, swap.weights, behind)).toBeGreaterThan(middle(matrix, swap.weights, ahead));
        const changed = swap.weights.reduce((sum, one, j) => sum + Math.abs(one - (weights[j] ?? 0)), 0);
        expect(changed / 2).toBeCloseTo(swap.moved, 9);
        expect(mostBy(matrix, weights, ahead, behind, swap.moved * 0.999)).toBeLessThan(least);
      }),
    );
  });

  it('is none where one case is at least as good on everything, or is behind already', () => {
    const matrix = matrixOf([
      [0.9, 0.5],
      [0.4, 0.5],
    ]);
    expect(swapWeights(matrix, Float64Array.of(0.5, 0.5), 0, 1)).toBeNull();
    expect(swapWeights(matrix, Float64Array.of(0.5, 0.5), 1, 0)).toBeNull();
  });

  it('is as worked out by hand', () => {
    // A = (1, 0), B = (0, 0.8) at 60 : 40. B passes where 0.8 w₂ > w₁, that is w₂ > 1/1.8: 15.6 % of the weight moves.
    const swap = swapWeights(
      matrixOf([
        [1, 0],
        [0, 0.8],
      ]),
      Float64Array.of(0.6, 0.4),
      0,
      1,
    );
    expect(swap?.moved).toBeCloseTo(1 / 1.8 - 0.4, 4);
  });
});

/**
 * How far the one behind can get in front when this much weight moves: by brute force over which criteria give, and to which
 * one, in every order of giving.
 */
function mostBy(matrix: Matrix, weights: Float64Array, ahead: number, behind: number, budget: number): number {
  const used = [...weights.keys()].filter((j) => (weights[j] ?? 0) > 0);
  const orders = (left: number[]): number[][] =>
    left.length === 0
      ? [[]]
      : left.flatMap((one) => orders(left.filter((x) => x !== one)).map((rest) => [one, ...rest]));
  let most = -Infinity;
  for (const taker of used)
    for (const givers of orders(used.filter((j) => j !== taker))) {
      const next = weights.slice();
      let left = budget;
      for (const giver of givers) {
        const give = Math.min(left, next[giver] ?? 0);
        next[giver] = (next[giver] ?? 0) - give;
        next[taker] = (next[taker] ?? 0) + give;
        left -= give;
        most = Math.max(most, middle(matrix, next, behind) - middle(matrix, next, ahead));
      }
      most = Math.max(most, middle(matrix, next, behind) - middle(matrix, next, ahead));
    }
  return most;
}

describe('the missing value that matters most', () => {
  it('names the widest part and the ranks at both of its ends', () => {
    const matrix = matrixOf([
      [
        [0, 1],
        [0, 1],
      ],
      [0.6, 0.6],
      [0.3, 0.3],
    ]);
    expect(mostTellingGap(matrix, Float64Array.of(0.7, 0.3), 0)).toMatchObject({
      criterion: 0,
      width: 0.7,
      bestRank: 1,
      worstRank: 3,
    });
    expect(mostTellingGap(matrix, Float64Array.of(0.7, 0.3), 1)).toBeNull();
  });

  it('gives the ranks that the list has once the value is filled in', () => {
    fc.assert(
      fc.property(rows(3, 5), weightsOf(3), (cells, weights) => {
        const gap = mostTellingGap(matrixOf(cells), weights, 0);
        if (!gap) return;
        const filled = (value: number) => {
          const matrix = matrixOf(
            cells.map((row, i) => row.map((one, j) => (i === 0 && j === gap.criterion ? value : one))),
          );
          const { low, high } = scoresOf(matrix, weights);
          return {
            rank: orderOf({ low, high }).indexOf(0) + 1,
            all: [...low.keys()].map((i) => (low[i] ?? 0) + (high[i] ?? 0)),
          };
        };
        for (const [value, rank] of [
          [1, gap.bestRank],
          [0, gap.worstRank],
        ] as const) {
          const { rank: found, all } = filled(value);
          // Equal scores may be placed either way by rounding.
          if (all.slice(1).every((one) => Math.abs(one - (all[0] ?? 0)) > 1e-9)) expect(found).toBe(rank);
        }
      }),
    );
  });
});

describe('pairwise comparisons', () => {
  it('give the published weights of Saaty’s choice of a school (How to make a decision, EJOR 48, 1990)', () => {
    const ids = ['learning', 'friends', 'life', 'training', 'college', 'music'];
    const upper = [[4, 3, 1, 3, 4], [7, 3, 1 / 5, 1], [1 / 5, 1 / 5, 1 / 6], [1, 1 / 3], [3]];
    const pairs = upper.flatMap((row, i) =>
      row.map((value, k): Comparison => ({ a: ids[i] ?? '', b: ids[i + 1 + k] ?? '', value })),
    );
    const { weights, lambdaMax, consistencyRatio, revise, missing } = fromPairs(ids, pairs);
    expect([...(weights ?? [])].map((one) => Number(one.toFixed(2)))).toEqual([0.32, 0.14, 0.03, 0.13, 0.24, 0.14]);
    // Each row of the matrix times the weights is λ times its weight, and CR follows from λ with RI = 1.24 for six.
    const first = [1, ...(upper[0] ?? [])].reduce((sum, one, j) => sum + one * (weights?.[j] ?? 0), 0);
    expect(first / (weights?.[0] ?? 0)).toBeCloseTo(lambdaMax, 9);
    expect(consistencyRatio).toBeCloseTo((lambdaMax - 6) / 5 / 1.24, 9);
    expect(consistencyRatio).toBeGreaterThan(CONSISTENT);
    expect(missing).toEqual([]);
    expect(revise).not.toBeNull();
    const mended = pairs.map((one) =>
      one.a === revise?.a && one.b === revise.b ? { ...one, value: revise.wouldBe } : one,
    );
    expect(fromPairs(ids, mended).consistencyRatio).toBeLessThan(consistencyRatio);
  });

  it('that fit together give back the weights they come from, with a ratio of 0 and nothing to revise', () => {
    const ids = ['a', 'b', 'c'];
    const { weights, consistencyRatio, revise } = fromPairs(ids, [
      { a: 'a', b: 'b', value: 2 },
      { a: 'a', b: 'c', value: 6 },
      { a: 'b', b: 'c', value: 3 },
    ]);
    [0.6, 0.3, 0.1].forEach((one, i) => expect(weights?.[i]).toBeCloseTo(one, 9));
    expect(consistencyRatio).toBeCloseTo(0, 9);
    expect(revise).toBeNull();
  });

  it('that are not all there give weights as soon as they connect all criteria, and name what is missing', () => {
    const some = fromPairs(
      ['a', 'b', 'c'],
      [
        { a: 'a', b: 'b', value: 2 },
        { a: 'b', b: 'c', value: 3 },
      ],
    );
    [0.6, 0.3, 0.1].forEach((one, i) => expect(some.weights?.[i]).toBeCloseTo(one, 6));
    expect(some.missing).toEqual([['a', 'c']]);
    expect(fromPairs(['a', 'b', 'c'], [{ a: 'a', b: 'b', value: 2 }]).weights).toBeNull();
    expect(fromPairs([], []).weights).toBeNull();
    expect([...(fromPairs(['a'], []).weights ?? [])]).toEqual([1]);
  });

  it('without sense are passed over', () => {
    const { weights, missing } = fromPairs(
      ['a', 'b'],
      [
        { a: 'a', b: 'b', value: Number.NaN },
        { a: 'a', b: 'x', value: 3 },
      ],
    );
    expect(weights).toBeNull();
    expect(missing).toEqual([['a', 'b']]);
  });
});

describe('double counting', () => {
  const words = { title: { de: '', en: '' }, question: { de: '', en: '' }, source: { de: '', en: '' }, startWeight: 1 };
  const metric = (id: string): Criterion => ({
    ...words,
    id,
    direction: 'more',
    unit: 'm',
    value: {
      kind: 'metric',
      points: [
        [0, 0],
        [1, 1],
      ],
    },
  });
  const graded: Criterion = {
    ...words,
    id: 'g',
    direction: 'more',
    unit: null,
    value: {
      kind: 'ordinal',
      grades: ['1', '2', '3', '4'].map((code, i) => ({ code, label: { de: '', en: '' }, utility: i / 3 })),
    },
  };

  it('is named for two criteria that run alike or against each other, graded ones by their order', () => {
    const x = [...Array(12).keys()];
    const values: Record<string, RawValue[]> = {
      x,
      y: x.map((one) => 30 - 2 * one),
      z: x.map((one) => (one * 5) % 12),
      g: x.map((one) => String(1 + Math.floor(one / 3))),
    };
    const found = doubleCounting({ criteria: [metric('x'), metric('y'), metric('z'), graded], values });
    expect(found.map(({ a, b }) => a + b).sort()).toEqual(['xg', 'xy', 'yg']);
    expect(found.find(({ a, b }) => a + b === 'xy')?.r).toBeCloseTo(-1, 9);
  });

  it('is not claimed of few cases, of missing values or of a criterion that is the same everywhere', () => {
    const few: RawValue[] = [1, 2, 3];
    expect(doubleCounting({ criteria: [metric('a'), metric('b')], values: { a: few, b: few } })).toEqual([]);
    const holes: RawValue[] = [...Array(20).keys()].map((one) => (one < 12 ? null : one));
    expect(doubleCounting({ criteria: [metric('a'), metric('b')], values: { a: holes, b: holes } })).toEqual([]);
    const same: RawValue[] = [...Array(20).keys()].map(() => 5);
    expect(doubleCounting({ criteria: [metric('a'), metric('b')], values: { a: same, b: same } })).toEqual([]);
  });
});
