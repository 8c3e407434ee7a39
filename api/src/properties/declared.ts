import { z } from '@hono/zod-openapi';
import type { Dataset } from '@quartierblick/gis/layers/define.ts';
import type { Field } from '@quartierblick/gis/layers/fields.ts';
import { AXES } from '@quartierblick/gis/layers/properties/axes.ts';
import { properties } from '@quartierblick/gis/layers/properties/layer.ts';

export const CASES = properties.dataset;

export type AxisId = keyof typeof AXES;
export const AXIS_IDS = Object.keys(AXES) as [AxisId, ...AxisId[]];

const FIRST_DAY = '1000-01-01';
const LAST_DAY = '2200-12-31';

/** PostgreSQL text cannot hold the character NUL. */
const holdsNoNul = (value: unknown) => !(typeof value === 'string' && value.includes('\0'));
const NUL = 'contains a character that no text can have';

/** Text that a person has to give, e.g. a reason. */
export const givenText = z.string().trim().min(1).max(2000).refine(holdsNoNul, NUL);
/** A key of a case or of one of its rows. */
export const keySchema = z.string().min(1).max(300).refine(holdsNoNul, NUL);

/** The declared schema of a field, with what people can type but a database cannot hold, or no house can have. */
function entered({ kind, schema, unit }: Field): z.ZodType {
  if (kind === 'text') return schema.refine(holdsNoNul, NUL).transform((value) => (value === '' ? null : value));
  if (kind === 'date') {
    const possible = (day: unknown) => typeof day !== 'string' || (day >= FIRST_DAY && day <= LAST_DAY);
    return schema.refine(possible, `expected a day from ${FIRST_DAY} to ${LAST_DAY}`);
  }
  if ((kind === 'integer' || kind === 'number') && unit !== '€') {
    return schema.refine((value) => typeof value !== 'number' || value >= 0, 'expected zero or more');
  }
  return schema;
}

/**
 * The schema of a change: any of the data set's fields, parsed as declared, and no others.
 * @param kept names of fields that requests may not set, with the way to change them
 */
export function changesSchema(dataset: Dataset, kept: Record<string, string> = {}): z.ZodType<Record<string, unknown>> {
  const shape: Record<string, z.ZodType> = {};
  for (const [name, field] of Object.entries(dataset.fields)) {
    if (!(name in kept)) shape[name] = entered(field).optional();
  }
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return undefined;
      return issue.keys.map((name) => `${name}: ${kept[name] ?? 'there is no such field'}`).join('; ');
    },
  });
}
