import { z } from '@hono/zod-openapi';
import { boundsSchema, geometrySchema, positionSchema } from '../openapi/schemas.ts';
import { AXIS_IDS, keySchema } from './declared.ts';

/** Path parameter that names a case. */
export const caseKey = keySchema.openapi({
  param: { name: 'key', in: 'path' },
  description: 'Key of the case, URL-encoded',
  example: 'demo-case-1',
});

/** What a conditional change has to name. */
export const ifMatchHeader = z.object({
  'if-match': z.string().optional().openapi({ description: 'Version (ETag) on which the change is based' }),
});

const values = z.record(z.string(), z.unknown());

export const partRowSchema = z
  .looseObject({ key: z.string(), version: z.int(), changedAt: z.string(), changedBy: z.string().nullable() })
  .openapi('PartRow', { description: 'One row of a part of the case file, with the fields that the part declares' });

const historySchema = z
  .object({
    key: z.string(),
    axis: z.string(),
    value: z.string().nullable(),
    valid_from: z.string().nullable(),
    source: z.string().nullable(),
    author: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .openapi('Finding', { description: 'A value of an axis, since when, by whom and on what ground' });

export const caseFileSchema = z
  .object({
    key: z.string(),
    id: z.int(),
    version: z.int(),
    changedAt: z.string(),
    changedBy: z.string().nullable(),
    demo: z.boolean(),
    properties: values.openapi({ description: 'All declared fields, and the derived `class` and `mark`' }),
    geometry: geometrySchema,
    center: positionSchema,
    bbox: boundsSchema,
    history: z.array(historySchema),
    parts: z.record(z.string(), z.array(partRowSchema)),
  })
  .openapi('CaseFile');

/** A case after a change. */
export const changedCaseSchema = z
  .object({ key: z.string(), version: z.int(), properties: values })
  .openapi('ChangedCase');

export const changedAxisSchema = changedCaseSchema
  .extend({ history: z.array(historySchema) })
  .openapi('ChangedAxis', { description: 'The case after the change, with its whole history' });

export const axisParam = z.enum(AXIS_IDS).openapi({ param: { name: 'axis', in: 'path' } });
