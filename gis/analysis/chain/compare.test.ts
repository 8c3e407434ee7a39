import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { homes } from '../coverage/example.ts';
import { ageRange, OLDEST, YOUNGEST } from './ages.ts';
import { chainOf } from './chain.ts';
import { Children } from './children.ts';
import { compareChains, gapChanges } from './compare.ts';
import type { CellChange, Change, GapChange, Side } from './compare.ts';
import { isMeant, without } from './gaps.ts';
import { ANY } from './offering.ts';
import type { Offering } from './offering.ts';

/** 72 children of each age group on each of two pieces of street; site `a` is reached from the first only. */
const demand = homes(
  [
    [0, 0],
    [1000, 0],
  ],
  72,
);
const offering = (more: Partial<Offering> = {}): Offering => ({
  ...{ key: 'one', title: 'Kita', kind: 'kita', ages: { from: 12, to: 72 }, places: null, languages: ['de'] },
  ...{ comesToYou: false, validFrom: null, validTo: null },
  runs: [{ site: 'both', weekdays: null, from: null, to: null }],
  ...more,
});
const side = (offerings: Offering[], day = '2026-11-27', area: number[] | null = null): Side => ({
  cells: chainOf({
    ...{ offerings, day, wish: ANY, children: new Children(demand, area) },
    within: (site) => ({ a: [0], both: [0, 1] })[site] ?? [],
  }),
  known: true,
});
const kita = (changes: readonly GapChange[]) => changes.filter(({ column }) => column === 'kita');

describe('a gap between two states', () => {
  const ends = offering({ validTo: '2027-07-31' });

  it('opens where an offer has ended, and closes the other way round', () => {
    const [now, then] = [side([ends]), side([ends], '2027-11-27')];
    expect(kita(gapChanges(now, then))).toEqual([
      {
        ...{ column: 'kita', kind: 'opened', ages: { from: 12, to: 72 } },
        children: { from: 0, to: 120, change: 120 },
        reasons: { from: [], to: ['expired'] },
      },
    ]);
    expect(kita(gapChanges(then, now))[0]).toMatchObject({ kind: 'closed', children: { change: -120 } });
  });

  it('that only gets another reason has not closed', () => {
    const far = offering({ validTo: '2027-07-31', runs: [{ site: 'nowhere', weekdays: null, from: null, to: null }] });
    expect(kita(gapChanges(side([far]), side([far], '2027-11-27')))).toMatchObject([
      { kind: 'same', children: { from: 120, to: 120 }, reasons: { from: ['far'], to: ['expired'] } },
    ]);
  });

  it('grows and shrinks with those whom it concerns', () => {
    const near = offering({ runs: [{ site: 'a', weekdays: null, from: null, to: null }] });
    expect(kita(gapChanges(side([near]), side([])))).toMatchObject([{ kind: 'grew', children: { from: 60, to: 120 } }]);
    expect(kita(gapChanges(side([]), side([near])))).toMatchObject([{ kind: 'shrank', children: { change: -60 } }]);
  });

  it('of an area of which nothing is known is none: differences of children are missing, those of offers are not', () => {
    const unknown: Side = { ...side([], undefined, []), known: false };
    expect(gapChanges(side([ends]), unknown)).toEqual([]);
    const cells = compareChains(side([ends]), unknown);
    expect(cells.every((cell) => cell.without === null && cell.share === null && cell.children === null)).toBe(true);
    expect(cells.some(({ offers }) => offers.change === -1)).toBe(true);
  });
});

it('areas of different size are compared by the share of children without', () => {
  const near = offering({ runs: [{ site: 'a', weekdays: null, from: null, to: null }] });
  const cells = compareChains(side([near], undefined, [0]), side([near]));
  const cell = cells.find(({ column, band }) => column === 'kita' && band === 4);
  expect(cell?.share).toEqual({ from: 0, to: 50, change: 50 });
  expect(cell?.children).toEqual({ from: 12, to: 24, change: 12 });
});

describe('whatever two states are compared', () => {
  const month = fc.integer({ min: YOUNGEST, max: OLDEST });
  const some = fc
    .record({
      key: fc.uuid(),
      kind: fc.constantFrom('kita', 'language', 'sport', 'counselling'),
      ages: fc.tuple(month, month).map(([a, b]) => ageRange(Math.min(a, b), Math.max(a, b))),
      places: fc.option(fc.integer({ min: 0, max: 40 }), { nil: null }),
      comesToYou: fc.boolean(),
      validTo: fc.constantFrom('2026-01-01', '2027-07-31', null),
      runs: fc.constantFrom('a', 'both', 'nowhere').map((site) => [{ site, weekdays: null, from: null, to: null }]),
    })
    .map((more) => offering(more as Partial<Offering>));
  const state = fc
    .tuple(
      fc.array(some, { maxLength: 6 }),
      fc.constantFrom('2026-11-27', '2027-11-27'),
      fc.constantFrom<(number[] | null)[]>(null, [0], [1], []),
    )
    .map(([offerings, day, area]) => side(offerings, day, area));
  const MEASURES = ['offers', 'children', 'without', 'share'] as const;
  const figures = (cells: readonly CellChange[]): (Change | null)[] =>
    cells.flatMap((cell) => MEASURES.map((measure) => cell[measure]));

  it('one compared with itself differs nowhere', () => {
    fc.assert(
      fc.property(state, (one) => {
        expect(figures(compareChains(one, one)).filter((figure) => figure !== null && figure.change !== 0)).toEqual([]);
        expect(gapChanges(one, one).filter(({ kind, children }) => kind !== 'same' || children.change !== 0)).toEqual(
          [],
        );
      }),
    );
  });

  it('the other way round every sign is the opposite, and what opened has closed', () => {
    const opposite = { opened: 'closed', closed: 'opened', grew: 'shrank', shrank: 'grew', same: 'same' } as const;
    fc.assert(
      fc.property(state, state, (one, other) => {
        const [there, back] = [compareChains(one, other), compareChains(other, one)].map(figures);
        there?.forEach((figure, i) => {
          const reverse = back?.[i] ?? null;
          expect(reverse && { from: reverse.to, to: reverse.from, change: 0 - reverse.change }).toEqual(
            figure && { ...figure, change: 0 + figure.change },
          );
        });
        const named = (changes: readonly GapChange[]) => changes.map((gap) => `${gap.column} ${gap.ages.from}`).sort();
        const [forth, again] = [gapChanges(one, other), gapChanges(other, one)];
        expect(named(again)).toEqual(named(forth));
        for (const gap of forth) {
          const reverse = again.find(({ column, ages }) => column === gap.column && ages.from === gap.ages.from);
          expect(reverse?.kind).toBe(opposite[gap.kind]);
          expect((reverse?.children.change ?? NaN) + gap.children.change).toBeCloseTo(0, 9);
        }
      }),
    );
  });

  it('the changes of the gaps add up to that of all children without an offer meant for them', () => {
    const total = ({ cells }: Side) => cells.filter(isMeant).reduce((sum, cell) => sum + without(cell), 0);
    fc.assert(
      fc.property(state, state, (one, other) => {
        const changed = gapChanges(one, other).reduce((sum, { children }) => sum + children.change, 0);
        expect(changed).toBeCloseTo(total(other) - total(one), 6);
      }),
    );
  });
});
