import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildWalkGraph } from '../network/build.ts';
import { anyPlan, anyPoint, crossingAt } from '../network/example.ts';
import { AGE_GROUPS } from '../network/types.ts';
import type { Demand, Edit, NetworkData, Point } from '../network/types.ts';
import { catchmentsOf, changedCatchments } from './catchments.ts';
import { coverageByUnit, coverageOf } from './coverage.ts';
import * as examples from './example.ts';
import { east, lanes, west } from './example.ts';
import { prepareGround } from './ground.ts';
import type { Playground } from './ground.ts';
import { applyScenario } from './scenario.ts';
import { COVERAGE_DEFAULTS } from './settings.ts';
import { supplyOf } from './supply.ts';
import { changedWalked, walkedOf } from './walked.ts';
import type { Walked } from './walked.ts';
import { changesBetween, changesByUnit } from './what-if.ts';

const playground = (at: Point, areaM2: number | null = 300, more: Partial<Playground> = {}): Playground =>
  examples.playground(at, { areaM2, ...more });
/** The first of so many homes lies outside of all units, the next in the first one, and so on. */
const homes = (places: readonly Point[], children = 10, units = 1): Demand => ({
  ...examples.homes(places, children, units),
  unit: places.map((_, i) => (i % (units + 1)) - 1),
});
const groundOf = (data: NetworkData, playgrounds: Playground[], demand: Demand) =>
  prepareGround(buildWalkGraph(data), playgrounds, demand, COVERAGE_DEFAULTS);

describe('a street in the way', () => {
  it('is told apart from a playground that is too far: who would be reached if it could be crossed everywhere', () => {
    const ground = groundOf(lanes, [playground(west)], homes([west, east, [0, 290]]));
    const [under6] = coverageOf(ground, COVERAGE_DEFAULTS, new Set([0]));
    expect(under6?.reached.expected).toBe(10);
    expect(under6?.crossingAnywhere?.expected).toBe(20);
  });

  it('stays closed where a scenario closed the crossing itself', () => {
    const crossed = { ...lanes, crossings: [crossingAt('signals', [0, 0])] };
    const before = groundOf(crossed, [playground(west)], homes([east]));
    const { ground } = applyScenario(before, [{ id: 'x', type: 'closure', at: [0, 0] }], COVERAGE_DEFAULTS);
    const [today, then] = [before, ground].map((one) => coverageOf(one, COVERAGE_DEFAULTS, new Set([0]))[1]);
    expect(today?.crossingAnywhere?.expected).toBe(10);
    expect(then?.crossingAnywhere?.expected).toBe(0);
  });

  it('counts children at whose homes no way is known, instead of hiding them among those too far away', () => {
    const ground = groundOf(lanes, [playground(west)], homes([west, [5000, 5000]]));
    expect(coverageOf(ground, COVERAGE_DEFAULTS)[0]?.unjoined.expected).toBe(10);
  });
});

/** The same but for the rounding of edges that were cut. */
function expectSame(one: Walked | undefined, other: Walked): void {
  expect(one?.near).toEqual(other.near);
  for (const kind of ['metres', 'uncrossed', 'crossedAnywhere'] as const) {
    const [a, b] = [[...(one?.[kind] ?? [])], [...(other[kind] ?? [])]];
    expect(a.map((n) => n === Infinity)).toEqual(b.map((n) => n === Infinity));
    b.forEach((n, i) => n !== Infinity && expect(a[i]).toBeCloseTo(n, 2));
  }
}

describe('what a scenario changes', () => {
  it('counts who gains and who loses apart, where the sum would say that nothing happens', () => {
    const before = groundOf(lanes, [playground(west)], homes([west, east], 10, 2));
    const edits: Edit[] = [
      { id: 'a', type: 'playground', at: east, name: 'neu', areaM2: 300, ages: ['under-6'] },
      { id: 'b', type: 'closure', at: [-40, 1] },
    ];
    const { ground } = applyScenario(before, edits, COVERAGE_DEFAULTS);
    const [was, is] = [before, ground].map((one) => coverageOf(one, COVERAGE_DEFAULTS));
    if (!was || !is) throw new Error('no coverage');
    const [under6, from6] = changesBetween(before, was, is);
    expect(under6).toMatchObject({ gained: { expected: 10, most: 20 }, lost: { expected: 10, least: 5 } });
    expect(from6).toMatchObject({ gained: { expected: 0 }, lost: { expected: 10 } });
    const units = changesByUnit(before, was, is);
    expect(units.map(({ key }) => key)).toEqual(['u0', '']);
    expect(units[0]?.groups[0]).toMatchObject({ gained: { expected: 10 }, lost: { expected: 0 } });
  });

  it('searches again only what a change can reach, and finds what searching everything finds', () => {
    const point = anyPoint;
    const edit: fc.Arbitrary<Edit> = fc.oneof(
      fc.record({
        id: fc.constant('x'),
        type: fc.constant('crossing' as const),
        at: point,
        kind: fc.constant('zebra' as const),
      }),
      fc.record({
        id: fc.constant('x'),
        type: fc.constant('path' as const),
        line: fc.tuple(point, point),
        stepFree: fc.constant(true),
      }),
      fc.record({ id: fc.constant('x'), type: fc.constant('closure' as const), at: point }),
      fc.record({
        id: fc.constant('x'),
        type: fc.constant('playground' as const),
        at: point,
        name: fc.constant('neu'),
        areaM2: fc.constant(300),
        ages: fc.constant(['6-12'] as const),
      }),
      fc.record({
        id: fc.constant('x'),
        type: fc.constant('entrance' as const),
        at: point,
        playground: fc.constant('the first'),
      }),
    );
    const settings = { ...COVERAGE_DEFAULTS, reachM: { 'under-6': 40, '6-12': 80, '12-plus': 160 } };
    let kept = 0;
    fc.assert(
      fc.property(
        anyPlan,
        fc.array(point, { minLength: 1, maxLength: 8 }),
        fc.array(point, { minLength: 1, maxLength: 4 }),
        edit,
        (data, places, spots, change) => {
          const before = prepareGround(
            buildWalkGraph(data),
            spots.map((at, p) => playground(at, 300, p === 0 ? { key: 'the first' } : {})),
            homes(places),
            settings,
          );
          const { ground } = applyScenario(before, [change], settings);
          const { catchments, searched } = changedCatchments(before, catchmentsOf(before, settings), ground, settings);
          expect(catchments).toEqual(catchmentsOf(ground, settings));
          const street = new Set([0]);
          const again = changedWalked(before, walkedOf(before, settings, street), ground, settings, street);
          walkedOf(ground, settings, street).forEach((all, g) => expectSame(again[g], all));
          kept += 3 * spots.length - searched;
        },
      ),
      { numRuns: 300 },
    );
    expect(kept).toBeGreaterThan(0);
  });
});

describe('play area where children live', () => {
  const both = [west, [-20, 0]] as const;

  it('shares a playground among all who reach it, and misses nothing where the target is nought', () => {
    // 60 children share 60 m²: one each, half a square metre short of the target of 1.5.
    const ground = groundOf(lanes, [playground(west, 60)], homes(both));
    const catchments = catchmentsOf(ground, COVERAGE_DEFAULTS);
    const { all } = supplyOf(ground, COVERAGE_DEFAULTS, catchments);
    expect(all.neededM2).toBeCloseTo(90);
    expect(all.hasM2).toBeCloseTo(60);
    expect(all.missingM2).toBeCloseTo(30);
    expect(supplyOf(ground, { ...COVERAGE_DEFAULTS, targetM2: 0 }, catchments).all.missingM2).toBe(0);
  });

  it('is missing wholly in a unit that reaches no playground, however much the next one has', () => {
    const ground = groundOf(lanes, [playground(west, 5000)], { ...homes([west, east], 10, 2), unit: [0, 1] });
    const { units } = supplyOf(ground, COVERAGE_DEFAULTS, catchmentsOf(ground, COVERAGE_DEFAULTS));
    expect(units.map(({ missingM2 }) => missingM2)).toEqual([0, 45, 0]);
  });

  it('counts a school yard for its share, and says how many playgrounds have no known area', () => {
    const all = [playground(west, 100, { kind: 'school-yard' }), playground(west, null)];
    const ground = groundOf(lanes, all, homes([west]));
    const { all: sum, areaUnknown } = supplyOf(ground, COVERAGE_DEFAULTS, catchmentsOf(ground, COVERAGE_DEFAULTS));
    expect(sum.hasM2).toBeCloseTo(30);
    expect(areaUnknown).toBe(1);
  });

  it('adds up: pieces and units to the whole, and no area is shared out twice', () => {
    fc.assert(
      fc.property(
        anyPlan,
        fc.array(anyPoint, { minLength: 1, maxLength: 9 }),
        fc.array(anyPoint, { maxLength: 4 }),
        (data, places, spots) => {
          const ground = groundOf(
            data,
            spots.map((at) => playground(at, 90)),
            homes(places, 3, 2),
          );
          const catchments = catchmentsOf(ground, COVERAGE_DEFAULTS);
          const { all, units, missing } = supplyOf(ground, COVERAGE_DEFAULTS, catchments);
          const reached = spots.filter((_, p) => AGE_GROUPS.some((group) => (catchments[group][p]?.length ?? 0) > 0));
          expect(all.hasM2).toBeCloseTo(90 * reached.length, 6);
          expect(all.neededM2).toBeCloseTo(3 * 3 * places.length * COVERAGE_DEFAULTS.targetM2, 6);
          expect(units.reduce((sum, one) => sum + one.missingM2, 0)).toBeCloseTo(all.missingM2, 6);
          expect(missing.reduce((sum, one) => sum + one, 0)).toBeCloseTo(all.missingM2, 6);
          expect(all.missingM2).toBeGreaterThanOrEqual(all.neededM2 - all.hasM2 - 1e-6);
          expect(coverageByUnit(ground, coverageOf(ground, COVERAGE_DEFAULTS)).length).toBeLessThanOrEqual(
            units.length,
          );
        },
      ),
    );
  });
});
