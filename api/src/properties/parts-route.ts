import { createRoute, z } from '@hono/zod-openapi';
import { CASE_PARTS } from '@quartierblick/gis/layers/properties/parts.ts';
import { access } from '../auth/access.ts';
import { identityOf } from '../auth/identity.ts';
import { occasionOf } from '../audit/actor.ts';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { newRouter } from '../openapi/router.ts';
import { json, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import type { PartRow } from './case-file.ts';
import { changeCases } from './changed.ts';
import { givenText, keySchema } from './declared.ts';
import { baseVersion, etag } from './if-match.ts';
import { parseFields, requestedPart } from './part-rows.ts';
import { addPartRow, changePartRow, deletePartRow } from './part-writes.ts';
import { caseKey, ifMatchHeader, partRowSchema } from './schemas.ts';

const values = z.record(z.string(), z.unknown());
const partParam = z.string().openapi({
  param: { name: 'part', in: 'path' },
  enum: CASE_PARTS.map(({ id }) => id),
  example: 'tasks',
});
const rowKey = keySchema.openapi({ param: { name: 'rowKey', in: 'path' } });
const oneRow = z.object({ key: caseKey, part: partParam, rowKey });
const body = <T extends z.ZodType>(schema: T) => ({
  required: true as const,
  content: { 'application/json': { schema } },
});

const addRoute = createRoute({
  method: 'post',
  path: '/properties/{key}/parts/{part}',
  tags: ['properties'],
  ...summary('Einen Eintrag in einen Teil der Fallakte schreiben', 'Add an entry to a part of the case file'),
  ...access('planner'),
  request: {
    params: z.object({ key: caseKey, part: partParam }),
    body: body(
      z.strictObject({
        row: values.openapi({ description: 'Fields that the part declares' }),
        key: keySchema.optional().openapi({ description: 'Where a removed entry comes back' }),
      }),
    ),
  },
  responses: { 201: json(partRowSchema, 'The entry'), ...problems(400, 401, 403, 404, 409, 422) },
});

const changeRoute = createRoute({
  method: 'patch',
  path: '/properties/{key}/parts/{part}/{rowKey}',
  tags: ['properties'],
  ...summary('Einen Eintrag der Fallakte ändern', 'Change an entry of the case file'),
  ...access('planner'),
  request: {
    params: oneRow,
    headers: ifMatchHeader,
    body: body(z.strictObject({ changes: values, base: values.optional(), reason: givenText.optional() })),
  },
  responses: { 200: json(partRowSchema, 'The entry as it is now'), ...problems(400, 401, 403, 404, 412, 422, 428) },
});

const removeRoute = createRoute({
  method: 'delete',
  path: '/properties/{key}/parts/{part}/{rowKey}',
  tags: ['properties'],
  ...summary('Einen Eintrag der Fallakte löschen', 'Delete an entry of the case file'),
  ...access('planner'),
  request: { params: oneRow, headers: ifMatchHeader },
  responses: { 204: { description: 'Deleted' }, ...problems(400, 401, 403, 404, 412, 422, 428) },
});

/** Entries of the parts of a case file: owners, defects, steps, tasks, costs, funding, decisions, notes, files. */
export function partRoutes({ db }: AppDeps) {
  type Row = z.infer<typeof partRowSchema>;
  const answer = (row: PartRow) => row as Row;
  return newRouter()
    .openapi(addRoute, async (c) => {
      const { key: property, part: id } = c.req.valid('param');
      const { row, key } = c.req.valid('json');
      const part = requestedPart(id);
      if (part.id === 'files') throw bytesFirst();
      const given = parseFields(part, row, 'row');
      const who = identityOf(c);
      const added = await changeCases(db, who, occasionOf(c), (tx, changes) =>
        addPartRow(tx, changes, { property, part, who }, given, key),
      );
      c.header('ETag', etag(added.version));
      return c.json(answer(added), 201);
    })
    .openapi(changeRoute, async (c) => {
      const { key: property, part: id, rowKey: key } = c.req.valid('param');
      const { changes: entered, base, reason } = c.req.valid('json');
      const part = requestedPart(id);
      const edit = { key, seen: baseVersion(c), changes: parseFields(part, entered, 'changes'), base };
      const who = identityOf(c);
      const changed = await changeCases(db, who, occasionOf(c, reason), (tx, changes) =>
        changePartRow(tx, changes, { property, part, who }, edit),
      );
      c.header('ETag', etag(changed.version));
      return c.json(answer(changed), 200);
    })
    .openapi(removeRoute, async (c) => {
      const { key: property, part: id, rowKey: key } = c.req.valid('param');
      const part = requestedPart(id);
      const seen = baseVersion(c);
      const who = identityOf(c);
      await changeCases(db, who, occasionOf(c), (tx, changes) =>
        deletePartRow(tx, changes, { property, part, who }, { key, seen }),
      );
      return c.body(null, 204);
    });
}

const bytesFirst = () =>
  new Problem({
    status: 400,
    type: 'file-expected',
    title: { de: 'Die Datei fehlt', en: 'The file is missing' },
    detail: {
      de: 'Fotos und Dokumente kommen mit ihrer Datei: POST /properties/{key}/files.',
      en: 'Photos and documents come with their file: POST /properties/{key}/files.',
    },
  });
