import { z } from '@hono/zod-openapi';
import { LAYER_GROUPS } from '@quartierblick/gis/layers/define.ts';
import type { LayerGroup } from '@quartierblick/gis/layers/define.ts';
import { freeSpecSchema } from '@quartierblick/gis/layers/free/spec.ts';
import {
  boundsSchema,
  geometrySchema,
  positionSchema,
  problemSchema,
  sourceSchema,
  sourceUseSchema,
  textSchema,
} from '../openapi/schemas.ts';

const legendEntrySchema = z
  .object({
    id: z.string().openapi({
      description: 'Value for the parameters class (mark for overlays)',
    }),
    label: textSchema,
    scheme: z.enum(['class', 'overlay', 'state']),
    colour: z.string().nullable().openapi({ description: 'Name of a design token' }),
    hatch: z.string().optional(),
    shape: z.string().optional(),
    icon: z.string().optional(),
    scale: z.number().optional(),
    count: z.int().nullable(),
  })
  .openapi('LegendEntry');

/** One measure that can colour a layer. */
export const measureSchema = z
  .object({
    id: z.string(),
    title: textSchema,
    unit: textSchema,
    denominator: textSchema.openapi({
      description: 'What is divided by; empty for plain counts',
    }),
    years: z.array(z.int()),
    sources: z.array(z.string()),
  })
  .openapi('Measure');

/** One layer as the catalogue lists it. */
export const layerSchema = z
  .object({
    id: z.string(),
    title: textSchema,
    description: textSchema,
    group: z.enum(Object.keys(LAYER_GROUPS) as [LayerGroup, ...LayerGroup[]]),
    geometry: z.enum(['point', 'line', 'polygon']),
    limited: z.boolean().openapi({ description: 'The caller sees a part only; the description says which' }),
    count: z.int().nullable().openapi({ description: 'null where the layer cannot be read just now' }),
    asOf: z.string().nullable().openapi({ description: 'Newest as-of date of the data, YYYY-MM-DD' }),
    asOfFrom: z.string().nullable().openapi({ description: 'Oldest as-of date of the data, YYYY-MM-DD' }),
    source: sourceSchema.openapi({
      description: 'Source of most rows; the declared one for an empty layer',
    }),
    sources: z.array(sourceUseSchema),
    demo: z.boolean().openapi({
      description: 'Some of the data is invented for the demonstration',
    }),
    legend: z.array(legendEntrySchema),
    measures: z.array(measureSchema),
    tiles: z.string().openapi({
      description: 'URL template with {z}, {x} and {y}, relative to the server',
    }),
    version: z.int(),
    minzoom: z.int(),
    maxzoom: z.int(),
    bounds: boundsSchema.nullable(),
    problem: problemSchema.optional(),
    free: freeSpecSchema.optional().openapi({ description: 'Description of a layer that planners made' }),
  })
  .openapi('Layer');

const propertiesSchema = z.record(z.string(), z.unknown()).openapi({
  description: '`key` and the fields of the layer that may be shown',
});

const featureSchema = z
  .object({
    type: z.literal('Feature'),
    id: z.number(),
    geometry: geometrySchema.nullable(),
    properties: propertiesSchema,
  })
  .openapi('Feature');

/** A page of features. */
export const featureCollectionSchema = z
  .object({
    type: z.literal('FeatureCollection'),
    numberMatched: z.int(),
    numberReturned: z.int(),
    version: z.int().openapi({ description: "The layer's version that was read" }),
    features: z.array(featureSchema),
  })
  .openapi('FeatureCollection');

const lineageSchema = z
  .object({
    import: z.string(),
    file: z.string(),
    source: sourceSchema,
    licence: z.string(),
    asOf: z.string().nullable(),
    importedAt: z.string(),
    demo: z.boolean(),
  })
  .openapi('Lineage', { description: 'The import that a row comes from' });

const relatedSchema = z
  .object({
    dataset: z.string(),
    rows: z.array(z.record(z.string(), z.unknown())),
    lineage: z.array(lineageSchema).openapi({ description: 'The imports that the rows come from' }),
  })
  .openapi('RelatedRows');

/** One feature with all that belongs to it. */
export const featureDetailSchema = featureSchema
  .extend({
    layer: z.string(),
    title: z.string().nullable(),
    center: positionSchema,
    bbox: boundsSchema,
    related: z.array(relatedSchema),
    lineage: lineageSchema.nullable().openapi({ description: 'null where the row was not imported' }),
  })
  .openapi('FeatureDetail');
