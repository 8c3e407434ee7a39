import { createRoute, z } from '@hono/zod-openapi';
import { decisionEntry } from '@quartierblick/gis/ranking/decision.ts';
import { access } from '../auth/access.ts';
import { identityOf } from '../auth/identity.ts';
import type { AppDeps } from '../deps.ts';
import type { WalkNetwork } from '../network/service.ts';
import { newRouter } from '../openapi/router.ts';
import { json, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { listDecisions, openDecision, recordDecision } from './decisions.ts';

const headSchema = z
  .object({
    id: z.uuid(),
    title: z.string(),
    decidedOn: z.string(),
    hash: z.string(),
    chosen: z.array(z.object({ key: z.string(), address: z.string().nullable() })),
    by: z.string(),
    at: z.string(),
    corrects: z.uuid().nullable(),
    correctedBy: z.uuid().nullable(),
  })
  .openapi('DecisionHead');

const decisionSchema = z
  .object({
    id: z.uuid(),
    hash: z
      .string()
      .openapi({ description: 'SHA-256 of the canonical JSON (RFC 8785) of the content, when it was frozen' }),
    computedHash: z.string(),
    intact: z.boolean(),
    at: z.string(),
    by: z.string(),
    correctedBy: z.uuid().nullable(),
    content: z.unknown().openapi({ type: 'object', description: 'DecisionContent of gis/ranking/decision.ts' }),
    changes: z.unknown().openapi({ type: 'array', items: {}, description: 'Changes of gis/ranking/changes.ts' }),
  })
  .openapi('Decision');

const entrySchema = decisionEntry
  .extend({ expected: z.string().openapi({ description: 'ETag of the ranking that was seen, without quotes' }) })
  .openapi('NewDecision');

const common = { tags: ['ranking'], ...access('planner') };
const listRoute = createRoute({
  method: 'get',
  path: '/ranking/decisions',
  ...common,
  ...summary('Entscheidungen über die Rangfolge', 'Decisions on the ranking'),
  responses: { 200: json(z.array(headSchema), 'Newest first'), ...problems(401, 403) },
});
const openRoute = createRoute({
  method: 'get',
  path: '/ranking/decisions/{id}',
  ...common,
  ...summary('Eine Entscheidung mit ihren Zahlen', 'A decision with its figures'),
  request: { params: z.object({ id: z.uuid().openapi({ param: { name: 'id', in: 'path' } }) }) },
  responses: { 200: json(decisionSchema, 'As it was frozen, and what has changed since'), ...problems(401, 403, 404) },
});
const recordRoute = createRoute({
  method: 'post',
  path: '/ranking/decisions',
  ...common,
  ...summary('Eine Entscheidung festhalten', 'Record a decision'),
  request: { body: { required: true, content: { 'application/json': { schema: entrySchema } } } },
  responses: {
    201: json(z.object({ id: z.uuid(), hash: z.string() }), 'Recorded; nothing of it can be changed'),
    ...problems(400, 401, 403, 404, 409, 422),
  },
});

/** Decisions of the steering group: frozen, verified, replayed. */
export function decisionRoutes({ db }: AppDeps, network: WalkNetwork) {
  return newRouter()
    .openapi(listRoute, async (c) => {
      c.header('Cache-Control', 'no-store');
      return c.json(await listDecisions(db.sql), 200);
    })
    .openapi(openRoute, async (c) => {
      c.header('Cache-Control', 'no-store');
      const decision = await openDecision(db.sql, network, c.req.valid('param').id);
      return c.json(
        { ...decision, content: { ...decision.content }, changes: decision.changes.map((one) => ({ ...one })) },
        200,
      );
    })
    .openapi(recordRoute, async (c) => {
      const made = await recordDecision({ db, network }, identityOf(c), c.get('requestId'), c.req.valid('json'));
      c.header('Location', `/api/ranking/decisions/${made.id}`);
      return c.json(made, 201);
    });
}
