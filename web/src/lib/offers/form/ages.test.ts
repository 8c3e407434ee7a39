import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageEntry, monthsOf } from './ages.ts';

describe('ages as people enter them', () => {
  it.each([
    [-9, 'pregnancy', ''],
    [0, 'birth', ''],
    [4, 'months', '4'],
    [18, 'months', '18'],
    [24, 'years', '2'],
    [36, 'years', '3'],
    [42, 'years', '3,5'],
    [43, 'months', '43'],
    [-3, 'months', '-3'],
    [null, 'open', ''],
  ])('%d months stand there as %s %s', (months, unit, number) =>
    expect(ageEntry(months, 'de')).toEqual({ unit, number }),
  );

  it.each(['de', 'en'] as const)('what stands in the form is read back the same (%s)', (language) => {
    fc.assert(
      fc.property(fc.option(fc.integer({ min: -9, max: 1200 })), (months) => {
        expect(monthsOf(ageEntry(months, language), language)).toBe(months);
      }),
    );
  });

  it.each([
    ['months', ''],
    ['months', '2,5'],
    ['years', 'drei'],
    ['years', '0,3'],
    ['years', '101'],
    ['months', '-10'],
  ] as const)('%s "%s" is no age, not another one', (unit, number) =>
    expect(monthsOf({ unit, number }, 'de')).toBeUndefined(),
  );
});
