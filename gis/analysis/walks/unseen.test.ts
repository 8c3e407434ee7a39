import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Point } from '../network/types.ts';
import { proposeStops, SEEN_M, unseenOf } from './unseen.ts';
import type { Candidate, Seen } from './unseen.ts';

const at: fc.Arbitrary<Point> = fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 3000 }));
const candidate: fc.Arbitrary<Candidate> = fc.record({ at, weight: fc.integer({ min: 1, max: 5 }) });
const seen: fc.Arbitrary<Seen> = fc.record({
  at,
  roles: fc.subarray(['child', 'scout', 'resident']),
  dark: fc.boolean(),
});
const perspective = fc.record({ role: fc.constantFrom('child', 'scout'), dark: fc.boolean() });
const apart = ([ax, ay]: Point, [bx, by]: Point) => Math.hypot(ax - bx, ay - by);

describe('a proposal of what no walk has seen', () => {
  it('has only places unseen in this role and light, apart from each other, and fits into one walk', () => {
    fc.assert(
      fc.property(
        fc.array(candidate, { maxLength: 40 }),
        fc.array(seen, { maxLength: 20 }),
        perspective,
        (candidates, before, who) => {
          const stops = proposeStops(candidates, before, who);
          expect(stops.length > 0).toBe(unseenOf(candidates, before, who).length > 0);
          expect(stops.length).toBeLessThanOrEqual(8);
          let length = 0;
          for (const [i, stop] of stops.entries()) {
            const near = before.filter((one) => apart(one.at, stop.at) <= SEEN_M);
            expect(near.some(({ roles, dark }) => dark === who.dark && roles.includes(who.role))).toBe(false);
            for (const other of stops.slice(0, i)) expect(apart(other.at, stop.at)).toBeGreaterThan(SEEN_M);
            const last = stops[i - 1];
            if (last) length += apart(last.at, stop.at);
          }
          expect(length).toBeLessThanOrEqual(1500);
        },
      ),
    );
  });

  it('still asks for a place that was seen by day only, or by others only', () => {
    const place: Candidate = { at: [0, 0], weight: 1 };
    const byDay: Seen = { at: [10, 0], roles: ['child'], dark: false };
    expect(proposeStops([place], [byDay], { role: 'child', dark: false })).toEqual([]);
    expect(proposeStops([place], [byDay], { role: 'child', dark: true })).toEqual([place]);
    expect(proposeStops([place], [byDay], { role: 'scout', dark: false })).toEqual([place]);
  });
});
