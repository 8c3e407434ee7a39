import { getHolidays } from 'feiertagejs';
import ICAL from 'ical.js';
import { WEEKDAYS } from '../analysis/chain/offering.ts';
import type { Offering, Weekday } from '../analysis/chain/offering.ts';
import { addDays } from '../legal-path/calendar.ts';
import type { TimedRun } from './public.ts';
import { parseRecurrence, weekdaysOf } from './recurrence.ts';
import { isSchoolHoliday, schoolHolidays } from './school-holidays.ts';

/** How long an offer holds; ISO dates, both ends included. */
export type Term = Pick<Offering, 'validFrom' | 'validTo'>;

/** Every other week from when? Where no first day is known: from a Monday that is long past. */
const ANCHOR = '2024-01-01';
/** Two years: what does not come within them does not come. */
const LOOKED_AHEAD_DAYS = 731;
/** A day that does not come. */
const NEVER = '9999-12-31';
/** Days that are looked through at the most: a rule may never come true, as on 30 February. */
const MOST_STEPS = 5_000;

/** Whether a rule says on which days it comes; "once a month" alone does not. */
const namesDays = (rule: ICAL.Recur): boolean =>
  rule.freq === 'DAILY' || ['BYDAY', 'BYMONTHDAY'].some((part) => rule.getComponent(part).length > 0);

/**
 * The rule by which an offer comes again at a site: its own one, on its days of the week. null where nobody said on which days: no
 * date is made up.
 */
export function ruleOf({ recurrence, weekdays }: Pick<TimedRun, 'recurrence' | 'weekdays'>): ICAL.Recur | null {
  const rule = (recurrence === null ? null : parseRecurrence(recurrence)) ?? new ICAL.Recur({ freq: 'WEEKLY' });
  if (weekdays?.length && rule.freq === 'WEEKLY' && !namesDays(rule)) {
    const days = weekdays.map((day) => day.toUpperCase());
    rule.setComponent('BYDAY', days);
  }
  return namesDays(rule) ? rule : null;
}

/** Days of the week on which a run takes place; those of its rule where none are recorded. Empty: not known. */
export function daysOf(run: Pick<TimedRun, 'recurrence' | 'weekdays'>): Weekday[] {
  if (run.weekdays?.length) return WEEKDAYS.filter((day) => run.weekdays?.includes(day));
  const rule = ruleOf(run);
  if (rule?.freq === 'DAILY') return [...WEEKDAYS];
  const named = rule && weekdaysOf(rule);
  return WEEKDAYS.filter((day) => named?.includes(day));
}

/** The day from which a rule counts. */
const firstDay = ({ validFrom }: Term): string => validFrom ?? ANCHOR;

/** Days of a rule in a term, whatever else falls on them. Days and times are local: daylight saving moves none. */
function* daysByRule(rule: ICAL.Recur, term: Term, from: string, to: string): Generator<string> {
  const everyTime = rule.freq === 'WEEKLY' && rule.interval === 1 && !rule.count;
  const begin = firstDay(term);
  // Only a rule that counts must be followed from its first day on.
  const start = everyTime && from > begin ? from : begin;
  const days = rule.iterator(ICAL.Time.fromDateString(start));
  for (let step = 0; step < MOST_STEPS; step++) {
    const day = days.next()?.toString().slice(0, 10);
    if (day === undefined || day > to || (term.validTo !== null && day > term.validTo)) return;
    if (day >= from) yield day;
  }
}

const LAENDER = [
  'BW',
  'BY',
  'BE',
  'BB',
  'HB',
  'HE',
  'HH',
  'MV',
  'NI',
  'NW',
  'RP',
  'SL',
  'SN',
  'ST',
  'SH',
  'TH',
] as const;
const isLand = (text: string): text is (typeof LAENDER)[number] => LAENDER.some((land) => land === text);

const holidaysOf = new Map<string, ReadonlySet<string>>();

/** Whether a day is a public holiday of a Land, or of all of them where none is known; a year is looked up once, because the library reckons it anew for every day. */
function isPublicHoliday(day: string, land: string): boolean {
  const year = day.slice(0, 4);
  let known = holidaysOf.get(`${land} ${year}`);
  if (!known) {
    known = new Set(getHolidays(year, isLand(land) ? land : 'BUND').map(({ dateString }) => dateString));
    holidaysOf.set(`${land} ${year}`, known);
  }
  return known.has(day);
}

/** Whether it is not held on a day of its rule: called off, public holiday of the Land, school holidays in which it pauses. */
function isOff({ cancelledOn, pausesInHolidays }: TimedRun, day: string, land: string): boolean {
  if (cancelledOn.includes(day) || isPublicHoliday(day, land)) return true;
  return pausesInHolidays === true && isSchoolHoliday(day, schoolHolidays(land));
}

/**
 * Days on which an offer is held at a site within two years, ISO dates, in their order. Public holidays are free [general
 * knowledge]: whoever offers something then says so in a note.
 * @param from first day that is wanted, ISO date @param land ISO 3166-2:DE without the prefix @param most how many are wanted
 */
export function heldOn(run: TimedRun, term: Term, from: string, land: string, most = Infinity): string[] {
  const rule = ruleOf(run);
  const held: string[] = [];
  if (!rule) return held;
  for (const day of daysByRule(rule, term, from, addDays(from, LOOKED_AHEAD_DAYS))) {
    if (held.length >= most) break;
    if (!isOff(run, day, land)) held.push(day);
  }
  return held;
}

/** Days of its rule on which it is not held, from its first day on: the exceptions of a calendar. @param to last day, ISO date */
export function exceptions(run: TimedRun, term: Term, to: string, land: string): string[] {
  const rule = ruleOf(run);
  if (!rule) return [];
  return [...daysByRule(rule, term, firstDay(term), to)].filter((day) => isOff(run, day, land));
}

/** Last day of its rule; null where it never comes true, or goes on without an end. */
export function endsOn(run: TimedRun, term: Term): string | null {
  const rule = ruleOf(run);
  if (!rule || (term.validTo === null && !rule.count && !rule.until)) return null;
  let last: string | null = null;
  for (const day of daysByRule(rule, term, firstDay(term), term.validTo ?? NEVER)) last = day;
  return last;
}

/** First day of its rule; null where it never comes true. */
export function beginsOn(run: TimedRun, term: Term): string | null {
  const rule = ruleOf(run);
  if (!rule) return null;
  return daysByRule(rule, term, firstDay(term), addDays(firstDay(term), LOOKED_AHEAD_DAYS)).next().value ?? null;
}
