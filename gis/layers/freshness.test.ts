import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DUE_DAYS, freshnessOf, promiseEnds, worst } from './freshness.ts';

describe('the end of a promise', () => {
  it('falls on the last day of a month that is shorter, in leap years too', () => {
    expect(promiseEnds('2024-08-31', 6)).toBe('2025-02-28');
    expect(promiseEnds('2023-08-31', 6)).toBe('2024-02-29');
    expect(promiseEnds('2025-12-31', 19)).toBe('2027-07-31');
    expect(promiseEnds('2026-01-15', 12)).toBe('2027-01-15');
  });

  it('comes never earlier with a longer promise or with later data', () => {
    const date = fc
      .date({ min: new Date('1990-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10));
    fc.assert(
      fc.property(date, date, fc.integer({ min: 1, max: 240 }), (a, b, months) => {
        const [earlier, later] = a < b ? [a, b] : [b, a];
        expect(promiseEnds(earlier, months) <= promiseEnds(later, months)).toBe(true);
        expect(promiseEnds(earlier, months) < promiseEnds(earlier, months + 1)).toBe(true);
      }),
    );
  });
});

describe('data against its promise', () => {
  it('keeps it on its last day, and is overdue on the day after', () => {
    expect(freshnessOf('2025-12-31', 12, '2026-12-31')).toEqual({ state: 'due', until: '2026-12-31', ageDays: 365 });
    expect(freshnessOf('2025-12-31', 12, '2027-01-01').state).toBe('overdue');
  });

  it('is due in the last days only', () => {
    expect(DUE_DAYS).toBe(30);
    expect(freshnessOf('2025-12-31', 12, '2026-12-02').state).toBe('due');
    expect(freshnessOf('2025-12-31', 12, '2026-12-01').state).toBe('fresh');
  });

  it('does not take a missing date for fresh, nor a missing promise for broken', () => {
    expect(freshnessOf(null, 12, '2026-11-28')).toEqual({ state: 'no-date', until: null, ageDays: null });
    expect(freshnessOf('1990-01-01', null, '2026-11-28').state).toBe('no-promise');
  });

  it('of a layer is that of its worst source', () => {
    expect(worst(['fresh', 'overdue', 'no-date'])).toBe('overdue');
    expect(worst(['fresh', 'no-date'])).toBe('no-date');
    expect(worst([])).toBe('no-promise');
  });
});
