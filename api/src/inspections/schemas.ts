import { z } from '@hono/zod-openapi';
import { boundsSchema, textSchema } from '../openapi/schemas.ts';

const count = z.int().min(0);
const name = z.string().min(1).max(300);
const short = z.string().trim().min(1).max(500);

const collectionSchema = z
  .object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) })
  .openapi('InspectedFeatures', { description: 'GeoJSON (RFC 7946), WGS 84; at most 300 features' });

const crsCandidateSchema = z
  .object({
    id: z.string().openapi({
      description: '`EPSG:n`; with `;swap`: axes exchanged; with `;east=m`: metres taken off the eastings; `declared`',
    }),
    label: textSchema,
    reason: textSchema,
    lands: z.enum(['project', 'germany', 'elsewhere']),
    declared: z.boolean(),
    bounds: boundsSchema.nullable(),
  })
  .openapi('CrsCandidate');

export const inspectedFieldSchema = z
  .object({
    name: z.string(),
    type: z.enum(['text', 'integer', 'number', 'boolean', 'list', 'empty']),
    filled: count,
    values: z
      .array(z.object({ value: z.string(), count }))
      .nullable()
      .openapi({ description: 'Different values, most frequent first; null: more than fifty' }),
  })
  .openapi('InspectedField');

const codesSchema = z.record(z.string().max(100), z.record(z.string().max(300), z.string().max(300)));

const targetSchema = z
  .object({
    target: z.string(),
    title: textSchema,
    confidence: z.number(),
    fits: z.boolean(),
    mapping: z.array(z.object({ column: z.string(), field: z.string(), confidence: z.number() })),
    values: z.record(z.string(), z.record(z.string(), z.string())),
  })
  .openapi('SuggestedTarget');

export const layerSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    file: z.string(),
    kind: z.enum(['features', 'table']),
    features: count,
    complete: z.boolean(),
    geometries: z.object({ point: count, line: count, polygon: count, other: count, none: count }),
    fields: z.array(inspectedFieldSchema),
    declaredCrs: z.string().nullable(),
    crs: z.array(crsCandidateSchema).openapi({ description: 'Likeliest first; empty where nothing has a place' }),
    bounds: boundsSchema.nullable(),
    rows: z.array(z.record(z.string(), z.unknown())),
    sample: collectionSchema.nullable(),
    table: z
      .object({
        rows: z.array(z.array(z.string())),
        headerRow: count,
        coordinates: z.object({ x: z.string(), y: z.string() }).nullable(),
        geometry: z.string().nullable().openapi({
          description: 'Column of well-known text or binary that places come from; no field of the features',
        }),
        geometryColumns: z.array(z.string()).openapi({ description: 'All such columns, areas first' }),
        join: z.object({ target: z.string(), field: z.string() }).nullable().openapi({
          description: 'Where there are no coordinates: the field that holds the keys of this layer’s rows',
        }),
      })
      .nullable(),
    claims: z.array(z.object({ source: z.string(), target: z.string(), title: textSchema, confidence: z.number() })),
    targets: z.array(targetSchema),
    recipes: z.array(z.object({ id: z.string(), name: z.string(), target: z.string() })),
  })
  .openapi('InspectedLayer');

export const inspectionSchema = z
  .object({
    id: z.uuid(),
    state: z.enum(['running', 'ready', 'failed']),
    fileNames: z.array(z.string()),
    bytes: count,
    format: z.object({ id: z.string(), title: textSchema }).nullable(),
    problem: z.object({ type: z.string(), title: textSchema, detail: textSchema }).nullable(),
    warnings: z.array(textSchema),
    createdAt: z.string(),
    expiresAt: z.string(),
    layers: z.array(layerSchema),
  })
  .openapi('Inspection', { description: 'What uploaded files hold, before anything is imported' });

export const tableChoiceSchema = z
  .strictObject({
    headerRow: z.int().min(0).max(1000).optional(),
    x: name.optional(),
    y: name.optional(),
    geometry: name.optional().openapi({ description: 'Column of well-known text or binary' }),
    join: z
      .strictObject({ field: name, column: z.literal('key').optional() })
      .optional()
      .openapi({ description: "Places by the target's key" }),
  })
  .openapi('TableChoice');

export const mappingSchema = z.record(z.string().max(100), name);
export const crsIdSchema = z
  .string()
  .regex(/^(?:EPSG:\d{4,6}|declared)(?:;swap|;east=-?\d{1,9})*$/)
  .max(80);
export const valuesSchema = codesSchema;

const choice = {
  layer: z.string().max(10),
  target: z.string().max(100).optional(),
  crs: crsIdSchema.optional(),
  mapping: mappingSchema
    .optional()
    .openapi({ description: 'Column of the target, or `key`, → field of the file; `#place`: key from place and name' }),
  values: valuesSchema.optional().openapi({ description: 'Column → text in the file → code; empty: not known' }),
  table: tableChoiceSchema.optional(),
  year: z.int().min(1000).max(2200).optional(),
  recipe: z.uuid().optional(),
};

export const choiceSchema = z.strictObject(choice).openapi('ImportChoice');

export const orderSchema = z
  .strictObject({
    ...choice,
    asOf: z.iso.date().optional(),
    sourceName: short.optional(),
    sourceUrl: z.url({ protocol: /^https?$/ }).optional(),
    licence: short.optional(),
    licenceUrl: z.url({ protocol: /^https?$/ }).optional(),
    attribution: short.optional(),
    saveRecipe: z.strictObject({ name: z.string().trim().min(1).max(120) }).optional(),
  })
  .openapi('ImportOrder');

export const previewSchema = z
  .object({
    source: z.string().openapi({ description: 'Id of the reader' }),
    read: count,
    accepted: count,
    complete: z.boolean(),
    skipped: z.record(z.string(), count),
    examples: z.record(z.string(), z.array(z.object({ record: z.int(), example: z.string() }))),
    words: z.record(z.string(), textSchema).openapi({ description: 'What the reasons mean' }),
    repaired: z.record(z.string(), count),
    columns: z.array(z.object({ name: z.string(), label: textSchema })),
    rows: z.array(z.record(z.string(), z.unknown())),
    sample: collectionSchema,
  })
  .openapi('ImportPreview');

export const systemSchema = z.object({ id: z.string(), label: textSchema }).openapi('CrsSystem');
