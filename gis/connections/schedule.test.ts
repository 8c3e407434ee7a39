import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCHEDULES } from './kinds.ts';
import type { Schedule } from './kinds.ts';
import { nextAttempt, nextRun } from './schedule.ts';

const local = (date: Date | null) =>
  date?.toLocaleString('sv-SE', { timeZone: 'Europe/Berlin' }).replace(' ', 'T') ?? null;
const HOUR = 3_600_000;
const ids = fc.uuid();
const regular = fc.constantFrom(...SCHEDULES.filter((schedule) => schedule !== 'manual'));
const instants = fc.date({ min: new Date('2026-01-01'), max: new Date('2032-01-01'), noInvalidDate: true });

describe('next run', () => {
  it('is never set for what is fetched by hand', () => {
    expect(nextRun('manual', 'a', new Date())).toBeNull();
    expect(nextAttempt({ schedule: 'manual', failures: 3 }, new Date())).toBeNull();
  });

  it('lies after the instant and within one period and a little, whatever the clock does', () => {
    const longest: Record<Schedule, number> = {
      manual: 0,
      hourly: 1,
      daily: 25,
      weekly: 7 * 24 + 1,
      monthly: 31 * 24 + 1,
      quarterly: 93 * 24,
      yearly: 367 * 24,
    };
    fc.assert(
      fc.property(regular, ids, instants, (schedule, id, after) => {
        const next = nextRun(schedule, id, after) as Date;
        const hours = (next.getTime() - after.getTime()) / HOUR;
        expect(hours).toBeGreaterThan(0);
        expect(hours).toBeLessThanOrEqual(longest[schedule]);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps its local time at night over both changes of the clock', () => {
    fc.assert(
      fc.property(ids, (id) => {
        for (const start of ['2027-03-25T12:00:00Z', '2027-10-28T12:00:00Z']) {
          let at = new Date(start);
          const seen: string[] = [];
          for (let day = 0; day < 6; day += 1) {
            at = nextRun('daily', id, at) as Date;
            seen.push((local(at) as string).slice(11));
          }
          expect(new Set(seen).size).toBe(1);
          expect(Number(seen[0]?.slice(0, 2))).toBeGreaterThanOrEqual(3);
          expect(Number(seen[0]?.slice(0, 2))).toBeLessThan(6);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('runs 23 times on the short day and 25 times on the long one when hourly', () => {
    for (const [from, to, runs] of [
      ['2027-03-27T22:59:59Z', '2027-03-28T21:59:59Z', 23],
      ['2027-10-30T21:59:59Z', '2027-10-31T22:59:59Z', 25],
    ] as const) {
      let count = 0;
      for (let at = nextRun('hourly', 'x', new Date(from)); at && at < new Date(to); at = nextRun('hourly', 'x', at)) {
        count += 1;
      }
      expect([from, count]).toEqual([from, runs]);
    }
  });

  it('spreads connections over the night', () => {
    const runs = ['a', 'b', 'c', 'd', 'e'].map((id) => local(nextRun('daily', `connection-${id}`, new Date(0))));
    expect(new Set(runs).size).toBeGreaterThan(1);
  });

  it('comes on the second of the month, the first of each quarter, and in July for the year', () => {
    const day = (schedule: Schedule) => local(nextRun(schedule, 'x', new Date('2026-11-28T07:00:00Z')))?.slice(0, 10);
    expect([day('weekly'), day('monthly'), day('quarterly'), day('yearly')]).toEqual([
      '2026-12-01',
      '2026-12-02',
      '2027-01-02',
      '2027-07-02',
    ]);
  });
});

describe('next attempt after failures', () => {
  const now = new Date('2026-11-28T07:00:00Z');
  const minutes = (failures: number, notBefore?: Date) =>
    ((nextAttempt({ schedule: 'hourly', failures }, now, notBefore) as Date).getTime() - now.getTime()) / 60_000;

  it('waits twice as long each time, a day at most', () => {
    expect([1, 2, 3, 9, 10, 1000].map((failures) => minutes(failures))).toEqual([5, 10, 20, 1280, 1440, 1440]);
  });

  it('waits as long as the service asked for', () => {
    expect(minutes(1, new Date(now.getTime() + 2 * HOUR))).toBe(120);
  });
});
