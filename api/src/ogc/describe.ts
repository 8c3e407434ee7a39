import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { access } from '../auth/access.ts';
import { problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { MEDIA } from './asked.ts';

/** The service is for everyone; what is in it depends on the policy of each layer. */
export const anyone = access('public');

const param = (name: string) => z.string().openapi({ param: { name, in: 'path' } });
const text = z.string().optional();
const common = { f: z.enum(['json', 'html']).optional(), lang: z.enum(['de', 'en']).optional() };
const page = {
  ...common,
  limit: text,
  bbox: text,
  'bbox-crs': text,
  datetime: text,
  crs: text,
  after: text,
  key: text,
};

interface Described {
  path: string;
  de: string;
  en: string;
  type: string;
  params?: Record<string, z.ZodType>;
  query?: Record<string, z.ZodType>;
}

const layer = { layer: param('layer') };
const RESOURCES: Readonly<Record<'service' | 'collections' | 'items', readonly Described[]>> = {
  service: [
    { path: '/ogc', de: 'Startseite des OGC-Dienstes', en: 'Landing page of the OGC service', type: MEDIA.json },
    { path: '/ogc/conformance', de: 'Konformitätsklassen', en: 'Conformance classes', type: MEDIA.json },
    { path: '/ogc/api', de: 'OpenAPI 3.0 des OGC-Dienstes', en: 'OpenAPI 3.0 of the OGC service', type: MEDIA.openapi },
    { path: '/ogc/tileMatrixSets', de: 'Kachelraster', en: 'Tile matrix sets', type: MEDIA.json },
    {
      path: '/ogc/tileMatrixSets/{matrixSet}',
      de: 'Ein Kachelraster',
      en: 'A tile matrix set',
      type: MEDIA.json,
      params: { matrixSet: param('matrixSet') },
    },
  ],
  collections: [
    { path: '/ogc/collections', de: 'Sammlungen', en: 'Collections', type: MEDIA.json },
    { path: '/ogc/collections/{layer}', de: 'Eine Sammlung', en: 'A collection', type: MEDIA.json, params: layer },
    {
      path: '/ogc/collections/{layer}/queryables',
      de: 'Eigenschaften, nach denen gewählt werden kann',
      en: 'Properties to choose by',
      type: MEDIA.schema,
      params: layer,
    },
    { path: '/ogc/collections/{layer}/tiles', de: 'Kachelsätze', en: 'Tile sets', type: MEDIA.json, params: layer },
    {
      path: '/ogc/collections/{layer}/tiles/{matrixSet}',
      de: 'Ein Kachelsatz',
      en: 'A tile set',
      type: MEDIA.json,
      params: { ...layer, matrixSet: param('matrixSet') },
    },
  ],
  items: [
    {
      path: '/ogc/collections/{layer}/items',
      de: 'Objekte einer Sammlung',
      en: 'Features of a collection',
      type: MEDIA.geojson,
      params: layer,
      query: page,
    },
    {
      path: '/ogc/collections/{layer}/items/{id}',
      de: 'Ein Objekt einer Sammlung',
      en: 'A feature of a collection',
      type: MEDIA.geojson,
      params: { ...layer, id: param('id') },
      query: { ...common, crs: text },
    },
  ],
};

/**
 * Enters the routes into the api's description. They are not declared as they are handled, because what parameters a collection takes
 * depends on its fields and on who asks; the document that says it all is the one under `/ogc/api`.
 */
export function describeRoutes(router: OpenAPIHono, part: keyof typeof RESOURCES): void {
  for (const { path, de, en, type, params, query = common } of RESOURCES[part]) {
    router.openAPIRegistry.registerPath(
      createRoute({
        method: 'get',
        path,
        tags: ['ogc'],
        ...summary(de, en),
        'x-edition': anyone['x-edition'],
        request: { ...(params ? { params: z.object(params) } : {}), query: z.object(query) },
        responses: {
          200: {
            description: en,
            content: { [type]: { schema: z.looseObject({}) }, 'text/html': { schema: z.string() } },
          },
          ...problems(400, 404),
        },
      }),
    );
  }
}
