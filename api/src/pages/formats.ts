import { OLDEST } from '@quartierblick/gis/analysis/chain/ages.ts';
import type { AgeRange } from '@quartierblick/gis/analysis/chain/ages.ts';
import { WEEKDAYS } from '@quartierblick/gis/analysis/chain/offering.ts';
import type { Weekday } from '@quartierblick/gis/analysis/chain/offering.ts';
import type { TimedRun } from '@quartierblick/gis/offers/public.ts';
import { parseRecurrence } from '@quartierblick/gis/offers/recurrence.ts';
import { codeOf, localeOf } from './languages.ts';
import type { PageLanguage } from './languages.ts';
import { PAGE_WORDS } from './words/index.ts';

/** A Monday, to name the days of the week by. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;
/** Below three years ages are told in months where they are no whole years (domain.md, section 6). */
const MONTHS_UNTIL = 36;

/** Numbers, dates and ages in one language of the pages. */
export interface PageFormats {
  number: (value: number) => string;
  /** @param day ISO date */
  date: (day: string) => string;
  /** With the day of the week, without the year. */
  shortDate: (day: string) => string;
  weekday: (day: Weekday) => string;
  weekdayShort: (day: Weekday) => string;
  /** Name of a language. @param code ISO 639 */
  language: (code: string) => string;
  years: (count: number) => string;
  /** An age range in words, half-open. */
  ages: (ages: AgeRange | null) => string;
  /** A step of the chain as parents say it: "2 years", "6 to 7 years". */
  step: (ages: AgeRange) => string;
  /** Days and times of a run, how often it comes, and its pauses. */
  times: (run: TimedRun) => string;
}

const made = new Map<PageLanguage, PageFormats>();

/** Formats of a language; made once, because `Intl` takes its time and a page asks for them at every offer. */
export function formatsOf(language: PageLanguage): PageFormats {
  const known = made.get(language) ?? makeFormats(language);
  made.set(language, known);
  return known;
}

function makeFormats(language: PageLanguage): PageFormats {
  const words = PAGE_WORDS[language];
  const locale = localeOf(language);
  const utc = { timeZone: 'UTC' } as const;
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const year = new Intl.NumberFormat(locale, { style: 'unit', unit: 'year', unitDisplay: 'long' });
  const month = new Intl.NumberFormat(locale, { style: 'unit', unit: 'month', unitDisplay: 'long' });
  const date = new Intl.DateTimeFormat(locale, { ...utc, dateStyle: 'long' });
  const shortDate = new Intl.DateTimeFormat(locale, { ...utc, weekday: 'short', day: 'numeric', month: 'long' });
  const long = new Intl.DateTimeFormat(locale, { ...utc, weekday: 'long' });
  const short = new Intl.DateTimeFormat(locale, { ...utc, weekday: 'short' });
  const names = new Intl.DisplayNames([locale], { type: 'language' });
  const dayOf = (day: Weekday) => MONDAY + WEEKDAYS.indexOf(day) * DAY_MS;
  const listed = (items: readonly string[]) => (codeOf(language) === 'ar' ? items.join('، ') : items.join(', '));

  const age = (months: number): string =>
    months % 12 === 0 || months >= MONTHS_UNTIL ? year.format(Math.floor(months / 12)) : month.format(months);

  function ages(range: AgeRange | null): string {
    if (!range) return words.agesUnknown;
    if (range.to <= 0) return words.pregnancy;
    const from = range.from < 0 ? words.pregnancy : range.from === 0 ? words.birth : age(range.from);
    return range.to >= OLDEST ? words.from(from) : words.fromTo(from, age(range.to));
  }

  function step({ from, to }: AgeRange): string {
    if (to <= 0) return words.pregnant;
    if (from === 0) return words.underOne;
    if (to === OLDEST) return words.yearsFrom(number.format(from / 12));
    return to - from === 12
      ? year.format(from / 12)
      : words.years(number.format(from / 12), number.format(to / 12 - 1));
  }

  function howOften(run: TimedRun): string {
    const rule = run.recurrence === null ? null : parseRecurrence(run.recurrence);
    if (rule?.freq === 'WEEKLY' && rule.interval > 1) return words.everyWeeks(number.format(rule.interval));
    return rule?.freq === 'MONTHLY' ? words.everyMonth : '';
  }

  function times(run: TimedRun): string {
    const days = listed((run.weekdays ?? []).map((day) => long.format(dayOf(day))));
    // Two times keep their order where the script runs the other way.
    const hours = run.from === null ? '' : run.to === null ? run.from : `\u2066${run.from}–${run.to}\u2069`;
    const when = [days, hours].filter(Boolean).join(' ');
    const pause = run.pausesInHolidays === true ? words.pausesInHolidays : '';
    return [when || words.timesUnknown, howOften(run), pause].filter(Boolean).join(' · ');
  }

  return {
    number: (value) => number.format(value),
    date: (day) => date.format(Date.parse(day)),
    shortDate: (day) => shortDate.format(Date.parse(day)),
    weekday: (day) => long.format(dayOf(day)),
    weekdayShort: (day) => short.format(dayOf(day)),
    language: (code) => nameOf(names, code),
    years: (count) => year.format(count),
    ages,
    step,
    times,
  };
}

/** What is no code stands as it was written. */
function nameOf(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
