import { createRoute, z } from '@hono/zod-openapi';
import { maySee } from '@quartierblick/gis/layers/define.ts';
import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import { acting, occasionOf } from '../audit/actor.ts';
import { access } from '../auth/access.ts';
import { editionOf, identityOf } from '../auth/identity.ts';
import type { AppDeps } from '../deps.ts';
import { requestedLayer, visibleLayers } from '../layers/access.ts';
import { factsWhereReadable } from '../layers/facts.ts';
import type { FactsCache } from '../layers/facts.ts';
import { finishedImports } from '../layers/provenance.ts';
import { layerVersions } from '../layers/versions.ts';
import { newRouter } from '../openapi/router.ts';
import { json, jsonBody, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { today } from '../properties/today.ts';
import { cityPromises, layerFreshness } from './freshness.ts';
import { layerLineage } from './layer-lineage.ts';
import { freshnessSchema, layerFreshnessSchema, layerLineageSchema, newPromiseSchema } from './schemas.ts';

const tags = ['layers'];
const params = z.object({ layer: z.string().openapi({ param: { name: 'layer', in: 'path' } }) });

const freshnessRoute = createRoute({
  method: 'get',
  path: '/freshness',
  tags,
  ...summary('Was älter ist als versprochen', 'What is older than promised'),
  ...access('public'),
  responses: { 200: json(freshnessSchema, 'Every layer that the caller may see, with its sources'), ...problems() },
});

const promiseRoute = createRoute({
  method: 'put',
  path: '/freshness/{layer}',
  tags,
  ...summary('Festlegen, wie alt die Daten einer Ebene werden dürfen', 'Set how old the data of a layer may grow'),
  ...access('planner'),
  request: { params, body: jsonBody(newPromiseSchema) },
  responses: { 200: json(layerFreshnessSchema, 'The layer against the new promise'), ...problems(400, 401, 403, 404) },
});

const resetRoute = createRoute({
  method: 'delete',
  path: '/freshness/{layer}',
  tags,
  ...summary('Zum Versprechen der Ebene zurückkehren', 'Return to the promise of the layer itself'),
  ...access('planner'),
  request: { params },
  responses: { 200: json(layerFreshnessSchema, 'The layer against its own promise'), ...problems(401, 403, 404) },
});

const lineageRoute = createRoute({
  method: 'get',
  path: '/layers/{layer}/lineage',
  tags,
  ...summary('Woher die Daten einer Ebene stammen', 'Where the data of a layer comes from'),
  ...access('public'),
  request: { params },
  responses: { 200: json(layerLineageSchema, 'Imports that own its rows, with hashes and readers'), ...problems(404) },
});

/** Where data comes from, and whether it is as young as it should be. */
export function lineageRoutes({ db, log }: AppDeps, facts: FactsCache) {
  const { sql } = db;

  const factsOrNull = factsWhereReadable(facts, log);

  async function judged(list: readonly LayerDefinition[], names: boolean) {
    const [version, imports, city] = await Promise.all([layerVersions(sql), finishedImports(sql), cityPromises(sql)]);
    const day = today();
    return Promise.all(
      list.map(async (layer) => {
        const of = version(layer.id);
        const read = await factsOrNull(layer, of);
        const input = { layer, version: of, facts: read, imports, city: city.get(layer.id), today: day };
        const found = layerFreshness(input);
        return names ? found : { ...found, promise: { ...found.promise, changedBy: null } };
      }),
    );
  }

  const one = async (layer: LayerDefinition) => {
    const [found] = await judged([layer], true);
    if (!found) throw new Error(`no freshness of ${layer.id}`);
    return found;
  };

  return newRouter()
    .openapi(freshnessRoute, async (c) => {
      const edition = editionOf(c);
      const layers = await judged(visibleLayers(edition, c.get('layers').layers), maySee(edition, 'planner'));
      return c.json({ today: today(), layers }, 200);
    })
    .openapi(promiseRoute, async (c) => {
      const layer = requestedLayer(c, c.req.valid('param').layer);
      const { months, note } = c.req.valid('json');
      const who = identityOf(c);
      await acting(db, { who, occasion: occasionOf(c) }, async (tx) => {
        await tx`
          insert into freshness_promises (layer, months, note, changed_by) values (${layer.id}, ${months}, ${note}, ${who.name})
          on conflict (layer) do update
          set months = excluded.months, note = excluded.note, changed_by = excluded.changed_by, changed_at = now()
        `;
      });
      return c.json(await one(layer), 200);
    })
    .openapi(resetRoute, async (c) => {
      const layer = requestedLayer(c, c.req.valid('param').layer);
      await acting(db, { who: identityOf(c), occasion: occasionOf(c) }, async (tx) => {
        await tx`delete from freshness_promises where layer = ${layer.id}`;
      });
      return c.json(await one(layer), 200);
    })
    .openapi(lineageRoute, async (c) => {
      const layer = requestedLayer(c, c.req.valid('param').layer);
      const version = (await layerVersions(sql))(layer.id);
      const read = await facts.get(layer, version);
      return c.json(await layerLineage(sql, { layer, version, facts: read, edition: editionOf(c) }), 200);
    });
}
