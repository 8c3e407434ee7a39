import { describe, expect, it } from 'vitest';
import { countsFromFirst, parseRecurrence, weekdaysOf } from './recurrence.ts';

describe('a recurrence rule', () => {
  it.each([
    ['FREQ=WEEKLY', null, false],
    ['FREQ=WEEKLY;BYDAY=MO,WE', ['mo', 'we'], false],
    ['BYDAY=MO;FREQ=WEEKLY', ['mo'], false],
    ['freq=weekly;interval=1;byday=mo;wkst=mo;', ['mo'], false],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', ['tu'], true],
    ['FREQ=MONTHLY;BYDAY=1MO,3MO', ['mo'], false],
    ['FREQ=MONTHLY;BYDAY=-1FR', ['fr'], false],
    ['FREQ=MONTHLY;BYMONTHDAY=15', null, false],
    ['FREQ=DAILY;COUNT=5', null, true],
    ['FREQ=WEEKLY;BYDAY=MO;UNTIL=20271231', ['mo'], false],
  ])('%s names its days, and says whether it counts from a first one', (text, weekdays, counts) => {
    const rule = parseRecurrence(text);
    expect(rule && [weekdaysOf(rule), countsFromFirst(rule)]).toEqual([weekdays, counts]);
  });

  it.each([
    ['nothing', ''],
    ['a word', 'weekly'],
    ['an unknown frequency', 'FREQ=FORTNIGHTLY'],
    ['once a year, which is a date', 'FREQ=YEARLY'],
    ['a day that is none', 'FREQ=WEEKLY;BYDAY=XX'],
    ['a second Monday of the week', 'FREQ=WEEKLY;BYDAY=2MO'],
    ['no interval at all', 'FREQ=WEEKLY;INTERVAL=0'],
    ['an interval that goes back', 'FREQ=WEEKLY;INTERVAL=-1'],
    ['a part that nobody knows', 'FREQ=WEEKLY;EVERY=2'],
    ['two frequencies', 'FREQ=WEEKLY;FREQ=DAILY'],
    ['the name of the property', 'RRULE:FREQ=WEEKLY'],
    ['a start', 'DTSTART=20260101;FREQ=DAILY'],
    ['an end on a day that no calendar has', 'FREQ=WEEKLY;UNTIL=20261340'],
    ['an end with hyphens', 'FREQ=WEEKLY;UNTIL=2026-12-31'],
    ['an end and a count', 'FREQ=WEEKLY;COUNT=3;UNTIL=20261231'],
    ['a count of none', 'FREQ=WEEKLY;COUNT=0'],
    ['something by the hour', 'FREQ=HOURLY'],
    ['hours, which stand beside the rule', 'FREQ=DAILY;BYHOUR=9'],
  ])('%s is none, and is not read as something else', (_, text) => expect(parseRecurrence(text)).toBeNull());
});
