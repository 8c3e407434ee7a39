/** First and last day without school, ISO dates. */
export type Holidays = readonly [first: string, last: string];

/**
 * School holidays by Land (ISO 3166-2:DE without the prefix), in the order of their days; free days that a school chooses itself
 * are not among them. Source: order of holidays of the Land as published by the Kultusministerkonferenz, school years 2025/26 to
 * 2027/28. Another Land is one more entry.
 */
const HOLIDAYS: Readonly<Record<string, readonly Holidays[]>> = {
  NW: [
    ['2025-10-13', '2025-10-25'],
    ['2025-12-22', '2026-01-06'],
    ['2026-03-30', '2026-04-11'],
    ['2026-05-26', '2026-05-26'],
    ['2026-07-20', '2026-09-01'],
    ['2026-10-17', '2026-10-31'],
    ['2026-12-23', '2027-01-06'],
    ['2027-03-22', '2027-04-03'],
    ['2027-05-18', '2027-05-18'],
    ['2027-07-19', '2027-08-31'],
    ['2027-10-23', '2027-11-06'],
    ['2027-12-24', '2028-01-08'],
  ],
};

/** School holidays of a Land that are known; empty where none are. */
export const schoolHolidays = (land: string): readonly Holidays[] => HOLIDAYS[land] ?? [];

/** Whether a day lies in school holidays. @param day ISO date */
export const isSchoolHoliday = (day: string, holidays: readonly Holidays[]): boolean =>
  holidays.some(([first, last]) => first <= day && day <= last);
