import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, daysBetween, endOfMonths, isWorkingDay, workingDayFrom } from './calendar.ts';
import type { Land } from './calendar.ts';

describe('periods of months', () => {
  const table: [event: string, months: number, end: string, why: string, land?: Land][] = [
    ['2026-01-14', 3, '2026-04-14', 'an ordinary Tuesday'],
    ['2025-01-31', 1, '2025-02-28', 'February has no 31st (§ 188(3) BGB)'],
    ['2024-01-31', 1, '2024-02-29', 'nor in a leap year'],
    ['2024-02-29', 12, '2025-02-28', 'a leap day, a year later'],
    ['2025-11-30', 3, '2026-03-02', '28 February 2026 is a Saturday'],
    ['2026-09-24', 3, '2026-12-24', 'Christmas Eve is a working day by law'],
    ['2026-09-25', 3, '2026-12-28', 'Christmas Day on a Friday: to Monday'],
    ['2026-09-30', 3, '2026-12-30', 'between the years work goes on'],
    ['2026-10-01', 3, '2027-01-04', 'New Year on a Friday: to Monday'],
    ['2026-03-04', 3, '2026-06-05', 'Corpus Christi is a holiday in NRW'],
    ['2026-03-04', 3, '2026-06-04', '… and not in Berlin', 'BE'],
    ['2026-08-01', 3, '2026-11-02', 'All Saints on a Sunday'],
    ['2026-01-03', 3, '2026-04-07', 'Good Friday to the Tuesday after Easter'],
    ['2017-07-31', 3, '2017-11-02', 'Reformation Day 2017, once a holiday everywhere, then All Saints'],
    ['2018-07-31', 3, '2018-10-31', '… and a working day in NRW a year later'],
    ['2026-10-15', 14, '2027-12-15', 'over the turn of a year'],
  ];
  for (const [event, months, end, why, land = 'NW'] of table) {
    it(`${event} and ${months} months end on ${end}: ${why}`, () => expect(endOfMonths(event, months, land)).toBe(end));
  }
});

const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2080-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const land = fc.constantFrom<Land>('NW', 'BY', 'BE', 'SN');

describe('any day', () => {
  it('never ends before the plain date, always on a working day, and at most a long holiday later', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 60 }), land, (event, months, where) => {
        const plain = addMonths(event, months);
        const end = endOfMonths(event, months, where);
        expect(end >= plain).toBe(true);
        expect(isWorkingDay(end, where)).toBe(true);
        expect(daysBetween(plain, end)).toBeLessThanOrEqual(5);
      }),
    );
  });

  it('keeps its number, or is the last of its month; months add up where none is too short', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -30, max: 60 }), (event, months) => {
        const later = addMonths(event, months);
        const isLast = addDays(later, 1).endsWith('-01');
        expect(later.slice(8) === event.slice(8) || isLast).toBe(true);
        if (Number(event.slice(8)) <= 28) expect(addMonths(later, -months)).toBe(event);
      }),
    );
  });

  it('an earlier event never ends later', () => {
    fc.assert(
      fc.property(day, day, fc.integer({ min: 0, max: 12 }), (one, other, months) => {
        const [first = one, second = other] = [one, other].sort();
        expect(endOfMonths(first, months, 'NW') <= endOfMonths(second, months, 'NW')).toBe(true);
      }),
    );
  });

  it('is its own working day where it is one', () => {
    fc.assert(
      fc.property(day, land, (any, where) => {
        expect(workingDayFrom(any, where) === any).toBe(isWorkingDay(any, where));
      }),
    );
  });
});
