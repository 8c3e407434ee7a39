import { createRoute, z } from '@hono/zod-openapi';
import { CASE_CODE_FIELDS } from '@quartierblick/gis/layers/properties/list.ts';
import { access } from '../auth/access.ts';
import type { AppDeps } from '../deps.ts';
import { wholeNumber } from '../layers/parameters.ts';
import { newRouter } from '../openapi/router.ts';
import { json, positionSchema, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import type { SearchService } from '../search/service.ts';
import { caseFilterShape, searched } from './list-filter.ts';
import type { CaseFilter } from './list-filter.ts';
import { groupCases, MOST_KEYS, readCases, readKeys } from './list.ts';

const rowSchema = z
  .looseObject({
    key: z.string(),
    id: z.number(),
    version: z.number(),
    changedAt: z.string(),
    changedBy: z.string().nullable(),
    tasksOpen: z.int(),
    nextDeadline: z.string().nullable().openapi({ description: 'YYYY-MM-DD' }),
    center: positionSchema,
    demo: z.boolean().openapi({ description: 'Invented for the demonstration' }),
  })
  .openapi('CaseRow', { description: 'A case with all its fields, map class and mark' });

const sortParam = z.string().max(200).optional().openapi({
  description: 'At most three fields, comma-separated; `-` in front means descending. Missing values come last.',
  example: '-condition,address',
});

const listRoute = createRoute({
  method: 'get',
  path: '/properties',
  tags: ['properties'],
  ...summary('Liste der Fälle', 'List of cases'),
  ...access('planner'),
  request: {
    query: z.strictObject({
      ...caseFilterShape,
      sort: sortParam,
      limit: wholeNumber(1, 500, 100, 'Most cases to return'),
      offset: wholeNumber(0, 10_000_000, 0, 'Cases to skip'),
    }),
  },
  responses: {
    200: json(z.object({ total: z.int(), rows: z.array(rowSchema) }), 'A page of cases; total counts all that fit'),
    ...problems(400, 401, 403),
  },
});

const keysRoute = createRoute({
  method: 'get',
  path: '/properties/keys',
  tags: ['properties'],
  ...summary('Schlüssel aller Fälle einer Liste', 'Keys of all cases of a list'),
  ...access('planner'),
  request: { query: z.strictObject({ ...caseFilterShape, sort: sortParam }) },
  responses: {
    200: json(
      z.array(z.object({ id: z.number(), key: z.string() })),
      `In the order of the list, the first ${MOST_KEYS} of them`,
    ),
    ...problems(400, 401, 403),
  },
});

const CODE_NAMES = Object.keys(CASE_CODE_FIELDS) as [string, ...string[]];

const groupsRoute = createRoute({
  method: 'get',
  path: '/properties/groups',
  tags: ['properties'],
  ...summary('Anzahl der Fälle je Wert eines Merkmals', 'Number of cases by the values of a field'),
  ...access('planner'),
  request: { query: z.strictObject({ ...caseFilterShape, by: z.enum(CODE_NAMES) }) },
  responses: {
    200: json(
      z.array(z.object({ value: z.string().nullable(), count: z.int() })),
      'Values in their declared order; null: not stated',
    ),
    ...problems(400, 401, 403),
  },
});

/** The list of cases: filtered, sorted and paged by the database. */
export function caseListRoutes({ db: { sql } }: AppDeps, search: SearchService) {
  return newRouter()
    .openapi(groupsRoute, async (c) => {
      const { by, ...filter } = c.req.valid('query');
      const cases = filter as CaseFilter;
      c.header('Cache-Control', 'no-store');
      return c.json(await groupCases(sql, by, cases, await searched(sql, search, cases)), 200);
    })
    .openapi(keysRoute, async (c) => {
      const { sort, ...filter } = c.req.valid('query');
      const cases = filter as CaseFilter;
      c.header('Cache-Control', 'no-store');
      return c.json(await readKeys(sql, cases, await searched(sql, search, cases), sort), 200);
    })
    .openapi(listRoute, async (c) => {
      const { sort, limit, offset, ...filter } = c.req.valid('query');
      const cases = filter as CaseFilter;
      c.header('Cache-Control', 'no-store');
      return c.json(await readCases(sql, cases, await searched(sql, search, cases), { sort, limit, offset }), 200);
    });
}
