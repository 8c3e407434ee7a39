import { AGE_BANDS } from '../analysis/chain/ages.ts';
import { COLUMNS } from '../analysis/chain/chain.ts';
import type { Column } from '../analysis/chain/chain.ts';
import { WEEKDAYS } from '../analysis/chain/offering.ts';
import type { Weekday, Wish } from '../analysis/chain/offering.ts';
import { ZONES } from '../network/answers.ts';
import type { Zones } from '../network/answers.ts';

/** Times of day that can be asked for: begin and end, HH:MM. */
export const TIMES = {
  morning: ['06:00', '12:30'],
  afternoon: ['12:00', '18:30'],
  evening: ['17:00', '22:30'],
} as const satisfies Record<string, readonly [string, string]>;
export type TimeId = keyof typeof TIMES;
export const TIME_IDS = Object.keys(TIMES) as TimeId[];

/** Metres on foot that can be asked for (DIN 18034-1:2020-10 names 200, 400 and 1,000 m for play). */
export const REACHES = ['200', '400', '600', '1000'] as const;
export type ReachId = (typeof REACHES)[number];

/** Areas that have no name of their own. */
export const AREAS = ['project', 'all'] as const;

/** Whose children count: those of the project's area, all that are known, or those of statistical units by key. */
export type AreaChoice = (typeof AREAS)[number] | readonly string[];

/** What is compared, field by field: children left without, of 100 children, or offers. */
export const MEASURES = ['without', 'share', 'offers'] as const;
export type MeasureId = (typeof MEASURES)[number];

/** The state beside the one that is asked for: what is null or absent is as there. */
export interface OtherState {
  area: AreaChoice | null;
  /** ISO date. */
  day: string | null;
  /** Year of the figures from which the children come; null: the same children. */
  year: number | null;
}

/** What a link to the chain of offers carries. */
export interface OffersAddress {
  /** ISO 639 code; null: any. */
  language: string | null;
  days: readonly Weekday[];
  time: TimeId | null;
  reach: ReachId;
  /** ISO date on which the offers shall hold; null: today. */
  day: string | null;
  area: AreaChoice;
  /** Where the children come from: cells of the population grid, or statistical units. */
  zones: Zones;
  /** What it is compared with; null: with nothing. */
  other: OtherState | null;
  measure: MeasureId;
  /** The cell that is looked at. */
  cell: { band: number; column: Column } | null;
}

export const START: OffersAddress = {
  ...{ language: null, days: [], time: null, reach: '400', day: null, area: 'project', cell: null },
  ...{ zones: 'grid', other: null, measure: 'without' },
};

/** As the first state in everything. */
export const NO_OTHER: OtherState = { area: null, day: null, year: null };

const oneOf = <T extends string>(all: readonly T[], raw: string | null): T | null =>
  all.find((one) => one === raw) ?? null;

function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN;
  // 30 February would be read as 2 March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function cellOf(raw: string | null): OffersAddress['cell'] {
  const [column, band] = (raw ?? '').split('.');
  const known = oneOf(COLUMNS, column ?? null);
  const index = /^\d+$/.test(band ?? '') ? Number(band) : -1;
  return known && index >= 0 && index < AGE_BANDS.length ? { band: index, column: known } : null;
}

/** Parameters of the state that is compared bear this in front. */
const OTHER = 'vs-';

function areaOf(search: URLSearchParams, front = ''): AreaChoice | null {
  const units = search.getAll(`${front}unit`).filter(Boolean);
  return units.length > 0 ? units : oneOf(AREAS, search.get(`${front}area`));
}

const dayOf = (raw: string | null): string | null => (raw !== null && isDay(raw) ? raw : null);

function otherOf(search: URLSearchParams): OtherState | null {
  const year = /^\d{4}$/.test(search.get(`${OTHER}year`) ?? '') ? Number(search.get(`${OTHER}year`)) : null;
  const other = { area: areaOf(search, OTHER), day: dayOf(search.get(`${OTHER}on`)), year };
  return other.area === null && other.day === null && year === null ? null : other;
}

/** Reads an address; parts that are not understood are as at the start, and `broken` says so. */
export function readAddress(search: URLSearchParams): { address: OffersAddress; broken: boolean } {
  const raw = (name: string) => search.get(name);
  const language = /^[a-z]{2,3}$/.test(raw('language') ?? '') ? raw('language') : null;
  const days = WEEKDAYS.filter((day) => raw('days')?.split(',').includes(day));
  const other = otherOf(search);
  const address: OffersAddress = {
    language,
    days,
    time: oneOf(TIME_IDS, raw('time')),
    reach: oneOf(REACHES, raw('reach')) ?? START.reach,
    day: dayOf(raw('on')),
    area: areaOf(search) ?? START.area,
    zones: oneOf(ZONES, raw('zones')) ?? START.zones,
    other,
    measure: oneOf(MEASURES, raw('measure')) ?? START.measure,
    cell: cellOf(raw('cell')),
  };
  const unread = (name: string, value: unknown) => raw(name) !== null && !value;
  const broken =
    unread('language', language) ||
    unread('time', address.time) ||
    unread('on', address.day) ||
    unread('cell', address.cell) ||
    unread('days', days.length) ||
    unread('reach', oneOf(REACHES, raw('reach'))) ||
    unread('zones', oneOf(ZONES, raw('zones'))) ||
    unread('measure', oneOf(MEASURES, raw('measure'))) ||
    unread(`${OTHER}on`, other?.day) ||
    unread(`${OTHER}year`, other?.year) ||
    ['', OTHER].some((front) => unread(`${front}area`, areaOf(search, front)));
  return { address, broken };
}

function setArea(search: URLSearchParams, front: string, area: AreaChoice | null): void {
  search.delete(`${front}area`);
  search.delete(`${front}unit`);
  if (typeof area === 'string') search.set(`${front}area`, area);
  else for (const key of area ?? []) search.append(`${front}unit`, key);
}

/** The query that restores the address; what is as at the start is left out, other parameters stay. */
export function writeAddress(address: OffersAddress, current: URLSearchParams): string {
  const search = new URLSearchParams(current);
  const set = (name: string, value: string | null) => (value ? search.set(name, value) : search.delete(name));
  set('language', address.language);
  set('days', address.days.join());
  set('time', address.time);
  set('reach', address.reach === START.reach ? null : address.reach);
  set('on', address.day);
  setArea(search, '', address.area === START.area ? null : address.area);
  set('zones', address.zones === START.zones ? null : address.zones);
  setArea(search, OTHER, address.other?.area ?? null);
  set(`${OTHER}on`, address.other?.day ?? null);
  set(`${OTHER}year`, address.other?.year?.toString() ?? null);
  set('measure', address.measure === START.measure ? null : address.measure);
  set('cell', address.cell && `${address.cell.column}.${address.cell.band}`);
  const query = search.toString().replaceAll('%2C', ',');
  return query === '' ? '' : `?${query}`;
}

/** What is looked for, as an address has it. */
export const wishOf = ({ language, days, time }: OffersAddress): Wish => ({
  language,
  weekdays: days.length > 0 ? days : null,
  between: time && TIMES[time],
});

/** The query of the brochure of the same area (everything where it is of several units), language and day. @param lang language of the screen */
export function brochureQuery({ area, language }: OffersAddress, day: string, lang: string): string {
  const [unit = 'all', ...others] = typeof area === 'string' ? [area] : area;
  const query = new URLSearchParams({ lang, area: others.length > 0 ? 'all' : unit, on: day });
  if (language !== null) query.set('speaks', language);
  return `?${query}`;
}
