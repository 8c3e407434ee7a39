import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Criterion, RawValue } from '../../ranking/criterion.ts';
import type { RankedCase } from '../../ranking/data.ts';
import { FIRM, groupsOf, winningShare } from './groups.ts';
import { buildMatrix, utilityOf } from './matrix.ts';
import type { Matrix } from './matrix.ts';
import { completeness, orderOf, rankIntervals, scoresOf, vetoesOf } from './scores.ts';
import { seededRandom } from './random.ts';
import { Simulation, simulate } from './smaa.ts';
import type { Draws } from './smaa.ts';
import { normalise, rankOrderCentroid, setWeight } from './weights.ts';

const text = (one: string) => ({ de: one, en: one });
const words = { title: text('t'), question: text('q'), source: text('s'), direction: 'more', startWeight: 1 } as const;
const metric = (id: string, from: number, to: number): Criterion => ({
  ...words,
  id,
  unit: 'm',
  value: {
    kind: 'metric',
    points: [
      [from, 0],
      [to, 1],
    ],
  },
});
const graded = (id: string, utilities: number[]): Criterion => ({
  ...words,
  id,
  unit: null,
  value: {
    kind: 'ordinal',
    grades: utilities.map((utility, i) => ({ code: String(i + 1), label: text(String(i + 1)), utility })),
  },
});
const cases = (n: number): RankedCase[] => [...Array(n).keys()].map((i) => ({ key: `c${i}`, id: i }) as RankedCase);
const data = (criteria: Criterion[], values: Record<string, RawValue[]>) => ({
  criteria,
  values,
  cases: cases(Object.values(values)[0]?.length ?? 0),
});
const DRAWS: Draws = { draws: 10_000, seed: 7, spread: 'any', grades: 'declared' };

/** Known utilities straight into a matrix. */
function matrixOf(rows: number[][]): Matrix {
  const m = rows[0]?.length ?? 0;
  const cells = Float64Array.from(rows.flat());
  const scales = Array.from({ length: m }, () => []);
  return {
    cases: rows.length,
    criteria: m,
    low: cells,
    high: cells,
    grade: new Int16Array(cells.length).fill(-1),
    scales,
  };
}
const unit = fc.double({ min: 0, max: 1, noNaN: true });
const rowsOf = (m: number, most = 12) =>
  fc.array(fc.array(unit, { minLength: m, maxLength: m }), { minLength: 1, maxLength: most });
const equal = (m: number) => new Float64Array(m).fill(1 / m);

describe('utilities', () => {
  it('stay on the fixed bounds of the criterion, whatever lies outside', () => {
    const criterion = metric('a', 10, 20);
    expect([0, 10, 15, 20, 99].map((raw) => utilityOf(criterion, raw)[0])).toEqual([0, 0, 0.5, 1, 1]);
  });

  it('are the whole interval where the value is missing, NaN, infinite or an unknown grade', () => {
    for (const raw of [null, Number.NaN, Infinity, 'x'] as RawValue[])
      expect(utilityOf(metric('a', 0, 1), raw)).toEqual([0, 1]);
    expect(utilityOf(graded('g', [0, 0.5, 1]), '9')).toEqual([0, 1]);
    expect(utilityOf(graded('g', [0, 0.5, 1]), '2')).toEqual([0.5, 0.5]);
  });

  it('of bounds contain that of every value between them, bends of the line included', () => {
    const bent: Criterion = {
      ...words,
      id: 'b',
      unit: null,
      value: {
        kind: 'metric',
        points: [
          [0, 0],
          [5, 1],
          [10, 0.2],
        ],
      },
    };
    fc.assert(
      fc.property(
        fc.double({ min: -5, max: 15, noNaN: true }),
        fc.double({ min: -5, max: 15, noNaN: true }),
        unit,
        (a, b, t) => {
          const [low, high] = utilityOf(bent, [a, b]);
          const [between] = utilityOf(bent, a + (b - a) * t);
          expect(between).toBeGreaterThanOrEqual(low - 1e-12);
          expect(between).toBeLessThanOrEqual(high + 1e-12);
        },
      ),
    );
  });
});

describe('weights', () => {
  it('that are all 0, or no numbers, are no weights', () => {
    expect(normalise([0, 0])).toBeNull();
    expect(normalise([Number.NaN, -1])).toBeNull();
    expect([...(normalise([1, Number.NaN, 3]) ?? [])]).toEqual([0.25, 0, 0.75]);
  });

  it('sum to 1 after any number of moves, and locked ones stay', () => {
    const move = fc.tuple(fc.nat(4), unit, fc.uniqueArray(fc.nat(4), { maxLength: 3 }));
    fc.assert(
      fc.property(fc.array(move, { maxLength: 20 }), (moves) => {
        let weights: Float64Array = equal(5);
        for (const [index, value, locked] of moves) {
          const held = new Set(locked.filter((i) => i !== index));
          const before = weights;
          weights = setWeight(weights, index, value, held);
          expect(weights.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
          for (const i of held) expect(weights[i]).toBe(before[i]);
          for (const one of weights) expect(one).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('of an order are the published centroids (Barron and Barrett 1996, table 1)', () => {
    const rounded = (n: number) => [...rankOrderCentroid(n)].map((one) => Number(one.toFixed(4)));
    expect(rounded(2)).toEqual([0.75, 0.25]);
    expect(rounded(3)).toEqual([0.6111, 0.2778, 0.1111]);
    expect(rounded(4)).toEqual([0.5208, 0.2708, 0.1458, 0.0625]);
  });
});

describe('scores', () => {
  it('do not depend on which other cases are looked at', () => {
    fc.assert(
      fc.property(rowsOf(3), fc.nat(), (rows, pick) => {
        const one = pick % rows.length;
        const all = scoresOf(matrixOf(rows), equal(3)).low[one];
        expect(scoresOf(matrixOf([rows[one] ?? []]), equal(3)).low[0]).toBe(all);
      }),
    );
  });

  it('and ranks stay the same when all weights are scaled', () => {
    fc.assert(
      fc.property(
        rowsOf(4),
        fc.array(unit, { minLength: 4, maxLength: 4 }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (rows, raw, by) => {
          const [a, b] = [normalise(raw.map((one) => one + 0.01)), normalise(raw.map((one) => (one + 0.01) * by))];
          if (!a || !b) throw new Error('weights');
          const [x, y] = [scoresOf(matrixOf(rows), a).low, scoresOf(matrixOf(rows), b).low];
          x.forEach((one, i) => expect(y[i]).toBeCloseTo(one, 9));
        },
      ),
    );
  });

  it('contain the truth when a missing value is filled in, and so do the ranks', () => {
    const gap = fc.option(fc.double({ min: 0, max: 10, noNaN: true }), { nil: null });
    fc.assert(
      fc.property(fc.array(fc.tuple(gap, gap), { minLength: 1, maxLength: 8 }), unit, (rows, fill) => {
        const criteria = [metric('a', 0, 10), metric('b', 0, 10)];
        const values = { a: rows.map(([a]) => a), b: rows.map(([, b]) => b) };
        const known = { a: values.a.map((one) => one ?? fill * 10), b: values.b.map((one) => one ?? fill * 10) };
        const open = scoresOf(buildMatrix(data(criteria, values)), equal(2));
        const filled = scoresOf(buildMatrix(data(criteria, known)), equal(2));
        const [bounds, truth] = [rankIntervals(open), rankIntervals(filled)];
        rows.forEach((_, i) => {
          expect(filled.low[i]).toBeGreaterThanOrEqual((open.low[i] ?? 0) - 1e-12);
          expect(filled.high[i]).toBeLessThanOrEqual((open.high[i] ?? 0) + 1e-12);
          expect(bounds.best[i]).toBeLessThanOrEqual(truth.best[i] ?? 0);
          expect(bounds.worst[i]).toBeGreaterThanOrEqual(truth.worst[i] ?? 0);
        });
      }),
    );
  });

  it('of equal cases share their ranks', () => {
    const { best, worst } = rankIntervals(scoresOf(matrixOf([[0.5], [0.9], [0.5]]), equal(1)));
    expect([[...best], [...worst]]).toEqual([
      [2, 1, 2],
      [3, 1, 3],
    ]);
  });

  it('order by the middle of what is possible; nothing and one case have an order, too', () => {
    expect([...orderOf({ low: Float64Array.of(0, 0.4, 0.9), high: Float64Array.of(1, 0.4, 0.9) })]).toEqual([2, 0, 1]);
    expect([...orderOf({ low: new Float64Array(0), high: new Float64Array(0) })]).toEqual([]);
    const { best, worst } = rankIntervals({ low: Float64Array.of(0), high: Float64Array.of(1) });
    expect([best[0], worst[0]]).toEqual([1, 1]);
  });

  it('say how much of the weight rests on values', () => {
    const matrix = buildMatrix(data([metric('a', 0, 10), metric('b', 0, 10)], { a: [1, null], b: [[0, 5], null] }));
    expect([...completeness(matrix, Float64Array.of(0.6, 0.4))]).toEqual([0.8, 0]);
  });

  it('do not outweigh a danger to life', () => {
    const criteria: Criterion[] = [
      { ...metric('d', 0, 3), veto: { from: 1 } },
      { ...graded('g', [0, 1]), veto: { grades: ['2'] } },
    ];
    expect(vetoesOf(data(criteria, { d: [0, 1, null], g: ['2', '1', null] }))).toEqual([['g'], ['d'], []]);
  });
});

describe('robustness', () => {
  it('gives the shares of a case that can be solved by hand', () => {
    // Two criteria, weights uniform on the line: A = (1, 0) beats B = (0.25, 0.75) where w₁ > 0.5; C = (0.7, 0.6) beats A
    // where 0.7w + 0.6(1 − w) > w, that is w < 2/3, and B where 0.7w + 0.6(1 − w) > 0.25w + 0.75(1 − w), that is w > 0.25.
    const result = simulate(
      matrixOf([
        [1, 0],
        [0.25, 0.75],
        [0.7, 0.6],
      ]),
      equal(2),
      { ...DRAWS, draws: 40_000 },
    );
    expect(winningShare(result, 0, 1)).toBeCloseTo(0.5, 1);
    const first = (i: number) => (result.counts[i * result.bins] ?? 0) / result.draws;
    expect(Math.abs(first(0) - 1 / 3)).toBeLessThan(0.01);
    expect(Math.abs(first(1) - 1 / 4)).toBeLessThan(0.01);
    expect(Math.abs(first(2) - 5 / 12)).toBeLessThan(0.01);
  });

  it('is the same bytes for the same seed, whatever the steps, and others for another', () => {
    const rows = [...Array(40).keys()].map((i) => [((i * 7) % 40) / 40, ((i * 13) % 40) / 40, ((i * 29) % 40) / 40]);
    const of = (seed: number) => simulate(matrixOf(rows), equal(3), { ...DRAWS, seed, draws: 500 });
    expect(of(1)).toEqual(of(1));
    expect(of(1).counts).not.toEqual(of(2).counts);
  });

  it('is the same bytes when results are asked for on the way', () => {
    const rows = [...Array(40).keys()].map((i) => [((i * 7) % 40) / 40, ((i * 13) % 40) / 40, ((i * 29) % 40) / 40]);
    const options = { ...DRAWS, draws: 500 };
    const simulation = new Simulation(matrixOf(rows), equal(3), options);
    while (!simulation.run(70)) simulation.result();
    expect(simulation.result()).toEqual(simulate(matrixOf(rows), equal(3), options));
  });

  it('counts the draws whose ranks there is no room to keep, and shares bins where there are thousands of cases', () => {
    const rows = [...Array(2500).keys()].map((i) => [i / 2500]);
    const { counts, bins, binWidth, kept, meanRank, topTen } = simulate(matrixOf(rows), equal(1), {
      ...DRAWS,
      draws: 2100,
    });
    expect([kept, bins, binWidth]).toEqual([2000, 1250, 2]);
    expect(counts[2499 * bins]).toBe(2100);
    expect([meanRank[2499], meanRank[0], topTen[2490], topTen[2489]]).toEqual([1, 2500, 1, 0]);
  });

  it('takes many random numbers at once as one by one', () => {
    const [one, many] = [seededRandom(3), seededRandom(3)];
    const target = new Float64Array(5);
    const first = many();
    many.fill(target);
    expect([first, ...target, many()]).toEqual(Array.from({ length: 7 }, one));
  });

  it('counts every draw once: shares of the ranks sum to 1 for each case and each rank', () => {
    fc.assert(
      fc.property(rowsOf(3, 30), fc.constantFrom<Draws['spread'][]>('any', 0.3, 0), (rows, spread) => {
        const { counts, bins, topTen, low5, high95, meanRank } = simulate(matrixOf(rows), equal(3), {
          ...DRAWS,
          draws: 200,
          spread,
        });
        const n = rows.length;
        for (let i = 0; i < n; i++) {
          expect(counts.subarray(i * bins, (i + 1) * bins).reduce((sum, one) => sum + one, 0)).toBe(200);
          expect([...Array(n).keys()].reduce((sum, one) => sum + (counts[one * bins + i] ?? 0), 0)).toBe(200);
          expect(low5[i]).toBeLessThanOrEqual(high95[i] ?? 0);
          expect(meanRank[i]).toBeGreaterThanOrEqual(1);
        }
        expect(topTen.reduce((sum, one) => sum + one, 0)).toBeCloseTo(Math.min(10, n), 9);
      }),
      { numRuns: 40 },
    );
  });

  it('with weights that cannot move is the ranking itself', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 30 }), (values) => {
        const matrix = matrixOf(values.map((one) => [one / 1000, one / 1000]));
        const { low5, high95 } = simulate(matrix, equal(2), { ...DRAWS, draws: 20, spread: 0 });
        const { best } = rankIntervals(scoresOf(matrix, equal(2)));
        expect([...low5]).toEqual([...best]);
        expect([...high95]).toEqual([...best]);
      }),
    );
  });

  it('lets a missing value reach every rank that it could, and a dominated case none before its better', () => {
    const criteria = [metric('a', 0, 10)];
    const result = simulate(buildMatrix(data(criteria, { a: [5, null, 4] })), equal(1), DRAWS);
    expect([result.low5[1], result.high95[1]]).toEqual([1, 3]);
    expect(winningShare(result, 0, 2)).toBe(1);
    expect(winningShare(result, 1, 0)).toBeCloseTo(0.5, 1);
  });

  it('draws any distance between grades that keeps their order', () => {
    const criteria = [graded('g', [0, 0.1, 1]), metric('m', 0, 1)];
    const matrix = buildMatrix(data(criteria, { g: ['2', '1', '3'], m: [0, 0.5, 0] }));
    // Case 0 has a middle grade, case 1 half of the metric: as declared it loses, with a drawn distance half of the time.
    const fixed = simulate(matrix, equal(2), { ...DRAWS, spread: 0 });
    const drawn = simulate(matrix, equal(2), { ...DRAWS, spread: 0, grades: 'any-spacing' });
    expect(winningShare(fixed, 0, 1)).toBe(0);
    expect(winningShare(drawn, 0, 1)).toBeCloseTo(0.5, 1);
    expect(winningShare(drawn, 2, 0)).toBe(1);
  });

  it('tells equal cases apart in neither direction, and puts them into one group', () => {
    const result = simulate(
      matrixOf([
        [0.5, 0.5],
        [0.5, 0.5],
        [0, 0],
      ]),
      equal(2),
      DRAWS,
    );
    expect(winningShare(result, 0, 1)).toBe(0.5);
    expect([...groupsOf(result, [0, 1, 2])]).toEqual([0, 0, 1]);
  });

  it('calls none of three equal cases firm: each has every rank of the three a third of the time', () => {
    // Nine ahead of them, so that the first ten end among the three.
    const rows = [...Array.from({ length: 9 }, (_, i) => [1 - i / 100, 1]), [0.5, 0.5], [0.5, 0.5], [0.5, 0.5], [0, 0]];
    const { low5, high95, topTen, counts, bins } = simulate(matrixOf(rows), equal(2), DRAWS);
    for (const one of [9, 10, 11]) {
      expect([low5[one], high95[one]]).toEqual([10, 12]);
      expect(Math.abs((topTen[one] ?? 0) - 1 / 3)).toBeLessThan(0.02);
      for (const rank of [9, 10, 11])
        expect(Math.abs((counts[one * bins + rank] ?? 0) / 10_000 - 1 / 3)).toBeLessThan(0.02);
    }
  });

  it('makes groups whose first is firmly ahead of the next group', () => {
    fc.assert(
      fc.property(rowsOf(3, 15), (rows) => {
        const matrix = matrixOf(rows);
        const order = orderOf(scoresOf(matrix, equal(3)));
        const result = simulate(matrix, equal(3), { ...DRAWS, draws: 300 });
        const groups = groupsOf(result, order);
        let leader = order[0] ?? 0;
        for (const one of order) {
          if (groups[one] === groups[leader]) expect(winningShare(result, leader, one)).toBeLessThan(FIRM);
          else {
            expect(winningShare(result, leader, one)).toBeGreaterThanOrEqual(FIRM);
            leader = one;
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('answers for no case, one case and a hundred criteria', () => {
    expect(simulate({ ...matrixOf([]), criteria: 2, scales: [[], []] }, equal(2), DRAWS).topTen).toHaveLength(0);
    expect([...simulate(matrixOf([[0.3]]), equal(1), DRAWS).topTen]).toEqual([1]);
    const wide = matrixOf([Array.from({ length: 100 }, (_, j) => j / 100), Array.from({ length: 100 }, () => 0.2)]);
    expect(simulate(wide, equal(100), { ...DRAWS, draws: 500 }).high95[0]).toBe(1);
  });

  it('refuses more cases than it can count', () => {
    const matrix = { ...matrixOf([[1]]), cases: 70_000 };
    expect(() => simulate(matrix, equal(1), DRAWS)).toThrow(RangeError);
  });
});
