import { createRoute, z } from '@hono/zod-openapi';
import { STEP_STATES } from '@quartierblick/gis/layers/properties/part-codes.ts';
import type { StepState } from '@quartierblick/gis/legal-path/case.ts';
import { legalPath } from '@quartierblick/gis/legal-path/path.ts';
import { casePart } from '@quartierblick/gis/layers/properties/parts.ts';
import { access } from '../auth/access.ts';
import { CACHE } from '../cache.ts';
import type { AppDeps } from '../deps.ts';
import { newRouter } from '../openapi/router.ts';
import { json, problems, textSchema } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { readCaseRow } from './case-row.ts';
import { rowsOf } from './part-rows.ts';
import { lawOfProject, legalCaseOf } from './path-case.ts';
import { caseKey } from './schemas.ts';
import { today } from './today.ts';

const STATES = [...(Object.keys(STEP_STATES) as StepState[]), 'possible', 'not-possible'] as const;
const reasonSchema = z.object({
  text: textSchema,
  field: z.string().optional().openapi({ description: 'Field of the step that puts it right' }),
});

const entrySchema = z
  .object({
    instrument: z.string(),
    title: textSchema,
    law: z.string(),
    purpose: textSchema,
    state: z.enum(STATES),
    startable: z.boolean().openapi({ description: 'A step can begin now, once its form has brought what it asks for' }),
    reasons: z.array(reasonSchema).openapi({ description: 'Why none can begin now' }),
    hints: z.array(textSchema),
    step: z.string().nullable().openapi({ description: 'Key of the newest step of this instrument' }),
    deadlines: z.array(
      z.object({
        id: z.string(),
        title: textSchema,
        due: z.string(),
        law: z.string(),
        settled: z.boolean(),
        overdue: z.boolean(),
      }),
    ),
    proposal: z
      .object({ axis: z.string(), value: z.string(), validFrom: z.string(), reason: textSchema })
      .nullable()
      .openapi({ description: 'What the completed step suggests for an axis; a person confirms it' }),
    sources: z.array(z.object({ law: z.string(), confirmed: z.boolean() })),
  })
  .openapi('PathEntry', { description: 'How an instrument stands in a case. A calculating aid, no legal advice' });

const pathRoute = createRoute({
  method: 'get',
  path: '/properties/{key}/path',
  tags: ['properties'],
  ...summary(
    'Der Rechtsweg eines Falls: was möglich ist, was läuft und welche Fristen folgen',
    'The legal path of a case: what is possible, what is running and which deadlines follow',
  ),
  ...access('planner'),
  request: { params: z.object({ key: caseKey }), query: z.strictObject({}) },
  responses: {
    200: json(z.array(entrySchema), 'One entry for each instrument'),
    ...problems(400, 401, 403, 404),
  },
});

/** Where a case stands on the legal path today. */
export function pathRoutes({ db: { sql } }: AppDeps) {
  const steps = casePart('steps');
  if (!steps) throw new Error('the case file has no steps');
  return newRouter().openapi(pathRoute, async (c) => {
    const { key } = c.req.valid('param');
    const { fields } = await readCaseRow(sql, key);
    const rows = (await rowsOf(sql, steps, key)).map(({ row }) => row);
    const context = { today: today(), law: await lawOfProject(sql) };
    const path = legalPath(await legalCaseOf(sql, key, fields, rows), context);
    c.header('Cache-Control', CACHE.none);
    return c.json(path as z.infer<typeof entrySchema>[], 200);
  });
}
