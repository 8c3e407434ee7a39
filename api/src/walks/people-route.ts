import { createRoute, z } from '@hono/zod-openapi';
import { occasionOf } from '../audit/actor.ts';
import { access } from '../auth/access.ts';
import { identityOf } from '../auth/identity.ts';
import { draw } from '../brochure/qr.ts';
import { CACHE } from '../cache.ts';
import type { AppDeps } from '../deps.ts';
import { newRouter } from '../openapi/router.ts';
import { json, jsonBody, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { roleSchema, uuidSchema } from './event-schema.ts';
import { joinedSchema, joining } from './field-route.ts';
import { joinAsAccount } from './join.ts';
import { endWalkLink, makeWalkLink } from './links.ts';
import { endDevice, readPeople } from './people.ts';

const common = { tags: ['walks'], ...access('steering') };
const key = uuidSchema.openapi({ param: { name: 'key', in: 'path' } });
const params = z.object({ key });
const MOST_HOURS = 24 * 30;

const linkSchema = z
  .object({
    key: z.string(),
    role: roleSchema,
    url: z.string(),
    code: z.string(),
    expiresAt: z.string(),
    qr: z.object({ size: z.int(), d: z.string().openapi({ description: 'Path data of the dark modules' }) }),
  })
  .openapi('NewWalkLink');
const peopleSchema = z
  .object({
    links: z.array(
      z.object({
        key: z.string(),
        role: roleSchema,
        createdAt: z.string(),
        createdBy: z.string(),
        expiresAt: z.string(),
        revokedAt: z.string().nullable(),
        lastUsedAt: z.string().nullable(),
        devices: z.int(),
      }),
    ),
    devices: z.array(
      z.object({
        key: z.string(),
        link: z.string().nullable().openapi({ description: 'null: of an account' }),
        may: z.enum(['add', 'edit']),
        role: roleSchema,
        name: z.string().nullable(),
        joinedAt: z.string(),
        lastSeenAt: z.string().nullable(),
        pending: z.int().nullable().openapi({ description: 'What it had not sent yet when it was last seen' }),
        endedAt: z.string().nullable(),
        events: z.int(),
      }),
    ),
  })
  .openapi('WalkPeople');

const peopleRoute = createRoute({
  method: 'get',
  path: '/walks/{key}/people',
  ...common,
  ...summary('Wer an einem Gang teilnimmt', 'Who takes part in a walk'),
  request: { params },
  responses: { 200: json(peopleSchema, 'Links, newest first, and devices'), ...problems(400, 401, 403, 404) },
});
const linkRoute = createRoute({
  method: 'post',
  path: '/walks/{key}/links',
  ...common,
  ...summary('Einen Zugang ohne Konto erstellen', 'Make an access without an account'),
  request: {
    params,
    body: jsonBody(
      z.strictObject({
        role: roleSchema,
        hours: z
          .int()
          .min(1)
          .max(MOST_HOURS)
          .nullish()
          .openapi({ description: 'For which it holds; left out: until the end of the day of the walk' }),
      }),
    ),
  },
  responses: { 201: json(linkSchema, 'The code, which is shown this once'), ...problems(400, 401, 403, 404, 409) },
});
const endLinkRoute = createRoute({
  method: 'delete',
  path: '/walks/{key}/links/{link}',
  ...common,
  ...summary('Einen Zugang beenden', 'End an access'),
  request: { params: params.extend({ link: uuidSchema.openapi({ param: { name: 'link', in: 'path' } }) }) },
  responses: { 204: { description: 'Done' }, ...problems(400, 401, 403, 404) },
});
const joinRoute = createRoute({
  method: 'post',
  path: '/walks/{key}/devices',
  ...common,
  ...summary('Mit dem eigenen Konto an einem Gang teilnehmen', 'Join a walk with one’s own account'),
  request: {
    params,
    body: jsonBody(z.strictObject(joining)),
  },
  responses: { 200: json(joinedSchema, 'Takes part; asked again the same'), ...problems(400, 401, 403, 404, 409) },
});
const endDeviceRoute = createRoute({
  method: 'delete',
  path: '/walks/{key}/devices/{device}',
  ...common,
  ...summary('Die Teilnahme eines Geräts beenden', 'End the participation of a device'),
  request: { params: params.extend({ device: uuidSchema.openapi({ param: { name: 'device', in: 'path' } }) }) },
  responses: { 204: { description: 'Done' }, ...problems(400, 401, 403, 404) },
});

/** Who takes part in a walk, and how people come to it and go. */
export function walkPeopleRoutes({ db, env }: AppDeps) {
  const told = (walk: string) => db.publish({ type: 'walk-changed', walk });
  return newRouter()
    .openapi(peopleRoute, async (c) => {
      c.header('Cache-Control', CACHE.none);
      return c.json(await readPeople(db.sql, c.req.valid('param').key), 200);
    })
    .openapi(linkRoute, async (c) => {
      const { key: walk } = c.req.valid('param');
      const { role, hours = null } = c.req.valid('json');
      const link = await makeWalkLink({ db, env }, identityOf(c), occasionOf(c), { walk, role, hours });
      await told(walk);
      const url = `${env.baseUrl ?? new URL(c.req.url).origin}/w/${link.code}`;
      c.header('Cache-Control', CACHE.none);
      return c.json({ ...link, url, qr: draw(url) }, 201);
    })
    .openapi(endLinkRoute, async (c) => {
      const { key: walk, link } = c.req.valid('param');
      await endWalkLink(db, identityOf(c), occasionOf(c), { walk, link });
      await told(walk);
      return c.body(null, 204);
    })
    .openapi(joinRoute, async (c) => {
      const { key: walk } = c.req.valid('param');
      const joined = await joinAsAccount(db, identityOf(c), occasionOf(c), { walk, ...c.req.valid('json') });
      await told(walk);
      c.header('Cache-Control', CACHE.none);
      return c.json(joined, 200);
    })
    .openapi(endDeviceRoute, async (c) => {
      const { key: walk, device } = c.req.valid('param');
      await endDevice(db, identityOf(c), occasionOf(c), { walk, device });
      await told(walk);
      return c.body(null, 204);
    });
}
