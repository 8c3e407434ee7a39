import type { Role } from '@quartierblick/gis/walks/event.ts';
import { ROLES } from '@quartierblick/gis/walks/event.ts';
import { groupFindings } from '@quartierblick/gis/walks/group.ts';
import { undecided } from '@quartierblick/gis/walks/review.ts';
import type { ReviewedFinding, WalkFindings } from '@quartierblick/gis/walks/review.ts';
import type { Walk } from '@quartierblick/gis/walks/walk.ts';
import type { Sql } from '../../db.ts';
import { readFindings } from '../findings.ts';
import { readWalk } from '../read-walks.ts';
import { findingTold } from './finding-told.ts';
import type { ToldFinding } from './finding-told.ts';
import { openMeasures, walkMeasures } from './measure-rows.ts';
import type { MeasureTable } from './measure-rows.ts';
import { plain } from './plain.ts';
import { PROTOCOL_WORDS } from './words.ts';
import type { ProtocolLanguage, ProtocolWords } from './words.ts';

/** What was found of one theme. */
interface ToldTheme {
  title: string;
  findings: ToldFinding[];
}

/** A stop, or the way between them. */
interface ToldStop {
  title: string;
  themes: ToldTheme[];
}

/** A protocol in words: page and document say the same. */
export interface Protocol {
  language: ProtocolLanguage;
  words: ProtocolWords;
  title: string;
  /** Name and value of what is known of the walk. */
  facts: { name: string; text: string }[];
  /** What a reader must know before relying on it. */
  notes: string[];
  participants: { role: string; count: number; names: string }[];
  stops: ToldStop[];
  measures: MeasureTable;
  open: MeasureTable;
  /** What the map is drawn from. */
  drawn: WalkFindings;
  today: string;
}

/** Dates and numbers as they are read in the language; times are those of Germany. */
export function formatsOf(language: ProtocolLanguage) {
  const locale = language === 'de' ? 'de-DE' : 'en-GB';
  const zone = { timeZone: 'Europe/Berlin' } as const;
  const day = new Intl.DateTimeFormat(locale, {
    ...zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  const short = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'medium' });
  const time = new Intl.DateTimeFormat(locale, { ...zone, hour: '2-digit', minute: '2-digit' });
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const degrees = new Intl.NumberFormat(locale, { minimumFractionDigits: 5, maximumFractionDigits: 5 });
  return {
    day: (iso: string) => day.format(Date.parse(iso)),
    /** @param date ISO date */
    date: (date: string) => short.format(Date.parse(date)),
    time: (iso: string) => time.format(Date.parse(iso)),
    number: (value: number) => number.format(value),
    degrees: (value: number) => degrees.format(value),
  };
}
export type ProtocolFormats = ReturnType<typeof formatsOf>;

/** Who took part, by role. Devices that were sent away and said nothing did not. */
async function readParticipants(sql: Sql, walk: string, words: ProtocolWords): Promise<Protocol['participants']> {
  const rows = await sql<{ role: Role; name: string | null }[]>`
    select d.role, d.name from walk_devices d
    where d.walk_key = ${walk} and not d.desk and (d.ended_at is null or exists (select 1 from walk_events e where e.device_key = d.key))
    order by d.joined_at, d.key
  `;
  return ROLES.flatMap((role) => {
    const those = rows.filter((row) => row.role === role);
    const names = those.flatMap(({ name }) => (name === null || name.trim() === '' ? [] : [plain(name.trim())]));
    return those.length === 0 ? [] : [{ role: words.roles[role], count: those.length, names: names.join(', ') }];
  });
}

function factsOf(walk: Walk, findings: readonly ReviewedFinding[], words: ProtocolWords, formats: ProtocolFormats) {
  const photos = findings.reduce((sum, one) => sum + one.photos.length, 0);
  const { endsAt, meetingPoint, purpose, metres } = walk;
  const facts: [string, string | null][] = [
    [words.date, formats.day(walk.startsAt)],
    [words.start, words.clock(formats.time(walk.startsAt))],
    [words.plannedEnd, endsAt && words.clock(formats.time(endsAt))],
    [words.meeting, meetingPoint],
    [words.purpose, purpose],
    [words.length, metres === null ? null : words.metres(formats.number(metres))],
    [words.pace, words.profiles[walk.profile]],
    [words.found, words.counts(findings.length, photos)],
  ];
  return facts.flatMap(([name, text]) => (text === null ? [] : [{ name, text: plain(text) }]));
}

function notesOf(walk: Walk, { findings, pending }: WalkFindings, words: ProtocolWords): string[] {
  const state = walk.state === 'closed' ? words.stateClosed : words.stateOpen(undecided(findings).length);
  return [...(walk.demo ? [words.demo] : []), state, ...(pending.length > 0 ? [words.stillToCome] : [])];
}

/**
 * Everything that the protocol of a walk says.
 * @param today ISO date
 * @throws Problem 404
 */
export async function protocolOf(sql: Sql, key: string, language: ProtocolLanguage, today: string): Promise<Protocol> {
  const words = PROTOCOL_WORDS[language];
  const formats = formatsOf(language);
  const [walk, drawn] = [await readWalk(sql, key, false), await readFindings(sql, key)];
  const themes = new Map(drawn.themes.map((theme) => [theme.key, theme.title[language]]));
  const stopNames = new Map(
    drawn.stops.map(({ key: stop, name }, i) => [stop, `${words.stop(i + 1)}: ${plain(name)}`]),
  );
  const told = await findingTold(sql, key, drawn, { words, formats, language, themes, stops: stopNames });
  const byKey = new Map(drawn.findings.map((one) => [one.key, told(one)]));
  const order = drawn.stops.map(({ key: stop }) => stop);
  const sightings = drawn.findings.map(({ key: one, device, stop, theme, foundAt }) => ({
    ...{ key: one, device, stop, theme, foundAt, at: null },
  }));
  const groups = groupFindings(
    sightings,
    order,
    drawn.themes.map((theme) => theme.key),
  );
  const section = (stop: string | null, title: string): ToldStop => ({
    title,
    themes: (groups.find((group) => group.stop === stop)?.themes ?? []).map(({ theme, findings }) => ({
      title: theme === null ? words.noTheme : plain(themes.get(theme) ?? theme),
      findings: findings.flatMap((one) => byKey.get(one.key) ?? []),
    })),
  });
  const onTheWay = section(null, words.onTheWay);
  return {
    ...{ language, words, title: plain(walk.title), today: formats.date(today), drawn },
    facts: factsOf(walk, drawn.findings, words, formats),
    notes: notesOf(walk, drawn, words),
    participants: await readParticipants(sql, key, words),
    stops: [
      ...drawn.stops.map(({ key: stop }) => section(stop, stopNames.get(stop) ?? '')),
      ...(onTheWay.themes.length > 0 ? [onTheWay] : []),
    ],
    measures: await walkMeasures(sql, key, { words, formats, today }),
    open: await openMeasures(sql, { words, formats, today }),
  };
}
