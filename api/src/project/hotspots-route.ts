import { createRoute, z } from '@hono/zod-openapi';
import { access } from '../auth/access.ts';
import type { AppDeps } from '../deps.ts';
import { refreshHotspots } from '../hotspots/refresh.ts';
import { newRouter } from '../openapi/router.ts';
import { problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { hotspotsSchema, noProject } from './schemas.ts';

const setRoute = createRoute({
  method: 'put',
  path: '/project/hotspots',
  tags: ['project'],
  ...summary(
    'Schwellen für auffällige Straßenabschnitte festlegen (Planung)',
    'Set the thresholds for sections of streets (planners)',
  ),
  ...access('planner'),
  request: {
    body: {
      required: true,
      content: { 'application/json': { schema: z.strictObject({ hotspots: hotspotsSchema }) } },
    },
  },
  responses: { 204: { description: 'Set; the layer is computed anew' }, ...problems(400, 401, 403, 404) },
});

/** Thresholds of the layer `hotspots`, apart from the rest of the project: the area, and what of it is demo, stays. */
export function projectHotspotsRoutes({ db }: AppDeps) {
  const { sql } = db;
  return newRouter().openapi(setRoute, async (c) => {
    const { hotspots } = c.req.valid('json');
    const set = await sql`
      update project set hotspots = ${hotspots === null ? null : sql.json(hotspots as never)}, changed_at = now()
      returning 1`;
    if (set.length === 0) throw noProject();
    await refreshHotspots(db);
    return c.body(null, 204);
  });
}
