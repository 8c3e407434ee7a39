import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doubleArea, tidyRing } from './ring.ts';

const tidy = (ring: number[]) => {
  const copy = [...ring];
  copy.length = tidyRing(copy, copy.length);
  return copy;
};

describe('tidying rings', () => {
  it.each([
    ['a repeated end', [0, 0, 9, 0, 9, 9, 0, 0], [0, 0, 9, 0, 9, 9]],
    ['repeated points', [0, 0, 0, 0, 9, 0, 9, 0, 9, 9, 9, 9], [0, 0, 9, 0, 9, 9]],
    ['a point on a straight edge', [0, 0, 4, 0, 9, 0, 9, 9], [0, 0, 9, 0, 9, 9]],
    ['a spike', [0, 0, 9, 0, 20, 0, 9, 0, 9, 9], [0, 0, 9, 0, 9, 9]],
    ['a spike on a spike', [0, 0, 9, 0, 20, 5, 30, 5, 20, 5, 9, 0, 9, 9], [0, 0, 9, 0, 9, 9]],
    ['a spike at the beginning', [20, 0, 9, 0, 9, 9, 0, 0], [9, 0, 9, 9, 0, 0]],
    ['a line there and back', [0, 0, 5, 5, 9, 0, 5, 5], []],
  ])('takes out %s', (_what, ring, expected) => {
    const left = tidy(ring);
    if (expected.length === 0) expect(left.length).toBeLessThan(6);
    else expect(left).toEqual(expected);
  });

  it('never changes the area, and leaves nothing that it would take out', () => {
    const number = fc.integer({ min: 0, max: 6 });
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 3, maxLength: 14 }), (points) => {
        const ring = points.flat();
        const left = tidy(ring);
        if (left.length >= 6) expect(doubleArea(left)).toBe(doubleArea(ring));
        else expect(doubleArea(ring)).toBe(0);
        expect(tidy(left)).toEqual(left);
      }),
      { numRuns: 2000 },
    );
  });
});
