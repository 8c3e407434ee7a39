import { createRoute, z } from '@hono/zod-openapi';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { isHeld } from '../layers/tags.ts';
import { newRouter } from '../openapi/router.ts';
import { boundsSchema, json, notModified, positionSchema, problems, textSchema } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';

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
    demo: z.boolean(),
    changedAt: z.string(),
  })
  .openapi('Project');

const projectRoute = createRoute({
  method: 'get',
  path: '/project',
  tags: ['project'],
  ...summary('Das Projektgebiet', 'The project area'),
  request: { query: z.strictObject({}) },
  responses: {
    200: json(projectSchema, 'Name, extent, first view and facts of the area'),
    ...notModified,
    ...problems(400, 404),
  },
});

/** The project area: data, so that another city changes a row and not a file. */
export function projectRoutes({ db: { sql } }: AppDeps) {
  return newRouter().openapi(projectRoute, async (c) => {
    const [project] = await sql<z.infer<typeof projectSchema>[]>`
      select name, bounds, surroundings, land, default_view as "defaultView", languages, facts, demo,
        to_jsonb(changed_at) #>> '{}' as "changedAt"
      from project
    `;
    if (project) return isHeld(c, project) ? c.body(null, 304) : c.json(project, 200);
    throw new Problem({
      status: 404,
      type: 'no-project',
      title: {
        de: 'Es ist noch kein Projektgebiet eingerichtet',
        en: 'No project area has been set up yet',
      },
    });
  });
}
