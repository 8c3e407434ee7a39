import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { access } from '../auth/access.ts';
import { boundsSchema, json, notModified, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';

const tileJsonSchema = z
  .object({
    tilejson: z.literal('3.0.0'),
    name: z.string(),
    description: z.string(),
    version: z.string(),
    attribution: z.string(),
    scheme: z.literal('xyz'),
    tiles: z.array(z.string()),
    minzoom: z.int(),
    maxzoom: z.int(),
    bounds: boundsSchema.optional(),
    vector_layers: z.array(
      z.object({
        id: z.string(),
        description: z.string(),
        minzoom: z.int(),
        maxzoom: z.int(),
        fields: z.record(z.string(), z.enum(['String', 'Number', 'Boolean'])),
      }),
    ),
    tile_limit: z.object({ bytes: z.int(), rule: z.string() }),
  })
  .openapi('TileJSON');

const layer = z.string().openapi({ description: 'Id of a layer', example: 'buildings' });

/** TileJSON and tiles are for everyone; what is in them depends on the layer's policy. */
const anyone = access('public');

/** Goes before the handlers of both routes. */
export const tileGuard = anyone.middleware;

const describedRoutes = [
  createRoute({
    method: 'get',
    path: '/{layer}.json',
    tags: ['tiles'],
    ...summary('Beschreibung der Kacheln einer Ebene (TileJSON 3.0)', "Description of a layer's tiles (TileJSON 3.0)"),
    'x-edition': anyone['x-edition'],
    request: { params: z.object({ layer }) },
    responses: { 200: json(tileJsonSchema, 'TileJSON'), ...notModified, ...problems(404) },
  }),
  createRoute({
    method: 'get',
    path: '/{layer}/{version}/{z}/{x}/{y}.mvt',
    tags: ['tiles'],
    ...summary('Eine Kachel (Mapbox Vector Tile 2.1)', 'A tile (Mapbox Vector Tile 2.1)'),
    'x-edition': anyone['x-edition'],
    request: {
      params: z.object({
        layer,
        version: z.int().openapi({ description: 'Version of the layer, as the catalogue and TileJSON name it' }),
        z: z.int(),
        x: z.int(),
        y: z.int(),
      }),
    },
    responses: {
      200: {
        description: 'The tile; the header Tile-Reduced (kept/all) says where it could not hold all features',
        content: { 'application/vnd.mapbox-vector-tile': { schema: { type: 'string', format: 'binary' } as const } },
      },
      204: { description: 'Nothing is to be seen here' },
      ...notModified,
      ...problems(400, 404),
    },
  }),
];

/**
 * Enters the tile routes into the API's description. They are not declared as they are handled, because a path whose
 * parameter ends in a file extension (`{y}.mvt`) is one thing to OpenAPI and another to the router.
 */
export function describeTiles(router: OpenAPIHono): void {
  for (const route of describedRoutes) router.openAPIRegistry.registerPath(route);
}
