import { createRoute, z } from '@hono/zod-openapi';
import { occasionOf } from '../audit/actor.ts';
import { access } from '../auth/access.ts';
import { identityOf } from '../auth/identity.ts';
import { CACHE } from '../cache.ts';
import type { AppDeps } from '../deps.ts';
import { languageOf } from '../errors.ts';
import { newRouter } from '../openapi/router.ts';
import { json, jsonBody, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { CALENDAR_TYPE, calendarResponse } from '../calendar/entries.ts';
import { baseVersion, etag } from '../properties/if-match.ts';
import { ifMatchHeader } from '../properties/schemas.ts';
import { fileAnswer, MEDIA } from '../register/file-answer.ts';
import { measuresCalendar } from './calendar.ts';
import { writeMeasures } from './export.ts';
import { historyOf } from './history.ts';
import { addMeasure, changeMeasure, measureOf } from './measures.ts';
import { readMeasures } from './read.ts';
import {
  addedMeasureSchema,
  changedMeasureSchema,
  changeSchema,
  listSchema,
  measureSchema,
  themesSchema,
} from './schemas.ts';
import { readThemes } from './themes.ts';

const common = { tags: ['walk-measures'], ...access('steering') };
const params = z.object({ key: z.uuid().openapi({ param: { name: 'key', in: 'path' } }) });
const query = z.strictObject({ walk: z.uuid().optional().openapi({ description: 'Only those of this walk' }) });

const listRoute = createRoute({
  method: 'get',
  path: '/measures',
  ...common,
  ...summary('Die Maßnahmenliste', 'The list of measures'),
  request: { query },
  responses: { 200: json(listSchema, 'By number, and the themes'), ...problems(400, 401, 403) },
});
const binary = { schema: z.string().openapi({ format: 'binary' }) };
const exportRoute = createRoute({
  method: 'get',
  path: '/measures/export',
  ...common,
  ...summary('Die Maßnahmenliste als XLSX oder CSV', 'The list of measures as XLSX or CSV'),
  request: {
    query: query.extend({
      format: z.enum(['xlsx', 'csv']),
      lang: z.enum(['de', 'en']).optional().openapi({ description: 'Of headers and words; by default the caller’s' }),
    }),
  },
  responses: {
    200: { description: 'One row for each measure', content: { [MEDIA.xlsx]: binary, [MEDIA.csv]: binary } },
    ...problems(400, 401, 403),
  },
});
const calendarRoute = createRoute({
  method: 'get',
  path: '/measures/calendar',
  ...common,
  ...summary('Fällige Maßnahmen als Kalenderdatei', 'Due measures as a calendar file'),
  request: { query: z.strictObject({}) },
  responses: { 200: calendarResponse, ...problems(400, 401, 403) },
});
const oneRoute = createRoute({
  method: 'get',
  path: '/measures/{key}',
  ...common,
  ...summary('Eine Maßnahme', 'One measure'),
  request: { params },
  responses: { 200: json(measureSchema, 'The measure'), ...problems(400, 401, 403, 404) },
});
const themesRoute = createRoute({
  method: 'get',
  path: '/measure-themes',
  ...common,
  ...summary('Themen des Masterplans', 'Themes of the master plan'),
  responses: { 200: json(z.object({ themes: themesSchema }), 'In their order'), ...problems(401, 403) },
});
const historyRoute = createRoute({
  method: 'get',
  path: '/measures/{key}/history',
  ...common,
  ...summary('Was mit einer Maßnahme geschah', 'What happened to a measure'),
  request: { params },
  responses: { 200: json(z.array(changeSchema), 'Newest first'), ...problems(400, 401, 403, 404) },
});
const addRoute = createRoute({
  method: 'post',
  path: '/measures',
  ...common,
  ...summary('Eine Maßnahme anlegen', 'Add a measure'),
  request: { body: jsonBody(addedMeasureSchema) },
  responses: { 201: json(measureSchema, 'The measure'), ...problems(400, 401, 403) },
});
const changeRoute = createRoute({
  method: 'patch',
  path: '/measures/{key}',
  ...common,
  ...summary('Eine Maßnahme ändern', 'Change a measure'),
  request: {
    params,
    headers: ifMatchHeader,
    body: jsonBody(changedMeasureSchema),
  },
  responses: { 200: json(measureSchema, 'The measure as it is now'), ...problems(400, 401, 403, 404, 412, 428) },
});

/** The list of measures, for the Steuerungsgruppe and planners. */
export function measureRoutes({ db, env }: AppDeps) {
  return newRouter()
    .openapi(listRoute, async (c) => {
      const measures = await readMeasures(db.sql, c.req.valid('query'));
      c.header('Cache-Control', CACHE.none);
      return c.json({ measures, themes: await readThemes(db.sql) }, 200);
    })
    .openapi(themesRoute, async (c) => {
      c.header('Cache-Control', CACHE.none);
      return c.json({ themes: await readThemes(db.sql) }, 200);
    })
    .openapi(exportRoute, async (c) => {
      const { format, lang, walk } = c.req.valid('query');
      const language = lang ?? languageOf(c);
      const measures = await readMeasures(db.sql, { walk: walk ?? null });
      const bytes = await writeMeasures(format, measures, await readThemes(db.sql), language);
      return fileAnswer(c, bytes, format, language === 'de' ? 'massnahmen' : 'measures');
    })
    .openapi(calendarRoute, async (c) => {
      const root = env.baseUrl ?? new URL(c.req.url).origin;
      c.header('Cache-Control', CACHE.none);
      c.header('Content-Type', CALENDAR_TYPE);
      c.header('Content-Disposition', 'attachment; filename="massnahmen.ics"');
      return c.body(measuresCalendar(await readMeasures(db.sql), languageOf(c), root), 200);
    })
    .openapi(oneRoute, async (c) => {
      const measure = await measureOf(db.sql, c.req.valid('param').key);
      c.header('ETag', etag(measure.version));
      return c.json(measure, 200);
    })
    .openapi(historyRoute, async (c) => {
      const { key } = await measureOf(db.sql, c.req.valid('param').key);
      return c.json(await historyOf(db.sql, key), 200);
    })
    .openapi(addRoute, async (c) => {
      const measure = await addMeasure(db, identityOf(c), occasionOf(c), c.req.valid('json'));
      c.header('ETag', etag(measure.version));
      return c.json(measure, 201);
    })
    .openapi(changeRoute, async (c) => {
      const { changes, findings, why } = c.req.valid('json');
      const edit = { key: c.req.valid('param').key, seen: baseVersion(c), changes, findings };
      const measure = await changeMeasure(db, identityOf(c), occasionOf(c, why), edit);
      c.header('ETag', etag(measure.version));
      return c.json(measure, 200);
    });
}
