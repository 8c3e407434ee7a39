import { createRoute, z } from '@hono/zod-openapi';
import { access } from '../auth/access.ts';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { newRouter } from '../openapi/router.ts';
import { geojson, notModified, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { readAt } from '../replica.ts';
import type { SearchService } from '../search/service.ts';
import { requestedLayer } from './access.ts';
import { readFeature } from './detail.ts';
import { readFeatures } from './features.ts';
import { featuresQuery, layerParam } from './parameters.ts';
import { featureCollectionSchema, featureDetailSchema } from './schemas.ts';
import { isHeld } from './tags.ts';
import { layerVersion } from './versions.ts';

const listRoute = createRoute({
  method: 'get',
  path: '/layers/{layer}/features',
  tags: ['features'],
  ...summary('Objekte einer Ebene als GeoJSON', 'Features of a layer as GeoJSON'),
  ...access('public'),
  request: { params: z.object({ layer: layerParam }), query: featuresQuery },
  responses: {
    200: geojson(featureCollectionSchema, 'A page of features; numberMatched counts them all'),
    ...notModified,
    ...problems(400, 404),
  },
});

const detailRoute = createRoute({
  method: 'get',
  path: '/layers/{layer}/features/{id}',
  tags: ['features'],
  ...summary(
    'Ein Objekt mit allem, was dazugehört, und seiner Herkunft',
    'A feature with all that belongs to it, and its lineage',
  ),
  ...access('public'),
  request: {
    params: z.object({
      layer: layerParam,
      id: z
        .string()
        .min(1)
        .max(300)
        .refine((value) => !value.includes('\0'), 'contains a character that no key can have')
        .openapi({
          param: { name: 'id', in: 'path' },
          description: 'Id of the feature, or its stable key',
        }),
    }),
    query: z.strictObject({}),
  },
  responses: {
    200: geojson(featureDetailSchema, 'The feature'),
    ...notModified,
    ...problems(400, 404),
  },
});

const GEOJSON = { 'Content-Type': 'application/geo+json' };

/** Features of the layers, one by one and in pages. */
export function featureRoutes({ db }: AppDeps, search: SearchService) {
  const { sql } = db;
  return newRouter()
    .openapi(listRoute, async (c) => {
      const layer = requestedLayer(c, c.req.valid('param').layer);
      const query = c.req.valid('query');
      const version = await layerVersion(sql, layer.id);
      if (isHeld(c, version)) return c.body(null, 304);
      const ids = query.q === undefined ? null : await search.ids(query.q, layer, version);
      const at = { layer: layer.id, version: version.version };
      const { numberMatched, features } = await readAt(db, at, (by) => readFeatures(by, layer, query, ids));
      const page: z.infer<typeof featureCollectionSchema> = {
        type: 'FeatureCollection',
        numberMatched,
        numberReturned: features.length,
        version: version.version,
        features: features.map(({ id, geometry, properties }) => ({
          type: 'Feature',
          id,
          geometry,
          properties,
        })),
      };
      return c.json(page, 200, GEOJSON);
    })
    .openapi(detailRoute, async (c) => {
      const { layer: name, id } = c.req.valid('param');
      const layer = requestedLayer(c, name);
      const version = await layerVersion(sql, layer.id);
      if (isHeld(c, version)) return c.body(null, 304);
      const at = { layer: layer.id, version: version.version };
      const feature = await readAt(db, at, (by) => readFeature(by, layer, id));
      if (feature) return c.json(feature, 200, GEOJSON);
      throw new Problem({
        status: 404,
        type: 'unknown-feature',
        title: {
          de: 'Dieses Objekt gibt es nicht',
          en: 'There is no such feature',
        },
      });
    });
}
