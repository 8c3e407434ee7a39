import { z } from 'zod';

/** A text in the two languages of the dashboard. German is written first; English is complete. */
export interface Text {
  de: string;
  en: string;
}

/** SQL types that a field of a layer may have; the database test holds them against `pg_catalog`. */
export type SqlType =
  'text' | 'integer' | 'bigint' | 'double precision' | 'boolean' | 'date' | 'text[]' | 'timestamp with time zone';

/** How a value is written in panel, table and export. */
export type FieldKind =
  'text' | 'integer' | 'number' | 'boolean' | 'date' | 'year' | 'months' | 'code' | 'list' | 'codes';

/**
 * One column of a data set, declared once: the schema that parses it, the SQL type that stores it, and how a reader sees it.
 * Panel, table, filter, import mapping and export all derive from this.
 */
export interface Field<T = unknown> {
  kind: FieldKind;
  schema: z.ZodType<T>;
  sql: SqlType;
  label: Text;
  /** Unit as shown behind the value, e.g. `m²`. */
  unit?: string;
  /** Meaning of each code, for `code` and `codes`. */
  values?: Record<string, Text>;
  /** Shown in the table of what is in view. Every field is shown in the detail panel unless `hidden`. */
  table?: boolean;
  /** Kept in the database for calculations, never sent to a client. */
  hidden?: boolean;
  /** Found by the search. */
  search?: boolean;
}

type Options = Pick<Field, 'unit' | 'table' | 'hidden' | 'search'>;

const label = (de: string, en: string): Text => ({ de, en });

/** Free text of at most 2,000 characters; empty text is a missing value, not a value. */
export function text(de: string, en: string, options: Options = {}): Field<string | null> {
  return {
    kind: 'text',
    schema: z.string().trim().max(2000).nullable(),
    sql: 'text',
    label: label(de, en),
    ...options,
  };
}

/** A whole number, e.g. storeys. */
export function integer(de: string, en: string, options: Options = {}): Field<number | null> {
  return { kind: 'integer', schema: z.int32().nullable(), sql: 'integer', label: label(de, en), ...options };
}

/** A calendar year between 1000 and 2200. */
export function year(de: string, en: string, options: Options = {}): Field<number | null> {
  const schema = z.int32().min(1000).max(2200).nullable();
  return { kind: 'year', schema, sql: 'integer', label: label(de, en), ...options };
}

/** An age in whole months, so that "18 months" and "3 years" need no second field. */
export function months(de: string, en: string, options: Options = {}): Field<number | null> {
  // Negative months reach into pregnancy; 1,200 months are a hundred years.
  const schema = z.int32().min(-9).max(1200).nullable();
  return { kind: 'months', schema, sql: 'integer', label: label(de, en), ...options };
}

/** The unit that a field's bare numbers are in, where there is one: whoever shows an age without turning it into years must say so. */
export function unitOf({ unit, kind }: Field): Text | undefined {
  if (unit !== undefined) return { de: unit, en: unit };
  return kind === 'months' ? { de: 'Monate', en: 'months' } : undefined;
}

/** A field's name in a file with the unit of its numbers behind it: `Fläche [m²]`. */
export function headingOf(field: Field, language: keyof Text, label = field.label[language]): string {
  const unit = unitOf(field)?.[language];
  return unit ? `${label} [${unit}]` : label;
}

/** A finite number with a unit, e.g. an area in m². */
export function quantity(de: string, en: string, unit: string, options: Options = {}): Field<number | null> {
  return {
    kind: 'number',
    schema: z.number().nullable(),
    sql: 'double precision',
    label: label(de, en),
    unit,
    ...options,
  };
}

/** Yes, no or unknown (null). */
export function yesNo(de: string, en: string, options: Options = {}): Field<boolean | null> {
  return { kind: 'boolean', schema: z.boolean().nullable(), sql: 'boolean', label: label(de, en), ...options };
}

/** A calendar date as `YYYY-MM-DD`. */
export function date(de: string, en: string, options: Options = {}): Field<string | null> {
  return { kind: 'date', schema: z.iso.date().nullable(), sql: 'date', label: label(de, en), ...options };
}

/** One code of a closed list, with its meaning in both languages. */
export function code<V extends Record<string, Text>>(
  de: string,
  en: string,
  values: V,
  options: Options = {},
): Field<(keyof V & string) | null> {
  const schema = z.enum(Object.keys(values) as [keyof V & string, ...(keyof V & string)[]]).nullable();
  return {
    kind: 'code',
    schema: schema as z.ZodType<(keyof V & string) | null>,
    sql: 'text',
    label: label(de, en),
    values,
    ...options,
  };
}

/** Several codes of a closed list. An empty list means "none"; null means "not known". */
export function codes<V extends Record<string, Text>>(
  de: string,
  en: string,
  values: V,
  options: Options = {},
): Field<(keyof V & string)[] | null> {
  const one = z.enum(Object.keys(values) as [keyof V & string, ...(keyof V & string)[]]);
  const schema = z.array(one).nullable() as z.ZodType<(keyof V & string)[] | null>;
  return { kind: 'codes', schema, sql: 'text[]', label: label(de, en), values, ...options };
}

/** Several free texts, e.g. languages by their ISO 639 codes. */
export function list(de: string, en: string, options: Options = {}): Field<string[] | null> {
  const schema = z.array(z.string().trim().min(1).max(200)).nullable();
  return { kind: 'list', schema, sql: 'text[]', label: label(de, en), ...options };
}
