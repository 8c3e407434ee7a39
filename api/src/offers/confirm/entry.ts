import { WEEKDAYS } from '@quartierblick/gis/analysis/chain/offering.ts';
import { YOUNGEST } from '@quartierblick/gis/analysis/chain/ages.ts';
import { partsOf, saysSame } from '@quartierblick/gis/offers/proposal.ts';
import type { OfferName, PlacedValues, RunName } from '@quartierblick/gis/offers/proposal.ts';
import type { Wrong } from './words.ts';

/** How a value is entered. */
export type Control = 'text' | 'area' | 'age' | 'languages' | 'number' | 'yes-no' | 'date' | 'days' | 'time';

export const CONTROLS: Readonly<Record<OfferName | RunName, Control>> = {
  title: 'text',
  description: 'area',
  age_from: 'age',
  age_to: 'age',
  languages: 'languages',
  places: 'number',
  cost: 'text',
  registration: 'yes-no',
  contact: 'area',
  valid_from: 'date',
  valid_to: 'date',
  weekdays: 'days',
  starts_at: 'time',
  ends_at: 'time',
};

/** The control of a place, of those that `placedValues` has. */
export const controlAt = (place: string): Control => CONTROLS[partsOf(place).name as OfferName | RunName];

/** As the database of the register allows. */
const MOST_CHARACTERS = 2000;
const MOST_PLACES = 100_000;

/** Ages that can be chosen: each month of the first three years, then years up to being of age. */
const MONTHS = [...Array(37).keys()];
export const AGES: readonly number[] = [YOUNGEST, ...MONTHS, ...[...Array(15).keys()].map((i) => 48 + 12 * i)];

/** A value as it stands in its field: one text, or the boxes that are ticked. */
export function enteredOf(value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.map(String);
  return [String(value)];
}

/** A value, or what is wrong with what was entered. */
export type Parsed = { value: unknown } | { wrong: Wrong; length?: number };

const parseText = (text: string, required: boolean): Parsed => {
  // Forms send the line ends of 1981.
  const value = text.replaceAll('\r\n', '\n').trim();
  if (value.includes('\0')) return { wrong: 'badText' };
  if (value.length > MOST_CHARACTERS) return { wrong: 'tooLong', length: value.length };
  if (value === '') return required ? { wrong: 'required' } : { value: null };
  return { value };
};

/** Older browsers show a plain field for a time: 9.30 is meant, too. */
function parseTime(text: string): Parsed {
  if (text === '') return { value: null };
  const [, hours, minutes] = /^(\d{1,2})[:.](\d{2})(?::00)?$/.exec(text) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return { wrong: 'badTime' };
  return { value: `${hours.padStart(2, '0')}:${minutes}` };
}

/** ISO from fields for dates; with dots or strokes, day first, where the browser shows a plain field. */
function parseDate(text: string): Parsed {
  if (text === '') return { value: null };
  const local = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text);
  const iso = local ? `${local[3]}-${local[2]?.padStart(2, '0')}-${local[1]?.padStart(2, '0')}` : text;
  const time = /^[12]\d{3}-\d{2}-\d{2}$/.test(iso) ? Date.parse(iso) : Number.NaN;
  // 30 February would be read as 2 March.
  const isDay = !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso) && iso < '2200';
  return isDay ? { value: iso } : { wrong: 'badDate' };
}

/** Boxes of a list. Of none that are ticked where none was known before, nothing is known still. */
function parseBoxes(boxes: readonly string[], known: readonly string[], before: unknown): Parsed {
  if (boxes.some((box) => !known.includes(box))) return { wrong: 'badChoice' };
  return { value: boxes.length === 0 && (before === null || before === undefined) ? null : [...boxes] };
}

const trimmed = (entered: readonly string[]): string[] =>
  entered.map((text) => text.replaceAll('\r\n', '\n').trim()).filter((text) => text !== '');

/** Whether a field still says what the register said: that is then no change, however old ways of writing look. */
export const isUntouched = (entered: readonly string[], seen: unknown): boolean =>
  saysSame(trimmed(entered), trimmed(enteredOf(seen)));

/** What stands in a field as a value. @param before what the register says there, for what a form cannot say */
export function parseEntry(place: string, entered: readonly string[], before: unknown): Parsed {
  const text = (entered[0] ?? '').trim();
  switch (controlAt(place)) {
    case 'text':
    case 'area':
      return parseText(entered[0] ?? '', partsOf(place).name === 'title');
    case 'time':
      return parseTime(text);
    case 'date':
      return parseDate(text);
    case 'yes-no':
      if (text === '') return { value: null };
      return text === 'true' || text === 'false' ? { value: text === 'true' } : { wrong: 'badChoice' };
    case 'number': {
      if (text === '') return { value: null };
      const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
      return number <= MOST_PLACES ? { value: number } : { wrong: 'badNumber' };
    }
    case 'age': {
      if (text === '') return { value: null };
      const number = Number(text);
      return AGES.includes(number) || number === before ? { value: number } : { wrong: 'badChoice' };
    }
    case 'days':
      return parseBoxes(entered, WEEKDAYS, before);
    case 'languages':
      return parseBoxes(entered, [...LANGUAGES, ...enteredOf(before)], before);
  }
}

/** The remark to an offer. */
export const parseRemark = (text: string): Parsed => parseText(text, false);

/** Languages that can be ticked: those of the pages and others of the Nordstadt [general knowledge]; those of the offer come first. */
export const LANGUAGES = [
  ...[
    'de',
    'tr',
    'ar',
    'bg',
    'ro',
    'rom',
    'pl',
    'uk',
    'en',
    'ku',
    'ru',
    'fa',
    'sq',
    'sr',
    'bs',
    'mk',
    'el',
    'it',
    'es',
  ],
  ...['pt', 'fr', 'so', 'ti', 'vi'],
] as const;

/** What must hold between two values: the later place is named. */
export function orderIssues(values: PlacedValues): { place: string; wrong: 'ageOrder' | 'dayOrder' | 'timeOrder' }[] {
  const inOrder = (low: string, high: string, equal: boolean) => {
    const [a, b] = [values[low], values[high]];
    if ((typeof a !== 'number' || typeof b !== 'number') && (typeof a !== 'string' || typeof b !== 'string'))
      return true;
    return a < b || (equal && a === b);
  };
  const runs = Object.keys(values).flatMap((place) => partsOf(place).run ?? []);
  return [
    ...(inOrder('age_from', 'age_to', false) ? [] : [{ place: 'age_to', wrong: 'ageOrder' as const }]),
    ...(inOrder('valid_from', 'valid_to', true) ? [] : [{ place: 'valid_to', wrong: 'dayOrder' as const }]),
    ...[...new Set(runs)].flatMap((run) =>
      inOrder(`starts_at@${run}`, `ends_at@${run}`, false)
        ? []
        : [{ place: `ends_at@${run}`, wrong: 'timeOrder' as const }],
    ),
  ];
}

/** All fields of an offer as they stand before anybody typed. */
export const enteredValues = (values: PlacedValues): Record<string, string[]> =>
  Object.fromEntries(Object.entries(values).map(([place, value]) => [place, enteredOf(value)]));
