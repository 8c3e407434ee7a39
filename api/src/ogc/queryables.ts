import { shownFields } from '@quartierblick/gis/layers/define.ts';
import type { Dataset, LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { Field, FieldKind, Text } from '@quartierblick/gis/layers/fields.ts';
import { text } from '@quartierblick/gis/layers/fields.ts';

/** JSON Schema of the single value that a property is compared with. */
export interface ValueSchema {
  type: 'string' | 'integer' | 'number' | 'boolean';
  format?: 'date';
  enum?: string[];
}

const TYPES: Readonly<Record<FieldKind, ValueSchema['type']>> = {
  text: 'string',
  date: 'string',
  code: 'string',
  codes: 'string',
  list: 'string',
  integer: 'integer',
  year: 'integer',
  months: 'integer',
  number: 'number',
  boolean: 'boolean',
};

/** Parameters of items that are no properties. */
export const ITEM_PARAMETERS = ['limit', 'bbox', 'bbox-crs', 'datetime', 'crs', 'after'] as const;
const RESERVED = new Set<string>([...ITEM_PARAMETERS, 'f', 'lang', 'filter', 'filter-lang', 'filter-crs', 'sortby']);

const KEY = text('Schlüssel', 'Key');

/** Properties by which the features of a layer can be chosen: all that its reader may see and whose name is no parameter's. */
export function queryablesOf(dataset: Dataset): [name: string, field: Field][] {
  const shown: [string, Field][] = [['key', KEY], ...shownFields(dataset)];
  return shown.filter(([name]) => !RESERVED.has(name));
}

/** Schema of one value of a field: of one entry, where the field is a list. */
export function valueSchema({ kind, values }: Field): ValueSchema {
  return {
    type: TYPES[kind],
    ...(kind === 'date' ? { format: 'date' as const } : {}),
    ...(values ? { enum: Object.keys(values) } : {}),
  };
}

/** The queryables of a layer as JSON Schema 2020-12 (OGC 19-079r2, section 6.2). */
export function queryablesSchema(layer: LayerDefinition, language: keyof Text, id: string) {
  const properties = Object.entries(
    Object.fromEntries(
      queryablesOf(layer.dataset).map(([name, field]) => {
        const one = valueSchema(field);
        const titled = { title: field.label[language], ...(field.unit ? { 'x-ogc-unit': field.unit } : {}) };
        const isList = field.kind === 'list' || field.kind === 'codes';
        return [name, isList ? { ...titled, type: 'array', items: one } : { ...titled, ...one }];
      }),
    ),
  );
  const geometry = {
    point: 'geometry-point',
    line: 'geometry-multilinestring',
    polygon: 'geometry-multipolygon',
  } as const;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: id,
    type: 'object',
    title: layer.title[language],
    properties: {
      ...Object.fromEntries(properties),
      geometry: {
        title: { de: 'Geometrie', en: 'Geometry' }[language],
        'x-ogc-role': 'primary-geometry',
        format: geometry[layer.dataset.geometry ?? 'point'],
      },
    },
    additionalProperties: false,
  };
}

/**
 * Reads the text of a parameter as a value of the field.
 * @returns the value, or what is wrong with the text
 */
export function parseValue(field: Field, given: string): { value: string | number | boolean } | { wrong: string } {
  const { type, format, enum: allowed } = valueSchema(field);
  if (given.includes('\0')) return { wrong: 'contains a character that no text can have' };
  if (allowed) return allowed.includes(given) ? { value: given } : { wrong: `expected one of ${allowed.join(', ')}` };
  if (type === 'boolean') {
    return given === 'true' || given === 'false' ? { value: given === 'true' } : { wrong: 'expected true or false' };
  }
  if (format === 'date')
    return field.schema.safeParse(given).success ? { value: given } : { wrong: 'expected YYYY-MM-DD' };
  if (type === 'string') return { value: given };
  const number = Number(given);
  const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(given) && Number.isFinite(number);
  if (!isNumber) return { wrong: 'expected a number' };
  if (type === 'integer' && !(Number.isInteger(number) && Math.abs(number) < 2 ** 31)) {
    return { wrong: 'expected a whole number' };
  }
  return { value: number };
}
