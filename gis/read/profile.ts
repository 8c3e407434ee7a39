import type { Position } from 'geojson';
import type { RawFeature } from './geojson.ts';
import { positionsOf, shapesOf } from './shapes.ts';

/** Different values kept of a field; more are no list of classes. */
const MOST_VALUES = 50;
/** Characters kept of a value. */
const LONGEST_VALUE = 200;
/** Fields that are looked at; more are no table that anybody maps. */
const MOST_FIELDS = 300;
const ROWS = 20;
const SAMPLE = 300;
/** Positions by which the coordinate system is judged. */
const POSITIONS = 600;
/** Vertices that the sample may hold in all: it is for looking at, and travels to the browser. */
const SAMPLE_VERTICES = 60_000;

export type ProfiledType = 'text' | 'integer' | 'number' | 'boolean' | 'list' | 'empty';
export type ShapeKind = 'point' | 'line' | 'polygon' | 'other' | 'none';

/** What a field of a file holds. */
export interface ProfiledField {
  name: string;
  type: ProfiledType;
  /** Features in which it holds something. */
  filled: number;
  /** Different values with their counts, the most frequent first; null where there are more than fifty. */
  values: { value: string; count: number }[] | null;
}

/** What the features of a layer are, before anything is done with them. */
export interface Profile {
  features: number;
  geometries: Record<ShapeKind, number>;
  fields: ProfiledField[];
  /** The first features' properties. */
  rows: Record<string, unknown>[];
  /** The first features with a geometry, as they are in the file. */
  sample: RawFeature[];
  /** Positions as they are in the file, from all over it. */
  positions: Position[];
}

interface FieldTally {
  types: Set<ProfiledType>;
  filled: number;
  values: Map<string, number> | null;
}

function typeOf(value: unknown): ProfiledType {
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (typeof value === 'boolean') return 'boolean';
  return Array.isArray(value) ? 'list' : 'text';
}

/** A value as it is shown and mapped: short, and never an object. */
function shownValue(value: unknown): string {
  const text = typeof value === 'string' ? value.trim() : (JSON.stringify(value) ?? '');
  return text.slice(0, LONGEST_VALUE);
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

function commonType(types: ReadonlySet<ProfiledType>): ProfiledType {
  const [only, ...more] = types;
  if (only === undefined) return 'empty';
  if (more.length === 0) return only;
  return [...types].every((type) => type === 'integer' || type === 'number') ? 'number' : 'text';
}

/** Looks at features one by one and remembers what they are; its memory does not grow with their number. */
export class Profiler {
  #features = 0;
  readonly #geometries: Profile['geometries'] = { point: 0, line: 0, polygon: 0, other: 0, none: 0 };
  readonly #fields = new Map<string, FieldTally>();
  readonly #rows: Profile['rows'] = [];
  readonly #sample: RawFeature[] = [];
  #vertices = 0;
  #positions: Position[] = [];
  /** Every so many-th feature gives a position; grows, so that positions come from all over the file. */
  #stride = 1;

  /** Takes a feature into account. */
  add(feature: RawFeature): void {
    this.#features += 1;
    for (const [name, value] of Object.entries(feature.properties)) this.#field(name, value);
    if (this.#rows.length < ROWS) this.#rows.push(shortened(feature.properties));
    this.#geometry(feature);
  }

  /** What was found. */
  result(): Profile {
    const fields = [...this.#fields].map(([name, { types, filled, values }]) => ({
      name,
      type: commonType(types),
      filled,
      values:
        values &&
        [...values].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([value, count]) => ({ value, count })),
    }));
    return {
      features: this.#features,
      geometries: this.#geometries,
      fields,
      rows: this.#rows,
      sample: this.#sample,
      positions: this.#positions,
    };
  }

  #field(name: string, value: unknown): void {
    let tally = this.#fields.get(name);
    if (!tally) {
      if (this.#fields.size >= MOST_FIELDS) return;
      this.#fields.set(name, (tally = { types: new Set(), filled: 0, values: new Map() }));
    }
    if (isEmpty(value)) return;
    tally.filled += 1;
    tally.types.add(typeOf(value));
    if (!tally.values) return;
    const shown = shownValue(value);
    tally.values.set(shown, (tally.values.get(shown) ?? 0) + 1);
    if (tally.values.size > MOST_VALUES) tally.values = null;
  }

  #geometry(feature: RawFeature): void {
    if (feature.geometry === null || feature.geometry === undefined) {
      this.#geometries.none += 1;
      return;
    }
    const shapes = shapesOf(feature.geometry);
    const kinds = shapes ? (['point', 'line', 'polygon'] as const).filter((kind) => shapes[`${kind}s`].length > 0) : [];
    this.#geometries[kinds.length === 1 ? (kinds[0] as ShapeKind) : 'other'] += 1;
    if (!shapes || kinds.length === 0) return;
    let vertices = 0;
    let first: Position | undefined;
    for (const position of positionsOf(shapes)) {
      first ??= position;
      vertices += 1;
    }
    if (first && this.#features % this.#stride === 0) this.#positions.push(first);
    if (this.#positions.length >= POSITIONS) {
      this.#positions = this.#positions.filter((_, i) => i % 2 === 0);
      this.#stride *= 2;
    }
    if (this.#sample.length >= SAMPLE || this.#vertices + vertices > SAMPLE_VERTICES) return;
    this.#vertices += vertices;
    this.#sample.push({ ...feature, properties: shortened(feature.properties) });
  }
}

/** Properties with long texts cut, so that a row can be shown. */
function shortened(properties: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties)
      .slice(0, MOST_FIELDS)
      .map(([name, value]) => [
        name,
        typeof value === 'string' || typeof value === 'object' ? shownOrNull(value) : value,
      ]),
  );
}

const shownOrNull = (value: unknown): string | null => (value === null ? null : shownValue(value));
