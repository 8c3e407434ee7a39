import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CASE_FIELDS } from '../targets.ts';
import { parseAgeFrom, parseAges, parseAgeTo, writtenAge } from './ages.ts';
import { saidBy } from './cell.ts';
import { parseDayList } from './dates.ts';
import { parseDays, writtenDays } from './days.ts';
import { languageCode, languageName, parseLanguages } from './languages.ts';
import { parseRecurrence } from './recurrence.ts';
import { OFFER_REGISTER } from './register.ts';
import { OFFER_COLUMNS, RUN_COLUMNS, WRITTEN_COLUMNS } from './targets.ts';
import { parseTime, parseTimes, parseWhen } from './times.ts';
import { OFFER_WORDS } from './words.ts';

const value = (told: object): unknown => ('value' in told ? told.value : 'unreadable');

describe('ages of a brochure', () => {
  it.each([
    ['3–6 Jahre', 36, 72],
    ['3 - 6', 36, 72],
    ['von 3 bis 6 Jahren', 36, 72],
    ['3 bis unter 6 Jahre', 36, 72],
    ['3 bis einschließlich 5 Jahre', 36, 72],
    ['18 Monate – 3 Jahre', 18, 36],
    ['0-12 Monate', 0, 12],
    ['1,5 – 3 Jahre', 18, 36],
    ['Geburt bis 3 Jahre', 0, 36],
    ['Schwangerschaft bis 1 Jahr', -9, 12],
    ['ab 18 Monaten', 18, null],
    ['ab 1½ Jahren', 18, null],
    ['3+', 36, null],
    ['6 Jahre und älter', 72, null],
    ['unter 3 Jahren', null, 36],
    ['bis 3 Jahre', null, 36],
    ['U3', null, 36],
    ['Ü3', 36, null],
    ['5-Jährige', 60, 72],
    ['Schwangere', -9, 0],
    ['werdende Eltern', -9, 0],
    ['Kinder von 1 bis 3 Jahren', 12, 36],
    ['from 18 months', 18, null],
    ['3–6 years', 36, 72],
    ['under 3 years', null, 36],
    ['2 Jahre 6 Monate bis 4 Jahre', 30, 48],
  ])('%s', (text, from, to) => expect(value(parseAges(text))).toEqual({ from, to }));

  it.each([
    'alle',
    '6 Jahre',
    '1.–4. Klasse',
    'Schwangere und Mütter',
    '6–3 Jahre',
    '36–72',
    'ab 6 Wochen',
    '03. Jun',
    'k. A.',
    '',
  ])('does not guess what is meant by “%s”', (text) => expect(value(parseAges(text))).toBe('unreadable'));

  it('ends with the birthday or after the year, as the column says, and never silently in another unit', () => {
    expect(value(parseAges('3–6', 'years', true))).toEqual({ from: 36, to: 84 });
    expect(value(parseAges('3–6 Monate', 'years', true))).toEqual({ from: 3, to: 7 });
    expect(value(parseAges('3–6', 'months'))).toEqual({ from: 3, to: 6 });
    expect(value(parseAgeTo('6 Jahre', 'years', true))).toBe(84);
    expect(value(parseAgeTo('unter 6', 'years', true))).toBe(72);
    expect(value(parseAgeTo('bis einschließlich 5 Jahre'))).toBe(72);
    expect(value(parseAgeFrom('36'))).toBe('unreadable');
    expect(value(parseAgeFrom('36', 'months'))).toBe(36);
  });

  it('reads every age that it writes, to the month', () => {
    for (let months = -9; months <= 1200; months += 1)
      for (const language of ['de', 'en'] as const) {
        expect([months, value(parseAgeFrom(writtenAge(months, language)))]).toEqual([months, months]);
        expect([months, value(parseAgeTo(writtenAge(months, language)))]).toEqual([months, months]);
      }
  });
});

describe('days of the week', () => {
  it.each([
    ['Mo + Do', ['mo', 'th']],
    ['montags', ['mo']],
    ['Montag und Donnerstag', ['mo', 'th']],
    ['jeden Dienstag', ['tu']],
    ['Mo.–Fr.', ['mo', 'tu', 'we', 'th', 'fr']],
    ['Mo bis Mi, Sa', ['mo', 'tu', 'we', 'sa']],
    ['di/mi', ['tu', 'we']],
    ['Mon & Thu', ['mo', 'th']],
    ['Tuesdays', ['tu']],
    ['Sonnabend', ['sa']],
    ['So', ['su']],
    ['(keine)', []],
  ])('%s', (text, days) => expect(value(parseDays(text))).toEqual(days));

  it.each(['täglich', 'werktags', 'Fr–Mo', 'Mo 9 Uhr', 'nach Vereinbarung', 'Mond'])('does not guess “%s”', (text) =>
    expect(value(parseDays(text))).toBe('unreadable'),
  );

  it('reads every set of days that it writes', () => {
    fc.assert(
      fc.property(
        fc.subarray(['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su']),
        fc.constantFrom('de', 'en'),
        (days, language) => {
          expect(value(parseDays(writtenDays(days, language as 'de')))).toEqual(days);
        },
      ),
    );
  });
});

describe('times of day', () => {
  it.each([
    ['9.30 Uhr', '09:30'],
    ['9:30', '09:30'],
    ['09:30:00', '09:30'],
    ['9 Uhr', '09:00'],
    ['9h', '09:00'],
    ['um 15', '15:00'],
    ['2 pm', '14:00'],
    ['12:15 am', '00:15'],
    ['24:00', 'unreadable'],
    ['9:60', 'unreadable'],
    ['930', 'unreadable'],
    ['vormittags', 'unreadable'],
  ])('%s', (text, time) => expect(value(parseTime(text, text))).toBe(time));

  it('reads the part of a day that a spreadsheet keeps, and no number that is none', () => {
    expect(value(parseTime(0.395833333, '0.395833333'))).toBe('09:30');
    expect(value(parseTime({ day: '1899-12-30', time: '09:30' }, '1899-12-30'))).toBe('09:30');
    expect(value(parseTime(9.3, '9.3'))).toBe('unreadable');
  });

  it('reads from when to when, with the days in front', () => {
    expect(value(parseTimes('9.30–11 Uhr'))).toEqual({ starts: '09:30', ends: '11:00' });
    expect(value(parseTimes('ab 15 Uhr'))).toEqual({ starts: '15:00', ends: null });
    expect(value(parseTimes('2–4 pm'))).toEqual({ starts: '14:00', ends: '16:00' });
    expect(value(parseTimes('11–9 Uhr'))).toBe('unreadable');
    expect(value(parseWhen('Mo + Do 9.30–11 Uhr'))).toEqual({
      days: ['mo', 'th'],
      times: { starts: '09:30', ends: '11:00' },
    });
    expect(value(parseWhen('montags, ab 15 Uhr'))).toEqual({ days: ['mo'], times: { starts: '15:00', ends: null } });
    expect(value(parseWhen('Mo–Fr'))).toEqual({ days: ['mo', 'tu', 'we', 'th', 'fr'], times: null });
    expect(value(parseWhen('Di 9–11 Uhr, Fr 14 Uhr'))).toBe('unreadable');
    expect(value(parseWhen('14-täglich Mo'))).toBe('unreadable');
  });
});

describe('languages', () => {
  it.each([
    ['türkisch', ['tr']],
    ['Deutsch, Türkisch und Arabisch', ['de', 'tr', 'ar']],
    ['de/bg', ['de', 'bg']],
    ['deutsch-türkisch', ['de', 'tr']],
    ['türkischsprachig', ['tr']],
    ['auf Rumänisch', ['ro']],
    ['Romanes; Farsi; Sorani', ['rom', 'fa', 'ckb']],
    ['German & Ukrainian', ['de', 'uk']],
    ['xyz (ISO 639)', ['xyz']],
    ['(none)', []],
  ])('%s', (text, codes) => expect(value(parseLanguages(text))).toEqual(codes));

  it.each(['alle', 'Deutsch und Klingonisch', 'div.', 'Leichte Sprache', 'constructor'])(
    'does not guess “%s”',
    (text) => expect(value(parseLanguages(text))).toBe('unreadable'),
  );

  it('finds every code by the name that it writes', () => {
    const letters = [...'abcdefghijklmnopqrstuvwxyz'];
    const codes = [
      ...letters.flatMap((a) => letters.map((b) => a + b)),
      'rom',
      'kmr',
      'prs',
      'ckb',
      'zza',
      'xyz',
      'und',
      'ger',
    ];
    for (const code of codes)
      for (const language of ['de', 'en'] as const) expect(languageCode(languageName(code, language))).toBe(code);
  });
});

describe('how often, and when not', () => {
  it.each([
    ['wöchentlich', 'FREQ=WEEKLY'],
    ['14-täglich', 'FREQ=WEEKLY;INTERVAL=2'],
    ['alle zwei Wochen', 'FREQ=WEEKLY;INTERVAL=2'],
    ['RRULE:FREQ=MONTHLY;BYDAY=1MO', 'FREQ=MONTHLY;BYDAY=1MO'],
    ['manchmal', 'unreadable'],
    ['FREQ=WEEKLY; drop table', 'unreadable'],
  ])('%s', (text, rule) => expect(value(parseRecurrence(text))).toBe(rule));

  it('reads days in both writings, and no others', () => {
    expect(value(parseDayList('24.12.2026, 2026-12-31'))).toEqual(['2026-12-24', '2026-12-31']);
    expect(value(parseDayList('Heiligabend'))).toBe('unreadable');
    expect(value(parseDayList('31.02.2026'))).toBe('unreadable');
  });
});

describe('columns of offers', () => {
  it('finds every column of its own export by its header, in both languages', () => {
    const texts = ['text.tr.title', 'text.de.plain.description', 'text.ckb.state', 'text.xyz.title'];
    for (const target of [...WRITTEN_COLUMNS, ...texts])
      for (const language of ['de', 'en'] as const)
        expect(OFFER_REGISTER.ofHeader(OFFER_REGISTER.label(target)[language])).toBe(target);
  });

  it('has no field of two meanings: neither within the register nor with the words of the other one', () => {
    expect(Object.keys(OFFER_COLUMNS).filter((name) => name in RUN_COLUMNS)).toEqual([]);
    expect(Object.keys(OFFER_WORDS).filter((name) => name in CASE_FIELDS)).toEqual([]);
  });

  it('knows the headers of brochures', () => {
    const headers = ['Name des Angebots', 'Anbieter', 'Zielgruppe', 'Ort', 'Anschrift', 'Tag', 'Uhrzeit', 'Sprache'];
    expect(headers.map(OFFER_REGISTER.ofHeader)).toEqual([
      'title',
      'provider',
      'ages',
      'site_name',
      'site_address',
      'weekdays',
      'times',
      'languages',
    ]);
    expect(OFFER_REGISTER.ofHeader('Titel (Türkisch)')).toBe('text.tr.title');
    expect(OFFER_REGISTER.ofHeader('Text (Leichte Sprache)')).toBe('text.de.plain.description');
    expect(OFFER_REGISTER.ofHeader('Alter (Monate)')).toBe('ages');
  });

  it('maps a column of days and times as both, and one that fits nothing nowhere', () => {
    const rows = [['Krabbelgruppe', 'Mo 9.30 Uhr', 'nein, danke']];
    expect(OFFER_REGISTER.suggest(['Angebot', 'Zeit', 'Plätze'], rows, false)).toEqual([
      { target: 'title' },
      { target: 'when' },
      { target: null },
    ]);
  });

  it('reads words of brochures as kinds, and leaves others to be mapped by hand', () => {
    const of = (text: string, values?: Record<string, string | null>) =>
      saidBy('kind', text, 0, { target: 'kind', header: 'Art', epoch1904: false, values })['kind']?.told;
    expect(of('Krabbelgruppe')).toEqual({ value: 'parent-child-group' });
    expect(of('Zaubern')).toHaveProperty('problem');
    expect(of('Zaubern', { Zaubern: 'meeting' })).toEqual({ value: 'meeting' });
    expect(of('Zaubern', { Zaubern: null })).toBeUndefined();
    expect(OFFER_REGISTER.unknownWords('kind', ['Krabbelgruppe', 'Zaubern'])).toEqual(['Zaubern']);
  });
});
