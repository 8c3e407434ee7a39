import { randomUUID } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { READY_MADE } from '@quartierblick/gis/connections/ready-made.ts';
import { occasionOf } from '../audit/actor.ts';
import { access } from '../auth/access.ts';
import { editionOf, identityOf } from '../auth/identity.ts';
import type { AppDeps } from '../deps.ts';
import { languageOf, ruleProblem } from '../errors.ts';
import { newRouter } from '../openapi/router.ts';
import { json, jsonBody, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { baseVersion, etag } from '../properties/if-match.ts';
import { ifMatchHeader } from '../properties/schemas.ts';
import { connectionsOf } from './manager.ts';
import { readLatest } from './runs.ts';
import { sampleOf } from './sample.ts';
import { connectionSchema, fieldsSchema, readyMadeSchema, sampleSchema } from './schemas.ts';
import { addConnection, changeConnection, readConnections, removeConnection } from './store.ts';
import { checkTarget, hiddenTargets, visibleConnection } from './targets.ts';
import type { Connection, ConnectionFields, Run } from './types.ts';

const common = { tags: ['connections'], ...access('planner') };
const params = z.object({ id: z.string().openapi({ param: { name: 'id', in: 'path' } }) });

const listRoute = createRoute({
  method: 'get',
  path: '/connections',
  ...common,
  ...summary('Verbindungen zu Datendiensten', 'Connections to data services'),
  responses: {
    200: json(
      z.object({
        connections: z.array(connectionSchema),
        ready: z.array(readyMadeSchema).openapi({ description: 'Ready-made ones that nobody has taken up' }),
        credentials: z.array(z.object({ name: z.string(), host: z.string() })).openapi({ description: 'Names only' }),
      }),
      'Those that are on first',
    ),
    ...problems(401, 403),
  },
});
const addRoute = createRoute({
  method: 'post',
  path: '/connections',
  ...common,
  ...summary('Eine Verbindung anlegen', 'Add a connection'),
  request: { body: jsonBody(fieldsSchema.extend({ ready: z.string().max(100).nullable().default(null) })) },
  responses: { 201: json(connectionSchema, 'The connection'), ...problems(400, 401, 403, 409) },
});
const changeRoute = createRoute({
  method: 'put',
  path: '/connections/{id}',
  ...common,
  ...summary('Eine Verbindung ändern', 'Change a connection'),
  request: { params, headers: ifMatchHeader, body: jsonBody(fieldsSchema) },
  responses: { 200: json(connectionSchema, 'The connection as it is now'), ...problems(400, 401, 403, 404, 412, 428) },
});
const removeRoute = createRoute({
  method: 'delete',
  path: '/connections/{id}',
  ...common,
  ...summary('Eine Verbindung entfernen; ihre Daten bleiben', 'Remove a connection; its data stays'),
  request: { params, headers: ifMatchHeader },
  responses: { 204: { description: 'Removed' }, ...problems(401, 403, 404, 412, 428) },
});
const sampleRoute = createRoute({
  method: 'post',
  path: '/connections/sample',
  ...common,
  ...summary('Was eine Verbindung bringen würde', 'What a connection would bring'),
  request: { body: jsonBody(fieldsSchema) },
  responses: { 200: json(sampleSchema, 'Nothing has changed'), ...problems(400, 401, 403, 422) },
});

/** What a run looks like in a list: without examples. */
export function withoutExamples<T extends Pick<Run, 'difference'>>(run: T) {
  if (!run.difference) return { ...run, difference: null };
  const { examples: _examples, skipExamples: _skipExamples, ...difference } = run.difference;
  return { ...run, difference };
}

/** Connections to data services: what is fetched, when, and what becomes of it. */
export function connectionRoutes(deps: AppDeps) {
  const { db, env } = deps;
  const { tools } = connectionsOf(deps);

  async function shown(connections: Connection[]) {
    const latest = await readLatest(db.sql);
    return connections.map((connection) => {
      const runs = latest.filter(({ connectionId }) => connectionId === connection.id);
      const [last] = runs.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
      const waiting = runs.find(({ state }) => state === 'waiting')?.id ?? null;
      return { ...connection, last: last ? withoutExamples(last) : null, waiting };
    });
  }
  async function one(c: Context, id: string) {
    const [connection] = await shown([await visibleConnection(db.sql, id, editionOf(c))]);
    c.header('ETag', etag((connection as Connection).version));
    return connection as Awaited<ReturnType<typeof shown>>[number];
  }
  const change = (c: Context) => ({ who: identityOf(c), occasion: occasionOf(c) });

  const targets = (c: Context) => ({ edition: editionOf(c), layers: c.get('layers').layers });

  /** @throws Problem 400 where a secret is named that there is not, or that belongs to another host */
  function checkCredential({ credential, settings }: ConnectionFields): void {
    if (credential === null) return;
    const secret = env.connections.credentials.get(credential);
    if (secret && secret.host === new URL(settings.url).hostname) return;
    const message = secret
      ? { de: `Dieser Zugang gilt für „${secret.host}“`, en: `This credential is for “${secret.host}”` }
      : { de: 'Diesen Zugang gibt es nicht', en: 'There is no such credential' };
    throw ruleProblem([{ path: ['credential'], message }]);
  }

  return newRouter()
    .openapi(listRoute, async (c) => {
      c.header('Cache-Control', 'no-store');
      const [all, hidden] = await Promise.all([readConnections(db.sql), hiddenTargets(db.sql, editionOf(c))]);
      const connections = await shown(all.filter(({ layer }) => !hidden.has(layer)));
      const taken = new Set(all.map(({ ready }) => ready));
      const language = languageOf(c);
      const ready = READY_MADE.filter(({ id }) => !taken.has(id)).map(
        ({ id, title, note, confirmed, settings, layer, year, source, schedule, replaces }) => ({
          ...{ id, title, note, confirmed },
          fields: fieldsSchema.parse({ title: title[language], settings, layer, year, source, schedule, replaces }),
        }),
      );
      const credentials = [...env.connections.credentials].map(([name, { host }]) => ({ name, host }));
      return c.json({ connections, ready, credentials }, 200);
    })
    .openapi(addRoute, async (c) => {
      const { ready, ...fields } = c.req.valid('json');
      checkCredential(fields);
      checkTarget(fields.layer, targets(c));
      const id = randomUUID();
      const known = READY_MADE.some((entry) => entry.id === ready) ? ready : null;
      await addConnection(db, change(c), { id, ready: known, fields });
      await db.publish({ type: 'connection-changed', id });
      return c.json(await one(c, id), 201);
    })
    .openapi(changeRoute, async (c) => {
      const { id } = c.req.valid('param');
      const fields = c.req.valid('json');
      checkCredential(fields);
      const { layer: before } = await visibleConnection(db.sql, id, editionOf(c));
      checkTarget(fields.layer, { ...targets(c), before });
      await changeConnection(db, change(c), { id, seen: baseVersion(c), fields });
      await db.publish({ type: 'connection-changed', id });
      return c.json(await one(c, id), 200);
    })
    .openapi(removeRoute, async (c) => {
      const { id } = c.req.valid('param');
      await visibleConnection(db.sql, id, editionOf(c));
      await removeConnection(db, change(c), { id, seen: baseVersion(c) });
      await db.publish({ type: 'connection-changed', id });
      return c.body(null, 204);
    })
    .openapi(sampleRoute, async (c) => {
      const fields = c.req.valid('json');
      checkCredential(fields);
      checkTarget(fields.layer, targets(c));
      return c.json(await sampleOf(tools, fields, c.req.raw.signal), 200);
    });
}
