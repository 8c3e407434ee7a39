import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classBreaks, classCounts, classOf, parseBreaks } from './classify.ts';

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 300 });
const method = fc.constantFrom('quantile' as const, 'equal' as const, 'natural' as const);
const classes = fc.integer({ min: 2, max: 7 });

describe('classification, by hand', () => {
  const sample = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

  it('quantiles hold the same number of values', () => {
    const breaks = classBreaks(sample, { method: 'quantile', classes: 5 });
    expect(breaks).toEqual([3, 5, 7, 9]);
    expect(classCounts(sample, breaks)).toEqual([2, 2, 2, 2, 2]);
  });

  it('equal intervals have the same width', () => {
    expect(classBreaks([0, 3, 100], { method: 'equal', classes: 4 })).toEqual([25, 50, 75]);
  });

  it('natural breaks fall into the gaps', () => {
    expect(classBreaks([1, 2, 3, 50, 51, 52, 90, 91], { method: 'natural', classes: 3 })).toEqual([50, 90]);
  });

  it('own thresholds are taken as they are, sorted, each once', () => {
    expect(classBreaks(sample, { method: 'own', classes: 5, own: [300, 73, 210, 73] })).toEqual([73, 210, 300]);
  });

  it('a value on a threshold belongs to the class above', () => {
    expect([72.9, 73, 210].map((value) => classOf(value, [73, 210]))).toEqual([0, 1, 2]);
  });

  it('many equal values do not make empty classes', () => {
    const ties = [...Array.from({ length: 90 }, () => 0), 5, 6, 7, 8];
    for (const one of ['quantile', 'equal', 'natural'] as const) {
      const breaks = classBreaks(ties, { method: one, classes: 5 });
      expect(new Set(breaks).size, one).toBe(breaks.length);
    }
    expect(classCounts(ties, classBreaks(ties, { method: 'quantile', classes: 5 }))[0]).toBe(90);
  });

  it('one value, or none, makes one class', () => {
    expect(classBreaks([4, 4, 4], { method: 'natural', classes: 5 })).toEqual([]);
    expect(classBreaks([], { method: 'quantile', classes: 5 })).toEqual([]);
  });
});

describe('classification, whatever the values', () => {
  it('thresholds ascend strictly, lie above the least value, and are at most one fewer than the classes', () => {
    fc.assert(
      fc.property(values, method, classes, (all, one, n) => {
        const breaks = classBreaks(all, { method: one, classes: n });
        expect(breaks.length).toBeLessThanOrEqual(n - 1);
        breaks.forEach((limit, i) =>
          expect(limit).toBeGreaterThan(i === 0 ? Math.min(...all) : (breaks[i - 1] ?? limit)),
        );
      }),
    );
  });

  it('every value is counted in exactly one class', () => {
    fc.assert(
      fc.property(values, method, classes, (all, one, n) => {
        const counts = classCounts(all, classBreaks(all, { method: one, classes: n }));
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(all.length);
      }),
    );
  });
});

describe('thresholds as typed', () => {
  it.each([
    ['73; 210; 300', [73, 210, 300]],
    ['0,5 1.5', [0.5, 1.5]],
    ['300;73', [73, 300]],
  ])('%s is understood', (text, expected) => {
    expect(parseBreaks(text)).toEqual(expected);
  });

  it.each(['', 'a; b', '1; x', '1e3', '1;2;3;4;5;6;7'])('"%s" is refused', (text) => {
    expect(parseBreaks(text)).toBeNull();
  });
});
