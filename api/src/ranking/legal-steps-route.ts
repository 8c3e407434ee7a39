import { createRoute, z } from '@hono/zod-openapi';
import { legalPath } from '@quartierblick/gis/legal-path/path.ts';
import { access } from '../auth/access.ts';
import type { AppDeps } from '../deps.ts';
import { newRouter } from '../openapi/router.ts';
import { json, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { allLegalCases, lawOfProject } from '../properties/path-case.ts';
import { today } from '../properties/today.ts';

const stepsSchema = z
  .record(z.string(), z.object({ running: z.array(z.string()), possible: z.array(z.string()) }))
  .openapi('LegalSteps', {
    description: 'By case: ids of the instruments that run, and of those that could begin now',
  });

const stepsRoute = createRoute({
  method: 'get',
  path: '/ranking/legal-steps',
  tags: ['ranking'],
  ...summary(
    'Welche rechtlichen Schritte in den Fällen laufen oder möglich sind',
    'Which legal steps run or are possible in the cases',
  ),
  ...access('planner'),
  responses: { 200: json(stepsSchema, 'A calculating aid, no legal advice'), ...problems(401, 403) },
});

/** The legal path of all cases at once, as far as the square says it: which instruments run, which could begin. */
export function legalStepsRoutes({ db: { sql } }: AppDeps) {
  return newRouter().openapi(stepsRoute, async (c) => {
    const context = { today: today(), law: await lawOfProject(sql) };
    const cases = await allLegalCases(sql);
    const steps = [...cases].map(([key, of]): [string, z.infer<typeof stepsSchema>[string]] => {
      const path = legalPath(of, context);
      const running = path.filter(({ state }) => state === 'running').map(({ instrument }) => instrument);
      const possible = path.filter(({ startable }) => startable).map(({ instrument }) => instrument);
      return [key, { running, possible }];
    });
    c.header('Cache-Control', 'no-store');
    return c.json(Object.fromEntries(steps), 200);
  });
}
