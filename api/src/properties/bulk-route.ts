import { createRoute, z } from '@hono/zod-openapi';
import { access } from '../auth/access.ts';
import { identityOf } from '../auth/identity.ts';
import type { AppDeps } from '../deps.ts';
import { validationProblem } from '../errors.ts';
import { newRouter } from '../openapi/router.ts';
import { json, problems, textSchema } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import type { SearchService } from '../search/service.ts';
import {
  changeShape,
  namesOneScope,
  ONE_SCOPE,
  parseChange,
  prepareScope,
  refusalOf,
  scopeShape,
  targetsOf,
} from './bulk-scope.ts';
import type { Scope } from './bulk-scope.ts';
import { undoBulk } from './bulk-undo.ts';
import { applyBulk, changing } from './bulk.ts';

/** Cases that a preview names; the rest is counted. */
const NAMED = 200;

const previewSchema = z
  .object({
    cases: z.int().openapi({ description: 'All that are meant; to be sent back as `expected`' }),
    changing: z.int(),
    unchanged: z.int().openapi({ description: 'Have the value already' }),
    changes: z
      .array(z.object({ key: z.string(), address: z.string().nullable(), before: z.unknown() }))
      .openapi({ description: `The first ${NAMED}` }),
    refused: z.array(z.object({ key: z.string(), address: z.string().nullable(), reason: textSchema })),
  })
  .openapi('BulkPreview');

const previewRoute = createRoute({
  method: 'post',
  path: '/properties/bulk/preview',
  tags: ['properties'],
  ...summary('Vorschau einer Sammeländerung', 'Preview a change of many cases'),
  ...access('planner'),
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z
            .strictObject({ ...scopeShape, ...changeShape })
            .refine(namesOneScope, ONE_SCOPE)
            .openapi('BulkPreviewRequest'),
        },
      },
    },
  },
  responses: { 200: json(previewSchema, 'What would change; nothing has'), ...problems(400, 401, 403, 422) },
});

const applyRoute = createRoute({
  method: 'post',
  path: '/properties/bulk',
  tags: ['properties'],
  ...summary('Ein Feld vieler Fälle ändern', 'Change one field of many cases'),
  ...access('planner'),
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z
            .strictObject({ ...scopeShape, ...changeShape, expected: z.int().min(0) })
            .refine(namesOneScope, ONE_SCOPE)
            .openapi('BulkChangeRequest'),
        },
      },
    },
  },
  responses: {
    200: json(z.object({ id: z.uuid(), changed: z.int() }), 'Changed; the id undoes it'),
    ...problems(400, 401, 403, 409, 422),
  },
});

const undoRoute = createRoute({
  method: 'post',
  path: '/properties/bulk/{id}/undo',
  tags: ['properties'],
  ...summary('Eine Sammeländerung rückgängig machen', 'Undo a change of many cases'),
  ...access('planner'),
  request: { params: z.object({ id: z.uuid().openapi({ param: { name: 'id', in: 'path' } }) }) },
  responses: {
    200: json(
      z.object({
        restored: z.int(),
        kept: z.array(z.object({ key: z.string(), address: z.string().nullable(), by: z.string(), at: z.string() })),
      }),
      'Restored; cases that somebody has changed since are kept and named',
    ),
    ...problems(400, 401, 403, 404, 409),
  },
});

/** Changing one field of many cases: preview, change, one undo. */
export function bulkRoutes({ db }: AppDeps, search: SearchService) {
  return newRouter()
    .openapi(previewRoute, async (c) => {
      const { keys, filters, ...asked } = c.req.valid('json');
      const scope = { keys, filters } as Scope;
      const change = parseChange(asked);
      const targets = await targetsOf(db.sql, scope, await prepareScope(db.sql, search, scope), change, false);
      const changes = changing(targets);
      const refused = targets.flatMap((target) => {
        const reason = target.same ? null : refusalOf(target);
        return reason ? [{ key: target.key, address: target.address, reason }] : [];
      });
      const preview = {
        cases: targets.length,
        changing: changes.length,
        unchanged: targets.length - changes.length - refused.length,
        changes: changes.slice(0, NAMED).map(({ key, address, before }) => ({ key, address, before })),
        refused,
      };
      c.header('Cache-Control', 'no-store');
      return c.json(preview, 200);
    })
    .openapi(applyRoute, async (c) => {
      const { keys, filters, source, reason, expected, ...asked } = c.req.valid('json');
      const scope = { keys, filters } as Scope;
      const change = parseChange(asked);
      if (change.finding && source === undefined) {
        throw validationProblem([{ path: ['source'], message: 'a finding names its source' }]);
      }
      const ids = await prepareScope(db.sql, search, scope);
      const done = await applyBulk(db, identityOf(c), {
        scope,
        ids,
        change,
        source: source ?? null,
        reason: reason === undefined || reason === '' ? null : reason,
        expected,
        requestId: c.get('requestId'),
      });
      return c.json(done, 200);
    })
    .openapi(undoRoute, async (c) => {
      const { id } = c.req.valid('param');
      return c.json(await undoBulk(db, identityOf(c), id, c.get('requestId')), 200);
    });
}
