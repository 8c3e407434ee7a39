import { createRoute, z } from '@hono/zod-openapi';
import { STORY_EDITIONS } from '@quartierblick/gis/stories/editions.ts';
import type { Context } from 'hono';
import { occasionOf } from '../../audit/actor.ts';
import { access } from '../../auth/access.ts';
import { identityOf } from '../../auth/identity.ts';
import { draw } from '../../brochure/qr.ts';
import { CACHE } from '../../cache.ts';
import { newRouter } from '../../openapi/router.ts';
import { json, jsonBody, problems } from '../../openapi/schemas.ts';
import { summary } from '../../openapi/summary.ts';
import type { StoryTools } from '../asking.ts';
import { keyParam, renditionSchema } from '../schemas.ts';
import { readStoryRow } from '../stories.ts';
import { makeStoryLink, revokeStoryLink } from './links.ts';
import { changesOf, frozenRendition, listPublications, publishStory, withdrawPublication } from './publications.ts';
import { changesSchema, linkParams, newLinkSchema, publicationParams, publicationSchema } from './schemas.ts';

const common = { tags: ['stories'], ...access('planner') };
const path = '/stories/{key}/publications';
const one = `${path}/{publication}`;
/** Short passwords are guessed; ten tries in a quarter of an hour make these hold. */
const LEAST_PASSWORD = 8;

const publishRoute = createRoute({
  method: 'post',
  path,
  ...common,
  ...summary('Eine Geschichte für eine Ausgabe veröffentlichen', 'Publish a story for an edition'),
  request: {
    params: keyParam,
    body: jsonBody(z.strictObject({ edition: z.enum(STORY_EDITIONS) })),
  },
  responses: {
    201: json(publicationSchema, 'Frozen with its figures; it is never changed again'),
    ...problems(400, 401, 403, 404, 409),
  },
});
const listRoute = createRoute({
  method: 'get',
  path,
  ...common,
  ...summary('Was von einer Geschichte veröffentlicht ist', 'What was published of a story'),
  request: { params: keyParam },
  responses: {
    200: json(z.array(publicationSchema), 'Newest first, with their links'),
    ...problems(400, 401, 403, 404),
  },
});
const readRoute = createRoute({
  method: 'get',
  path: one,
  ...common,
  ...summary('Eine Veröffentlichung', 'A publication'),
  request: { params: publicationParams },
  responses: {
    200: json(renditionSchema, 'Letter by letter the text of which the hash was taken'),
    ...problems(400, 401, 403, 404),
  },
});
const withdrawRoute = createRoute({
  method: 'delete',
  path: one,
  ...common,
  ...summary('Eine Veröffentlichung zurückziehen', 'Withdraw a publication'),
  request: { params: publicationParams },
  responses: { 204: { description: 'Its links open nothing from now on' }, ...problems(400, 401, 403, 404) },
});
const changesRoute = createRoute({
  method: 'get',
  path: `${one}/changes`,
  ...common,
  ...summary('Was sich seit einer Veröffentlichung geändert hat', 'What has changed since a publication'),
  request: { params: publicationParams },
  responses: {
    200: json(changesSchema, 'Exactly the slides whose data is another one, with old and new figures'),
    ...problems(400, 401, 403, 404),
  },
});
const linkRoute = createRoute({
  method: 'post',
  path: `${one}/links`,
  ...common,
  ...summary('Einen Link zu einer Veröffentlichung machen', 'Make a link to a publication'),
  request: {
    params: publicationParams,
    body: jsonBody(
      z.strictObject({
        password: z.string().min(LEAST_PASSWORD).max(200).optional(),
        expiresAt: z.iso.datetime({ offset: true }).optional(),
        note: z.string().trim().min(1).max(200).optional(),
      }),
    ),
  },
  responses: { 201: json(newLinkSchema, 'Its address is told this once'), ...problems(400, 401, 403, 404, 409) },
});
const revokeRoute = createRoute({
  method: 'delete',
  path: `${one}/links/{link}`,
  ...common,
  ...summary('Einen Link beenden', 'End a link'),
  request: { params: linkParams },
  responses: { 204: { description: 'It opens nothing from now on' }, ...problems(400, 401, 403, 404) },
});

/** Publishing stories: frozen editions, what has changed since, and the links to them. */
export function publicationRoutes(tools: StoryTools) {
  const { sql } = tools.deps.db;
  const by = (c: Context) => ({ who: identityOf(c), occasion: occasionOf(c) });
  return newRouter()
    .openapi(publishRoute, async (c) => {
      const asked = { story: c.req.valid('param').key, edition: c.req.valid('json').edition };
      return c.json(await publishStory(tools, asked, by(c)), 201);
    })
    .openapi(listRoute, async (c) => {
      const { key } = c.req.valid('param');
      await readStoryRow(sql, key, true);
      c.header('Cache-Control', CACHE.none);
      return c.json([...(await listPublications(sql, key))], 200);
    })
    .openapi(readRoute, async (c) => {
      const { key, publication } = c.req.valid('param');
      c.header('Cache-Control', CACHE.none);
      c.header('Content-Type', 'application/json');
      return c.body(await frozenRendition(sql, key, publication), 200) as never;
    })
    .openapi(withdrawRoute, async (c) => {
      const { key, publication } = c.req.valid('param');
      await withdrawPublication(tools, { story: key, key: publication }, by(c));
      return c.body(null, 204);
    })
    .openapi(changesRoute, async (c) => {
      const { key, publication } = c.req.valid('param');
      c.header('Cache-Control', CACHE.none);
      return c.json(await changesOf(tools, key, publication), 200);
    })
    .openapi(linkRoute, async (c) => {
      const { key, publication } = c.req.valid('param');
      const { password = null, expiresAt = null, note = null } = c.req.valid('json');
      const place = { story: key, publication };
      const { link, token } = await makeStoryLink(tools, place, { password, expiresAt, note }, by(c));
      const url = `${tools.deps.env.baseUrl ?? new URL(c.req.url).origin}/s#${token}`;
      c.header('Cache-Control', CACHE.none);
      return c.json({ link, url, qr: draw(url) }, 201);
    })
    .openapi(revokeRoute, async (c) => {
      const { key, publication, link } = c.req.valid('param');
      await revokeStoryLink(tools, { story: key, publication, link }, by(c));
      return c.body(null, 204);
    });
}
