import { createHash } from 'node:crypto';
import type { Dataset } from '../layers/define.ts';
import { unitOf } from '../layers/fields.ts';
import type { Field } from '../layers/fields.ts';
import { parseDate, parseInteger, parseNumber, parseText, parseYesNo } from './numbers.ts';
import { PLACE_KEY } from '../layers/place-key.ts';
import type { PlacedFeature } from './feature-source.ts';

/** Names seen already: a file has few of them, and asks for each in every feature. */
const seen = new Map<string, string>();
const MOST_SEEN = 5000;

/** A name as names are compared: lower case, umlauts and separators levelled. */
export function plain(name: string): string {
  let levelled = seen.get(name);
  if (levelled === undefined) {
    levelled = level(name);
    if (seen.size < MOST_SEEN && name.length < 100) seen.set(name, levelled);
  }
  return levelled;
}

function level(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replace(/[^a-z0-9]+/g, '');
}

/** Names under which titles are published where no field's own name occurs. */
export const NAME_ALIASES = ['name', 'bezeichnung', 'bezeichnun', 'titel', 'title', 'objektname', 'namen'];
export const KEY_NAMES = [
  'key',
  'schluessel',
  'id',
  '@id',
  'uuid',
  'gml_id',
  'oid',
  'objectid',
  'objektid',
  'fid',
  'ogc_fid',
];

/** Property by one of several names, compared without regard to case. */
export function property(properties: Record<string, unknown>, ...names: string[]): unknown {
  for (const name of names) {
    if (name in properties) return properties[name];
    const found = Object.keys(properties).find((own) => own.toLowerCase() === name.toLowerCase());
    if (found !== undefined) return properties[found];
  }
  return undefined;
}

/** Year at the beginning of a year or date, e.g. of OpenStreetMap's `start_date`. */
export function parseYear(value: unknown): number | null {
  const text = parseText(value) ?? '';
  const found = /^~?(\d{4})(?:$|[-./ T])/.exec(text)?.[1] ?? /^\d{1,2}\.\d{1,2}\.(\d{4})$/.exec(text)?.[1];
  return found === undefined ? null : Number(found);
}

export function parseCode(value: unknown, field: Field): string | null {
  const text = plain(parseText(value) ?? '');
  if (text === '') return null;
  const found = Object.entries(field.values ?? {}).find(
    ([code, label]) => plain(code) === text || plain(label.de) === text || plain(label.en) === text,
  );
  return found?.[0] ?? null;
}

function parts(value: unknown): string[] {
  const list = Array.isArray(value) ? (value as unknown[]) : (parseText(value) ?? '').split(/[;,]/);
  return list.map(parseText).filter((part) => part !== null);
}

export function parseField(value: unknown, field: Field): unknown {
  switch (field.kind) {
    case 'integer':
    case 'months':
      return parseInteger(value);
    case 'number':
      return parseNumber(value);
    case 'boolean':
      return parseYesNo(value);
    case 'year':
      return parseYear(value);
    case 'date':
      return parseDate(value);
    case 'code':
      return parseCode(value, field);
    case 'codes': {
      const found = parts(value).map((part) => parseCode(part, field));
      return found.includes(null) ? null : found;
    }
    case 'list':
      return parts(value);
    default:
      return parseText(value);
  }
}

/** Property that fits a field by its column's name or one of its labels, alone or with the unit behind it. */
function propertyFor(properties: Record<string, unknown>, column: string, field: Field): string | undefined {
  const wanted = [column, field.label.de, field.label.en].map(plain);
  const units = Object.values(unitOf(field) ?? {}).map(plain);
  const withUnit = units.flatMap((unit) => wanted.map((name) => name + unit));
  const aliases = column === 'name' ? NAME_ALIASES.map(plain) : [];
  const names = Object.keys(properties);
  for (const name of [...wanted, ...withUnit, ...aliases]) {
    const found = names.find((own) => plain(own) === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Fields of a data set from the properties of any feature: by the user's mapping, else by column name or label. A value
 * that its field cannot hold is an error where the user chose the property, or where it should be a number or a date;
 * a text that is no code of a list that happens to bear the same name is "not known".
 * @param values what texts of the file mean, by column: text → code or other text to be read instead, empty: not known
 */
export function mapFields(
  dataset: Dataset,
  properties: Record<string, unknown>,
  mapping: Record<string, string> = {},
  values: Record<string, Record<string, string>> = {},
): { row: Record<string, unknown> } | { wrong: string } {
  const row: Record<string, unknown> = {};
  for (const [column, field] of Object.entries(dataset.fields)) {
    const chosen = mapping[column];
    const name = chosen ?? propertyFor(properties, column, field);
    const value = chosen === undefined ? (name === undefined ? null : properties[name]) : property(properties, chosen);
    const missing = value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
    const meant = missing ? undefined : values[column]?.[String(parseText(value) ?? value)];
    if (meant === '') {
      row[column] = null;
      continue;
    }
    const parsed = missing ? null : parseField(meant ?? value, field);
    const strict = chosen !== undefined || (field.kind !== 'code' && field.kind !== 'codes' && field.kind !== 'text');
    if (parsed === null && !missing && strict && typeof value !== 'object') {
      return { wrong: `${name ?? column} = ${String(value).slice(0, 60)}` };
    }
    row[column] = parsed;
  }
  return { row };
}

/** Short stable digest, for keys of things that have none. */
export function digest(...parts: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 20);
}

/**
 * Stable key of a feature: the property that the user named ({@link PLACE_KEY}: none, though there are some), the feature's id, a property that is an id by its name, or a
 * digest of where it lies and what it is called.
 */
export function keyOf({ id, properties, geometry }: PlacedFeature, title: unknown, chosen?: string): string | null {
  const placeKey = (): string => `#${digest(geometry, title ?? null)}`;
  if (chosen === PLACE_KEY) return placeKey();
  if (chosen !== undefined) return parseText(property(properties, chosen));
  if (id !== null && id !== '') return id;
  return parseText(property(properties, ...KEY_NAMES)) ?? placeKey();
}
