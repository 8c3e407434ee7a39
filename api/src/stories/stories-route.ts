import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { randomUUID } from 'node:crypto';
import { maySee } from '@quartierblick/gis/layers/define.ts';
import { acting, occasionOf } from '../audit/actor.ts';
import { access } from '../auth/access.ts';
import { editionOf, identityOf } from '../auth/identity.ts';
import type { AppDeps } from '../deps.ts';
import { newRouter } from '../openapi/router.ts';
import { json, jsonBody, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { baseVersion, etag } from '../properties/if-match.ts';
import { ifMatchHeader } from '../properties/schemas.ts';
import { editedStorySchema, keyParam, storyBody, storyHeadSchema, storyVersionSchema } from './schemas.ts';
import { refuseNewer } from './newer.ts';
import {
  addStory,
  listStories,
  listVersions,
  noSuchStory,
  readStoryRow,
  readVersion,
  removeStory,
  saveStory,
} from './stories.ts';

const planner = access('planner');
const edited = { tags: ['stories'], ...planner };
/** Of routes that take a story: what a newer application wrote is refused as such before anything else is found wrong with it. */
const taken = { ...edited, middleware: [planner.middleware, refuseNewer] };
const path = '/stories/{key}';
const versionParams = keyParam.extend({ id: z.uuid().openapi({ param: { name: 'id', in: 'path' } }) });

const listRoute = createRoute({
  method: 'get',
  path: '/stories',
  tags: ['stories'],
  ...access('public'),
  ...summary('Geschichten', 'Stories'),
  responses: { 200: json(z.array(storyHeadSchema), 'Those open to everybody; with an account all'), ...problems() },
});
const addRoute = createRoute({
  method: 'post',
  path: '/stories',
  ...taken,
  ...summary('Eine Geschichte anlegen', 'Make a story'),
  request: { body: jsonBody(storyBody) },
  responses: { 201: json(editedStorySchema, 'Made'), ...problems(400, 401, 403, 409, 422) },
});
const readRoute = createRoute({
  method: 'get',
  path,
  ...edited,
  ...summary('Eine Geschichte zum Bearbeiten', 'A story to be edited'),
  request: { params: keyParam },
  responses: { 200: json(editedStorySchema, 'The tag is its version'), ...problems(400, 401, 403, 404) },
});
const changeRoute = createRoute({
  method: 'put',
  path,
  ...taken,
  ...summary('Eine Geschichte speichern', 'Save a story'),
  request: {
    params: keyParam,
    headers: ifMatchHeader,
    body: jsonBody(z.strictObject({ story: storyBody.optional(), open: z.boolean().optional() })),
  },
  responses: { 200: json(editedStorySchema, 'Saved'), ...problems(400, 401, 403, 404, 412, 422, 428) },
});
const deleteRoute = createRoute({
  method: 'delete',
  path,
  ...edited,
  ...summary('Eine Geschichte löschen', 'Delete a story'),
  request: { params: keyParam, headers: ifMatchHeader },
  responses: {
    204: { description: 'Deleted, with what was published of it' },
    ...problems(400, 401, 403, 404, 412, 428),
  },
});
const versionsRoute = createRoute({
  method: 'get',
  path: `${path}/versions`,
  ...edited,
  ...summary('Frühere Stände einer Geschichte', 'Former states of a story'),
  request: { params: keyParam },
  responses: { 200: json(z.array(storyVersionSchema), 'Newest first'), ...problems(400, 401, 403, 404) },
});
const versionRoute = createRoute({
  method: 'get',
  path: `${path}/versions/{id}`,
  ...edited,
  ...summary('Ein früherer Stand', 'A former state'),
  request: { params: versionParams },
  responses: { 200: json(storyBody, 'The story as it was'), ...problems(400, 401, 403, 404) },
});
const nameRoute = createRoute({
  method: 'put',
  path: `${path}/versions/{id}`,
  ...edited,
  ...summary('Einen früheren Stand benennen', 'Name a former state'),
  request: {
    params: versionParams,
    body: jsonBody(z.strictObject({ name: z.string().trim().min(1).max(120).nullable() })),
  },
  responses: { 204: { description: 'Named; a named state is never replaced' }, ...problems(400, 401, 403, 404) },
});

/** Stories: made and changed by planners, their former states kept. */
export function storyRoutes(deps: AppDeps) {
  const { sql } = deps.db;
  const actor = (c: Context) => ({ who: identityOf(c), occasion: occasionOf(c) });

  /** The story as it is now, with its tag. */
  async function now(c: Context, key: string) {
    const row = await readStoryRow(sql, key, true);
    c.header('Cache-Control', 'no-store');
    c.header('ETag', etag(row.version));
    return row;
  }

  return newRouter()
    .openapi(listRoute, async (c) => {
      c.header('Cache-Control', 'no-store');
      return c.json([...(await listStories(sql, maySee(editionOf(c), 'steering')))], 200);
    })
    .openapi(addRoute, async (c) => {
      const story = c.req.valid('json');
      const key = randomUUID();
      await acting(deps.db, actor(c), (tx) => addStory(tx, { key, story, by: identityOf(c).name }));
      return c.json(await now(c, key), 201);
    })
    .openapi(readRoute, async (c) => c.json(await now(c, c.req.valid('param').key), 200))
    .openapi(changeRoute, async (c) => {
      const { key } = c.req.valid('param');
      const seen = baseVersion(c);
      const by = identityOf(c).name;
      const { story, open } = c.req.valid('json');
      const change = { ...(story && { story }), ...(open !== undefined && { open }) };
      await acting(deps.db, actor(c), (tx) => saveStory(tx, { key, seen, by, ...change }));
      await deps.db.publish({ type: 'story-changed', story: key });
      return c.json(await now(c, key), 200);
    })
    .openapi(deleteRoute, async (c) => {
      const { key } = c.req.valid('param');
      const seen = baseVersion(c);
      await acting(deps.db, actor(c), (tx) => removeStory(tx, { key, seen }));
      await deps.db.publish({ type: 'story-changed', story: key });
      return c.body(null, 204);
    })
    .openapi(versionsRoute, async (c) => {
      const { key } = c.req.valid('param');
      await readStoryRow(sql, key, true);
      c.header('Cache-Control', 'no-store');
      return c.json([...(await listVersions(sql, key))], 200);
    })
    .openapi(versionRoute, async (c) => {
      const { key, id } = c.req.valid('param');
      c.header('Cache-Control', 'no-store');
      return c.json(await readVersion(sql, key, id), 200);
    })
    .openapi(nameRoute, async (c) => {
      const { key, id } = c.req.valid('param');
      const { name } = c.req.valid('json');
      const named = await sql`update story_versions set name = ${name} where story_key = ${key} and id = ${id}`;
      if (named.count === 0) noSuchStory();
      return c.body(null, 204);
    });
}
