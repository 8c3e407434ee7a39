import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { occasionOf } from '../audit/actor.ts';
import { access } from '../auth/access.ts';
import { identityOf } from '../auth/identity.ts';
import type { AppDeps } from '../deps.ts';
import { newRouter } from '../openapi/router.ts';
import { json, jsonBody, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { baseVersion, etag } from '../properties/if-match.ts';
import { ifMatchHeader } from '../properties/schemas.ts';
import type { Actor } from './changing.ts';
import { readWalk, readWalks, summaryOf } from './read-walks.ts';
import { changeStops, seesCases } from './stops.ts';
import { changeSchema, newWalkSchema, stopsSchema, summarySchema, walkParams, walkSchema } from './walk-schemas.ts';
import { addWalk, changeWalk, forgetWalk } from './walks.ts';

const common = { tags: ['walks'], ...access('steering') };
const CHANGED = { 200: json(walkSchema, 'The walk as it is now; the tag is its version') };

const listRoute = createRoute({
  method: 'get',
  path: '/walks',
  ...common,
  ...summary('Gänge durchs Quartier', 'Walks through the quarter'),
  responses: {
    200: json(z.object({ walks: z.array(summarySchema) }), 'In the order of their start'),
    ...problems(401, 403),
  },
});
const addRoute = createRoute({
  method: 'post',
  path: '/walks',
  ...common,
  ...summary('Einen Gang anlegen', 'Add a walk'),
  request: { body: jsonBody(newWalkSchema) },
  responses: { 201: json(walkSchema, 'Added as a draft'), ...problems(400, 401, 403) },
});
const readRoute = createRoute({
  method: 'get',
  path: '/walks/{key}',
  ...common,
  ...summary('Ein Gang mit Halten, Route und Zeiten', 'A walk with stops, route and times'),
  request: { params: walkParams },
  responses: { ...CHANGED, ...problems(400, 401, 403, 404) },
});
const changeRoute = createRoute({
  method: 'patch',
  path: '/walks/{key}',
  ...common,
  ...summary('Einen Gang ändern', 'Change a walk'),
  request: { params: walkParams, headers: ifMatchHeader, body: jsonBody(changeSchema) },
  responses: { ...CHANGED, ...problems(400, 401, 403, 404, 409, 412, 428) },
});
const stopsRoute = createRoute({
  method: 'put',
  path: '/walks/{key}/stops',
  ...common,
  ...summary('Die Halte eines Gangs setzen', 'Set the stops of a walk'),
  request: { params: walkParams, headers: ifMatchHeader, body: jsonBody(stopsSchema) },
  responses: { ...CHANGED, ...problems(400, 401, 403, 404, 409, 412, 428) },
});
const reasonSchema = z.strictObject({ reason: z.string().trim().min(3).max(500) });
const forgetRoute = createRoute({
  method: 'delete',
  path: '/walks/{key}',
  tags: ['walks'],
  ...access('planner'),
  ...summary(
    'Einen Gang mit allem löschen, was darauf gesagt wurde',
    'Forget a walk with everything that was said on it',
  ),
  request: { params: walkParams, body: jsonBody(reasonSchema) },
  responses: { 204: { description: 'Forgotten; the measures made of it stay' }, ...problems(400, 401, 403, 404) },
});

/** Who asks, as changes of walks want to know it. */
export const actorOf = (c: Context, reason?: string): Actor => ({
  who: identityOf(c),
  occasion: occasionOf(c, reason),
});

/** Preparing walks: what they are about, when they are, and where they stop. */
export function walkRoutes({ db }: AppDeps) {
  const one = async (c: Context, key: string) => {
    const walk = await readWalk(db.sql, key, seesCases(identityOf(c)));
    c.header('ETag', etag(walk.version));
    c.header('Cache-Control', 'no-store');
    return walk;
  };
  return newRouter()
    .openapi(listRoute, async (c) => {
      c.header('Cache-Control', 'no-store');
      const walks = await readWalks(db.sql, { seesCases: seesCases(identityOf(c)) });
      return c.json({ walks: walks.map(summaryOf) }, 200);
    })
    .openapi(addRoute, async (c) => {
      const key = await addWalk(db, actorOf(c), c.req.valid('json'));
      return c.json(await one(c, key), 201);
    })
    .openapi(readRoute, async (c) => c.json(await one(c, c.req.valid('param').key), 200))
    .openapi(changeRoute, async (c) => {
      const { key } = c.req.valid('param');
      await changeWalk(db, actorOf(c), { key, seen: baseVersion(c), change: c.req.valid('json') });
      return c.json(await one(c, key), 200);
    })
    .openapi(stopsRoute, async (c) => {
      const { key } = c.req.valid('param');
      await changeStops(db, actorOf(c), { key, seen: baseVersion(c), stops: c.req.valid('json').stops });
      return c.json(await one(c, key), 200);
    })
    .openapi(forgetRoute, async (c) => {
      await forgetWalk(db, actorOf(c, c.req.valid('json').reason), c.req.valid('param').key);
      return c.body(null, 204);
    });
}
