import { z } from '@hono/zod-openapi';
import { AGE_GROUPS, CROSSINGS } from '@quartierblick/gis/analysis/network/types.ts';
import { ZONES } from '@quartierblick/gis/network/answers.ts';
import { sourceSchema, textSchema } from '../openapi/schemas.ts';

const pointSchema = z
  .array(z.number())
  .openapi({ minItems: 2, maxItems: 2, description: 'EPSG:25832: east, north, m' });
const dateSchema = z.string().nullable().openapi({ description: 'As-of date (YYYY-MM-DD); null: not known' });

const provenance = {
  version: z.string().openapi({ description: 'The same as long as no layer behind it changes' }),
  source: z.array(sourceSchema),
  demo: z.boolean().openapi({ description: 'Invented data of the demonstration are among it' }),
};

/** @see StreetsAnswer of gis/network/answers.ts */
export const streetsSchema = z
  .object({
    ...provenance,
    asOf: dateSchema,
    lines: z.array(
      z.object({
        ...{ key: z.string(), name: z.string().nullable(), kind: z.string(), steps: z.boolean() },
        walkable: z.boolean().nullable().openapi({ description: 'null: follows from the kind' }),
        stepFree: z.boolean().nullable(),
        crossing: z.enum(CROSSINGS).nullable().openapi({ description: 'Set where the line itself is a crossing' }),
        level: z.int().openapi({ description: 'Lines of different levels do not meet where they cross' }),
        parts: z.array(z.array(pointSchema)),
      }),
    ),
    crossings: z.array(z.object({ key: z.string(), kind: z.enum(CROSSINGS), at: pointSchema })),
  })
  .openapi('WalkStreets');

/** @see PlacesAnswer of gis/network/answers.ts */
export const placesSchema = z
  .object({
    ...provenance,
    asOf: z.object({ playgrounds: dateSchema, offers: dateSchema, stops: dateSchema }),
    playgrounds: z.array(
      z.object({
        ...{ key: z.string(), name: z.string().nullable(), kind: z.string().nullable(), at: pointSchema },
        entrances: z.array(pointSchema).openapi({ description: 'Gates; empty: none is recorded, the middle counts' }),
        areaM2: z.number().nullable(),
        ages: z.array(z.enum(AGE_GROUPS)).nullable(),
      }),
    ),
    places: z.array(
      z.object({
        ...{ key: z.string(), layer: z.enum(['offers', 'stops']), name: z.string().nullable() },
        ...{ kind: z.string().nullable(), at: pointSchema },
      }),
    ),
  })
  .openapi('WalkPlaces');

const byAge = (description: string) => z.array(z.array(z.number())).openapi({ description });

/** @see DemandAnswer of gis/network/answers.ts */
export const demandSchema = z
  .object({
    ...provenance,
    asOf: dateSchema,
    zones: z.enum(ZONES),
    notes: z.array(textSchema).openapi({ description: 'Assumptions and gaps; to be shown with the figures' }),
    withoutHome: z.number().openapi({ description: 'Children of areas without a residential building' }),
    x: z.array(z.number()).openapi({ description: 'Of each piece of street: east in EPSG:25832, metres' }),
    y: z.array(z.number()).openapi({ description: 'North' }),
    unit: z.array(z.int()).openapi({ description: 'Index in units; -1: outside of all' }),
    units: z.array(z.object({ key: z.string(), name: z.string().nullable() })),
    zonesOfUnits: z.array(z.object({ all: z.int(), known: z.int() })).openapi({
      description: 'Of each unit: cells or units, and those whose children are known; the others are missing',
    }),
    years: z.array(z.object({ year: z.int(), children: z.array(z.array(z.number()).nullable()) })).openapi({
      description: 'Children of each unit by age group in every other year that has figures; only of units',
    }),
    expected: byAge('Children by age group (under 6, 6 to under 12, 12 to under 18) and piece'),
    least: byAge('Lower bound'),
    most: byAge('Upper bound'),
  })
  .openapi('WalkDemand');
