import { createRoute, z } from '@hono/zod-openapi';
import { VALUE_STATES } from '@quartierblick/gis/symbology/symbology.ts';
import type { ValueState } from '@quartierblick/gis/symbology/symbology.ts';
import { access } from '../auth/access.ts';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { requestedLayer } from '../layers/access.ts';
import type { FactsCache } from '../layers/facts.ts';
import { layerParam } from '../layers/parameters.ts';
import { finishedImports, sourcesOf } from '../layers/provenance.ts';
import { measureSchema } from '../layers/schemas.ts';
import { isHeld } from '../layers/tags.ts';
import { layerVersion } from '../layers/versions.ts';
import { newRouter } from '../openapi/router.ts';
import { json, notModified, problems, sourceSchema, sourceUseSchema, textSchema } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import type { MeasureSummary } from './measures.ts';
import { measureValues } from './answer.ts';

const listRoute = createRoute({
  method: 'get',
  path: '/layers/{layer}/measures',
  tags: ['measures'],
  ...summary(
    'Kennzahlen einer Ebene mit Einheit, Bezugsgröße, Jahren und Quellen',
    'Measures of a layer with unit, denominator, years and sources',
  ),
  ...access('public'),
  request: {
    params: z.object({ layer: layerParam }),
    query: z.strictObject({}),
  },
  responses: {
    200: json(z.array(measureSchema), 'The measures; none for layers that are not coloured by a measure'),
    ...notModified,
    ...problems(400, 404),
  },
});

const valuesSchema = z
  .object({
    measure: z.string(),
    title: textSchema,
    unit: textSchema,
    denominator: textSchema,
    year: z.int().nullable().openapi({ description: 'null where the figures carry no year' }),
    years: z.array(z.int()),
    asOf: z.string().nullable(),
    asOfFrom: z.string().nullable(),
    source: sourceSchema,
    sources: z.array(sourceUseSchema),
    citations: z.array(z.string()).openapi({ description: 'Sources as the figures themselves name them' }),
    demo: z.boolean(),
    items: z.array(
      z.object({
        id: z.number().openapi({ description: 'Feature id, as in the tiles' }),
        key: z.string(),
        value: z.number().nullable(),
        state: z.enum(Object.keys(VALUE_STATES) as [ValueState, ...ValueState[]]),
      }),
    ),
  })
  .openapi('MeasureValues');

const valuesRoute = createRoute({
  method: 'get',
  path: '/layers/{layer}/measures/{measure}',
  tags: ['measures'],
  ...summary('Werte einer Kennzahl für alle Flächen', 'Values of a measure for all areas'),
  ...access('public'),
  request: {
    params: z.object({
      layer: layerParam,
      measure: z
        .string()
        .min(1)
        .max(300)
        .openapi({ param: { name: 'measure', in: 'path' } }),
    }),
    query: z.strictObject({
      year: z
        .string()
        .regex(/^\d{4}$/, 'expected a year of four digits')
        .transform(Number)
        .optional()
        .openapi({
          type: 'integer',
          description: 'The newest year where left out',
        }),
    }),
  },
  responses: {
    200: json(valuesSchema, 'One item for each area; zero, hidden, uncertain and not available are told apart'),
    ...notModified,
    ...problems(400, 404),
  },
});

/** Measures of the layers and their values. */
export function indicatorRoutes({ db: { sql } }: AppDeps, facts: FactsCache) {
  return newRouter()
    .openapi(listRoute, async (c) => {
      const layer = requestedLayer(c, c.req.valid('param').layer);
      const [version, imports] = [await layerVersion(sql, layer.id), await finishedImports(sql)];
      const { measures, byImport } = await facts.get(layer, version);
      const named = sourcesOf(layer, byImport, imports).map(({ name }) => name);
      const list = measures.map((m) => ({
        ...m,
        sources: m.sources.length > 0 ? m.sources : named,
      }));
      return isHeld(c, list) ? c.body(null, 304) : c.json(list, 200);
    })
    .openapi(valuesRoute, async (c) => {
      const { layer: name, measure: id } = c.req.valid('param');
      const layer = requestedLayer(c, name);
      const version = await layerVersion(sql, layer.id);
      const known = await facts.get(layer, version);
      const { year } = c.req.valid('query');
      const body = await measureValues(sql, layer, known, { measure: id, year: year ?? null });
      if (!body) throw unknownValues(known.measures, id);
      return isHeld(c, body) ? c.body(null, 304) : c.json(body, 200);
    });
}

/** What is missing: the measure, or the year of it. */
function unknownValues(measures: readonly MeasureSummary[], id: string): Problem {
  const measure = measures.find((one) => one.id === id);
  if (!measure) {
    return new Problem({
      status: 404,
      type: 'unknown-measure',
      title: { de: 'Diese Kennzahl gibt es hier nicht', en: 'There is no such measure here' },
      extra: { measures: measures.map((one) => one.id) },
    });
  }
  return new Problem({
    status: 404,
    type: 'unknown-year',
    title: { de: 'Für dieses Jahr gibt es keine Werte', en: 'There are no values for this year' },
    extra: { years: measure.years },
  });
}
