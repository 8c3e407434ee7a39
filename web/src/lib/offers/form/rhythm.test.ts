import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WEEKDAYS } from '@quartierblick/gis/analysis/chain/offering.ts';
import { parseRecurrence, weekdaysOf } from '@quartierblick/gis/offers/recurrence.ts';
import { NTHS, RHYTHMS, rhythmOf, ruleOf } from './rhythm.ts';

const entry = fc.record({
  rhythm: fc.constantFrom(...RHYTHMS.filter((one) => one !== 'own')),
  nth: fc.constantFrom(...NTHS),
  rule: fc.constant(''),
});
const days = fc.subarray([...WEEKDAYS], { minLength: 1 });

describe('how an offer repeats', () => {
  it('is written as a rule that the server takes, naming the days that are ticked', () => {
    fc.assert(
      fc.property(entry, days, (rhythm, weekdays) => {
        const rule = ruleOf(rhythm, weekdays);
        if (rhythm.rhythm === 'weekly') expect(rule).toBeNull();
        else {
          const read = parseRecurrence(rule ?? '');
          expect(read && weekdaysOf(read)).toEqual(weekdays);
        }
      }),
    );
  });

  it('is read back as it was entered', () => {
    fc.assert(
      fc.property(entry, days, (rhythm, weekdays) => {
        const read = rhythmOf(ruleOf(rhythm, weekdays), weekdays);
        expect(read.rhythm).toBe(rhythm.rhythm);
        if (rhythm.rhythm === 'monthly') expect(read.nth).toBe(rhythm.nth);
      }),
    );
  });

  it.each([
    ['FREQ=WEEKLY;INTERVAL=3;BYDAY=MO', ['mo']],
    ['FREQ=MONTHLY;BYDAY=1MO,3MO', ['mo']],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', ['mo']],
    ['FREQ=MONTHLY;BYMONTHDAY=15', []],
  ] as const)('a rule that no choice says stays as it is written: %s', (rule, weekdays) => {
    const read = rhythmOf(rule, weekdays);
    expect(read).toMatchObject({ rhythm: 'own', rule });
    expect(ruleOf(read, weekdays)).toBe(rule);
  });
});
