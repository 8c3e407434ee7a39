import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartsOf, NO_FILTER, passes } from './filter.ts';
import { accident, taking } from './test-streets.ts';

const all = [
  accident([0, 0], 2021, { hour: 18, weekday: '3', light: '2', with: taking('foot', 'car') }),
  accident([0, 0], 2021, { hour: 8, weekday: '1', light: '0', with: taking('foot') }),
  accident([0, 0], 2023, { hour: 18, weekday: '3', light: '2', with: taking('bicycle', 'car') }),
  accident([0, 0], 2023, { hour: null, weekday: '5', light: null, category: '1', with: taking('car') }),
];

describe('filters', () => {
  it('pedestrians in the dark are those who are both', () => {
    const filter = { ...NO_FILTER, participants: ['foot'] as const, light: ['2'] };
    expect(all.filter((one) => passes(one, filter))).toEqual([all[0]]);
  });

  it('what is not known is in no narrowed set', () => {
    expect(all.filter((one) => passes(one, { ...NO_FILTER, light: ['0', '1', '2'] }))).toHaveLength(3);
    const unknown = accident([0, 0], 2021, { with: { ...taking(), foot: null } });
    expect(passes(unknown, { ...NO_FILTER, participants: ['foot'] })).toBe(false);
    expect(passes(unknown, NO_FILTER)).toBe(true);
  });

  it('each chart counts with all filters but its own', () => {
    const filter = { ...NO_FILTER, years: [2021], participants: ['foot'] as const };
    const charts = chartsOf(all, filter, [2021, 2023]);
    // The years: pedestrians of all years. 2022 has no data: that is not zero.
    expect(charts.years).toEqual([
      { year: 2021, count: 2 },
      { year: 2022, count: null },
      { year: 2023, count: 0 },
    ]);
    // Participants: all of 2021.
    expect(charts.participants.map(({ count }) => count)).toEqual([2, 0, 1, 0, 0, 0]);
    // Hours: pedestrians of 2021; Monday is first, Sunday (1) last.
    expect(charts.hours.map(({ weekday }) => weekday)).toEqual(['2', '3', '4', '5', '6', '7', '1']);
    expect(charts.hours[1]?.counts[18]).toBe(1);
    expect(charts.hours[6]?.counts[8]).toBe(1);
  });

  it('an accident without an hour is counted beside the hours, not as midnight', () => {
    const { hours, withoutHour } = chartsOf(all, NO_FILTER, [2021, 2023]);
    expect(withoutHour).toBe(1);
    expect(hours.flatMap(({ counts }) => counts).reduce((sum, n) => sum + n, 0)).toBe(3);
    expect(hours.every(({ counts }) => counts[0] === 0)).toBe(true);
  });

  it('the bars that are chosen sum to what is left', () => {
    const years = fc.subarray([2021, 2023]);
    fc.assert(
      fc.property(years, fc.subarray(['foot', 'bicycle', 'car'] as const), (chosen, participants) => {
        const filter = { ...NO_FILTER, years: chosen, participants };
        const bars = chartsOf(all, filter, [2021, 2023]).years.filter(
          ({ year }) => chosen.length === 0 || chosen.includes(year),
        );
        expect(bars.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(
          all.filter((one) => passes(one, filter)).length,
        );
      }),
    );
  });

  it('no data at all gives no bars', () => expect(chartsOf([], NO_FILTER, []).years).toEqual([]));
});
