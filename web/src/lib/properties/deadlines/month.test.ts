import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsOf, dayByKey, monthOf, shiftMonth, weeksOf } from './month.ts';

describe('a month of the calendar', () => {
  it('has whole weeks from Monday to Sunday, and all its days once', () => {
    const month = fc.tuple(fc.integer({ min: 1990, max: 2090 }), fc.integer({ min: 1, max: 12 }));
    fc.assert(
      fc.property(month, ([year, number]) => {
        const id = `${year}-${String(number).padStart(2, '0')}`;
        const weeks = weeksOf(id);
        for (const week of weeks) {
          expect(week).toHaveLength(7);
          expect(new Date(week[0] ?? '').getUTCDay()).toBe(1);
        }
        const own = weeks.flat().filter((day) => monthOf(day) === id);
        const { first, last } = boundsOf(id);
        expect([own[0], own.at(-1), own.length]).toEqual([first, last, Number(last.slice(8))]);
      }),
    );
  });

  it('begins on its first day where that is a Monday, and has a leap day', () => {
    expect(weeksOf('2026-06')[0]?.[0]).toBe('2026-06-01');
    expect(boundsOf('2024-02').last).toBe('2024-02-29');
    expect(shiftMonth('2026-12', 1)).toBe('2027-01');
    expect(shiftMonth('2026-01', -1)).toBe('2025-12');
  });

  it('is walked by keys over its end', () => {
    expect(dayByKey('2026-11-30', 'ArrowRight')).toBe('2026-12-01');
    expect(dayByKey('2026-11-03', 'ArrowUp')).toBe('2026-10-27');
    expect(dayByKey('2026-11-25', 'Home')).toBe('2026-11-23');
    expect(dayByKey('2026-11-25', 'End')).toBe('2026-11-29');
    expect(dayByKey('2026-01-31', 'PageDown')).toBe('2026-02-28');
    expect(dayByKey('2026-01-31', 'a')).toBeNull();
  });
});
