import { createRoute, z } from '@hono/zod-openapi';
import type { AppDeps } from '../deps.ts';
import { access } from '../auth/access.ts';
import { refreshHotspots } from '../hotspots/refresh.ts';
import { isHeld } from '../layers/tags.ts';
import { newRouter } from '../openapi/router.ts';
import { boundsSchema, json, notModified, positionSchema, problems, textSchema } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { hotspotsSchema, noProject } from './schemas.ts';

const factSchema = z
  .looseObject({
    label: textSchema,
    value: z.unknown(),
    source: z.string().nullish(),
    asOf: z.string().nullish(),
  })
  .openapi('ProjectFact');

const projectSchema = z
  .object({
    name: textSchema,
    bounds: boundsSchema,
    surroundings: boundsSchema.openapi({
      description: 'Imports refuse what lies outside',
    }),
    land: z.string().openapi({
      description: 'ISO 3166-2:DE without prefix; chooses the presets of rules',
    }),
    defaultView: z.object({ center: positionSchema, zoom: z.number() }),
    languages: z.array(z.string()),
    facts: z.array(factSchema),
    hotspots: hotspotsSchema,
    demo: z.boolean(),
    changedAt: z.string(),
  })
  .openapi('Project');

const projectRoute = createRoute({
  method: 'get',
  path: '/project',
  tags: ['project'],
  ...summary('Das Projektgebiet', 'The project area'),
  ...access('public'),
  request: { query: z.strictObject({}) },
  responses: {
    200: json(projectSchema, 'Name, extent, first view and facts of the area'),
    ...notModified,
    ...problems(400, 404),
  },
});

const boxSchema = boundsSchema.refine(
  ([west, south, east, north]) =>
    west < east && south < north && west >= -180 && east <= 180 && south >= -90 && north <= 90,
  'west, south, east, north in WGS 84 degrees',
);

const newProjectSchema = z
  .strictObject({
    name: textSchema,
    bounds: boxSchema,
    surroundings: boxSchema,
    land: z.string().regex(/^[A-Z]{2}$/, 'two capitals, e.g. NW'),
    defaultView: z.object({ center: positionSchema, zoom: z.number().min(0).max(22) }),
    languages: z
      .array(z.enum(['de', 'en']))
      .min(1)
      .default(['de', 'en']),
    facts: z.array(factSchema).default([]),
    hotspots: hotspotsSchema.default(null),
  })
  .refine(
    ({ bounds, surroundings }) =>
      bounds[0] >= surroundings[0] &&
      bounds[1] >= surroundings[1] &&
      bounds[2] <= surroundings[2] &&
      bounds[3] <= surroundings[3],
    { path: ['surroundings'], message: 'must contain the bounds' },
  )
  .openapi('NewProject');

const setRoute = createRoute({
  method: 'put',
  path: '/project',
  tags: ['project'],
  ...summary('Das Projektgebiet festlegen (Planung)', 'Set the project area (planners)'),
  ...access('planner'),
  request: { body: { required: true, content: { 'application/json': { schema: newProjectSchema } } } },
  responses: { 204: { description: 'Set; what was imported stays' }, ...problems(400, 401, 403) },
});

/** The project area: data, so that another city changes a row and not a file. */
export function projectRoutes({ db }: AppDeps) {
  const { sql } = db;
  const router = newRouter().openapi(setRoute, async (c) => {
    const { name, bounds, surroundings, land, defaultView, languages, facts, hotspots } = c.req.valid('json');
    const row = {
      name: sql.json(name),
      bounds,
      surroundings,
      land,
      default_view: sql.json(defaultView),
      languages,
      facts: sql.json(facts as never),
      hotspots: hotspots === null ? null : sql.json(hotspots as never),
      demo: false,
    };
    await sql`
      insert into project ${sql(row)}
      on conflict (id) do update set ${sql(row)}, changed_at = now()`;
    // Another Land or other thresholds: what the map shows must not be that of before.
    await refreshHotspots(db);
    return c.body(null, 204);
  });
  return router.openapi(projectRoute, async (c) => {
    const [project] = await sql<z.infer<typeof projectSchema>[]>`
      select name, bounds, surroundings, land, default_view as "defaultView", languages, facts, hotspots, demo,
        to_jsonb(changed_at) #>> '{}' as "changedAt"
      from project
    `;
    if (project) return isHeld(c, project) ? c.body(null, 304) : c.json(project, 200);
    throw noProject();
  });
}
