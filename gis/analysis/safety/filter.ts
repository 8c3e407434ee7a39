import type { Accident, Participant } from './accident.ts';
import { PARTICIPANTS } from './accident.ts';

/** What accidents are narrowed to; an empty list narrows nothing. What is not known is in no narrowed set. */
export interface AccidentFilter {
  years: readonly number[];
  categories: readonly string[];
  /** At least one of them took part. */
  participants: readonly Participant[];
  hours: readonly number[];
  /** 1 is Sunday, as in the Unfallatlas. */
  weekdays: readonly string[];
  light: readonly string[];
  roadStates: readonly string[];
}

export const NO_FILTER: AccidentFilter = {
  years: [],
  categories: [],
  participants: [],
  hours: [],
  weekdays: [],
  light: [],
  roadStates: [],
};

export type FilterPart = keyof AccidentFilter;

const within = <T>(chosen: readonly T[], value: T | null): boolean =>
  chosen.length === 0 || (value !== null && chosen.includes(value));

const TESTS: { readonly [K in FilterPart]: (accident: Accident, filter: AccidentFilter) => boolean } = {
  years: ({ year }, { years }) => within(years, year),
  categories: ({ category }, { categories }) => within(categories, category),
  participants: (accident, { participants }) =>
    participants.length === 0 || participants.some((one) => accident.with[one] === true),
  hours: ({ hour }, { hours }) => within(hours, hour),
  weekdays: ({ weekday }, { weekdays }) => within(weekdays, weekday),
  light: ({ light }, filter) => within(filter.light, light),
  roadStates: ({ roadState }, { roadStates }) => within(roadStates, roadState),
};
const PARTS = Object.keys(TESTS) as FilterPart[];

/** Whether an accident passes the filter. @param without parts of the filter that do not count */
export function passes(accident: Accident, filter: AccidentFilter, without: readonly FilterPart[] = []): boolean {
  return PARTS.every((part) => without.includes(part) || TESTS[part](accident, filter));
}

/** What the charts show. Each is counted with all filters but its own, so that it shows what else could be chosen. */
export interface Charts {
  /** From the first year with data to the last; null where there is no data, which is not zero. */
  years: { year: number; count: number | null }[];
  /** Rows Monday to Sunday, columns hours 0 to 23. */
  hours: { weekday: string; counts: number[] }[];
  /** Accidents without weekday or hour. */
  withoutHour: number;
  /** An accident counts for each that took part, so the sum is more than the accidents. */
  participants: { participant: Participant; count: number }[];
}

/** Monday first; the atlas counts from Sunday. */
export const WEEKDAYS = ['2', '3', '4', '5', '6', '7', '1'] as const;
const HOURS = 24;

/**
 * Counts for the charts.
 * @param known years for which there is data at all
 */
export function chartsOf(accidents: readonly Accident[], filter: AccidentFilter, known: readonly number[]): Charts {
  const but = (...parts: FilterPart[]) => accidents.filter((accident) => passes(accident, filter, parts));
  const [first, last] = [Math.min(...known), Math.max(...known)];
  const byYear = new Map<number, number>();
  for (const { year } of but('years')) byYear.set(year, (byYear.get(year) ?? 0) + 1);
  const years = known.length === 0 ? [] : Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const timed = but('hours', 'weekdays');
  const hours = WEEKDAYS.map((weekday) => ({ weekday: weekday as string, counts: new Array<number>(HOURS).fill(0) }));
  let withoutHour = 0;
  for (const { weekday, hour } of timed) {
    const row = hours.find((one) => one.weekday === weekday);
    // The atlas writes midnight as 0; a 24 that occurs is the same hour.
    if (row && hour !== null) row.counts[hour % HOURS] = (row.counts[hour % HOURS] as number) + 1;
    else withoutHour += 1;
  }
  const taking = but('participants');
  return {
    years: years.map((year) => ({ year, count: known.includes(year) ? (byYear.get(year) ?? 0) : null })),
    hours,
    withoutHour,
    participants: PARTICIPANTS.map((participant) => ({
      participant,
      count: taking.filter((accident) => accident.with[participant] === true).length,
    })),
  };
}
