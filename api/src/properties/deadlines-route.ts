import { createRoute, z } from '@hono/zod-openapi';
import { access } from '../auth/access.ts';
import { CACHE } from '../cache.ts';
import type { AppDeps } from '../deps.ts';
import { languageOf } from '../errors.ts';
import { newRouter } from '../openapi/router.ts';
import { json, problems, textSchema } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { CALENDAR_TYPE, calendarResponse } from '../calendar/entries.ts';
import { asCalendar } from './calendar.ts';
import { DEADLINE_KINDS, readDeadlines } from './deadlines.ts';
import { givenText } from './declared.ts';

const filterShape = {
  from: z.iso.date().optional().openapi({ description: 'First day, YYYY-MM-DD' }),
  to: z.iso.date().optional().openapi({ description: 'Last day, YYYY-MM-DD' }),
  office: givenText.optional().openapi({ description: 'Responsible office, as it is written in the case' }),
};

const dueSchema = z
  .object({
    id: z.string(),
    property: z.string(),
    address: z.string().nullable(),
    kind: z.enum(DEADLINE_KINDS),
    title: textSchema,
    due: z.string(),
    law: z.string().nullable(),
    office: z.string().nullable(),
    overdue: z.boolean(),
  })
  .openapi('Due', { description: 'A legal deadline, an open task, or the next step of a case' });

/** A calendar, as browsers and calendar applications take it. */
const listRoute = createRoute({
  method: 'get',
  path: '/deadlines',
  tags: ['deadlines'],
  ...summary('Was in allen Fällen fällig ist', 'What is due in all cases'),
  ...access('planner'),
  request: {
    query: z.strictObject({
      ...filterShape,
      limit: z.coerce
        .number()
        .int()
        .min(1)
        .max(10_000)
        .default(2000)
        .openapi({ description: 'Most entries, soonest first' }),
    }),
  },
  responses: {
    200: {
      ...json(z.array(dueSchema), 'Soonest first; legal deadlines are computed from the steps (no legal advice)'),
      headers: z.object({ 'X-Total-Count': z.string().openapi({ description: 'How many there are in all' }) }),
    },
    ...problems(400, 401, 403),
  },
});

const exportRoute = createRoute({
  method: 'get',
  path: '/deadlines.ics',
  tags: ['deadlines'],
  ...summary('Fristen als Kalenderdatei', 'Deadlines as a calendar file'),
  ...access('planner'),
  request: { query: z.strictObject(filterShape) },
  responses: { 200: calendarResponse, ...problems(400, 401, 403) },
});

/** Deadlines across the cases: as a list, and as a calendar file. */
export function deadlineRoutes({ db: { sql }, env }: AppDeps) {
  return newRouter()
    .openapi(listRoute, async (c) => {
      const { limit, ...filter } = c.req.valid('query');
      const all = await readDeadlines(sql, filter);
      c.header('Cache-Control', CACHE.none);
      c.header('X-Total-Count', String(all.length));
      return c.json(
        all.slice(0, limit).map(({ changedAt: _changedAt, version: _version, ...due }) => due),
        200,
      );
    })
    .openapi(exportRoute, async (c) => {
      const root = env.baseUrl ?? new URL(c.req.url).origin;
      const calendar = asCalendar(await readDeadlines(sql, c.req.valid('query')), languageOf(c), root);
      c.header('Cache-Control', CACHE.none);
      c.header('Content-Type', CALENDAR_TYPE);
      c.header('Content-Disposition', 'attachment; filename="fristen.ics"');
      return c.body(calendar, 200);
    });
}
