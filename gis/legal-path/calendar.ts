import { isHoliday } from 'feiertagejs';

/** A Land whose public holidays count. */
export type Land = Parameters<typeof isHoliday>[1];

const DAY_MS = 86_400_000;
const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The day `days` after a calendar day (`YYYY-MM-DD`). */
export function addDays(day: string, days: number): string {
  return iso(Date.parse(day) + days * DAY_MS);
}

/** Whole days from one calendar day to another; negative where `to` lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/**
 * The day of the same number `months` later, or the last one of a month that has no such day (§ 188(2) and (3) BGB):
 * 31 January and one month is 28 or 29 February.
 */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return iso(Date.UTC(year, month - 1 + months, Math.min(date, last)));
}

/** Whether offices work: no Saturday, no Sunday, no public holiday of the Land. 24 and 31 December are working days by law. */
export function isWorkingDay(day: string, land: Land): boolean {
  const weekday = new Date(day).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !isHoliday(day, land);
}

/** The day itself or the next working day (§ 193 BGB, § 31(3) VwVfG NRW). */
export function workingDayFrom(day: string, land: Land): string {
  let candidate = day;
  while (!isWorkingDay(candidate, land)) candidate = addDays(candidate, 1);
  return candidate;
}

/**
 * Last day of a period of months that an event begins. The day of the event does not count (§ 187(1) BGB), so the period ends
 * with the day of the same number (§ 188(2), (3)), and on the next working day where that is none (§ 193 BGB; for authorities
 * § 31(1) and (3) VwVfG NRW).
 */
export function endOfMonths(event: string, months: number, land: Land): string {
  return workingDayFrom(addMonths(event, months), land);
}
