import { createRoute, z } from '@hono/zod-openapi';
import { access } from '../auth/access.ts';
import type { AppDeps } from '../deps.ts';
import { newRouter } from '../openapi/router.ts';
import { json, jsonBody, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { baseVersion } from '../properties/if-match.ts';
import { ifMatchHeader } from '../properties/schemas.ts';
import { closeWalk, reopenWalk } from './close.ts';
import { readFindings } from './findings.ts';
import { enteredReviewSchema, findingsSchema, settlingSchema } from './review-schemas.ts';
import { decide } from './reviews.ts';
import { settle } from './settle.ts';
import { walkParams } from './walk-schemas.ts';
import { actorOf } from './walks-route.ts';

const common = { tags: ['walks'], ...access('steering') };
const NOW = { 200: json(findingsSchema, 'Everything that was found, as it stands now') };

const findingParams = walkParams.extend({ finding: z.uuid().openapi({ param: { name: 'finding', in: 'path' } }) });

const findingsRoute = createRoute({
  method: 'get',
  path: '/walks/{key}/findings',
  ...common,
  ...summary('Was auf einem Gang gefunden wurde', 'What was found on a walk'),
  request: { params: walkParams },
  responses: { ...NOW, ...problems(400, 401, 403, 404) },
});
const reviewRoute = createRoute({
  method: 'put',
  path: '/walks/{key}/reviews/{finding}',
  ...common,
  ...summary('Über einen Fund entscheiden', 'Decide on a finding'),
  request: {
    params: findingParams,
    headers: ifMatchHeader,
    body: jsonBody(enteredReviewSchema),
  },
  responses: { ...NOW, ...problems(400, 401, 403, 404, 409, 412, 428) },
});
const settleRoute = createRoute({
  method: 'post',
  path: '/walks/{key}/findings/{finding}/settle',
  ...common,
  ...summary('Einen Widerspruch klären', 'Settle a contradiction'),
  request: { params: findingParams, body: jsonBody(settlingSchema) },
  responses: { ...NOW, ...problems(400, 401, 403, 404, 409) },
});
const closeRoute = createRoute({
  method: 'post',
  path: '/walks/{key}/close',
  ...common,
  ...summary('Einen Gang abschließen', 'Close a walk'),
  request: {
    params: walkParams,
    body: jsonBody(
      z.strictObject({
        evenSo: z
          .boolean()
          .default(false)
          .openapi({ description: 'Although devices still have something to send, e.g. because one is lost' }),
      }),
    ),
  },
  responses: { ...NOW, ...problems(400, 401, 403, 404, 409) },
});
const reopenRoute = createRoute({
  method: 'post',
  path: '/walks/{key}/reopen',
  ...common,
  ...summary('Einen abgeschlossenen Gang wieder öffnen', 'Open a closed walk again'),
  request: { params: walkParams, body: jsonBody(z.strictObject({ reason: z.string().trim().min(3).max(500) })) },
  responses: { ...NOW, ...problems(400, 401, 403, 404, 409) },
});

/** What comes of the findings of a walk. A review is changed by its version; `If-Match: "0"` says that there was none. */
export function reviewRoutes({ db }: AppDeps) {
  /** What stands after a change, of which everybody who looks at the walk is told. */
  const changed = async (walk: string) => {
    await db.publish({ type: 'walk-changed', walk });
    return readFindings(db.sql, walk);
  };
  return newRouter()
    .openapi(findingsRoute, async (c) => {
      c.header('Cache-Control', 'no-store');
      return c.json(await readFindings(db.sql, c.req.valid('param').key), 200);
    })
    .openapi(reviewRoute, async (c) => {
      const { key: walk, finding: key } = c.req.valid('param');
      await decide(db, actorOf(c), { walk, key, seen: baseVersion(c), review: c.req.valid('json') });
      return c.json(await changed(walk), 200);
    })
    .openapi(settleRoute, async (c) => {
      const { key: walk, finding } = c.req.valid('param');
      await settle(db, actorOf(c), { walk, finding, settling: c.req.valid('json') });
      return c.json(await changed(walk), 200);
    })
    .openapi(closeRoute, async (c) => {
      const { key: walk } = c.req.valid('param');
      await closeWalk(db, actorOf(c), { walk, ...c.req.valid('json') });
      return c.json(await changed(walk), 200);
    })
    .openapi(reopenRoute, async (c) => {
      const { key: walk } = c.req.valid('param');
      await reopenWalk(db, actorOf(c, c.req.valid('json').reason), walk);
      return c.json(await changed(walk), 200);
    });
}
