import { createRoute, z } from '@hono/zod-openapi';
import { access } from '../auth/access.ts';
import { identityOf } from '../auth/identity.ts';
import { occasionOf } from '../audit/actor.ts';
import { CACHE } from '../cache.ts';
import type { AppDeps } from '../deps.ts';
import { newRouter } from '../openapi/router.ts';
import { json, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { readCaseFile } from './case-file.ts';
import { keepFromImports, lockCase } from './case-row.ts';
import { changeCases } from './changed.ts';
import { AXIS_IDS, CASES, changesSchema, givenText } from './declared.ts';
import { deleteCase } from './delete.ts';
import { baseVersion, etag } from './if-match.ts';
import { refuseTakenNumber } from './case-number.ts';
import { caseFileSchema, caseKey, changedCaseSchema, ifMatchHeader } from './schemas.ts';
import { refuseStale } from './stale.ts';

const getRoute = createRoute({
  method: 'get',
  path: '/properties/{key}',
  tags: ['properties'],
  ...summary('Eine Fallakte mit allem, was dazugehört', 'A case file with all that belongs to it'),
  ...access('planner'),
  request: { params: z.object({ key: caseKey }), query: z.strictObject({}) },
  responses: {
    200: json(caseFileSchema, 'The case file; its version stands in ETag'),
    ...problems(400, 401, 403, 404),
  },
});

const KEPT = Object.fromEntries(
  AXIS_IDS.map((axis) => [axis, `has a history: POST /properties/{key}/axes/${axis} with value, date, source, reason`]),
);

const patchRoute = createRoute({
  method: 'patch',
  path: '/properties/{key}',
  tags: ['properties'],
  ...summary('Angaben eines Falls ändern', 'Change fields of a case'),
  ...access('planner'),
  request: {
    params: z.object({ key: caseKey }),
    headers: ifMatchHeader,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            changes: changesSchema(CASES, KEPT),
            base: z.record(z.string(), z.unknown()).optional().openapi({
              description: 'Values of the fields as they were when the change began; sharpens `conflicts`',
            }),
            reason: givenText.optional(),
          }),
        },
      },
    },
  },
  responses: {
    200: json(changedCaseSchema, 'The case as it is now'),
    ...problems(400, 401, 403, 404, 409, 412, 428),
  },
});

const deleteRoute = createRoute({
  method: 'delete',
  path: '/properties/{key}',
  tags: ['properties'],
  ...summary('Einen Fall mit allen seinen Teilen löschen', 'Delete a case with all its parts'),
  ...access('planner'),
  request: {
    params: z.object({ key: caseKey }),
    headers: ifMatchHeader,
    body: { required: true, content: { 'application/json': { schema: z.strictObject({ reason: givenText }) } } },
  },
  responses: {
    204: { description: 'Deleted; the audit log keeps that it was there, and why it went' },
    ...problems(400, 401, 403, 404, 412, 428),
  },
});

/** One case: its file, changes of its plain fields, its end. */
export function caseRoutes({ db }: AppDeps) {
  return newRouter()
    .openapi(getRoute, async (c) => {
      const file = await readCaseFile(db.sql, c.req.valid('param').key);
      // Parts change without the case's own version, so the tag serves If-Match only and nothing is kept.
      c.header('ETag', etag(file.version));
      c.header('Cache-Control', CACHE.none);
      return c.json(file as z.infer<typeof caseFileSchema>, 200);
    })
    .openapi(patchRoute, async (c) => {
      const { key } = c.req.valid('param');
      const { changes, base, reason } = c.req.valid('json');
      const seen = baseVersion(c);
      const after = await changeCases(db, identityOf(c), occasionOf(c, reason), async (tx, touched) => {
        const before = await lockCase(tx, key);
        const current = { version: before.version, properties: before.fields };
        await refuseStale(tx, { entity: CASES.table, key, current, seen, changes, base });
        if (typeof changes['case_number'] === 'string') await refuseTakenNumber(tx, changes['case_number'], key);
        await keepFromImports(tx, before);
        if (Object.keys(changes).length > 0) await tx`update properties set ${tx(changes)} where key = ${key}`;
        return touched.settle(tx, before);
      });
      c.header('ETag', etag(after.version));
      return c.json({ key, version: after.version, properties: after.fields }, 200);
    })
    .openapi(deleteRoute, async (c) => {
      const { key } = c.req.valid('param');
      const seen = baseVersion(c);
      await changeCases(db, identityOf(c), occasionOf(c, c.req.valid('json').reason), async (tx, touched) => {
        const { version, fields } = await lockCase(tx, key);
        const current = { version, properties: fields };
        await refuseStale(tx, { entity: CASES.table, key, current, seen, changes: {} });
        await deleteCase(tx, key);
        touched.note(key, version + 1, true);
      });
      return c.body(null, 204);
    });
}
