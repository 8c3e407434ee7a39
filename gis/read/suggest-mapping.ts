import type { GeometryKind, LayerDefinition } from '../layers/define.ts';
import { unitOf } from '../layers/fields.ts';
import type { Field } from '../layers/fields.ts';
import { KEY_NAMES, NAME_ALIASES, parseCode, parseField, plain } from './mapping.ts';
import type { Profile, ProfiledField } from './profile.ts';

/** A field of the file that probably goes into a column. */
export interface SuggestedField {
  column: string;
  field: string;
  /** 0 to 1. */
  confidence: number;
}

/** How a layer of a file would probably go into a layer of the dashboard. */
export interface Suggestion {
  /** 0 to 1; 0 where the kind of geometry does not fit. */
  confidence: number;
  /** Whether the kind of geometry fits. */
  fits: boolean;
  mapping: SuggestedField[];
  /** Codes of the texts of code columns: column → text in the file → code. Texts without a code are left out. */
  values: Record<string, Record<string, string>>;
}

/** Shortest name of which a part counts as a likeness. */
const LONG_ENOUGH = 4;
/**
 * Lengths and areas that a GIS adds to every shape, in whatever unit its system has (`Shape_Area`, `SHAPE_Leng`, `Shape_Le_1`,
 * `st_length(shape)`): they tell nothing of what a file is about, and what the unit is nobody knows.
 */
const OF_EVERY_SHAPE = /^(?:shape_?)(?:area|le(?:n(?:g(?:th)?)?)?)(?:_\d+)?$|^st_?(?:area|length)/i;
/** Nearly every layer has a name: it says half of what another column says of which layer a file is. */
const WEIGHT_OF_NAME = 0.5;
/** So many fields say enough of a layer with many. */
const ENOUGH_FIELDS = 4;
/** What it says of a layer that the file is called like it. */
const WEIGHT_OF_TITLE = 0.3;
/** Shortest word of a title that a file is known by. */
const LONG_WORD = 6;

/** How alike the name of a field and those of a column are, 0 to 1. */
function likeness(name: string, column: string, field: Field): number {
  const own = plain(name);
  if (own === '' || OF_EVERY_SHAPE.test(name)) return 0;
  const labels = [field.label.de, field.label.en].map(plain);
  const units = Object.values(unitOf(field) ?? {}).map(plain);
  if (own === plain(column)) return 1;
  if (labels.includes(own)) return 0.95;
  if (units.some((unit) => [plain(column), ...labels].some((label) => own === label + unit))) return 0.9;
  if (column === 'name' && NAME_ALIASES.some((alias) => plain(alias) === own)) return 0.85;
  // Names in shapefiles are cut after ten characters.
  if (own.length >= 8 && labels.some((label) => label.startsWith(own))) return 0.75;
  const parts = labels.filter((label) => label.length >= LONG_ENOUGH);
  if (parts.some((label) => own.startsWith(label) || own.endsWith(label))) return 0.55;
  return 0;
}

/** Share of the known values of a field that the column can hold; 1 where nothing is known. */
function holds({ values, type }: ProfiledField, field: Field): number {
  if (field.kind === 'text' || field.kind === 'code' || field.kind === 'codes' || field.kind === 'list') return 1;
  if (type === 'empty') return 1;
  if (!values) return type === 'text' ? (field.kind === 'date' ? 1 : 0.5) : 1;
  const all = values.reduce((sum, { count }) => sum + count, 0);
  const good = values.filter(({ value }) => parseField(value, field) !== null);
  return all === 0 ? 1 : good.reduce((sum, { count }) => sum + count, 0) / all;
}

/** Whether a field may tell features apart: what occurs twice cannot; of more than fifty values it is not known. */
const isUnique = ({ filled, values }: ProfiledField): boolean =>
  filled > 0 && (values === null || values.every(({ count }) => count === 1));

function mappingOf(layer: LayerDefinition, fields: readonly ProfiledField[]): SuggestedField[] {
  const pairs = Object.entries(layer.dataset.fields).flatMap(([column, field]) =>
    fields.map((one) => ({
      column,
      field: one.name,
      confidence: Math.round(likeness(one.name, column, field) * holds(one, field) * 100) / 100,
    })),
  );
  const taken = { columns: new Set<string>(), fields: new Set<string>() };
  const chosen: SuggestedField[] = [];
  for (const pair of pairs.filter(({ confidence }) => confidence >= 0.4).sort((a, b) => b.confidence - a.confidence)) {
    if (taken.columns.has(pair.column) || taken.fields.has(pair.field)) continue;
    taken.columns.add(pair.column);
    taken.fields.add(pair.field);
    chosen.push(pair);
  }
  const key = KEY_NAMES.map(plain)
    .map((name) => fields.find((one) => plain(one.name) === name && isUnique(one)))
    .find((one) => one !== undefined);
  if (key) chosen.push({ column: 'key', field: key.name, confidence: 0.6 });
  return chosen;
}

function valuesOf(
  layer: LayerDefinition,
  mapping: readonly SuggestedField[],
  fields: readonly ProfiledField[],
): Suggestion['values'] {
  const found: Suggestion['values'] = {};
  for (const { column, field: name } of mapping) {
    const field = layer.dataset.fields[column];
    const values = fields.find((one) => one.name === name)?.values;
    if (field?.kind !== 'code' || !values) continue;
    const codes = values.map(({ value }) => [value, parseCode(value, field)] as const);
    found[column] = Object.fromEntries(codes.filter((pair): pair is [string, string] => pair[1] !== null));
  }
  return found;
}

/** Whether a layer of this kind can hold what is in the file; a polygon may become a point in it. */
function fitsGeometry(kind: GeometryKind | undefined, { geometries, features }: Profile, table: boolean): boolean {
  if (table) return kind === 'point' || kind === 'polygon';
  const fitting = geometries[kind ?? 'none'] + (kind === 'point' ? geometries.polygon : 0);
  return fitting * 2 > features;
}

/** Whether a file, or a layer in it, is called by a word of the layer's title or id. */
function isCalled(layer: LayerDefinition, called: string): boolean {
  const own = plain(called);
  const words = [layer.title.de, layer.title.en, layer.id].flatMap((title) => title.split(/[^\p{L}]+/u)).map(plain);
  return words.some((word) => word.length >= LONG_WORD && own.includes(word));
}

const weightOf = (column: string): number => (column === 'name' ? WEIGHT_OF_NAME : 1);

/** How much speaks for a layer, 0 to 1: the fields that were found for it, and what the file is called. */
function confidenceOf(layer: LayerDefinition, mapping: readonly SuggestedField[], called: string): number {
  const sure = mapping
    .filter(({ column }) => column !== 'key')
    .reduce((sum, { column, confidence }) => sum + confidence * weightOf(column), 0);
  const all = Object.keys(layer.dataset.fields).reduce((sum, column) => sum + weightOf(column), 0);
  // Two good fields of a layer with many say more than half of the fields of a small one.
  const byFields = sure / Math.min(all, ENOUGH_FIELDS);
  const byTitle = isCalled(layer, called) ? WEIGHT_OF_TITLE : 0;
  return Math.round(Math.min(1, byFields + byTitle) * 100) / 100;
}

/**
 * How the features of a file probably go into a layer: fields by the likeness of their names to columns and labels, as far
 * as their values can be held; texts to codes by their labels. Pure; nothing is decided by it.
 * @param table whether the file has no geometry of its own: coordinates in columns or a join give it one
 * @param called what the file and its layer are called
 */
export function suggestMapping(layer: LayerDefinition, profile: Profile, table = false, called = ''): Suggestion {
  const fits = fitsGeometry(layer.dataset.geometry, profile, table);
  const mapping = mappingOf(layer, profile.fields);
  const confidence = fits ? confidenceOf(layer, mapping, called) : 0;
  return { confidence, fits, mapping, values: valuesOf(layer, mapping, profile.fields) };
}
