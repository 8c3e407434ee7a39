import type { GeometryKind } from '../define.ts';
import type { Text } from '../fields.ts';
import { OWN_DATA } from '../licences.ts';
import { parseDate, parseInteger, parseNumber, parseYesNo } from '../../read/numbers.ts';
import { freeCodeFor, freeColumnFor, freeIdFor } from './identifiers.ts';
import { proposedLook } from './looks.ts';
import { MOST_FREE_CLASSES, MOST_FREE_FIELDS } from './spec.ts';
import type { FreeField, FreeKind, FreeLayerSpec, FreeSymbology } from './spec.ts';

/** A field of a file, as a profile of it tells (`gis/read/profile.ts`). */
export interface SeenField {
  name: string;
  type: 'text' | 'integer' | 'number' | 'boolean' | 'list' | 'empty';
  /** Features in which it holds something. */
  filled: number;
  /** Different values with their counts, the most frequent first; null where there are too many to list. */
  values: readonly { value: string; count: number }[] | null;
}

export interface SeenFile {
  fileName: string;
  geometry: GeometryKind;
  fields: readonly SeenField[];
}

/** Names by which files call what something is called; the first that occurs titles the features. */
const TITLE_NAMES = /^(name|bezeichnun\w*|titel|title|objektname|namen|label)$/i;
/** Fields by which files number their features: they become the key, not a field. */
const KEY_NAMES = /^(fid|ogc_fid|objectid|gml_id|gid|uuid|@id|id)$/i;

const same = (text: string): Text => ({ de: text, en: text });

/** A name as people write it: without extension and separators, the first letter large. */
function written(name: string): string {
  const words = name.replace(/[_\s]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What values that are all written as text are in truth. */
function kindOfTexts(values: readonly string[]): FreeKind {
  if (values.length === 0) return 'text';
  const all = (test: (value: string) => boolean): boolean => values.every(test);
  // A leading zero is part of a number plate, not of a number.
  const plain = all((value) => !/^0\d/.test(value));
  if (all((value) => parseDate(value) !== null)) return 'date';
  if (all((value) => parseYesNo(value) !== null)) return 'boolean';
  if (plain && all((value) => parseInteger(value) !== null)) return 'integer';
  if (plain && all((value) => parseNumber(value) !== null)) return 'number';
  return 'text';
}

/** Whether texts are a list of values: few, and at least some of them more than once. */
function isList({ values, filled }: SeenField): boolean {
  if (!values || values.length === 0 || values.length > MOST_FREE_CLASSES) return false;
  return values.every(({ value }) => value.length <= 60) && (values.length === 1 || filled > values.length);
}

function kindOf(field: SeenField): FreeKind {
  if (field.type === 'boolean') return 'boolean';
  const texts = (field.values ?? []).map(({ value }) => value);
  if (field.type === 'number') return 'number';
  if (field.type === 'integer') return texts.every((text) => Math.abs(Number(text)) < 2 ** 31) ? 'integer' : 'text';
  if (field.type !== 'text') return 'text';
  const kind = kindOfTexts(texts);
  return kind === 'text' && !TITLE_NAMES.test(field.name) && isList(field) ? 'code' : kind;
}

function codesOf({ values }: SeenField): NonNullable<FreeField['codes']> {
  const taken = new Set<string>();
  return (values ?? []).map(({ value }) => {
    const code = freeCodeFor(value, taken);
    taken.add(code);
    return { code, label: same(value.slice(0, 120)) };
  });
}

function fieldsOf(seen: readonly SeenField[]): { fields: FreeField[]; mapping: Record<string, string> } {
  const taken = new Set<string>();
  const mapping: Record<string, string> = {};
  const useful = seen.filter(({ name, type }) => !KEY_NAMES.test(name) && type !== 'empty').slice(0, MOST_FREE_FIELDS);
  const fields = useful.map((one): FreeField => {
    const column = freeColumnFor(one.name, taken);
    taken.add(column);
    mapping[column] = one.name;
    const kind = kindOf(one);
    const label = same((written(one.name) || column).slice(0, 120));
    return { column, kind, label, ...(kind === 'code' ? { codes: codesOf(one) } : {}) };
  });
  return { fields, mapping };
}

/** Classes by the list of values that is fullest, or one symbol for all. */
function symbologyOf(fields: readonly FreeField[], geometry: GeometryKind): FreeSymbology {
  const listed = fields.find(({ codes }) => codes !== undefined && codes.length > 1);
  if (!listed) return { kind: 'single', look: proposedLook(geometry, 0) };
  const looks = (listed.codes ?? []).map(({ code }, n) => ({ code, look: proposedLook(geometry, n) }));
  return { kind: 'classes', field: listed.column, looks };
}

/**
 * A description for a file that fits no layer: labels from its names, kinds from its values, lists of at most twelve values as
 * classes with colours and shapes of the palette. For the planners' own eyes until they say otherwise, and of an unknown
 * licence: nothing is published by not looking.
 * @returns the description, and which field of the file goes into which column
 */
export function proposeSpec(
  { fileName, geometry, fields: seen }: SeenFile,
  takenIds: ReadonlySet<string> = new Set(),
): { spec: FreeLayerSpec; mapping: Record<string, string> } {
  const title = (
    written(fileName.replace(/^.*[/\\]/, '').replace(/(\.[a-z][a-z0-9]{1,7}){1,2}$/i, '')) || 'Neue Ebene'
  ).slice(0, 80);
  const { fields, mapping } = fieldsOf(seen);
  const texts = fields.filter(({ kind }) => kind === 'text');
  const titled = texts.find(({ column }) => TITLE_NAMES.test(mapping[column] ?? '')) ?? texts[0];
  const spec: FreeLayerSpec = {
    id: freeIdFor(title, takenIds),
    title: same(title),
    description: { de: `Aus der Datei „${fileName.slice(0, 200)}“.`, en: `From the file “${fileName.slice(0, 200)}”.` },
    group: 'places',
    edition: 'planner',
    geometry,
    fields,
    titleField: titled?.column ?? null,
    symbology: symbologyOf(fields, geometry),
    source: OWN_DATA,
    minzoom: geometry === 'point' ? 11 : 10,
    maxzoom: 16,
    visible: false,
  };
  return { spec, mapping };
}
