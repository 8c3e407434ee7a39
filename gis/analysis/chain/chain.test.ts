import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { homes } from '../coverage/example.ts';
import { AGE_BANDS, ageRange, OLDEST, sharedMonths, YOUNGEST } from './ages.ts';
import { chainOf, COLUMNS } from './chain.ts';
import type { Cell, ChainInput, Column } from './chain.ts';
import { Children } from './children.ts';
import { gapsOf, without } from './gaps.ts';
import { ANY } from './offering.ts';
import type { Offering, Wish } from './offering.ts';
import { transitionsOf } from './transitions.ts';

/** Two pieces of street with 72 children under 6 each (one a month), 72 from 6 to 11, and 72 from 12 on. */
const demand = homes(
  [
    [0, 0],
    [1000, 0],
  ],
  72,
);
/** Site `a` is reached from the first piece only, `b` from the second, `both` from both, any other from none. */
const within: ChainInput['within'] = (site) => ({ a: [0], b: [1], both: [0, 1] })[site] ?? [];
const offering = (more: Partial<Offering> = {}): Offering => ({
  ...{ key: 'one', title: 'Griffbereit', kind: 'parent-child-group', ages: { from: 12, to: 36 }, places: null },
  ...{ languages: ['de', 'bg'], comesToYou: false, validFrom: '2026-08-01', validTo: '2027-07-31' },
  runs: [{ site: 'both', weekdays: ['mo'], from: '09:30', to: '11:00' }],
  ...more,
});
const DAY = '2026-11-27';
const chain = (offerings: Offering[], wish: Partial<Wish> = {}, day = DAY): Cell[] =>
  chainOf({ offerings, children: new Children(demand), day, wish: { ...ANY, ...wish }, within });
const band = (month: number) => AGE_BANDS.findIndex(({ from, to }) => from <= month && month < to);
const at = (cells: Cell[], month: number, column: Column = 'parent-child-group') =>
  cells.find((cell) => cell.band === band(month) && cell.column === column);
const reasons = (cell: Cell | undefined) => cell?.gaps.map(({ reason, children }) => [reason, children.expected]);

describe('ages', () => {
  it('are half-open: an offer up to three years is none for a child of 36 months, and one from then on is', () => {
    const cells = chain([offering(), offering({ key: 'kita', kind: 'kita', ages: { from: 36, to: 72 } })]);
    expect(at(cells, 35)?.offers).toEqual(['one']);
    expect(at(cells, 36)?.offers).toEqual([]);
    expect(at(cells, 35, 'kita')?.offers).toEqual([]);
    expect(at(cells, 36, 'kita')?.offers).toEqual(['kita']);
  });

  it('begin with pregnancy, which is counted as the births of nine months', () => {
    const cells = chain([offering({ kind: 'counselling', ages: { from: -9, to: 0 } })]);
    const cell = at(cells, -1, 'counselling');
    expect(cell?.offers).toEqual(['one']);
    expect(cell?.children.expected).toBeCloseTo(18);
    expect(at(cells, 0, 'counselling')?.offers).toEqual([]);
  });

  it('that nobody recorded stand in no cell, and an open end goes as far as the chain', () => {
    expect(ageRange(null, null)).toBeNull();
    expect(ageRange(36, null)).toEqual({ from: 36, to: OLDEST });
    expect(ageRange(null, 12)).toEqual({ from: 0, to: 12 });
    expect(ageRange(36, 36)).toBeNull();
    expect(chain([offering({ ages: null })]).every(({ offers }) => offers.length === 0)).toBe(true);
  });

  it('cover every child once: the bands follow each other without gap or overlap', () => {
    AGE_BANDS.slice(1).forEach(({ from }, i) => expect(from).toBe(AGE_BANDS[i]?.to));
    expect([AGE_BANDS[0]?.from, AGE_BANDS.at(-1)?.to]).toEqual([YOUNGEST, OLDEST]);
    const born = AGE_BANDS.slice(1).reduce((sum, ages) => sum + new Children(demand).of(ages).expected, 0);
    expect(born).toBeCloseTo(2 * 3 * 72);
  });
});

describe('a gap', () => {
  it('has one reason: nothing at all, nothing that still holds, no such language, no such time', () => {
    expect(reasons(at(chain([]), 12))).toEqual([['none', 24]]);
    expect(reasons(at(chain([offering()], {}, '2027-08-01'), 12))).toEqual([['expired', 24]]);
    expect(reasons(at(chain([offering()], { language: 'ro' }), 12))).toEqual([['language', 24]]);
    expect(reasons(at(chain([offering({ languages: null })], { language: 'de' }), 12))).toEqual([['language', 24]]);
    expect(reasons(at(chain([offering()], { weekdays: ['tu', 'we'] }), 12))).toEqual([['time', 24]]);
    expect(reasons(at(chain([offering()], { between: ['10:00', '18:00'] }), 12))).toEqual([['time', 24]]);
    expect(
      reasons(at(chain([offering()], { language: 'bg', weekdays: ['mo'], between: ['09:00', '12:00'] }), 12)),
    ).toEqual([]);
  });

  it('counts those too far away, and among the near ones those for whom there is no place', () => {
    const near = offering({ places: 16, runs: [{ site: 'a', weekdays: ['mo'], from: null, to: null }] });
    // 16 places for 24 months are 8 for one year: of 12 near children 4 are without.
    expect(reasons(at(chain([near]), 12))).toEqual([
      ['far', 12],
      ['places', 4],
    ]);
    // Where places are not known nobody is said to be without one.
    expect(reasons(at(chain([near, offering({ key: 'two', runs: near.runs })]), 12))).toEqual([['far', 12]]);
  });

  it('is not too far where somebody comes to the family', () => {
    const visits = offering({ comesToYou: true, runs: [{ site: 'nowhere', weekdays: null, from: null, to: null }] });
    expect(reasons(at(chain([visits]), 12))).toEqual([]);
    expect(reasons(at(chain([offering({ runs: visits.runs })]), 12))).toEqual([['far', 24]]);
  });

  it('what comes by arrangement reaches everyone, but is not known to fit a day or a time', () => {
    const arranged = offering({ comesToYou: true, runs: [] });
    expect(reasons(at(chain([arranged]), 20))).toEqual([]);
    expect(reasons(at(chain([arranged], { weekdays: ['mo'] }), 20))?.[0]?.[0]).toBe('time');
    expect(reasons(at(chain([arranged], { between: ['06:00', '12:30'] }), 20))?.[0]?.[0]).toBe('time');
    expect(reasons(at(chain([{ ...arranged, comesToYou: false }]), 20))?.[0]?.[0]).toBe('time');
  });

  it('is listed only where the chain means a kind to be, ages together that lack the same, the largest first', () => {
    const listed = gapsOf(chain([offering({ kind: 'school', ages: { from: 72, to: 96 } })]));
    expect(listed.some(({ column }) => column === 'volunteer' || column === 'sport')).toBe(false);
    const kita = listed.filter(({ column }) => column === 'kita');
    expect(kita).toHaveLength(1);
    expect(kita[0]).toMatchObject({ reason: 'none', ages: { from: 12, to: 72 } });
    expect(kita[0]?.children.expected).toBeCloseTo(120);
    expect(listed.find(({ column }) => column === 'school')?.ages).toEqual({ from: 96, to: 120 });
    const sizes = listed.map(({ children }) => children.expected);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });
});

it('transitions name what ends before, begins after and goes across', () => {
  const all = [
    offering({ key: 'ends', ages: { from: 12, to: 36 } }),
    offering({ key: 'begins', ages: { from: 36, to: 72 } }),
    offering({ key: 'across', ages: { from: 30, to: 40 } }),
    offering({ key: 'gone', ages: { from: 30, to: 40 }, validTo: '2026-01-01' }),
  ];
  const [three, six] = transitionsOf(all, new Children(demand), DAY);
  expect(three).toMatchObject({ at: 36, ends: ['ends'], begins: ['begins'], across: ['across'] });
  expect(three?.children.expected).toBeCloseTo(24);
  expect(six).toMatchObject({ ends: ['begins'], begins: [], across: [] });
});

describe('whatever is offered', () => {
  const month = fc.integer({ min: YOUNGEST, max: OLDEST });
  const run = fc.record({
    site: fc.constantFrom('a', 'b', 'both', 'nowhere'),
    weekdays: fc.option(fc.subarray(['mo', 'tu', 'sa'] as const), { nil: null }),
    from: fc.option(fc.constantFrom('08:00', '15:00'), { nil: null }),
    to: fc.option(fc.constantFrom('09:00', '17:30'), { nil: null }),
  });
  const some = fc.record({
    key: fc.uuid(),
    kind: fc.constantFrom('kita', 'language', 'sport'),
    ages: fc.tuple(month, month).map(([a, b]) => ageRange(Math.min(a, b), Math.max(a, b))),
    places: fc.option(fc.integer({ min: 0, max: 40 }), { nil: null }),
    languages: fc.option(fc.subarray(['de', 'tr', 'bg']), { nil: null }),
    comesToYou: fc.boolean(),
    validTo: fc.constantFrom('2026-01-01', '2027-07-31', null),
    runs: fc.array(run, { minLength: 1, maxLength: 3 }),
  }) as fc.Arbitrary<Partial<Offering>>;
  const offers = fc.array(some.map(offering), { maxLength: 8 });
  const wish = fc.record({
    language: fc.constantFrom(null, 'bg'),
    weekdays: fc.constantFrom(null, ['mo'] as const),
    between: fc.constantFrom(null, ['07:00', '12:00'] as const),
  });

  it('one more offer never widens a gap', () => {
    fc.assert(
      fc.property(offers, some.map(offering), wish, (all, one, wanted) => {
        const [before, after] = [chain(all, wanted), chain([...all, one], wanted)];
        after.forEach((cell, i) => expect(without(cell)).toBeLessThanOrEqual(without(before[i] as Cell) + 1e-9));
      }),
    );
  });

  it('each child is counted once: with an offer or without, never more than there are', () => {
    fc.assert(
      fc.property(offers, wish, (all, wanted) => {
        for (const cell of chain(all, wanted)) {
          expect(without(cell)).toBeLessThanOrEqual(cell.children.expected + 1e-9);
          expect(cell.reached.expected).toBeLessThanOrEqual(cell.children.expected + 1e-9);
        }
      }),
    );
  });

  it('the matrix holds the offers and places of the list, no more and no fewer', () => {
    fc.assert(
      fc.property(offers, (all) => {
        const cells = chain(all);
        const listed = all.filter(({ ages, validTo }) => ages && (validTo === null || validTo >= DAY));
        for (const column of COLUMNS) {
          const own = listed.filter(({ kind }) => column === 'any' || kind === column);
          const there = cells.filter((cell) => cell.column === column);
          expect(new Set(there.flatMap((cell) => cell.offers))).toEqual(new Set(own.map(({ key }) => key)));
          const places = there.reduce((sum, cell) => sum + cell.places, 0);
          expect(places).toBeCloseTo(
            own.reduce((sum, one) => sum + (one.places ?? 0), 0),
            6,
          );
          for (const { band: at, offers: keys } of there) {
            const ages = AGE_BANDS[at];
            for (const { key, ages: own } of listed) {
              if (keys.includes(key)) expect(own && ages && sharedMonths(own, ages)).toBeGreaterThan(0);
            }
          }
        }
      }),
    );
  });
});
