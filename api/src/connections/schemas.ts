import { z } from '@hono/zod-openapi';
import { REPLACES, SCHEDULES } from '@quartierblick/gis/connections/kinds.ts';
import { settingsSchema } from '@quartierblick/gis/connections/settings.ts';
import { inspectedFieldSchema, mappingSchema, valuesSchema } from '../inspections/schemas.ts';
import { geometrySchema, sourceSchema, textSchema } from '../openapi/schemas.ts';
import { RUN_STATES } from './types.ts';

const count = z.int().min(0);
const short = z.string().trim().min(1).max(500);
const fields = z.record(z.string(), z.unknown()).nullable();

/** A connection as a planner writes it. */
export const fieldsSchema = z
  .strictObject({
    title: z.string().trim().min(1).max(200),
    settings: settingsSchema,
    credential: z
      .string()
      .max(60)
      .nullable()
      .default(null)
      .openapi({ description: 'Name of a secret in the environment, never the secret' }),
    layer: z.string().min(1).max(100).openapi({
      description: 'Id of a built-in layer that everybody may see in full, or of a free layer',
    }),
    year: z.int().min(1000).max(2200).nullable().default(null),
    mapping: mappingSchema.nullable().default(null),
    values: valuesSchema.nullable().default(null).openapi({ description: 'Used together with `mapping`' }),
    source: sourceSchema
      .partial()
      .extend({ name: short.optional(), licence: short.optional(), attribution: short.optional() })
      .default({}),
    schedule: z.enum(SCHEDULES).default('manual'),
    active: z.boolean().default(false),
    replaces: z.enum(REPLACES).default('nothing'),
    review: z.boolean().default(true),
    mostGonePercent: z.int().min(0).max(100).default(30),
  })
  .openapi('ConnectionFields');

const exampleSchema = z.object({
  kind: z.enum(['added', 'changed', 'gone']),
  key: z.string(),
  before: fields,
  after: fields,
  geometry: geometrySchema.nullable(),
  moved: geometrySchema.nullable(),
});

export const differenceSchema = z
  .object({
    added: count,
    changed: count,
    gone: count,
    unchanged: count,
    before: count.openapi({ description: 'Rows that could go at all' }),
    read: count,
    skipped: z.record(z.string(), count),
    skipExamples: z.record(z.string(), z.array(z.object({ record: z.int(), example: z.string() }))),
    examples: z.array(exampleSchema),
    reason: z.enum(['configured', 'many-gone', 'undone-before']).nullable(),
  })
  .openapi('ConnectionDifference');

const problemSchema = z.object({ type: z.string(), title: textSchema, detail: textSchema });

const runFields = {
  id: z.uuid(),
  connectionId: z.uuid(),
  state: z.enum(RUN_STATES),
  trigger: z.enum(['hand', 'schedule']),
  startedBy: z.string(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  decidedBy: z.string().nullable(),
  pages: count,
  bytes: z.number(),
  matched: count.nullable(),
  fileName: z.string().nullable(),
  sha256: z.string().nullable(),
  problem: problemSchema.nullable(),
  importId: z.uuid().nullable(),
};

/** A run with counts only, as lists have it. */
export const runSchema = z
  .object({ ...runFields, difference: differenceSchema.omit({ examples: true, skipExamples: true }).nullable() })
  .openapi('ConnectionRun');

export const fullRunSchema = z
  .object({ ...runFields, difference: differenceSchema.nullable() })
  .openapi('ConnectionRunFull');

export const connectionSchema = fieldsSchema
  .extend({
    id: z.uuid(),
    ready: z.string().nullable(),
    version: z.int(),
    changedAt: z.string(),
    changedBy: z.string().nullable(),
    nextAt: z.string().nullable(),
    failures: count.openapi({ description: 'In a row' }),
    last: runSchema.nullable(),
    waiting: z.uuid().nullable().openapi({ description: 'Run whose difference waits for a decision' }),
  })
  .openapi('Connection');

export const readyMadeSchema = z
  .object({
    id: z.string(),
    title: textSchema,
    note: textSchema,
    confirmed: z
      .string()
      .nullable()
      .openapi({ description: 'Day on which the address was tried; null: never from here' }),
    fields: fieldsSchema,
  })
  .openapi('ReadyMadeConnection');

export const sampleSchema = z
  .object({
    matched: count.nullable().openapi({ description: 'Features that the service names' }),
    bytes: z.number(),
    names: z
      .array(z.object({ name: z.string(), example: z.string() }))
      .openapi({ description: 'Fields of the first features, as the service names them' }),
    difference: differenceSchema
      .omit({ reason: true })
      .nullable()
      .openapi({ description: 'null where nothing of it could be taken as it is mapped; see `problem`' }),
    problem: problemSchema.nullable(),
    features: count.openapi({ description: 'Features that were looked at' }),
    fields: z.array(inspectedFieldSchema),
    suggested: z
      .object({ mapping: z.record(z.string(), z.string()), values: valuesSchema })
      .openapi({ description: 'How the fields would probably go into the layer' }),
    whole: z.boolean().openapi({ description: 'false: only the first page was asked for' }),
  })
  .openapi('ConnectionSample');
