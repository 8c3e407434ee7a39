import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { maySee } from '@quartierblick/gis/layers/define.ts';
import { freeSpecSchema } from '@quartierblick/gis/layers/free/spec.ts';
import { occasionOf } from '../audit/actor.ts';
import { access } from '../auth/access.ts';
import { editionOf, identityOf } from '../auth/identity.ts';
import type { AppDeps } from '../deps.ts';
import { validationProblem } from '../errors.ts';
import { newRouter } from '../openapi/router.ts';
import { json, jsonBody, problems, textSchema } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { baseVersion, etag } from '../properties/if-match.ts';
import { ifMatchHeader } from '../properties/schemas.ts';
import { addFreeLayer, changeFreeLayer, deleteFreeLayer, freeLayerRow, restoreFreeLayer } from './change.ts';
import type { Actor } from './change.ts';
import { freeLayerRows } from './stored.ts';
import { RESTORABLE_DAYS } from './sweep.ts';
import { usesOf } from './uses.ts';

const common = { tags: ['free layers'], ...access('planner') };
const path = '/free-layers/{id}';
const params = z.object({
  id: z
    .string()
    .max(60)
    .openapi({ param: { name: 'id', in: 'path' } }),
});

const rowSchema = z
  .object({
    key: z.string(),
    spec: freeSpecSchema,
    version: z.int(),
    createdAt: z.string(),
    createdBy: z.string(),
    changedAt: z.string(),
    changedBy: z.string().nullable(),
    deletedAt: z.string().nullable(),
    deletedBy: z.string().nullable(),
  })
  .openapi('FreeLayer', { description: `A deleted one can be brought back for ${RESTORABLE_DAYS} days` });

const usesSchema = z
  .object({
    rows: z.int(),
    stories: z.array(z.object({ key: z.string(), title: textSchema })),
    recipes: z.array(z.object({ id: z.string(), name: z.string() })),
    connections: z.array(z.object({ id: z.string(), title: z.string() })),
  })
  .openapi('FreeLayerUses', { description: 'What would miss the layer' });

const listRoute = createRoute({
  method: 'get',
  path: '/free-layers',
  ...common,
  ...summary('Freie Ebenen, auch gelöschte', 'Free layers, deleted ones included'),
  responses: { 200: json(z.array(rowSchema), 'In the order in which they were made'), ...problems(401, 403) },
});
const addRoute = createRoute({
  method: 'post',
  path: '/free-layers',
  ...common,
  ...summary('Eine freie Ebene anlegen', 'Make a free layer'),
  request: { body: jsonBody(freeSpecSchema) },
  responses: { 201: json(rowSchema, 'Made, with an empty table'), ...problems(400, 401, 403, 409) },
});
const readRoute = createRoute({
  method: 'get',
  path,
  ...common,
  ...summary('Eine freie Ebene', 'A free layer'),
  request: { params },
  responses: { 200: json(rowSchema, 'The tag is its version'), ...problems(401, 403, 404) },
});
const changeRoute = createRoute({
  method: 'put',
  path,
  ...common,
  ...summary('Eine freie Ebene ändern', 'Change a free layer'),
  request: { params, headers: ifMatchHeader, body: jsonBody(freeSpecSchema) },
  responses: { 200: json(rowSchema, 'Changed'), ...problems(400, 401, 403, 404, 412, 428) },
});
const deleteRoute = createRoute({
  method: 'delete',
  path,
  ...common,
  ...summary('Eine freie Ebene löschen', 'Delete a free layer'),
  request: { params, headers: ifMatchHeader },
  responses: {
    204: { description: `Deleted; it can be brought back for ${RESTORABLE_DAYS} days` },
    ...problems(401, 403, 404, 409, 412, 428),
  },
});
const restoreRoute = createRoute({
  method: 'post',
  path: `${path}/restore`,
  ...common,
  ...summary('Eine gelöschte Ebene zurückholen', 'Bring a deleted layer back'),
  request: { params },
  responses: { 200: json(rowSchema, 'There again, with its rows'), ...problems(401, 403, 404) },
});
const usesRoute = createRoute({
  method: 'get',
  path: `${path}/uses`,
  ...common,
  ...summary('Was von der Ebene abhängt', 'What depends on the layer'),
  request: { params },
  responses: { 200: json(usesSchema, 'Rows, stories, recipes and connections'), ...problems(401, 403, 404) },
});

/** Layers that planners make, change and delete without code. */
export function freeLayerRoutes({ db }: AppDeps) {
  const { sql } = db;
  const actorOf = (c: Context): Actor => ({ who: identityOf(c), occasion: occasionOf(c) });

  /** The layer as it is now, with its tag. */
  async function now(c: Context, id: string) {
    const row = await freeLayerRow(sql, id, editionOf(c));
    c.header('Cache-Control', 'no-store');
    c.header('ETag', etag(row.version));
    return row;
  }

  return newRouter()
    .openapi(listRoute, async (c) => {
      c.header('Cache-Control', 'no-store');
      const rows = await freeLayerRows(sql);
      return c.json(
        rows.filter(({ spec }) => maySee(editionOf(c), spec.edition)),
        200,
      );
    })
    .openapi(addRoute, async (c) => {
      const spec = c.req.valid('json');
      await addFreeLayer(db, actorOf(c), spec);
      return c.json(await now(c, spec.id), 201);
    })
    .openapi(readRoute, async (c) => c.json(await now(c, c.req.valid('param').id), 200))
    .openapi(changeRoute, async (c) => {
      const { id } = c.req.valid('param');
      const spec = c.req.valid('json');
      if (spec.id !== id) throw validationProblem([{ path: ['id'], message: `must be ${id}` }]);
      await changeFreeLayer(db, actorOf(c), baseVersion(c), spec);
      return c.json(await now(c, id), 200);
    })
    .openapi(deleteRoute, async (c) => {
      await deleteFreeLayer(db, actorOf(c), c.req.valid('param').id, baseVersion(c));
      return c.body(null, 204);
    })
    .openapi(restoreRoute, async (c) => {
      const { id } = c.req.valid('param');
      await restoreFreeLayer(db, actorOf(c), id);
      return c.json(await now(c, id), 200);
    })
    .openapi(usesRoute, async (c) => {
      const { spec } = await freeLayerRow(sql, c.req.valid('param').id, editionOf(c));
      return c.json(await usesOf(sql, spec), 200);
    });
}
