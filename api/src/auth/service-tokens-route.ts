import { createRoute, z } from '@hono/zod-openapi';
import { CACHE } from '../cache.ts';
import type { AppDeps } from '../deps.ts';
import { newRouter } from '../openapi/router.ts';
import { json, jsonBody, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { access } from './access.ts';
import { identityOf } from './identity.ts';
import { ROLES } from './oidc-settings.ts';
import { makeServiceToken, revokeServiceToken, serviceTokens } from './service-tokens.ts';

const tags = ['accounts'];
const edition = z.enum(ROLES);
const tokenSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    edition,
    maker: z.string(),
    createdAt: z.string(),
    expiresAt: z.string(),
    lastUsedAt: z.string().nullable(),
  })
  .openapi('ServiceToken');

const listRoute = createRoute({
  method: 'get',
  path: '/service-tokens',
  tags,
  ...summary('Tokens für Programme', 'Tokens for programs'),
  ...access('admin'),
  responses: {
    200: json(z.array(tokenSchema), 'Those that hold, newest first, without their secrets'),
    ...problems(401, 403),
  },
});

const makeRoute = createRoute({
  method: 'post',
  path: '/service-tokens',
  tags,
  ...summary('Ein Token für ein Programm ausstellen', 'Issue a token for a program'),
  ...access('admin'),
  request: {
    body: jsonBody(
      z.strictObject({ name: z.string().trim().min(1).max(200), edition, days: z.int().min(1).max(1096).default(365) }),
    ),
  },
  responses: {
    201: json(
      z.object({ id: z.string(), token: z.string(), expiresAt: z.string() }),
      'The token, which is shown this once: whoever has it reads what its edition may',
    ),
    ...problems(400, 401, 403),
  },
});

const revokeRoute = createRoute({
  method: 'delete',
  path: '/service-tokens/{id}',
  tags,
  ...summary('Ein Token zurückziehen', 'Withdraw a token'),
  ...access('admin'),
  request: { params: z.object({ id: z.string() }) },
  responses: { 204: { description: 'It is not valid any more' }, ...problems(401, 403, 404) },
});

/** Tokens by which QGIS and other programs read data; administrators make and withdraw them. */
export function serviceTokenRoutes({ db }: AppDeps) {
  return newRouter()
    .openapi(listRoute, async (c) => {
      c.header('cache-control', CACHE.none);
      return c.json(await serviceTokens(db.sql), 200);
    })
    .openapi(makeRoute, async (c) => {
      const made = await makeServiceToken(db, c.req.valid('json'), identityOf(c));
      c.header('cache-control', CACHE.none);
      return c.json(made, 201);
    })
    .openapi(revokeRoute, async (c) => {
      await revokeServiceToken(db, c.req.valid('param').id, identityOf(c));
      return c.body(null, 204);
    });
}
