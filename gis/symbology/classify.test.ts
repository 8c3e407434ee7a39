import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classBreaks, classCounts, classOf, commonBreaks, parseBreaks } from './classify.ts';

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

describe('classification, published and computed by hand', () => {
  it('natural breaks: the example of Ckmeans.1d.dp (Wang & Song 2011)', () => {
    expect(classBreaks([-1, 2, -1, 2, 4, 5, 6, -1, 2, -1], { method: 'natural', classes: 3 })).toEqual([2, 4]);
  });

  it('natural breaks: 4 5 | 9 10 leaves a squared distance of 1 of 26', () => {
    expect(classBreaks([4, 5, 9, 10], { method: 'natural', classes: 2 })).toEqual([9]);
    expect(squares([[4, 5, 9, 10]])).toBe(26);
    expect(squares(grouped([4, 5, 9, 10], [9]))).toBe(1);
  });

  it('equal intervals: below zero as above it', () => {
    expect(classBreaks([-10, 10, 3], { method: 'equal', classes: 4 })).toEqual([-5, 0, 5]);
    expect(classBreaks([-70, -10], { method: 'equal', classes: 3 })).toEqual([-50, -30]);
  });

  it('thresholds bear three digits of the range, large or small', () => {
    expect(classBreaks([0, 1], { method: 'equal', classes: 3 })).toEqual([0.33, 0.67]);
    expect(classBreaks([0, 100_000], { method: 'equal', classes: 3 })).toEqual([33_000, 67_000]);
    expect(classBreaks([5e-7, 8e-7], { method: 'equal', classes: 3 })).toEqual([6e-7, 7e-7]);
  });

  it('quantiles: values that are equal stay together', () => {
    const breaks = classBreaks([4, 1, 3, 1, 2, 1], { method: 'quantile', classes: 3 });
    expect(breaks).toEqual([2, 3]);
    expect(classCounts([4, 1, 3, 1, 2, 1], breaks)).toEqual([3, 1, 2]);
  });

  it('fewer distinct values than classes: each has a class of its own, no class is empty', () => {
    for (const one of ['quantile', 'natural'] as const) {
      const few = [7, 1, 7, 1, 3, 3, 3, 1, 7];
      const breaks = classBreaks(few, { method: one, classes: 7 });
      expect(breaks, one).toEqual([3, 7]);
      expect(classCounts(few, breaks), one).toEqual([3, 3, 3]);
    }
  });

  it('2 to 7 classes, whatever is asked for', () => {
    const many = Array.from({ length: 200 }, (_, k) => k);
    const classesOf = (wanted: number): number => classBreaks(many, { method: 'equal', classes: wanted }).length + 1;
    expect([-3, 0, 1, 2, 2.9, 7, 8, 99].map(classesOf)).toEqual([2, 2, 2, 2, 2, 7, 7, 7]);
  });

  it('what is not a number moves no threshold and is counted nowhere', () => {
    const broken = [Number.NaN, 1, 2, Number.POSITIVE_INFINITY, 3, Number.NEGATIVE_INFINITY, 4];
    for (const one of ['quantile', 'equal', 'natural'] as const) {
      const clean = classBreaks([1, 2, 3, 4], { method: one, classes: 2 });
      expect(classBreaks(broken, { method: one, classes: 2 }), one).toEqual(clean);
    }
    expect(classBreaks([Number.NaN], { method: 'natural', classes: 3 })).toEqual([]);
    expect(classBreaks([1, 2], { method: 'own', classes: 3, own: [Number.NaN, 1.5] })).toEqual([1.5]);
    expect(classCounts([Number.NaN, 1, 9], [5])).toEqual([1, 1]);
  });

  it('natural breaks find the gap among more values than ckmeans is given', () => {
    const many = Array.from({ length: 20_000 }, (_, k) => (k < 15_000 ? k % 100 : 500 + (k % 100)));
    expect(classBreaks(many, { method: 'natural', classes: 2 })).toEqual([500]);
  });
});

describe('classification, against every other way to divide', () => {
  it('no partition into as many classes has a smaller squared distance than natural breaks', () => {
    const few = fc.array(fc.integer({ min: -400, max: 400 }), { minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(few, fc.integer({ min: 2, max: 5 }), (all, n) => {
        const sorted = all.toSorted((a, b) => a - b);
        const distinct = new Set(all).size;
        const breaks = classBreaks(all, { method: 'natural', classes: n });
        expect(breaks).toHaveLength(Math.min(n, distinct) - 1);
        const best = Math.min(...partitions(sorted, Math.min(n, distinct)).map(squares));
        expect(squares(grouped(sorted, breaks))).toBeCloseTo(best, 6);
      }),
    );
  });

  it('quantiles of values without ties differ by one at most', () => {
    const distinct = fc.uniqueArray(fc.integer({ min: -499, max: 499 }), { minLength: 7, maxLength: 80 });
    fc.assert(
      fc.property(distinct, classes, (all, n) => {
        const counts = classCounts(all, classBreaks(all, { method: 'quantile', classes: n }));
        expect(counts).toHaveLength(n);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('classification, whatever the values', () => {
  it('a class holds what lies from its threshold to below the next, and nothing else', () => {
    fc.assert(
      fc.property(values, method, classes, (all, one, n) => {
        const breaks = classBreaks(all, { method: one, classes: n });
        const limits = [Number.NEGATIVE_INFINITY, ...breaks, Number.POSITIVE_INFINITY];
        for (const value of [...all, ...breaks]) {
          const inside = limits.slice(1).flatMap((to, k) => ((limits[k] ?? to) <= value && value < to ? [k] : []));
          expect(inside).toEqual([classOf(value, breaks)]);
        }
      }),
    );
  });

  it('the order of the values does not matter', () => {
    fc.assert(
      fc.property(values, method, classes, (all, one, n) => {
        const look = { method: one, classes: n };
        expect(classBreaks(all.toReversed(), look)).toEqual(classBreaks(all, look));
      }),
    );
  });

  it('values that are all the same make one class', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
        fc.integer({ min: 1, max: 50 }),
        method,
        (v, k, one) => {
          const same = Array.from({ length: k }, () => v);
          expect(classBreaks(same, { method: one, classes: 5 })).toEqual([]);
          expect(classCounts(same, [])).toEqual([k]);
        },
      ),
    );
  });

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
    ['-5; 2', [-5, 2]],
    ['5 5,0 5.0', [5]],
  ])('%s is understood', (text, expected) => {
    expect(parseBreaks(text)).toEqual(expected);
  });

  it.each(['', 'a; b', '1; x', '1e3', '1;2;3;4;5;6;7'])('"%s" is refused', (text) => {
    expect(parseBreaks(text)).toBeNull();
  });
});

/** Sum of squared distances from the means of the groups. */
function squares(groups: readonly (readonly number[])[]): number {
  return groups.reduce((sum, group) => {
    const mean = group.reduce((a, b) => a + b, 0) / group.length;
    return sum + group.reduce((a, b) => a + (b - mean) ** 2, 0);
  }, 0);
}

/** Values by class, empty classes left out. */
function grouped(all: readonly number[], breaks: readonly number[]): number[][] {
  const groups = Array.from({ length: breaks.length + 1 }, (_, k) =>
    all.filter((value) => classOf(value, breaks) === k),
  );
  return groups.filter((group) => group.length > 0);
}

/** Every way to cut a sorted list into `n` parts that hold something. */
function partitions(sorted: readonly number[], n: number): number[][][] {
  if (n === 1) return [[[...sorted]]];
  return Array.from({ length: sorted.length - n + 1 }, (_, k) => k + 1).flatMap((cut) =>
    partitions(sorted.slice(cut), n - 1).map((rest) => [sorted.slice(0, cut), ...rest]),
  );
}

describe('classes that several states share', () => {
  it('are the same whichever state comes first, and hold the values of every one', () => {
    fc.assert(
      fc.property(values, values, method, classes, (a, b, how, n) => {
        const common = commonBreaks([a, b], { method: how, classes: n });
        expect(commonBreaks([b, a], { method: how, classes: n })).toEqual(common);
        const counted = [a, b].flatMap((one) => classCounts(one, common));
        expect(counted.reduce((sum, count) => sum + count, 0)).toBe(a.length + b.length);
      }),
    );
  });

  it('reach as far as the state with the largest values', () => {
    const grown = commonBreaks(
      [
        [1, 2, 3, 4],
        [10, 20, 30, 40],
      ],
      { method: 'equal', classes: 4 },
    );
    expect(grown).toEqual([10.75, 20.5, 30.25].map((limit) => Math.round(limit * 10) / 10));
  });

  it('are the thresholds of the reader, where there are some', () => {
    expect(commonBreaks([[1], [900]], { method: 'own', classes: 5, own: [7] })).toEqual([7]);
  });
});
