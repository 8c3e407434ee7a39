import ICAL from 'ical.js';
import type { OfferSite } from '@quartierblick/gis/offers/answer.ts';
import type { PublicOffer, TimedRun } from '@quartierblick/gis/offers/public.ts';
import { beginsOn, endsOn, exceptions, ruleOf } from '@quartierblick/gis/offers/times.ts';
import { addDays } from '@quartierblick/gis/legal-path/calendar.ts';
import { siteText } from './offer-parts.ts';
import type { TextIn } from './offer-parts.ts';

const ZONE = 'Europe/Berlin';
/** Summer time as it has been since 1996 (directive 2000/84/EC): last Sundays of March and October, 1:00 UTC. */
const TIME_ZONE = `BEGIN:VTIMEZONE
TZID:${ZONE}
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE`.replaceAll('\n', '\r\n');
/** How far holidays are looked up where an offer has no end: two years. */
const AHEAD_DAYS = 731;

export interface OfferCalendar {
  offer: PublicOffer;
  text: TextIn;
  sites: ReadonlyMap<string, OfferSite>;
  /** Address of the offer's page. */
  url: string;
  /** ISO 3166-2:DE without the prefix. */
  land: string;
  /** ISO date. */
  today: string;
}

/** A local time of a day, or the whole day where no time is known. */
function moment(event: ICAL.Component, name: string, day: string, time: string | null): void {
  const value = time === null ? ICAL.Time.fromDateString(day) : ICAL.Time.fromDateTimeString(`${day}T${time}:00`);
  const property = event.addPropertyWithValue(name, value);
  if (time !== null) property.setParameter('tzid', ZONE);
}

function eventOf(run: TimedRun, first: string, { offer, text, sites, url, land, today }: OfferCalendar) {
  const event = new ICAL.Component('vevent');
  const say = (name: string, value: string | null) => {
    if (value) event.addPropertyWithValue(name, value);
  };
  say('uid', `${encodeURIComponent(run.key)}@quartierblick`);
  event.addPropertyWithValue('dtstamp', ICAL.Time.now().convertToZone(ICAL.Timezone.utcTimezone));
  moment(event, 'dtstart', first, run.from);
  if (run.from !== null && run.to !== null) moment(event, 'dtend', first, run.to);
  const rule = ruleOf(run)?.clone();
  if (rule) {
    // The rule ends with the offer or by itself, whichever is first. With a local time its end is told in UTC (RFC 5545, section
    // 3.3.10): the last second of the day in winter.
    const end = endsOn(run, offer);
    if (end !== null) {
      rule.until = run.from === null ? ICAL.Time.fromDateString(end) : ICAL.Time.fromDateTimeString(`${end}T22:59:59Z`);
      rule.count = null;
    }
    event.addPropertyWithValue('rrule', rule);
  }
  const last = offer.validTo ?? addDays(today, AHEAD_DAYS);
  for (const day of exceptions(run, offer, last, land)) moment(event, 'exdate', day, run.from);
  say('summary', text.title);
  say('location', siteText(sites.get(run.site)));
  say('description', [text.description, run.note, offer.contact].filter(Boolean).join('\n\n'));
  say('url', url);
  return event;
}

/**
 * The dates of an offer as an iCalendar (RFC 5545): one event for each site, with its rule and the days on which it is not held.
 * null where no days are known.
 */
export function offerCalendar(asked: OfferCalendar): string | null {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('prodid', '-//Quartierblick//Angebote//DE');
  calendar.addSubcomponent(new ICAL.Component(ICAL.parse(TIME_ZONE)));
  let events = 0;
  for (const run of asked.offer.runs) {
    const first = beginsOn(run, asked.offer);
    if (first === null) continue;
    calendar.addSubcomponent(eventOf(run, first, asked));
    events++;
  }
  return events === 0 ? null : `${calendar.toString()}\r\n`;
}
