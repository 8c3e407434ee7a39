import { beforeAll, expect, it } from 'vitest';
import { addDays, endOfMonths } from '@quartierblick/gis/legal-path/calendar.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { asCalendar } from './calendar.ts';
import type { Due, DueSince } from './deadlines.ts';
import { clientOf, plantCase } from './test-case.ts';
import { today } from './today.ts';

/** Components of an iCalendar with their properties, read by the rules of RFC 5545: unfolded, unescaped. */
function readCalendar(text: string) {
  const lines = text.replace(/\r\n[ \t]/g, '').split('\r\n');
  const events: Record<string, string[]>[] = [];
  const open: string[] = [];
  for (const line of lines.filter(Boolean)) {
    const [, name = '', value = ''] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/s.exec(line) ?? [];
    if (name === 'BEGIN') open.push(value);
    if (name === 'BEGIN' && value === 'VEVENT') events.push({});
    if (name === 'END') expect(open.pop()).toBe(value);
    const event = events.at(-1);
    if (!event || name === 'BEGIN' || name === 'END' || !open.includes('VEVENT')) continue;
    const plain = value.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
    const key = open.at(-1) === 'VALARM' ? `ALARM.${name}` : name;
    (event[key] ??= []).push(plain);
  }
  expect(open).toEqual([]);
  return events;
}

const due = (fields: Partial<DueSince> = {}): DueSince => ({
  ...{ id: 'task:a', property: 'fall/1', address: 'Teststraße 1, Hinterhaus', kind: 'task', law: null, office: null },
  ...{ title: { de: 'Anruf', en: 'Call' }, due: '2026-12-01', overdue: false, version: 3 },
  ...{ changedAt: '2026-11-01T10:00:00+00:00' },
  ...fields,
});

it('a calendar file keeps to RFC 5545: CRLF, 75 octets a line, all-day dates in every time zone, stable UIDs', () => {
  const long = { de: 'Überprüfung der Löschwasserversorgung, Brandschutz; Treppenräume '.repeat(4), en: '' };
  const text = asCalendar([due({ title: long })], 'de', 'https://stadt.example');
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const [event] = readCalendar(text);
  expect(event).toMatchObject({
    DTSTART: ['20261201'],
    DTSTAMP: ['20261101T100000Z'],
    SEQUENCE: ['2'],
    LOCATION: ['Teststraße 1, Hinterhaus'],
    URL: ['https://stadt.example/properties/fall%2F1'],
    'ALARM.TRIGGER': ['-P6DT16H', '-PT16H'],
  });
  expect(event?.['SUMMARY']?.[0]).toBe(`${long.de.trim()} – Teststraße 1, Hinterhaus`);
  expect(readCalendar(asCalendar([due()], 'en', ''))[0]?.['UID']).toEqual(event?.['UID']);
});

it('what people typed cannot begin a property of its own', () => {
  const evil = { de: 'Anruf\r\nATTACH:file:///etc/passwd\rEND:VEVENT\nX', en: '' };
  const [event, ...more] = readCalendar(asCalendar([due({ title: evil })], 'de', ''));
  expect(more).toEqual([]);
  expect(event).not.toHaveProperty('ATTACH');
  expect(event?.['SUMMARY']?.[0]).toContain('Anruf ATTACH:file:///etc/passwd END:VEVENT X');
});

describeOnEachDatabase('deadlines', (context) => {
  const client = () => clientOf(context().deps);
  const day = (days: number) => addDays(today(), days);
  const list = async (query = '') => {
    const response = await client().get(`/deadlines${query}`);
    expect(response.status).toBe(200);
    return { total: response.headers.get('x-total-count'), entries: (await response.json()) as Due[] };
  };
  const add = async (part: string, row: Record<string, unknown>) => {
    const response = await client().send('POST', `/properties/frist-1/parts/${part}`, { row });
    expect(response.status, await response.clone().text()).toBe(201);
  };

  beforeAll(async () => {
    const { db } = context();
    const step = { next_step: 'Gutachten abwarten', next_step_due: day(9), office: 'Stadterneuerung' };
    await plantCase(db, 'frist-1', { owner_state: 'known', ...step }, 1);
    await plantCase(db, 'frist-2', { next_step_due: day(-3) }, 2);
    await plantCase(db, 'frist-3', {}, 3);
    await add('tasks', { title: 'Anruf', state: 'open', due: day(2), office: 'Ordnungsamt' });
    await add('tasks', { title: 'Erledigt', state: 'done', due: day(1) });
    await add('tasks', { title: 'Ohne Datum', state: 'open' });
    // The next step written down as a task, too, is one thing to do.
    await plantCase(db, 'frist-4', { next_step: 'Anruf', next_step_due: day(400) }, 4);
    const twin = { row: { title: 'Anruf', state: 'open', due: day(400), office: 'Bauamt' } };
    expect((await client().send('POST', '/properties/frist-4/parts/tasks', twin)).status).toBe(201);
    const contract = { contract_on: day(-20), notified_on: day(-10) };
    await add('steps', { instrument: '24', state: 'running', started_on: day(-10), ...contract });
    await add('steps', {
      ...{ instrument: 'purchase-talks', state: 'completed', outcome: 'kein Verkauf' },
      ...{ started_on: day(-60), ended_on: day(-50) },
    });
    await add('notes', { note: 'GEHEIM-NOTIZ' });
    await add('owners', { kind: 'person', name: 'GEHEIM-NAME', purpose: 'Verfahren', delete_on: day(300) });
  });

  it('lists steps, open tasks and next steps of all cases, soonest first, the overdue ones marked', async () => {
    const { total, entries } = await list();
    const end = endOfMonths(day(-10), 3, 'NW');
    expect(entries.map(({ property, kind, due: on, overdue }) => [property, kind, on, overdue])).toEqual([
      ['frist-2', 'next-step', day(-3), true],
      ['frist-1', 'task', day(2), false],
      ['frist-1', 'next-step', day(9), false],
      ['frist-1', 'deadline', end, false],
      ['frist-1', 'deadline', end, false],
      ['frist-4', 'task', day(400), false],
    ]);
    expect(total).toBe('6');
    expect(entries.find(({ kind }) => kind === 'deadline')?.law).toMatch(/BauGB/);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(6);
  });

  it('is narrowed by days and office, and says how many there are beyond its limit', async () => {
    expect((await list(`?from=${day(0)}&to=${day(5)}`)).entries.map(({ title }) => title.de)).toEqual(['Anruf']);
    expect((await list('?office=Ordnungsamt')).entries.map(({ title }) => title.de)).toEqual(['Anruf']);
    // A step without an office of its own belongs to the office of the case.
    expect((await list('?office=Stadterneuerung')).entries).toHaveLength(3);
    const few = await list('?limit=1');
    expect([few.entries.length, few.total]).toEqual([1, '6']);
    for (const bad of ['?from=morgen', '?from=2026-02-30', '?color=red', '?limit=0']) {
      expect((await client().get(`/deadlines${bad}`)).status).toBe(400);
    }
  });

  it('leaves as a calendar with addresses and titles, without owners and notes', async () => {
    const response = await client().get('/deadlines.ics');
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const text = await response.text();
    expect(text).not.toContain('GEHEIM');
    const events = readCalendar(text);
    expect(events).toHaveLength(6);
    expect(events.map((event) => event['LOCATION']?.[0])).toContain('Teststraße 2');
    expect(events[0]).not.toHaveProperty('ALARM.TRIGGER');
  });

  it('is gone with the step that it came from, and from the list of a task that is done', async () => {
    const file = (await (await client().get('/properties/frist-1')).json()) as {
      parts: Record<string, { key: string; version: number; title?: string; instrument?: string }[]>;
    };
    const step = file.parts['steps']?.find(({ instrument }) => instrument === '24');
    const stopped = { state: 'stopped', reason: 'Käufer trat zurück' };
    const response = await client().send(
      'PATCH',
      `/properties/frist-1/parts/steps/${step?.key}`,
      { changes: stopped },
      step?.version,
    );
    expect(response.status).toBe(200);
    expect((await list()).entries.filter(({ kind }) => kind === 'deadline')).toEqual([]);
  });
});
