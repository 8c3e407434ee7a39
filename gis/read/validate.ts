import { z } from 'zod';
import type { Dataset } from '../layers/define.ts';

/** What is wrong with a row: the field and what was found, short; null where nothing is. */
export type RowCheck = (row: Record<string, unknown>) => string | null;

type ValueCheck = (value: unknown) => boolean;

/** The parts of JSON Schema that the field schemas of layers become. */
interface Schema {
  type?: string | string[] | undefined;
  anyOf?: Schema[];
  enum?: unknown[];
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  pattern?: string;
}

const KNOWN = new Set(['type', 'anyOf', 'enum', 'minLength', 'maxLength', 'minimum', 'maximum', 'items', '$schema']);

/** A check that does what the JSON Schema says; null for schemas with parts that are not known here. */
function compile(schema: Schema): ValueCheck | null {
  if (Object.entries(schema).some(([part, value]) => value !== undefined && !KNOWN.has(part))) return null;
  if (schema.anyOf) {
    const checks = schema.anyOf.map(compile);
    if (checks.some((check) => check === null)) return null;
    const [first, second, ...more] = checks as ValueCheck[];
    if (!first || !second || more.length > 0) return null;
    return (value) => first(value) || second(value);
  }
  if (Array.isArray(schema.type)) {
    return compile({ ...schema, type: undefined, anyOf: schema.type.map((type) => ({ type })) });
  }
  const { minLength = 0, maxLength = Infinity, minimum = -Infinity, maximum = Infinity } = schema;
  if (schema.enum) {
    const values = new Set(schema.enum);
    return (value) => values.has(value);
  }
  switch (schema.type) {
    case 'null':
      return (value) => value === null;
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'string':
      // Only texts that trimming would not change: everything else is left to the schema, which trims.
      return (value) =>
        typeof value === 'string' && value.length >= minLength && value.length <= maxLength && value === value.trim();
    case 'integer':
      return (value) => Number.isInteger(value) && (value as number) >= minimum && (value as number) <= maximum;
    case 'number':
      return (value) => Number.isFinite(value) && (value as number) >= minimum && (value as number) <= maximum;
    case 'array': {
      const item = schema.items && compile(schema.items);
      return item ? (value) => Array.isArray(value) && value.every(item) : null;
    }
    default:
      return null;
  }
}

function fastCheck(schema: z.ZodType): ValueCheck | null {
  try {
    return compile(z.toJSONSchema(schema, { io: 'input' }) as Schema);
  } catch {
    return null;
  }
}

/**
 * A check of rows against the declared schema of a data set. The zod schema decides; a test of values compiled from it
 * only lets the ordinary ones pass without asking it, so that 250,000 accidents stay quick. Where zod changes a value
 * (it trims texts), the row is changed. `geometry` is not looked at.
 */
export function rowCheck(dataset: Dataset): RowCheck {
  const fields: { name: string; fast: ValueCheck | null; schema: z.ZodType }[] = [
    ...Object.entries({ key: z.string().min(1).max(300) }),
    ...Object.entries(dataset.fields).map(([name, field]) => [name, field.schema] as const),
  ].map(([name, schema]) => ({ name, schema, fast: fastCheck(schema) }));
  const names = new Set([...fields.map(({ name }) => name), 'geometry']);

  return (row) => {
    for (const { name, fast, schema } of fields) {
      const value = row[name];
      if (fast?.(value)) continue;
      const parsed = schema.safeParse(value);
      if (!parsed.success) return `${name} = ${shorten(value)}`;
      row[name] = parsed.data;
    }
    for (const name in row) if (!names.has(name)) return `${name}: unbekanntes Feld`;
    return null;
  };
}

/** A value as an example in a report: never long. */
export function shorten(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
