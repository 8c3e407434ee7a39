import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../ranking/random.ts';
import { barredBy, bestSet, valueOf } from './best-set.ts';
import type { BudgetProblem, CaseSet, Solver } from './best-set.ts';
import { MORE_EUROS, solveBudget } from './budget.ts';
import { loadSolver } from './solver.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const problem = (more: Partial<BudgetProblem>): BudgetProblem => {
  const none = (more.scores ?? []).map(() => null);
  return { costs: none, hours: none, scores: [], neighbours: [], spillOver: 0, euros: null, staffHours: null, ...more };
};

/** Every set there is. */
function bruteForce(of: BudgetProblem, forced: number | null = null): CaseSet | null {
  const free = [...of.scores.keys()].filter((i) => barredBy(of, i) === null);
  let best: CaseSet | null = null;
  for (let mask = 0; mask < 2 ** free.length; mask++) {
    const chosen = free.filter((_, bit) => (mask >> bit) & 1);
    if (forced !== null && !chosen.includes(forced)) continue;
    const set = valueOf(of, chosen);
    const fits = (of.euros === null || set.euros <= of.euros) && (of.staffHours === null || set.hours <= of.staffHours);
    if (fits && (!best || set.value > best.value)) best = set;
  }
  return best;
}

const NEAR: [number, number][] = [
  [0, 1],
  [1, 2],
  [2, 5],
];
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 8 });
const anyProblem = (most: number): fc.Arbitrary<BudgetProblem> =>
  fc.integer({ min: 0, max: most }).chain((n) => {
    const list = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: n, maxLength: n });
    const place = fc.nat(Math.max(0, n - 1));
    return fc.record({
      costs: list(some(fc.integer({ min: 0, max: 900_000 }))),
      hours: list(some(fc.integer({ min: 0, max: 400 }))),
      scores: list(fc.double({ min: 0, max: 1, noNaN: true })),
      neighbours:
        n < 2
          ? fc.constant([])
          : fc.uniqueArray(fc.tuple(place, place), {
              maxLength: 8,
              selector: ([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`,
            }),
      spillOver: fc.constantFrom(0, 0.1, 0.5, 1),
      euros: some(fc.integer({ min: 0, max: 3_000_000 })),
      staffHours: some(fc.integer({ min: 0, max: 1500 })),
    });
  });

describe('the best set', () => {
  it('equals what trying every set gives, with limits, gaps and neighbours', () => {
    fc.assert(
      fc.property(anyProblem(12), (of) => {
        expect(bestSet(of, solver)?.value).toBeCloseTo(bruteForce(of)?.value ?? NaN, 9);
      }),
      { numRuns: 150 },
    );
  });

  it('does so for eighteen cases, too', () => {
    fc.assert(
      fc.property(anyProblem(18), (of) => {
        expect(bestSet(of, solver)?.value).toBeCloseTo(bruteForce(of)?.value ?? NaN, 9);
      }),
      { numRuns: 8 },
    );
  });

  it('is neither refused nor missed where sets differ by a euro among millions', () => {
    // Found by chance: the solver by itself took sets of a euro too much, and once missed the best one.
    const known: [costs: number[], scores: number[], euros: number][] = [
      [
        [5000000, 15000001, 45000000, 35000000, 20000002, 25000002, 2, 5000001, 45000001, 25000000, 10000001, 10000002],
        [
          0.208014, 0.373817, 0.670661, 0.887074, 0.026211, 0.561523, 0.607338, 0.898208, 0.788753, 0.553238, 0.601927,
          0.776196,
        ],
        140000008.99,
      ],
      [
        [15000001, 25000002, 5000000, 45000002, 5000002, 45000001, 10000002, 45000000, 45000002],
        [0.532677, 0.587138, 0.703969, 0.211869, 0.085034, 0.64521, 0.155143, 0.341667, 0.663257],
        140000007,
      ],
      [
        [0, 40000000, 20000002, 45000000, 5000000, 35000000, 45000002, 2],
        [
          0.8097636754108639, 0.5796417634829073, 0.2649852153735176, 0.22566365377857614, 0.9568460652970284,
          0.6513768937257871, 0.9034819255935074, 0.24616390399488164,
        ],
        145000002.99,
      ],
    ];
    for (const [costs, scores, euros] of known) {
      const of = { ...problem({ costs, scores, euros, spillOver: 0.5 }), neighbours: NEAR };
      expect(bestSet(of, solver)?.value).toBeCloseTo(bruteForce(of)?.value ?? NaN, 9);
    }
    const random = seededRandom(4);
    const below = (most: number): number => Math.floor(random() * most);
    for (let round = 0; round < 120; round++) {
      const costs = Array.from({ length: 6 + below(4) }, () => below(10) * 5_000_000 + below(3));
      // As much as some set takes, or just less.
      const taken = costs.reduce((sum, one) => sum + (random() < 0.5 ? one : 0), 0);
      const euros = Math.max(0, taken - below(2) - 0.01 * below(2));
      const of = { ...problem({ costs, scores: costs.map(() => random()), euros, spillOver: 0.5 }), neighbours: NEAR };
      const set = bestSet(of, solver);
      expect(set?.euros).toBeLessThanOrEqual(euros);
      expect(set?.value).toBeCloseTo(bruteForce(of)?.value ?? NaN, 9);
    }
  });

  it('counts cents as they are written: ten and twenty are thirty', () => {
    const of = problem({ costs: [0.1, 0.2], scores: [0.5, 0.5], euros: 0.3 });
    expect(bestSet(of, solver)).toMatchObject({ chosen: [0, 1], euros: 0.3 });
  });

  it('is the known one of a published knapsack (P01 of J. Burkardt’s data set KNAPSACK_01)', () => {
    const costs = [23, 31, 29, 44, 53, 38, 63, 85, 89, 82];
    const profits = [92, 57, 49, 68, 60, 43, 67, 84, 87, 72];
    const set = bestSet(problem({ costs, scores: profits.map((one) => one / 100), euros: 165 }), solver);
    expect(set).toMatchObject({ chosen: [0, 1, 2, 3, 5], euros: 165 });
    expect(set?.value).toBeCloseTo(3.09, 9);
  });

  it('never takes a case for free: without a known cost it is out, unless money is no limit', () => {
    const of = problem({ costs: [null, 5], hours: [3, null], scores: [0.9, 0.1] });
    expect(bestSet({ ...of, euros: 10 }, solver)?.chosen).toEqual([1]);
    expect(bestSet({ ...of, staffHours: 10 }, solver)?.chosen).toEqual([0]);
    expect(bestSet(of, solver)?.chosen).toEqual([0, 1]);
  });

  it('of nothing, of no money and of one case', () => {
    expect(bestSet(problem({}), solver)).toEqual({ chosen: [], value: 0, euros: 0, hours: 0 });
    expect(bestSet(problem({ scores: [0.5], costs: [1], euros: 0 }), solver)?.chosen).toEqual([]);
    expect(bestSet(problem({ scores: [0.5], costs: [1], euros: 1 }), solver)?.chosen).toEqual([0]);
  });

  it('chooses neighbours together where that is worth more', () => {
    const of = problem({ costs: [1, 1, 1], scores: [0.5, 0.6, 0.5], euros: 2, neighbours: [[0, 2]] });
    expect(bestSet(of, solver)?.chosen).toContain(1);
    const set = bestSet({ ...of, spillOver: 0.5 }, solver);
    expect(set?.chosen).toEqual([0, 2]);
    expect(set?.value).toBeCloseTo(1.25, 9);
  });
});

describe('the budget', () => {
  it('says of every case that was not chosen what choosing it would cost', async () => {
    await fc.assert(
      fc.asyncProperty(anyProblem(9), async (of) => {
        const { best, nearMisses, barred, unexamined } = await solveBudget(of, solver);
        expect(best.chosen.length + nearMisses.length + barred.length + unexamined.length).toBe(of.scores.length);
        for (const { case: one, loss, gone, added } of nearMisses) {
          const forced = bruteForce(of, one);
          expect(loss).toBeCloseTo(best.value - (forced?.value ?? NaN), 6);
          const set = [...best.chosen.filter((i) => !gone.includes(i)), ...added, one];
          expect(valueOf(of, set).value).toBeCloseTo(forced?.value ?? NaN, 6);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('says what one more 100,000 € would add, and nothing where money is no limit', async () => {
    const of = problem({ costs: [100_000, 150_000], scores: [0.4, 0.5], euros: 150_000 });
    const { more } = await solveBudget(of, solver);
    expect(more).toEqual({ euros: MORE_EUROS, gain: 0.4, gone: [], added: [0] });
    expect((await solveBudget({ ...of, euros: null }, solver)).more).toBeNull();
  });

  it('names why a case is out of the question', async () => {
    const of = problem({
      costs: [null, 9, 1, 1],
      hours: [1, 1, null, 99],
      scores: [1, 1, 1, 1],
      euros: 5,
      staffHours: 5,
    });
    const { barred } = await solveBudget(of, solver);
    expect(barred.map(({ reason }) => reason)).toEqual(['no-cost', 'alone-too-dear', 'no-hours', 'alone-too-long']);
  });

  it('can be stopped between two programmes', async () => {
    const of = problem({ costs: [1, 1, 1], scores: [0.5, 0.6, 0.7], euros: 1 });
    const stop = () => {
      throw new DOMException('stopped', 'AbortError');
    };
    await expect(solveBudget(of, solver, (share) => (share > 0.3 ? stop() : undefined))).rejects.toThrow('stopped');
  });
});
