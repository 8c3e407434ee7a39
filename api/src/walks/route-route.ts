import { createRoute, z } from '@hono/zod-openapi';
import { ROLES } from '@quartierblick/gis/walks/event.ts';
import { STOP_LAYERS } from '@quartierblick/gis/walks/walk.ts';
import { access } from '../auth/access.ts';
import { identityOf } from '../auth/identity.ts';
import type { AppDeps } from '../deps.ts';
import type { WalkNetwork } from '../network/service.ts';
import { newRouter } from '../openapi/router.ts';
import { json, jsonBody, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { baseVersion, etag } from '../properties/if-match.ts';
import { ifMatchHeader } from '../properties/schemas.ts';
import { proposalFor } from './proposal.ts';
import { readWalk } from './read-walks.ts';
import { reckonRoute } from './route-of.ts';
import { seesCases } from './stops.ts';
import { walkParams, walkSchema } from './walk-schemas.ts';
import { actorOf } from './walks-route.ts';

const common = { tags: ['walks'], ...access('steering') };
const wish = z.strictObject({
  round: z.boolean().default(false).openapi({ description: 'Whether it ends where it began' }),
});

const reckonRouteRoute = createRoute({
  method: 'post',
  path: '/walks/{key}/route',
  ...common,
  ...summary('Die Route eines Gangs berechnen', 'Reckon the route of a walk'),
  request: {
    params: walkParams,
    headers: ifMatchHeader,
    body: jsonBody(wish),
  },
  responses: {
    200: json(walkSchema, 'The walk with its route; in the best order where it wants that'),
    ...problems(400, 401, 403, 404, 409, 412, 428),
  },
});

const proposalSchema = z
  .object({
    stops: z.array(
      z.object({
        name: z.string(),
        lon: z.number(),
        lat: z.number(),
        ref: z.object({ layer: z.enum(STOP_LAYERS), key: z.string() }),
      }),
    ),
    unseen: z.int().openapi({ description: 'Places that nobody of this role has seen by this light' }),
    places: z.int().openapi({ description: 'Places that were looked at' }),
  })
  .openapi('WalkProposal');
const proposalRoute = createRoute({
  method: 'get',
  path: '/walks/proposal',
  ...common,
  ...summary('Halte vorschlagen, die noch kein Gang gesehen hat', 'Propose stops that no walk has seen yet'),
  request: {
    query: z.strictObject({
      perspective: z.enum(ROLES).default('child'),
      dark: z.enum(['true', 'false']).default('false'),
      walk: z.uuid().optional().openapi({ description: 'Whose stops are not proposed again' }),
    }),
  },
  responses: { 200: json(proposalSchema, 'At most eight stops, about 2 km on foot'), ...problems(400, 401, 403) },
});

/** Where a walk leads: its route on foot, and what no walk has seen yet. Before `/walks/{key}`, which would take `proposal` for a key. */
export function walkRouteRoutes({ db }: AppDeps, network: WalkNetwork) {
  return newRouter()
    .openapi(proposalRoute, async (c) => {
      const { perspective, dark, walk = null } = c.req.valid('query');
      c.header('Cache-Control', 'no-store');
      return c.json(await proposalFor(db.sql, { role: perspective, dark: dark === 'true' }, walk), 200);
    })
    .openapi(reckonRouteRoute, async (c) => {
      const { key } = c.req.valid('param');
      await reckonRoute(db, network, actorOf(c), { key, seen: baseVersion(c), round: c.req.valid('json').round });
      const walk = await readWalk(db.sql, key, seesCases(identityOf(c)));
      c.header('ETag', etag(walk.version));
      return c.json(walk, 200);
    });
}
