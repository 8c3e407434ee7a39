import { CASE_CODE_FIELDS, DUE_WINDOWS, emptyValueOf, type DueWindow } from '../layers/properties/list.ts';
import type { Bounds } from '../layers/answers.ts';
import { COLUMN_IDS } from '../layers/properties/columns.ts';

/** What the list shows, and how: all of it stands in the address. */
export interface ListQuery {
  /** Chosen values by code field. */
  filters: Record<string, string[]>;
  q: string;
  due: DueWindow | null;
  /** YYYY-MM-DD */
  changedSince: string | null;
  /** Only what lies in this box of the map. */
  bbox: Bounds | null;
  sort: { field: string; descending: boolean } | null;
  group: string | null;
  /** Ids of the shown columns; null: the usual ones. */
  columns: string[] | null;
}

export const PLAIN: ListQuery = {
  filters: {},
  q: '',
  due: null,
  changedSince: null,
  bbox: null,
  sort: null,
  group: null,
  columns: null,
};

/** Values that a filter of this code field can have, "not stated" last. */
export function filterValues(name: string): string[] {
  const field = CASE_CODE_FIELDS[name];
  return field ? [...Object.keys(field.values ?? {}), emptyValueOf(field)] : [];
}

const isDue = (value: string): value is DueWindow => value in DUE_WINDOWS;

function parseBox(raw: string): Bounds | null {
  const parts = raw.split(',').map(Number);
  const [west = NaN, south = NaN, east = NaN, north = NaN] = parts;
  return parts.length === 4 && parts.every(Number.isFinite) && west < east && south < north
    ? [west, south, east, north]
    : null;
}

/** Reads an address; what is broken is left out and named, never thrown. */
export function readQuery(search: URLSearchParams): { query: ListQuery; broken: string[] } {
  const query: ListQuery = { ...PLAIN, filters: {} };
  const broken = new Set<string>();
  const read = <T>(name: string, parse: (raw: string) => T | null): T | null => {
    const raw = search.get(name);
    if (raw === null) return null;
    const value = parse(raw);
    if (value === null) broken.add(name);
    return value;
  };
  const known = (names: readonly string[]) => (raw: string) => {
    const chosen = [...new Set(raw.split(','))];
    return chosen.every((one) => names.includes(one)) ? chosen : null;
  };
  for (const name of Object.keys(CASE_CODE_FIELDS)) {
    const chosen = read(name, known(filterValues(name)));
    if (chosen) query.filters[name] = chosen;
  }
  query.q = (search.get('q') ?? '').trim().slice(0, 100);
  query.due = read('due', (raw) => (isDue(raw) ? raw : null));
  query.changedSince = read('changed_since', (raw) => (/^\d{4}-\d{2}-\d{2}$/.test(raw) ? raw : null));
  query.bbox = read('bbox', parseBox);
  query.sort = read('sort', (raw) => {
    const field = raw.replace(/^-/, '');
    return COLUMN_IDS.includes(field) ? { field, descending: raw.startsWith('-') } : null;
  });
  query.group = read('group', (raw) => (raw in CASE_CODE_FIELDS ? raw : null));
  query.columns = read('cols', known(COLUMN_IDS));
  return { query, broken: [...broken] };
}

/** The filters as the api's parameters. */
export function filterParams({ filters, q, due, changedSince, bbox }: ListQuery): Record<string, string> {
  return {
    ...Object.fromEntries(Object.entries(filters).map(([name, values]) => [name, values.join(',')])),
    ...(q !== '' && { q }),
    ...(due && { due }),
    ...(changedSince && { changed_since: changedSince }),
    ...(bbox && { bbox: bbox.map((n) => n.toFixed(5)).join(',') }),
  };
}

/** The order as the api's parameter. */
export function sortParam({ sort }: ListQuery): Record<string, string> {
  return sort ? { sort: `${sort.descending ? '-' : ''}${sort.field}` } : {};
}

/** Everything, as it stands in the address and in a saved view. */
export function viewParams(query: ListQuery): Record<string, string> {
  return {
    ...filterParams(query),
    ...sortParam(query),
    ...(query.group && { group: query.group }),
    ...(query.columns && { cols: query.columns.join(',') }),
  };
}

/** The query of an address that carries the state; parameters of others (e.g. `lang`) stay as they are. */
export function writeQuery(query: ListQuery, current: URLSearchParams): string {
  const own = [...Object.keys(CASE_CODE_FIELDS), 'q', 'due', 'changed_since', 'bbox', 'sort', 'group', 'cols'];
  const search = new URLSearchParams(current);
  for (const name of own) search.delete(name);
  for (const [name, value] of Object.entries(viewParams(query))) search.set(name, value);
  const text = search.toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

export function isFiltered(query: ListQuery): boolean {
  return Object.keys(filterParams(query)).length > 0;
}
