import { createRoute, z } from '@hono/zod-openapi';
import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { access } from '../auth/access.ts';
import { identityOf } from '../auth/identity.ts';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { newRouter } from '../openapi/router.ts';
import { json, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';

const viewSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    query: z.record(z.string(), z.string()).openapi({ description: 'The parameters of the list, as in its address' }),
    shared: z.boolean().openapi({ description: 'Seen by all planners; changed by its owner only' }),
    own: z.boolean(),
  })
  .openapi('SavedView');

const newViewSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(80),
    query: z
      .record(z.string().min(1).max(60), z.string().max(1000))
      .refine((query) => Object.keys(query).length <= 40, 'expected at most 40 parameters'),
    shared: z.boolean().default(false),
  })
  .openapi('NewSavedView');

const body = { required: true, content: { 'application/json': { schema: newViewSchema } } };
const params = z.object({ id: z.uuid().openapi({ param: { name: 'id', in: 'path' } }) });

const listRoute = createRoute({
  method: 'get',
  path: '/views',
  tags: ['properties'],
  ...summary('Gespeicherte Ansichten der Liste', 'Saved views of the list'),
  ...access('planner'),
  responses: { 200: json(z.array(viewSchema), 'Own and shared views by name'), ...problems(401, 403) },
});

const createViewRoute = createRoute({
  method: 'post',
  path: '/views',
  tags: ['properties'],
  ...summary('Eine Ansicht speichern', 'Save a view'),
  ...access('planner'),
  request: { body },
  responses: { 201: json(viewSchema, 'Saved'), ...problems(400, 401, 403, 409) },
});

const changeRoute = createRoute({
  method: 'put',
  path: '/views/{id}',
  tags: ['properties'],
  ...summary('Eine eigene Ansicht ändern', 'Change an own view'),
  ...access('planner'),
  request: { params, body },
  responses: { 200: json(viewSchema, 'Changed'), ...problems(400, 401, 403, 404) },
});

const deleteRoute = createRoute({
  method: 'delete',
  path: '/views/{id}',
  tags: ['properties'],
  ...summary('Eine eigene Ansicht löschen', 'Delete an own view'),
  ...access('planner'),
  request: { params },
  responses: { 204: { description: 'Deleted' }, ...problems(401, 403, 404) },
});

/** Views that one person keeps; more is a sign that something else is meant. */
const MOST_VIEWS = 100;

/** Whose views these are; where nobody signs in, the machine is the owner. */
const ownerOf = (c: Context): string => identityOf(c).userId ?? 'local';

/** Not there, not visible, or somebody else's: told apart only for shared views, which everybody sees. */
async function refuse({ sql }: AppDeps['db'], id: string): Promise<never> {
  const [seen] = await sql`select 1 from saved_views where id = ${id} and shared`;
  if (seen) {
    throw new Problem({
      status: 403,
      type: 'forbidden',
      title: { de: 'Das ist die Ansicht einer anderen Person', en: 'This view belongs to somebody else' },
      detail: { de: 'Unter eigenem Namen speichern.', en: 'Save it under a name of your own.' },
    });
  }
  throw new Problem({
    status: 404,
    type: 'unknown-view',
    title: { de: 'Diese Ansicht gibt es nicht', en: 'There is no such view' },
  });
}

/** Views of the list under a name: own ones, and those that others share. */
export function savedViewRoutes({ db }: AppDeps) {
  const { sql } = db;
  return newRouter()
    .openapi(listRoute, async (c) => {
      const owner = ownerOf(c);
      const rows = await sql<z.infer<typeof viewSchema>[]>`
        select id, name, query, shared, owner_id = ${owner} as own from saved_views
        where shared or owner_id = ${owner} order by lower(name), id
      `;
      c.header('Cache-Control', 'no-store');
      return c.json([...rows], 200);
    })
    .openapi(createViewRoute, async (c) => {
      const { name, query, shared } = c.req.valid('json');
      const view = { id: randomUUID(), name, query, shared };
      const made = await sql`
        insert into saved_views (id, name, query, owner_id, shared)
        select ${view.id}, ${name}, ${sql.json(query)}, ${ownerOf(c)}, ${shared}
        where (select count(*) from saved_views where owner_id = ${ownerOf(c)}) < ${MOST_VIEWS}
      `;
      if (made.count === 1) return c.json({ ...view, own: true }, 201);
      throw new Problem({
        status: 409,
        type: 'too-many-views',
        title: { de: 'Es sind schon sehr viele Ansichten', en: 'There are very many views already' },
        detail: { de: 'Bitte erst eine löschen.', en: 'Please delete one first.' },
      });
    })
    .openapi(changeRoute, async (c) => {
      const { id } = c.req.valid('param');
      const { name, query, shared } = c.req.valid('json');
      const changed = await sql`
        update saved_views set name = ${name}, query = ${sql.json(query)}, shared = ${shared}, changed_at = now()
        where id = ${id} and owner_id = ${ownerOf(c)}
      `;
      if (changed.count === 0) await refuse(db, id);
      return c.json({ id, name, query, shared, own: true }, 200);
    })
    .openapi(deleteRoute, async (c) => {
      const { id } = c.req.valid('param');
      const gone = await sql`delete from saved_views where id = ${id} and owner_id = ${ownerOf(c)}`;
      if (gone.count === 0) await refuse(db, id);
      return c.body(null, 204);
    });
}
