import { createRoute, z } from '@hono/zod-openapi';
import { access } from '../auth/access.ts';
import { identityOf } from '../auth/identity.ts';
import type { AppDeps } from '../deps.ts';
import { validationProblem } from '../errors.ts';
import { sendFile, unknownFile } from '../files/send.ts';
import type { KeptFile } from '../files/send.ts';
import { FileStore, VARIANTS } from '../files/store.ts';
import { given, receiveUpload } from '../imports/upload.ts';
import type { UploadLimit } from '../imports/upload.ts';
import { newRouter } from '../openapi/router.ts';
import { json, notModified, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { addFile, fileOf, restoreFile } from './files.ts';
import type { FileRow, FileWords } from './files.ts';

const LIMIT_MB = 50;
const LIMIT: UploadLimit = {
  bytes: LIMIT_MB * 1024 * 1024,
  detail: {
    de: `Fotos und Dokumente dürfen bis zu ${LIMIT_MB} MB groß sein.`,
    en: `Photos and documents may be up to ${LIMIT_MB} MB.`,
  },
};

const tags = ['properties'];
const property = z
  .string()
  .min(1)
  .max(300)
  .openapi({ param: { name: 'key', in: 'path' } });
const fileKey = z
  .string()
  .min(1)
  .max(300)
  .openapi({ param: { name: 'file', in: 'path' } });
const rowSchema = z
  .looseObject({ key: z.string(), version: z.int(), changedAt: z.string(), changedBy: z.string().nullable() })
  .openapi('CaseFileRow');

const addRoute = createRoute({
  method: 'post',
  path: '/properties/{key}/files',
  tags,
  ...summary('Ein Foto oder Dokument zur Akte nehmen', 'Add a photo or document to the case'),
  ...access('planner'),
  request: {
    params: z.object({ key: property }),
    // Plain JSON Schema: the body is streamed to the disk, not parsed.
    body: {
      content: {
        'multipart/form-data': {
          schema: {
            type: 'object',
            properties: {
              file: { type: 'string', format: 'binary' },
              title: { type: 'string' },
              taken_on: { type: 'string', format: 'date' },
              note: { type: 'string' },
            },
            required: ['file'],
          },
        },
      },
    },
  },
  responses: {
    201: json(rowSchema, 'Added; photos without EXIF and position, turned upright'),
    200: json(rowSchema, 'The same file was in the case already'),
    ...problems(400, 401, 403, 404, 413, 415, 422),
  },
});

const readRoute = createRoute({
  method: 'get',
  path: '/properties/{key}/files/{file}',
  tags,
  ...summary('Ein Foto oder Dokument der Akte', 'A photo or document of the case'),
  ...access('planner'),
  request: {
    params: z.object({ key: property, file: fileKey }),
    query: z.strictObject({
      size: z.enum(VARIANTS).default('original').openapi({ description: 'full: 2,048 px, thumb: 480 px; photos only' }),
    }),
  },
  responses: {
    200: { description: 'The bytes', content: { 'application/octet-stream': { schema: z.string() } } },
    ...notModified,
    ...problems(400, 401, 403, 404),
  },
});

const restoreRoute = createRoute({
  method: 'post',
  path: '/properties/{key}/files/{file}/restore',
  tags,
  ...summary('Eine entfernte Datei zurückholen', 'Bring back a removed file'),
  ...access('planner'),
  request: { params: z.object({ key: property, file: fileKey }) },
  responses: { 201: json(rowSchema, 'Back in the case'), ...problems(401, 403, 404) },
});

const wordsSchema = z.object({
  title: z.string().trim().max(2000).nullable(),
  taken_on: z.iso.date().nullable(),
  note: z.string().trim().max(2000).nullable(),
});

function wordsOf(fields: ReadonlyMap<string, string>): FileWords {
  const parsed = wordsSchema.safeParse({
    title: given(fields, 'title'),
    taken_on: given(fields, 'taken_on'),
    note: given(fields, 'note'),
  });
  if (!parsed.success) throw validationProblem(parsed.error.issues);
  return parsed.data;
}

const keptOf = (row: FileRow): KeptFile => ({
  sha256: String(row['sha256']),
  kind: row['kind'] === 'photo' ? 'photo' : 'document',
  mediaType: String(row['media_type']),
  fileName: String(row['file_name'] ?? 'file'),
});

/** Photos and documents of a case. */
export function fileRoutes(deps: AppDeps, store = new FileStore(deps.env.dataDir)) {
  return newRouter()
    .openapi(addRoute, async (c) => {
      const { key } = c.req.valid('param');
      const upload = await receiveUpload(c, deps.env, LIMIT);
      const { row, isNew } = await addFile(deps, store, key, upload, wordsOf, identityOf(c), c.get('requestId'));
      return c.json(row, isNew ? 201 : 200);
    })
    .openapi(restoreRoute, async (c) => {
      const { key, file } = c.req.valid('param');
      return c.json(await restoreFile(deps, key, file, identityOf(c), c.get('requestId')), 201);
    })
    .openapi(readRoute, async (c) => {
      const { key, file } = c.req.valid('param');
      const row = await fileOf(deps.db.sql, key, file);
      if (!row) throw unknownFile();
      return sendFile(c, store, keptOf(row), c.req.valid('query').size);
    });
}
