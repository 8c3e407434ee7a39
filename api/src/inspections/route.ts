import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CRS_SYSTEMS } from '@quartierblick/gis/read/crs-names.ts';
import { access } from '../auth/access.ts';
import { identityOf } from '../auth/identity.ts';
import type { AppDeps } from '../deps.ts';
import { importableLayer } from '../imports/identify.ts';
import { importsOf } from '../imports/manager.ts';
import { reportSchema } from '../imports/schemas.ts';
import { newRouter } from '../openapi/router.ts';
import { json, jsonBody, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { matchingRecipes } from '../recipes/match.ts';
import { addRecipe, recipeOf, recipes } from '../recipes/recipes.ts';
import { inspectionsOf } from './inspections.ts';
import type { Inspection } from './inspections.ts';
import { newRecipeOf, recipeUseOf, sourceOf } from './order.ts';
import { receiveFiles } from './receive.ts';
import { gone, notReady, targetMissing, toldAsProblem, unknownPart } from './refusals.ts';
import { choiceSchema, inspectionSchema, layerSchema, orderSchema, previewSchema, systemSchema } from './schemas.ts';
import type { InspectedLayer } from './types.ts';

const tags = ['imports'];
const params = z.object({ id: z.string().openapi({ param: { name: 'id', in: 'path' } }) });

const startRoute = createRoute({
  method: 'post',
  path: '/inspections',
  tags,
  ...summary('Dateien ansehen, bevor sie importiert werden', 'Look at files before they are imported'),
  ...access('planner'),
  request: {
    // Plain JSON Schema: the body is streamed to the disk, not parsed.
    body: {
      content: {
        'multipart/form-data': {
          schema: {
            type: 'object',
            properties: { file: { type: 'array', items: { type: 'string', format: 'binary' } } },
            required: ['file'],
          },
        },
        'application/octet-stream': { schema: { type: 'string', format: 'binary' } },
      },
    },
  },
  responses: { 202: json(inspectionSchema, 'Being looked at; see Location'), ...problems(400, 401, 403, 413) },
});

const systemsRoute = createRoute({
  method: 'get',
  path: '/inspections/systems',
  tags,
  ...summary('Koordinatensysteme, die gewählt werden können', 'Coordinate systems that can be chosen'),
  ...access('planner'),
  responses: { 200: json(z.array(systemSchema), 'The usual ones first'), ...problems(401, 403) },
});

const reportRoute = createRoute({
  method: 'get',
  path: '/inspections/{id}',
  tags,
  ...summary('Was in den Dateien ist', 'What is in the files'),
  ...access('planner'),
  request: { params },
  responses: { 200: json(inspectionSchema, 'As far as it is known'), ...problems(401, 403, 404) },
});

const removeRoute = createRoute({
  method: 'delete',
  path: '/inspections/{id}',
  tags,
  ...summary('Die angesehenen Dateien verwerfen', 'Discard the files that were looked at'),
  ...access('planner'),
  request: { params },
  responses: { 204: { description: 'Discarded' }, ...problems(401, 403, 404) },
});

const choiceRequest = { params, body: jsonBody(choiceSchema) };

const lookRoute = createRoute({
  method: 'post',
  path: '/inspections/{id}/look',
  tags,
  ...summary('Eine Ebene anders lesen', 'Read a layer another way'),
  ...access('planner'),
  request: choiceRequest,
  responses: { 200: json(layerSchema, 'The layer by this choice'), ...problems(400, 401, 403, 404, 409, 422) },
});

const previewRoute = createRoute({
  method: 'post',
  path: '/inspections/{id}/preview',
  tags,
  ...summary('Was ein Import bewirken würde', 'What an import would do'),
  ...access('planner'),
  request: choiceRequest,
  responses: { 200: json(previewSchema, 'Nothing has been stored'), ...problems(400, 401, 403, 404, 409, 422) },
});

const importRoute = createRoute({
  method: 'post',
  path: '/inspections/{id}/import',
  tags,
  ...summary('Eine Ebene der Datei importieren', 'Import a layer of the file'),
  ...access('planner'),
  request: { params, body: jsonBody(orderSchema) },
  responses: {
    202: json(reportSchema, 'Taken into the queue; the report grows under Location'),
    ...problems(400, 401, 403, 404, 409, 422),
  },
});

/** The import assistant: files are looked at, read by choice, previewed and handed to the importer. */
export function inspectionRoutes(deps: AppDeps) {
  const { db, env } = deps;
  const inspections = inspectionsOf(deps);

  async function withRecipes(layers: readonly Omit<InspectedLayer, 'recipes'>[]): Promise<InspectedLayer[]> {
    const known = layers.length > 0 ? await recipes(db.sql) : [];
    return layers.map((layer) => {
      const names = layer.fields.map((field) => field.name);
      const { geometryColumns = [] } = layer.table ?? {};
      const matching = matchingRecipes(known, { name: layer.name, fields: names, geometryColumns });
      return { ...layer, recipes: matching.map(({ id, name, target }) => ({ id, name, target })) };
    });
  }

  function required(id: string): Inspection {
    const inspection = inspections.get(id);
    if (!inspection) throw gone();
    return inspection;
  }

  function requiredLayer(id: string, layer: string) {
    const inspection = required(id);
    if (inspection.state !== 'ready') throw notReady(inspection);
    const found = inspections.layer(id, layer);
    if (!found) throw unknownPart(layer);
    return found;
  }

  function requiredTarget(c: Context, target: string | undefined): string {
    if (target === undefined) throw targetMissing();
    return importableLayer(target, c.get('layers').layers);
  }

  return newRouter()
    .openapi(startRoute, async (c) => {
      const { id, folder } = inspections.newFolder();
      let inspection: Inspection;
      try {
        const files = await receiveFiles(c, env, join(folder, 'in'));
        inspection = await inspections.start(id, folder, files);
      } catch (error) {
        await rm(folder, { recursive: true, force: true });
        throw error;
      }
      c.header('Location', `/api/inspections/${id}`);
      return c.json(inspection as z.input<typeof inspectionSchema>, 202);
    })
    .openapi(systemsRoute, (c) =>
      c.json(
        CRS_SYSTEMS.map(({ id, label }) => ({ id, label })),
        200,
      ),
    )
    .openapi(reportRoute, async (c) => {
      const inspection = required(c.req.valid('param').id);
      c.header('Cache-Control', 'no-store');
      const full = { ...inspection, layers: await withRecipes(inspection.layers) };
      return c.json(full as z.input<typeof inspectionSchema>, 200);
    })
    .openapi(removeRoute, async (c) => {
      if (!(await inspections.remove(c.req.valid('param').id))) throw gone();
      return c.body(null, 204);
    })
    .openapi(lookRoute, async (c) => {
      const { id } = c.req.valid('param');
      const choice = c.req.valid('json');
      const { stored } = requiredLayer(id, choice.layer);
      const [layer] = await withRecipes([await toldAsProblem(inspections.look(id, stored, choice))]);
      return c.json(layer as z.input<typeof layerSchema>, 200);
    })
    .openapi(previewRoute, async (c) => {
      const { id } = c.req.valid('param');
      const choice = c.req.valid('json');
      const { stored } = requiredLayer(id, choice.layer);
      const target = requiredTarget(c, choice.target);
      const preview = await toldAsProblem(inspections.preview(id, stored, { ...choice, target }));
      return c.json(preview as z.input<typeof previewSchema>, 200);
    })
    .openapi(importRoute, async (c) => {
      const { id } = c.req.valid('param');
      const order = c.req.valid('json');
      const { stored, sha256 } = requiredLayer(id, order.layer);
      const target = requiredTarget(c, order.target);
      const author = identityOf(c).name;
      const prepared = await toldAsProblem(inspections.prepare(id, stored, { ...order, target }));
      const fields = required(id).layers.find((layer) => layer.id === stored.id)?.fields ?? [];
      const saved = order.saveRecipe
        ? await addRecipe(db.sql, newRecipeOf(order, target, stored, fields), author)
        : order.recipe === undefined
          ? undefined
          : await recipeOf(db.sql, order.recipe);
      const report = await importsOf(deps).start({
        path: prepared.path,
        fileName: stored.file,
        sha256,
        temporary: true,
        author,
        as: target,
        reader: prepared.sourceId,
        ...(prepared.crs ? { crs: prepared.crs } : {}),
        mapping: prepared.mapping,
        ...(order.values ? { values: order.values } : {}),
        ...(order.year === undefined ? {} : { year: order.year }),
        ...(order.asOf === undefined ? {} : { asOf: order.asOf }),
        source: sourceOf(order),
        recipe: recipeUseOf(order, stored, prepared, saved),
      });
      c.header('Location', `/api/imports/${report.id}`);
      return c.json(report, 202);
    });
}
