import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestOrder, MOST_ORDERED } from './order.ts';

type Costs = (number | null)[][];

/** Every order that begins with the first stop. */
function* ordersOf(rest: readonly number[]): Generator<number[]> {
  if (rest.length === 0) yield [];
  for (const [i, first] of rest.entries()) {
    for (const more of ordersOf(rest.toSpliced(i, 1))) yield [first, ...more];
  }
}

/** Missing ways first, then what it costs. */
function costOf(costs: Costs, order: readonly number[], round: boolean): [missing: number, cost: number] {
  const ways = [...order, ...(round ? [order[0] ?? 0] : [])];
  const legs = ways.slice(1).map((to, i) => costs[ways[i] ?? 0]?.[to] ?? null);
  return [legs.filter((leg) => leg === null).length, legs.reduce((sum: number, leg) => sum + (leg ?? 0), 0)];
}

const anyCosts = fc.integer({ min: 1, max: 8 }).chain((n) =>
  fc
    .array(
      fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 0, max: 900 }) }, { weight: 1, arbitrary: fc.constant(null) }),
      { minLength: n * n, maxLength: n * n },
    )
    .map((flat): Costs =>
      // Walked either way at the same cost.
      Array.from({ length: n }, (_, i) =>
        Array.from({ length: n }, (_, j) => (i === j ? 0 : (flat[Math.min(i, j) * n + Math.max(i, j)] ?? null))),
      ),
    ),
);

describe('the best order of stops', () => {
  it('is what trying all orders of up to eight stops finds, with missing ways avoided first', () => {
    fc.assert(
      fc.property(anyCosts, fc.boolean(), (costs, round) => {
        const found = costOf(costs, bestOrder(costs, round), round);
        const rest = [...costs.keys()].slice(1);
        const all = [...ordersOf(rest)].map((order) => costOf(costs, [0, ...order], round));
        const best = all.reduce((a, b) => (b[0] < a[0] || (b[0] === a[0] && b[1] < a[1]) ? b : a));
        expect(found).toEqual(best);
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('has every stop once and begins with the first, up to the most that are ordered', () => {
    const n = MOST_ORDERED;
    const costs = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (Math.abs(i - j) * 7) % 11));
    const order = bestOrder(costs, true);
    expect(order[0]).toBe(0);
    expect(order.toSorted((a, b) => a - b)).toEqual([...costs.keys()]);
    expect(() => bestOrder([...costs, []], false)).toThrow(RangeError);
  });
});
