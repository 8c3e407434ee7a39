import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { access } from '../auth/access.ts';
import { editionOf, identityOf } from '../auth/identity.ts';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { newRouter } from '../openapi/router.ts';
import { json, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { connectionsOf } from './manager.ts';
import { withoutExamples } from './route.ts';
import { readRun, readRuns, unknownRun } from './runs.ts';
import { fullRunSchema, runSchema } from './schemas.ts';
import { readConnection } from './store.ts';
import { hiddenTargets, visibleConnection } from './targets.ts';
import type { Run } from './types.ts';

const common = { tags: ['connections'], ...access('planner') };
const params = z.object({ id: z.string().openapi({ param: { name: 'id', in: 'path' } }) });

const startRoute = createRoute({
  method: 'post',
  path: '/connections/{id}/runs',
  ...common,
  ...summary('Eine Verbindung jetzt abrufen', 'Fetch a connection now'),
  request: { params },
  responses: { 202: json(runSchema, 'Under way'), ...problems(401, 403, 404, 409) },
});
const historyRoute = createRoute({
  method: 'get',
  path: '/connections/{id}/runs',
  ...common,
  ...summary('Abrufe einer Verbindung, der neueste zuerst', 'Runs of a connection, newest first'),
  request: { params, query: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(20) }) },
  responses: { 200: json(z.array(runSchema), 'Runs'), ...problems(400, 401, 403, 404) },
});
const runRoute = createRoute({
  method: 'get',
  path: '/connection-runs/{id}',
  ...common,
  ...summary('Ein Abruf mit seinem Unterschied', 'A run with its difference'),
  request: { params },
  responses: { 200: json(fullRunSchema, 'Run'), ...problems(401, 403, 404) },
});
const decision = (what: 'accept' | 'reject' | 'cancel', de: string, en: string) =>
  createRoute({
    method: 'post',
    path: `/connection-runs/{id}/${what}` as const,
    ...common,
    ...summary(de, en),
    request: { params },
    responses: { 200: json(runSchema, 'The run as it is now'), ...problems(401, 403, 404, 409) },
  });
const acceptRoute = decision('accept', 'Einen Unterschied übernehmen', 'Take a difference over');
const rejectRoute = decision('reject', 'Einen Unterschied ablehnen', 'Reject a difference');
const cancelRoute = decision('cancel', 'Einen Abruf abbrechen', 'Cancel a run');

/** Runs of connections, and the decisions on what they brought. */
export function connectionRunRoutes(deps: AppDeps) {
  const { db } = deps;
  const connections = connectionsOf(deps);

  /** A run as the caller may know it: what fills a layer that is not for them is not either. @throws Problem 404 */
  async function visibleRun(c: Context, id: string): Promise<Run> {
    const run = await readRun(db.sql, id);
    const { layer } = await readConnection(db.sql, run.connectionId);
    if ((await hiddenTargets(db.sql, editionOf(c))).has(layer)) throw unknownRun();
    return run;
  }
  return newRouter()
    .openapi(startRoute, async (c) => {
      const { id } = await visibleConnection(db.sql, c.req.valid('param').id, editionOf(c));
      const run = await connections.start(id, 'hand', identityOf(c));
      c.header('Location', `/api/connection-runs/${run.id}`);
      return c.json(withoutExamples(run), 202);
    })
    .openapi(historyRoute, async (c) => {
      const { id } = await visibleConnection(db.sql, c.req.valid('param').id, editionOf(c));
      return c.json((await readRuns(db.sql, id, c.req.valid('query').limit)).map(withoutExamples), 200);
    })
    .openapi(runRoute, async (c) => c.json(await visibleRun(c, c.req.valid('param').id), 200))
    .openapi(acceptRoute, async (c) => {
      const { id } = await visibleRun(c, c.req.valid('param').id);
      return c.json(withoutExamples(await connections.accept(id, identityOf(c))), 200);
    })
    .openapi(rejectRoute, async (c) => {
      const { id } = await visibleRun(c, c.req.valid('param').id);
      return c.json(withoutExamples(await connections.reject(id, identityOf(c))), 200);
    })
    .openapi(cancelRoute, async (c) => {
      const { id } = await visibleRun(c, c.req.valid('param').id);
      if (await connections.cancel(id)) return c.json(withoutExamples(await readRun(db.sql, id)), 200);
      throw new Problem({
        status: 409,
        type: 'run-not-here',
        title: { de: 'Dieser Abruf läuft nicht', en: 'This run is not under way' },
      });
    });
}
