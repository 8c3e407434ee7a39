import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WEEKDAYS } from '../analysis/chain/offering.ts';
import { addDays } from '../legal-path/calendar.ts';
import type { TimedRun } from './public.ts';
import { parseRecurrence } from './recurrence.ts';
import { beginsOn, endsOn, exceptions, heldOn } from './times.ts';
import type { Term } from './times.ts';

const run = (more: Partial<TimedRun> = {}): TimedRun => ({
  ...{ key: 'r', site: 'a', weekdays: ['mo'], from: '09:30', to: '11:00' },
  ...{ recurrence: null, cancelledOn: [], pausesInHolidays: null, note: null },
  ...more,
});
const TERM: Term = { validFrom: '2026-09-07', validTo: null };
const days = (one: TimedRun, term: Term, from: string, count: number) => heldOn(one, term, from, 'NW', count);

describe('days on which an offer is held', () => {
  it('go on week by week across the end of summer time, on the same weekday', () =>
    expect(days(run(), TERM, '2026-10-19', 3)).toEqual(['2026-10-19', '2026-10-26', '2026-11-02']));

  it('every other week counts from the first day, not from the day on which somebody looks', () => {
    const fortnightly = run({ recurrence: 'FREQ=WEEKLY;INTERVAL=2' });
    for (const from of ['2026-09-08', '2026-09-14', '2026-09-21'])
      expect(days(fortnightly, TERM, from, 2)).toEqual(['2026-09-21', '2026-10-05']);
  });

  it('the second Tuesday of a month is what the rule says, whatever the days of the week say', () =>
    expect(days(run({ recurrence: 'FREQ=MONTHLY;BYDAY=2TU', weekdays: ['tu'] }), TERM, '2026-09-07', 2)).toEqual([
      '2026-09-08',
      '2026-10-13',
    ]));

  it('a pause in the school holidays leaves them out; where nobody speaks of a pause, they are kept', () => {
    expect(days(run({ pausesInHolidays: true }), TERM, '2026-10-12', 2)).toEqual(['2026-10-12', '2026-11-02']);
    expect(days(run(), TERM, '2026-10-12', 2)).toEqual(['2026-10-12', '2026-10-19']);
  });

  it('public holidays and days that were called off are left out', () => {
    expect(days(run({ weekdays: ['th'] }), TERM, '2027-05-06', 1)).toEqual(['2027-05-13']);
    expect(days(run({ cancelledOn: ['2026-09-14'] }), TERM, '2026-09-08', 1)).toEqual(['2026-09-21']);
  });

  it('the 31st of a month comes only in months that have one', () =>
    expect(days(run({ recurrence: 'FREQ=MONTHLY;BYMONTHDAY=31', weekdays: null }), TERM, '2026-09-07', 3)).toEqual([
      '2026-10-31',
      '2026-12-31',
      '2027-01-31',
    ]));

  it('the fifth Tuesday of a month comes only in months that have one', () =>
    expect(days(run({ recurrence: 'FREQ=MONTHLY;BYDAY=5TU', weekdays: null }), TERM, '2026-09-07', 2)).toEqual([
      '2026-09-29',
      '2026-12-29',
    ]));

  it('end with the offer, on its last day itself', () =>
    expect(days(run(), { validFrom: '2026-09-07', validTo: '2026-09-14' }, '2026-09-01', 9)).toEqual([
      '2026-09-07',
      '2026-09-14',
    ]));

  it('are none where a rule does not say on which days: no first of the month is made up', () => {
    for (const recurrence of ['FREQ=MONTHLY', 'FREQ=WEEKLY'])
      expect(days(run({ recurrence, weekdays: null }), TERM, '2026-09-07', 3)).toEqual([]);
    expect(days(run({ recurrence: 'FREQ=MONTHLY', weekdays: ['mo'] }), TERM, '2026-09-07', 3)).toEqual([]);
  });

  it('end with the rule, the offer, or never', () => {
    const five = run({ recurrence: 'FREQ=WEEKLY;COUNT=5' });
    expect(endsOn(five, { validFrom: '2026-09-07', validTo: '2027-07-18' })).toBe('2026-10-05');
    expect(endsOn(five, { validFrom: '2026-09-07', validTo: '2026-09-20' })).toBe('2026-09-14');
    expect(endsOn(run({ recurrence: 'FREQ=WEEKLY;UNTIL=20261001' }), TERM)).toBe('2026-09-28');
    expect(endsOn(run(), TERM)).toBeNull();
  });

  it('are none where nobody recorded days', () => {
    expect(days(run({ weekdays: null }), TERM, '2026-09-07', 3)).toEqual([]);
    expect(beginsOn(run({ weekdays: null }), TERM)).toBeNull();
  });

  it('with the exceptions they are exactly the days of the rule: none is lost, none is twice', () =>
    fc.assert(
      fc.property(
        fc.subarray([...WEEKDAYS], { minLength: 1 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 3 }),
        (weekdays, pausesInHolidays, interval) => {
          const term = { validFrom: '2026-09-07', validTo: '2027-07-18' };
          const recurrence = interval === 1 ? null : `FREQ=WEEKLY;INTERVAL=${interval}`;
          const one = run({ weekdays, recurrence, pausesInHolidays });
          const held = heldOn(one, term, term.validFrom, 'NW');
          const off = exceptions(one, term, term.validTo, 'NW');
          // Counted by hand: the term begins on a Monday.
          const all: string[] = [];
          for (let n = 0, day = term.validFrom; day <= term.validTo; day = addDays(day, 1), n++) {
            const weekday = WEEKDAYS[n % 7];
            if (weekday && weekdays.includes(weekday) && Math.floor(n / 7) % interval === 0) all.push(day);
          }
          expect([...held, ...off].toSorted()).toEqual(all);
          expect(beginsOn(one, term)).toBe(all[0]);
        },
      ),
    ));
});

describe('a recurrence rule', () => {
  it.each(['FREQ=WEEKLY', 'freq=weekly;interval=2', 'FREQ=MONTHLY;BYDAY=2TU', 'FREQ=WEEKLY;COUNT=10;BYDAY=MO,WE'])(
    'is read: %s',
    (text) => expect(parseRecurrence(text)).not.toBeNull(),
  );
  it.each([
    '',
    'weekly',
    'FREQ=HOURLY',
    'FREQ=YEARLY',
    'FREQ=WEEKLY;INTERVAL=0',
    'FREQ=WEEKLY;COUNT=-1',
    'FREQ=WEEKLY;BYDAY=XX',
    'FREQ=DAILY;BYHOUR=9',
    'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=2',
  ])('is refused: %s', (text) => expect(parseRecurrence(text)).toBeNull());
});
