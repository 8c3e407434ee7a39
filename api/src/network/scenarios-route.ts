import { createRoute, z } from '@hono/zod-openapi';
import { randomUUID } from 'node:crypto';
import { networkScenario } from '@quartierblick/gis/network/edit-schema.ts';
import { actAs, occasionOf } from '../audit/actor.ts';
import { access } from '../auth/access.ts';
import { identityOf } from '../auth/identity.ts';
import type { AppDeps } from '../deps.ts';
import { newRouter } from '../openapi/router.ts';
import { json, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { baseVersion, etag } from '../properties/if-match.ts';
import { unknownScenario } from '../scenario-refusals.ts';
import { ifMatchHeader } from '../properties/schemas.ts';
import { authorOf, mayChangeAll, MOST_SCENARIOS, readScenarios } from './scenarios.ts';
import { refuseChange, refuseMore } from './scenarios.ts';

const scenarioSchema = networkScenario
  .extend({
    id: z.uuid(),
    version: z.int(),
    author: z.string(),
    changeable: z.boolean().openapi({ description: 'Whether the caller may change it: its author and planners may' }),
    changedAt: z.string(),
  })
  .openapi('NetworkScenario');

const body = {
  required: true,
  content: { 'application/json': { schema: networkScenario } },
} as const;
const params = z.object({ id: z.uuid().openapi({ param: { name: 'id', in: 'path' } }) });
const common = { tags: ['network'], ...access('steering') };
const path = '/network/scenarios/{id}';

const listRoute = createRoute({
  method: 'get',
  path: '/network/scenarios',
  ...common,
  ...summary('Gespeicherte Szenarien zu Fuß', 'Saved scenarios on foot'),
  responses: { 200: json(z.array(scenarioSchema), 'All scenarios by name'), ...problems(401, 403) },
});
const addRoute = createRoute({
  method: 'post',
  path: '/network/scenarios',
  ...common,
  ...summary('Ein Szenario speichern', 'Save a scenario'),
  request: { body },
  responses: { 201: json(scenarioSchema, 'Saved; no layer changes'), ...problems(400, 401, 403, 409) },
});
const readRoute = createRoute({
  method: 'get',
  path,
  ...common,
  ...summary('Ein gespeichertes Szenario', 'A saved scenario'),
  request: { params },
  responses: { 200: json(scenarioSchema, 'The tag is its version'), ...problems(400, 401, 403, 404) },
});
const changeRoute = createRoute({
  method: 'put',
  path,
  ...common,
  ...summary('Ein Szenario ändern', 'Change a scenario'),
  request: { params, headers: ifMatchHeader, body },
  responses: { 200: json(scenarioSchema, 'Changed'), ...problems(400, 401, 403, 404, 412, 428) },
});
const deleteRoute = createRoute({
  method: 'delete',
  path,
  ...common,
  ...summary('Ein Szenario löschen', 'Delete a scenario'),
  request: { params, headers: ifMatchHeader },
  responses: { 204: { description: 'Deleted' }, ...problems(400, 401, 403, 404, 412, 428) },
});

type Scenario = z.infer<typeof scenarioSchema>;

/** What somebody would change about ways and playgrounds, under a name. The layers never change by it. */
export function networkScenarioRoutes({ db: { sql } }: AppDeps) {
  return newRouter()
    .openapi(listRoute, async (c) => {
      c.header('Cache-Control', 'no-store');
      return c.json([...(await readScenarios(sql, identityOf(c), null))] as Scenario[], 200);
    })
    .openapi(addRoute, async (c) => {
      const { name, edits, settings } = c.req.valid('json');
      const who = identityOf(c);
      const key = randomUUID();
      await sql.begin(async (tx) => {
        await actAs(tx, who, occasionOf(c));
        const made = await tx`
          insert into network_scenarios (key, name, edits, settings, author_id, author, changed_by)
          select ${key}, ${name}, ${tx.json(edits as never)}, ${tx.json(settings as never)}, ${authorOf(who)}, ${who.name}, ${who.name}
          where (select count(*) from network_scenarios) < ${MOST_SCENARIOS}
        `;
        if (made.count === 0) refuseMore();
      });
      const [scenario = unknownScenario()] = await readScenarios(sql, who, key);
      c.header('ETag', etag(scenario.version));
      return c.json(scenario as Scenario, 201);
    })
    .openapi(readRoute, async (c) => {
      const [scenario = unknownScenario()] = await readScenarios(sql, identityOf(c), c.req.valid('param').id);
      c.header('Cache-Control', 'no-store');
      c.header('ETag', etag(scenario.version));
      return c.json(scenario as Scenario, 200);
    })
    .openapi(changeRoute, async (c) => {
      const { id } = c.req.valid('param');
      const { name, edits, settings } = c.req.valid('json');
      const who = identityOf(c);
      const base = baseVersion(c);
      const changed = await sql.begin(async (tx) => {
        await actAs(tx, who, occasionOf(c));
        return tx`
          update network_scenarios
          set name = ${name}, edits = ${tx.json(edits as never)}, settings = ${tx.json(settings as never)}
          where key = ${id} and version = ${base} and (author_id = ${authorOf(who)} or ${mayChangeAll(who)})
        `;
      });
      const [scenario] = changed.count === 1 ? await readScenarios(sql, who, id) : [];
      if (!scenario) return await refuseChange(sql, who, id);
      c.header('ETag', etag(scenario.version));
      return c.json(scenario as Scenario, 200);
    })
    .openapi(deleteRoute, async (c) => {
      const { id } = c.req.valid('param');
      const who = identityOf(c);
      const base = baseVersion(c);
      const gone = await sql.begin(async (tx) => {
        await actAs(tx, who, occasionOf(c));
        return tx`
          delete from network_scenarios
          where key = ${id} and version = ${base} and (author_id = ${authorOf(who)} or ${mayChangeAll(who)})
        `;
      });
      if (gone.count === 0) return await refuseChange(sql, who, id);
      return c.body(null, 204);
    });
}
