import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupFindings, labelFindings, proposeMerges, SAME_WITHIN_M } from './group.ts';
import type { Sighting } from './group.ts';
import { uuid } from './test-log.ts';

const THEMES = ['light', 'waste', 'other'];
const STOPS = [uuid(5, 1), uuid(5, 2), uuid(5, 3)];

const sightings = fc
  .array(
    fc.record({
      device: fc.nat(3).map((n) => uuid(1, n)),
      stop: fc.constantFrom(null, ...STOPS, uuid(5, 9)),
      theme: fc.constantFrom(null, ...THEMES, 'gone'),
      at: fc.option(fc.tuple(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 20 }))),
      minute: fc.nat(59),
    }),
    { maxLength: 25 },
  )
  .map((all) =>
    all.map(({ minute, ...one }, i): Sighting => ({
      ...one,
      key: uuid(3, i),
      foundAt: new Date(Date.UTC(2026, 10, 27, 10, minute)).toISOString(),
    })),
  );
/** The same in another order. */
const shuffled = sightings.chain((all) =>
  fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
);

const seen = (n: number, more: Partial<Sighting> = {}): Sighting => ({
  key: uuid(3, n),
  device: uuid(1, n),
  stop: null,
  theme: 'light',
  at: [0, 0],
  foundAt: `2026-11-27T10:0${n}:00Z`,
  ...more,
});
const keys = (...ns: number[]) => ns.map((n) => uuid(3, n));

describe('groups of findings', () => {
  it('every finding is in exactly one group, of its own stop and theme, and has a label of its own', () => {
    fc.assert(
      fc.property(sightings, (all) => {
        const groups = groupFindings(all, STOPS, THEMES);
        const inside = groups.flatMap(({ stop, themes }) =>
          themes.flatMap(({ theme, findings }) =>
            findings.map((one) => {
              expect(one.theme).toBe(theme);
              expect(one.stop !== null && STOPS.includes(one.stop) ? one.stop : null).toBe(stop);
              return one.key;
            }),
          ),
        );
        expect([...inside].sort()).toEqual(all.map(({ key }) => key).sort());
        const labels = labelFindings(groups, STOPS);
        expect(new Set(labels.values()).size).toBe(all.length);
      }),
      { numRuns: 200 },
    );
  });

  it('stops are told in the order of the walk, the way last, no theme after every theme', () => {
    const groups = groupFindings(
      [
        seen(1, { stop: null }),
        seen(2, { stop: STOPS[1] ?? null, theme: null }),
        seen(3, { stop: STOPS[1] ?? null, theme: 'waste' }),
        seen(4, { stop: STOPS[0] ?? null }),
        seen(5, { stop: STOPS[1] ?? null, theme: 'light' }),
      ],
      STOPS,
      THEMES,
    );
    expect(groups.map(({ stop, themes }) => [stop, themes.map(({ theme }) => theme)])).toEqual([
      [STOPS[0], ['light']],
      [STOPS[1], ['light', 'waste', null]],
      [null, ['light']],
    ]);
    expect([...labelFindings(groups, STOPS).values()]).toEqual(['1.1', '2.1', '2.2', '2.3', 'W1']);
  });
});

describe('proposals to merge', () => {
  it('never span two themes or one device, and every two of one are near each other or at one stop', () => {
    fc.assert(
      fc.property(sightings, (all) => {
        const byKey = new Map(all.map((one) => [one.key, one]));
        const proposals = proposeMerges(all);
        const named = proposals.flat();
        expect(new Set(named).size).toBe(named.length);
        for (const proposal of proposals) {
          const members = proposal.flatMap((key) => byKey.get(key) ?? []);
          expect(new Set(members.map(({ theme }) => theme)).size).toBe(1);
          expect(members[0]?.theme).not.toBeNull();
          expect(new Set(members.map(({ device }) => device)).size).toBe(members.length);
          for (const a of members) {
            for (const b of members) {
              const near = a.at && b.at && Math.hypot(a.at[0] - b.at[0], a.at[1] - b.at[1]) <= SAME_WITHIN_M;
              expect(near || (a.stop !== null && a.stop === b.stop)).toBe(true);
            }
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('do not depend on the order in which findings come', () => {
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        const sorted = (proposals: readonly string[][]) => proposals.map((one) => one.join()).sort();
        expect(sorted(proposeMerges(other))).toEqual(sorted(proposeMerges(all)));
      }),
      { numRuns: 200 },
    );
  });

  it('leave nothing apart that could be one: two of one theme within 25 m, by two devices', () => {
    expect(proposeMerges([seen(2, { at: [25, 0] }), seen(1)])).toEqual([keys(1, 2)]);
    expect(proposeMerges([seen(1), seen(2, { at: [25.5, 0] })])).toEqual([]);
    expect(proposeMerges([seen(1), seen(2, { theme: 'waste' })])).toEqual([]);
    expect(proposeMerges([seen(1), seen(2, { device: uuid(1, 1) })])).toEqual([]);
  });

  it('take the same stop and theme where a place is missing or far off', () => {
    const stop = STOPS[0] ?? null;
    expect(proposeMerges([seen(1, { stop, at: null }), seen(2, { stop, at: [90, 0] })])).toEqual([keys(1, 2)]);
  });

  it('do not run along a street: the nearer two of three in a row', () => {
    expect(proposeMerges([seen(1), seen(2, { at: [20, 0] }), seen(3, { at: [42, 0] })])).toEqual([keys(1, 2)]);
  });
});
