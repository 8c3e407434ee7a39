import { createRoute, z } from '@hono/zod-openapi';
import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { rankingSettings } from '@quartierblick/gis/ranking/settings.ts';
import { access } from '../auth/access.ts';
import { identityOf } from '../auth/identity.ts';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { newRouter } from '../openapi/router.ts';
import { json, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { baseVersion, etag } from '../properties/if-match.ts';
import { ifMatchHeader } from '../properties/schemas.ts';
import { refuseScenarioChange } from '../scenario-refusals.ts';

const scenarioSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    note: z.string().nullable(),
    settings: rankingSettings,
    shared: z.boolean().openapi({ description: 'Seen by all planners; changed by its owner only' }),
    own: z.boolean(),
    owner: z.string(),
    version: z.int(),
    changedAt: z.string(),
  })
  .openapi('RankingScenario');
const newScenarioSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(120),
    note: z.string().trim().max(2000).nullable().default(null),
    settings: rankingSettings,
    shared: z.boolean().default(false),
  })
  .openapi('NewRankingScenario');

const body = { required: true, content: { 'application/json': { schema: newScenarioSchema } } };
const params = z.object({ id: z.uuid().openapi({ param: { name: 'id', in: 'path' } }) });
const common = { tags: ['ranking'], ...access('planner') };

const listRoute = createRoute({
  method: 'get',
  path: '/ranking/scenarios',
  ...common,
  ...summary('Gespeicherte Szenarien der Rangfolge', 'Saved scenarios of the ranking'),
  responses: { 200: json(z.array(scenarioSchema), 'Own and shared scenarios by name'), ...problems(401, 403) },
});
const createScenarioRoute = createRoute({
  method: 'post',
  path: '/ranking/scenarios',
  ...common,
  ...summary('Ein Szenario speichern', 'Save a scenario'),
  request: { body },
  responses: { 201: json(scenarioSchema, 'Saved'), ...problems(400, 401, 403, 409) },
});
const changeRoute = createRoute({
  method: 'put',
  path: '/ranking/scenarios/{id}',
  ...common,
  ...summary('Ein eigenes Szenario ändern', 'Change an own scenario'),
  request: { params, headers: ifMatchHeader, body },
  responses: { 200: json(scenarioSchema, 'Changed'), ...problems(400, 401, 403, 404, 412, 428) },
});
const deleteRoute = createRoute({
  method: 'delete',
  path: '/ranking/scenarios/{id}',
  ...common,
  ...summary('Ein eigenes Szenario löschen', 'Delete an own scenario'),
  request: { params, headers: ifMatchHeader },
  responses: { 204: { description: 'Deleted' }, ...problems(400, 401, 403, 404, 412, 428) },
});

/** Scenarios that one person keeps. */
const MOST = 200;
type Scenario = z.infer<typeof scenarioSchema>;

/** Where nobody signs in, the machine is the owner. */
const ownerOf = (c: Context): string => identityOf(c).userId ?? 'local';

function read(sql: AppDeps['db']['sql'], owner: string, id: string | null) {
  return sql<Scenario[]>`
    select id, name, note, settings, shared, owner_id = ${owner} as own, owner, version::float8 as version,
      to_jsonb(changed_at) #>> '{}' as "changedAt"
    from ranking_scenarios
    where (shared or owner_id = ${owner}) and (${id}::uuid is null or id = ${id}::uuid)
    order by lower(name), id
  `;
}

/** Why a change did not happen: not there or not visible, somebody else's, or changed meanwhile. */
async function refuse(sql: AppDeps['db']['sql'], owner: string, id: string): Promise<never> {
  const [current] = await read(sql, owner, id);
  return refuseScenarioChange(current, ({ own }) => own);
}

/** Ways of ranking under a name: own ones, and those that others share. */
export function scenarioRoutes({ db }: AppDeps) {
  const { sql } = db;
  return newRouter()
    .openapi(listRoute, async (c) => {
      c.header('Cache-Control', 'no-store');
      return c.json([...(await read(sql, ownerOf(c), null))], 200);
    })
    .openapi(createScenarioRoute, async (c) => {
      const { name, note, settings, shared } = c.req.valid('json');
      const id = randomUUID();
      const made = await sql`
        insert into ranking_scenarios (id, name, note, settings, owner_id, owner, shared, changed_by)
        select ${id}, ${name}, ${note}, ${sql.json(settings)}, ${ownerOf(c)}, ${identityOf(c).name}, ${shared}, ${identityOf(c).name}
        where (select count(*) from ranking_scenarios where owner_id = ${ownerOf(c)}) < ${MOST}
      `;
      const [scenario] = made.count === 1 ? await read(sql, ownerOf(c), id) : [];
      if (scenario) return c.json(scenario, 201);
      throw new Problem({
        status: 409,
        type: 'too-many-scenarios',
        title: { de: 'Es sind schon sehr viele Szenarien', en: 'There are very many scenarios already' },
        detail: { de: 'Bitte erst eines löschen.', en: 'Please delete one first.' },
      });
    })
    .openapi(changeRoute, async (c) => {
      const { id } = c.req.valid('param');
      const { name, note, settings, shared } = c.req.valid('json');
      const owner = ownerOf(c);
      const changed = await sql`
        update ranking_scenarios set name = ${name}, note = ${note}, settings = ${sql.json(settings)}, shared = ${shared}
        where id = ${id} and owner_id = ${owner} and version = ${baseVersion(c)}
      `;
      const [scenario] = changed.count === 1 ? await read(sql, owner, id) : [];
      if (!scenario) return await refuse(sql, owner, id);
      c.header('ETag', etag(scenario.version));
      return c.json(scenario, 200);
    })
    .openapi(deleteRoute, async (c) => {
      const { id } = c.req.valid('param');
      const owner = ownerOf(c);
      const gone = await sql`
        delete from ranking_scenarios where id = ${id} and owner_id = ${owner} and version = ${baseVersion(c)}
      `;
      if (gone.count === 0) return await refuse(sql, owner, id);
      return c.body(null, 204);
    });
}
