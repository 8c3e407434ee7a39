import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildWalkGraph } from '../network/build.ts';
import { anyPlan, anyPoint, crossingAt, line, plan } from '../network/example.ts';
import { PROFILE_IDS } from '../network/profiles.ts';
import { lengthOf } from '../network/planar.ts';
import { SnapIndex } from '../network/snap.ts';
import type { NetworkData } from '../network/types.ts';
import { MOST_ORDERED } from './order.ts';
import { routeOf, sumOf } from './route.ts';
import type { RouteQuestion } from './route.ts';

const on = (data: NetworkData) => new SnapIndex(buildWalkGraph(data));
const anyQuestion = fc.record({
  data: anyPlan,
  stops: fc.array(anyPoint, { minLength: 1, maxLength: 6 }),
  profile: fc.constantFrom(...PROFILE_IDS),
  round: fc.boolean(),
});

/** A block of 100 × 100 m with steps straight through its middle. */
const block = plan([
  line('residential', [
    [0, 0],
    [0, 100],
    [100, 100],
    [100, 0],
    [0, 0],
  ]),
  line(
    'path',
    [
      [50, 0],
      [50, 100],
    ],
    { steps: true },
  ),
]);
const ACROSS: RouteQuestion = {
  stops: [
    [50, 0],
    [50, 100],
  ],
  profile: 'adult',
  ordered: 'given',
  round: false,
};

describe('the route of a walk', () => {
  it('visits every stop once, leg joining leg, and its legs add up to what is said of the whole', () => {
    fc.assert(
      fc.property(anyQuestion, fc.constantFrom('given' as const, 'best' as const), ({ data, ...question }, ordered) => {
        const { order, legs } = routeOf(on(data), { ...question, ordered });
        const n = question.stops.length;
        expect(order.toSorted((a, b) => a - b)).toEqual([...Array(n).keys()]);
        expect(legs).toHaveLength(question.round && n > 1 ? n : n - 1);
        for (const [i, leg] of legs.entries()) {
          expect(leg.from).toBe(order[i]);
          expect(leg.to).toBe(order[(i + 1) % n]);
          expect(leg.line[0]).toEqual(question.stops[leg.from]);
          expect(leg.line.at(-1)).toEqual(question.stops[leg.to]);
          expect(leg.metres === null).toBe(leg.seconds === null);
          // What is drawn is as long as what is said, but for crossings, which may be wider than they are drawn.
          if (leg.metres !== null) expect(leg.metres).toBeGreaterThan(lengthOf(leg.line.flat()) - 0.5);
        }
        const sum = sumOf(legs);
        expect(sum.missing).toBe(legs.filter(({ seconds }) => seconds === null).length);
        expect(sum.seconds).toBeCloseTo(
          legs.reduce((all, { seconds }) => all + (seconds ?? 0), 0),
          6,
        );
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  it('is never longer in the best order than in the given one', () => {
    fc.assert(
      fc.property(anyQuestion, ({ data, ...question }) => {
        const index = on(data);
        const given = sumOf(routeOf(index, { ...question, ordered: 'given' }).legs);
        const best = sumOf(routeOf(index, { ...question, ordered: 'best' }).legs);
        expect(best.missing).toBeLessThanOrEqual(given.missing);
        if (best.missing === given.missing) expect(best.seconds).toBeLessThanOrEqual(given.seconds + 0.01);
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  it('goes over steps, but around them for those who cannot climb', () => {
    const index = on(block);
    expect(sumOf(routeOf(index, ACROSS).legs).metres).toBeCloseTo(100, 0);
    const around = routeOf(index, { ...ACROSS, profile: 'step-free' });
    expect(sumOf(around.legs).metres).toBeCloseTo(200, 0);
    expect(around.legs[0]?.line.every(([x, y]) => x !== 50 || y === 0 || y === 100)).toBe(true);
  });

  it('names a leg without a way instead of leaving it out, and waits at signals', () => {
    const main = line('main', [
      [0, 50],
      [300, 50],
    ]);
    const sides = [
      line('path', [
        [20, 0],
        [280, 0],
      ]),
      line('path', [
        [20, 100],
        [280, 100],
      ]),
    ];
    const question: RouteQuestion = {
      stops: [
        [150, 0],
        [150, 100],
      ],
      profile: 'child-alone',
      ordered: 'given',
      round: false,
    };
    const cut = routeOf(on(plan([main, ...sides])), question);
    expect(cut.legs[0]).toMatchObject({ from: 0, to: 1, metres: null, seconds: null });
    expect(sumOf(cut.legs).missing).toBe(1);
    const joined = [
      line('path', [
        [150, 0],
        [150, 50],
      ]),
      line('path', [
        [150, 50],
        [150, 100],
      ]),
    ];
    const open = routeOf(on(plan([main, ...sides, ...joined], [crossingAt('signals', [150, 50])])), question);
    expect(open.legs[0]?.seconds).toBeGreaterThan(100 / (400 / 600));
  });

  it('leaves more stops than are ordered exactly as they were given, and says so', () => {
    const stops = Array.from({ length: MOST_ORDERED + 1 }, (_, i) => [(i * 37) % 100, 0] as const);
    const { best, order } = routeOf(on(block), { ...ACROSS, stops, ordered: 'best' });
    expect(best).toBe(false);
    expect(order).toEqual([...stops.keys()]);
  });
});
