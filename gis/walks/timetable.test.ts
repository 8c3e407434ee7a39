import { describe, expect, it } from 'vitest';
import { timetableOf } from './timetable.ts';

const stop = (key: string, minutes: number | null = null) => ({ key, lon: 7.4717, lat: 51.5228, minutes });
const leg = (from: string, to: string, seconds: number | null) => ({ from, to, metres: null, seconds, line: [] });

describe('the times of a walk', () => {
  it('are walking and staying together, with the minutes of a stop before those of the walk', () => {
    const legs = [leg('a', 'b', 300), leg('b', 'c', 90)];
    const { times, endsAt } = timetableOf('2026-06-01T14:00:00Z', [stop('a'), stop('b', 20), stop('c', 0)], 8, {
      legs,
    });
    expect(times.map(({ arrives, leaves }) => [arrives.slice(11, 19), leaves.slice(11, 19)])).toEqual([
      ['14:00:00', '14:08:00'],
      ['14:13:00', '14:33:00'],
      ['14:34:30', '14:34:30'],
    ]);
    expect(endsAt).toBe('2026-06-01T14:34:30.000Z');
  });

  it('go on to the start of a round walk, and a leg without a way takes none', () => {
    const legs = [leg('a', 'b', null), leg('b', 'a', 600)];
    const { endsAt } = timetableOf('2026-06-01T14:00:00Z', [stop('a'), stop('b')], 10, { legs });
    expect(endsAt).toBe('2026-06-01T14:30:00.000Z');
  });

  it('say which stop is reached in the dark', () => {
    const legs = [leg('a', 'b', 1200)];
    const winter = timetableOf('2026-12-03T15:20:00Z', [stop('a', 30), stop('b')], 8, { legs });
    expect(winter.times.map(({ dark }) => dark)).toEqual([false, true]);
    expect(winter.dark).toBe(true);
    expect(timetableOf('2026-06-03T15:20:00Z', [stop('a'), stop('b')], 8, { legs }).dark).toBe(false);
    expect(timetableOf('2026-06-03T15:20:00Z', [], 8, { legs: [] })).toMatchObject({ times: [], dark: false });
  });
});
