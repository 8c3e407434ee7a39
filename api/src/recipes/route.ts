import { createRoute, z } from '@hono/zod-openapi';
import { access } from '../auth/access.ts';
import { identityOf } from '../auth/identity.ts';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { importableLayer } from '../imports/identify.ts';
import { crsIdSchema, mappingSchema, tableChoiceSchema, valuesSchema } from '../inspections/schemas.ts';
import { newRouter } from '../openapi/router.ts';
import { json, jsonBody, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { addRecipe, changeRecipe, deleteRecipe, recipes } from './recipes.ts';
import type { NewRecipe } from './recipes.ts';

const tags = ['imports'];
const params = z.object({ id: z.string().openapi({ param: { name: 'id', in: 'path' } }) });

const fields = {
  name: z.string().trim().min(1).max(120),
  target: z.string().max(100),
  fields: z.array(z.string().max(300)).max(300).openapi({ description: 'Names by which such a file is recognised' }),
  layerPattern: z.string().trim().min(1).max(200).nullable().openapi({ description: '`*`: any text' }),
  crs: crsIdSchema.nullable(),
  mapping: mappingSchema,
  values: valuesSchema,
};

const tableSchema = tableChoiceSchema.nullable();
const sourceSchema = z.record(z.string().max(40), z.string().max(500)).nullable();

const newRecipeSchema = z
  .strictObject({ ...fields, table: tableSchema.default(null), source: sourceSchema.default(null) })
  .openapi('NewImportRecipe');
const recipeSchema = z
  .object({
    id: z.uuid(),
    ...fields,
    table: tableSchema,
    source: sourceSchema,
    author: z.string(),
    createdAt: z.string(),
    changedAt: z.string(),
  })
  .openapi('ImportRecipe', { description: 'How files of one kind are read' });

const listRoute = createRoute({
  method: 'get',
  path: '/import-recipes',
  tags,
  ...summary('Rezepte für Importe', 'Recipes of imports'),
  ...access('planner'),
  responses: { 200: json(z.array(recipeSchema), 'By name'), ...problems(401, 403) },
});

const addRoute = createRoute({
  method: 'post',
  path: '/import-recipes',
  tags,
  ...summary('Ein Rezept aufheben', 'Keep a recipe'),
  ...access('planner'),
  request: { body: jsonBody(newRecipeSchema) },
  responses: { 201: json(recipeSchema, 'Kept'), ...problems(400, 401, 403) },
});

const changeRoute = createRoute({
  method: 'put',
  path: '/import-recipes/{id}',
  tags,
  ...summary('Ein Rezept ändern', 'Change a recipe'),
  ...access('planner'),
  request: { params, body: jsonBody(newRecipeSchema) },
  responses: { 200: json(recipeSchema, 'Changed'), ...problems(400, 401, 403, 404) },
});

const deleteRoute = createRoute({
  method: 'delete',
  path: '/import-recipes/{id}',
  tags,
  ...summary('Ein Rezept löschen', 'Delete a recipe'),
  ...access('planner'),
  request: { params },
  responses: { 204: { description: 'Deleted' }, ...problems(401, 403, 404) },
});

const unknown = (): Problem =>
  new Problem({
    status: 404,
    type: 'unknown-recipe',
    title: { de: 'Dieses Rezept gibt es nicht', en: 'There is no such recipe' },
  });

/** Recipes by which files that come again are read; shared by all planners. */
export function recipeRoutes({ db }: AppDeps) {
  const { sql } = db;
  return newRouter()
    .openapi(listRoute, async (c) => {
      c.header('Cache-Control', 'no-store');
      return c.json((await recipes(sql)) as z.input<typeof recipeSchema>[], 200);
    })
    .openapi(addRoute, async (c) => {
      const recipe = c.req.valid('json');
      importableLayer(recipe.target, c.get('layers').layers);
      const added = await addRecipe(sql, recipe as NewRecipe, identityOf(c).name);
      return c.json(added as z.input<typeof recipeSchema>, 201);
    })
    .openapi(changeRoute, async (c) => {
      const recipe = c.req.valid('json');
      importableLayer(recipe.target, c.get('layers').layers);
      const changed = await changeRecipe(sql, c.req.valid('param').id, recipe as NewRecipe);
      if (!changed) throw unknown();
      return c.json(changed as z.input<typeof recipeSchema>, 200);
    })
    .openapi(deleteRoute, async (c) => {
      if (!(await deleteRecipe(sql, c.req.valid('param').id))) throw unknown();
      return c.body(null, 204);
    });
}
