import { describe, expect, it } from 'vitest';
import { clockText, inQuarter, momentOf } from './times.ts';

describe('times of a walk', () => {
  it('are those of clocks in the quarter, in summer, in winter and around the change of clocks', () => {
    expect(momentOf('2026-07-01', '14:00')).toBe('2026-07-01T12:00:00.000Z');
    expect(momentOf('2026-12-03', '16:30')).toBe('2026-12-03T15:30:00.000Z');
    expect(momentOf('2026-10-25', '02:30')).toBe('2026-10-25T00:30:00.000Z');
    for (const [day, time] of [
      ['2026-03-29', '01:59'],
      ['2026-03-29', '03:00'],
      ['2026-10-25', '03:00'],
    ] as const) {
      expect(inQuarter(momentOf(day, time) ?? '')).toEqual({ day, time });
    }
  });

  it('are none where there is no such time, or a part is missing', () => {
    expect(momentOf('2026-03-29', '02:30')).toBeNull();
    expect(momentOf('', '14:00')).toBeNull();
    expect(momentOf('2026-12-03', '')).toBeNull();
    expect(momentOf('2026-02-31', '14:00')).toBeNull();
  });

  it('are shown on 24 hours in both languages', () => {
    expect(clockText('2026-12-03T15:30:00Z', 'de')).toBe('16:30');
    expect(clockText('2026-12-03T15:30:00Z', 'en')).toBe('16:30');
  });
});
