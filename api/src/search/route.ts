import { createRoute, z } from '@hono/zod-openapi';
import type { AppDeps } from '../deps.ts';
import { access } from '../auth/access.ts';
import { editionOf } from '../auth/identity.ts';
import { visibleLayers } from '../layers/access.ts';
import { isHeld } from '../layers/tags.ts';
import { layerVersions } from '../layers/versions.ts';
import { newRouter } from '../openapi/router.ts';
import { json, notModified, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { hitsOf } from './hits.ts';
import { hitSchema, searchQuery } from './schemas.ts';
import type { SearchService } from './service.ts';

const searchRoute = createRoute({
  method: 'get',
  path: '/search',
  tags: ['search'],
  ...summary('Straßen, Adressen und Orte suchen', 'Search streets, addresses and places'),
  ...access('public'),
  request: { query: searchQuery },
  responses: {
    200: json(z.array(hitSchema), 'Hits in the layers that the caller may see, best first'),
    ...notModified,
    ...problems(400),
  },
});

/** Search over all searchable fields of the layers that the caller may see. */
export function searchRoutes({ db: { sql } }: AppDeps, search: SearchService) {
  return newRouter().openapi(searchRoute, async (c) => {
    const { q, limit } = c.req.valid('query');
    const layers = visibleLayers(editionOf(c), c.get('layers').layers);
    const version = await layerVersions(sql);
    if (
      isHeld(
        c,
        layers.map(({ id }) => version(id)),
      )
    )
      return c.body(null, 304);
    return c.json(await hitsOf(sql, await search.find(q, layers, version, limit)), 200);
  });
}
