import { z } from '@hono/zod-openapi';
import { LAYER_GROUPS } from '@quartierblick/gis/layers/define.ts';
import type { LayerGroup } from '@quartierblick/gis/layers/define.ts';
import { FRESHNESS_STATES } from '@quartierblick/gis/layers/freshness.ts';
import { sourceSchema, sourceUseSchema, textSchema } from '../openapi/schemas.ts';

const stateSchema = z.enum(FRESHNESS_STATES).openapi({
  description: 'overdue: older than promised; due: within 30 days; no-date: the source has no as-of date',
});

const promiseSchema = z
  .object({
    months: z.int().nullable().openapi({ description: 'From the as-of date; null: nothing is promised' }),
    by: z.enum(['house', 'city']).openapi({ description: 'house: what the layer itself says' }),
    why: textSchema,
    changedAt: z.string().nullable(),
    changedBy: z.string().nullable().openapi({ description: 'null for those who do not work with the data' }),
  })
  .openapi('FreshnessPromise');

export const layerFreshnessSchema = z
  .object({
    layer: z.string(),
    title: textSchema,
    group: z.enum(Object.keys(LAYER_GROUPS) as [LayerGroup, ...LayerGroup[]]),
    rows: z.int().nullable().openapi({ description: 'null where the layer cannot be read just now' }),
    ownRows: z.int().openapi({ description: 'Rows written or computed here, by no import' }),
    changedAt: z.string().nullable(),
    promise: promiseSchema,
    sources: z.array(
      sourceUseSchema.extend({
        state: stateSchema,
        until: z.string().nullable().openapi({ description: 'Last day of the promise, YYYY-MM-DD' }),
        ageDays: z.int().nullable().openapi({ description: 'Days since the as-of date' }),
      }),
    ),
    state: stateSchema.openapi({ description: 'That of the worst source' }),
  })
  .openapi('LayerFreshness');

export const freshnessSchema = z
  .object({ today: z.string(), layers: z.array(layerFreshnessSchema) })
  .openapi('Freshness');

export const newPromiseSchema = z.strictObject({
  months: z.int().min(1).max(600).nullable(),
  note: z.string().trim().max(500).default(''),
});

export const layerLineageSchema = z
  .object({
    layer: z.string(),
    title: textSchema,
    version: z.int().openapi({ description: 'Grows with every change; part of the address of tiles' }),
    changedAt: z.string().nullable(),
    rows: z.int().openapi({ description: 'Of the layer and its related tables' }),
    ownRows: z.int().openapi({ description: 'Rows written or computed here, by no import' }),
    imports: z
      .array(
        z.object({
          import: z.string(),
          file: z.string().openapi({ description: 'Empty where the caller sees a part of the layer only' }),
          sha256: z.string().nullable(),
          bytes: z.number().nullable(),
          reader: z.object({ id: z.string(), title: textSchema }).nullable().openapi({
            description: 'What read the file; null for readers that there are no more',
          }),
          source: sourceSchema,
          asOf: z.string().nullable(),
          importedAt: z.string(),
          author: z.string().nullable(),
          demo: z.boolean(),
          rows: z.int().openapi({ description: 'Rows that it brought or changed last' }),
          confirmed: z.int().openapi({ description: 'Records that it found as they were, which confirms them' }),
        }),
      )
      .openapi({ description: 'Imports that own or confirmed rows of today, newest first' }),
  })
  .openapi('LayerLineage');
