import { z } from '@hono/zod-openapi';
import { layers } from '@quartierblick/gis/layers/index.ts';
import { sourceSchema, textSchema } from '../openapi/schemas.ts';
import { IMPORT_STATES, PHASES } from './report.ts';

const layerIds = layers.map((layer) => layer.id);
const count = z.int().min(0);

export const progressSchema = z
  .object({ phase: z.enum(PHASES), read: count, bytes: count, total: count })
  .openapi('ImportProgress', { description: '`bytes` of `total` are estimated from the records read' });

const recipeUseSchema = z
  .object({
    id: z.string().nullable(),
    name: z.string().nullable(),
    layer: z.string(),
    crs: z.string().nullable(),
    mapping: z.record(z.string(), z.string()),
    values: z.record(z.string(), z.record(z.string(), z.string())),
    table: z.record(z.string(), z.unknown()).nullable(),
  })
  .openapi('ImportRecipeUse');

/** The report of an import, as the API hands it out. */
export const reportSchema = z
  .object({
    id: z.uuid(),
    layer: z.string(),
    sourceId: z.string().nullable(),
    state: z.enum(IMPORT_STATES),
    fileName: z.string(),
    sha256: z.string().nullable(),
    bytes: z.number().nullable(),
    author: z.string().nullable(),
    source: sourceSchema,
    asOf: z.string().nullable(),
    demo: z.boolean(),
    read: count,
    imported: count,
    updated: count,
    unchanged: count,
    removed: count.openapi({
      description: 'Rows taken out because the file no longer has them; no records of the file',
    }),
    skipped: z.record(z.string(), count).openapi({ description: 'Records by the reason why they were not taken' }),
    examples: z
      .record(z.string(), z.array(z.object({ record: z.int(), example: z.string() })))
      .openapi({ description: 'The first ten records of each reason' }),
    repaired: z.record(z.string(), count),
    problem: z.object({ type: z.string(), title: textSchema, detail: textSchema }).nullable(),
    createdAt: z.string(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
    seconds: z.number().nullable(),
    undoable: z.boolean(),
    progress: progressSchema.optional().openapi({ description: 'While it is queued or running' }),
    recipe: recipeUseSchema.nullable().openapi({ description: 'How the assistant read the file' }),
  })
  .openapi('Import', { description: 'read = imported + updated + unchanged + all skipped' });

/** A mapping of fields as it stands in the query: a JSON object, target column → name in the file. */
const mappingSchema = z
  .string()
  .transform((text, context) => {
    try {
      return z.record(z.string(), z.string()).parse(JSON.parse(text));
    } catch {
      context.addIssue({ code: 'custom', message: 'a JSON object of column → name in the file' });
      return z.NEVER;
    }
  })
  .openapi({ type: 'string', example: '{"name":"Bezeichnung"}' });

const short = z.string().trim().min(1).max(500);

/** What the sender of a file says about it. */
export const importQuerySchema = z.strictObject({
  as: z
    .string()
    .optional()
    .openapi({ description: `Layer to import into: ${layerIds.join(', ')}, or the id of a free layer` }),
  year: z.coerce.number().int().min(1000).max(2200).optional(),
  asOf: z.iso.date().optional(),
  mapping: mappingSchema.optional(),
  sourceName: short.optional(),
  sourceUrl: z.url({ protocol: /^https?$/ }).optional(),
  licence: short.optional(),
  licenceUrl: z.url({ protocol: /^https?$/ }).optional(),
  attribution: short.optional(),
});

export const formatSchema = z
  .object({ id: z.string(), layer: z.string(), title: textSchema, source: sourceSchema })
  .openapi('ImportFormat');
