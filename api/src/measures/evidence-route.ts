import { createRoute, z } from '@hono/zod-openapi';
import { occasionOf } from '../audit/actor.ts';
import { access } from '../auth/access.ts';
import { identityOf } from '../auth/identity.ts';
import type { AppDeps } from '../deps.ts';
import { validationProblem } from '../errors.ts';
import { sendFile, unknownFile } from '../files/send.ts';
import { VARIANTS } from '../files/store.ts';
import { given, receiveUpload } from '../imports/upload.ts';
import type { UploadLimit } from '../imports/upload.ts';
import { newRouter } from '../openapi/router.ts';
import { json, notModified, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { walkFiles } from '../walks/blobs.ts';
import { addEvidence, evidenceOf, removeEvidence } from './evidence.ts';
import type { EvidenceWords } from './evidence.ts';
import { measureSchema } from './schemas.ts';

const LIMIT_MB = 25;
const LIMIT: UploadLimit = {
  bytes: LIMIT_MB * 1024 * 1024,
  detail: { de: `Fotos dürfen bis zu ${LIMIT_MB} MB groß sein.`, en: `Photos may be up to ${LIMIT_MB} MB.` },
};

const common = { tags: ['walk-measures'], ...access('steering') };
const key = z.uuid().openapi({ param: { name: 'key', in: 'path' } });
const evidence = z.uuid().openapi({ param: { name: 'evidence', in: 'path' } });

const addRoute = createRoute({
  method: 'post',
  path: '/measures/{key}/evidence',
  ...common,
  ...summary('Ein Foto von vorher oder nachher', 'A photo of before or after'),
  request: {
    params: z.object({ key }),
    // Plain JSON Schema: the body is streamed to the disk, not parsed.
    body: {
      content: {
        'multipart/form-data': {
          schema: {
            type: 'object',
            properties: {
              file: { type: 'string', format: 'binary' },
              moment: { type: 'string', enum: ['before', 'after'] },
              takenOn: { type: 'string', format: 'date' },
              note: { type: 'string' },
            },
            required: ['file', 'moment'],
          },
        },
      },
    },
  },
  responses: {
    201: json(measureSchema, 'The measure with it; without EXIF and position, turned upright'),
    ...problems(400, 401, 403, 404, 413, 415, 422),
  },
});
const readRoute = createRoute({
  method: 'get',
  path: '/measures/{key}/evidence/{evidence}',
  ...common,
  ...summary('Ein Foto einer Maßnahme', 'A photo of a measure'),
  request: {
    params: z.object({ key, evidence }),
    query: z.strictObject({ size: z.enum(VARIANTS).default('full') }),
  },
  responses: {
    200: { description: 'The bytes', content: { 'image/jpeg': { schema: z.string() } } },
    ...notModified,
    ...problems(400, 401, 403, 404),
  },
});
const removeRoute = createRoute({
  method: 'delete',
  path: '/measures/{key}/evidence/{evidence}',
  ...common,
  ...summary('Ein Foto von einer Maßnahme nehmen', 'Take a photo from a measure'),
  request: { params: z.object({ key, evidence }) },
  responses: { 200: json(measureSchema, 'The measure without it'), ...problems(400, 401, 403, 404) },
});

const wordsSchema = z.object({
  moment: z.enum(['before', 'after']),
  takenOn: z.iso.date().nullable(),
  note: z.string().trim().max(2000).nullable(),
});

function wordsOf(fields: ReadonlyMap<string, string>): EvidenceWords {
  const parsed = wordsSchema.safeParse({
    moment: given(fields, 'moment'),
    takenOn: given(fields, 'takenOn'),
    note: given(fields, 'note'),
  });
  if (!parsed.success) throw validationProblem(parsed.error.issues);
  return parsed.data;
}

/** Photos of before and after that belong to measures. They lie beside those of the walks. */
export function evidenceRoutes(deps: AppDeps) {
  const store = walkFiles(deps.env);
  return newRouter()
    .openapi(addRoute, async (c) => {
      const upload = await receiveUpload(c, deps.env, LIMIT);
      const by = { who: identityOf(c), occasion: occasionOf(c) };
      return c.json(await addEvidence({ db: deps.db, store }, c.req.valid('param').key, upload, wordsOf, by), 201);
    })
    .openapi(readRoute, async (c) => {
      const { key: measure, evidence: photo } = c.req.valid('param');
      const sha256 = await evidenceOf(deps.db.sql, measure, photo);
      if (sha256 === undefined) throw unknownFile();
      const file = { sha256, kind: 'photo', mediaType: 'image/jpeg', fileName: 'foto.jpg' } as const;
      return sendFile(c, store, file, c.req.valid('query').size);
    })
    .openapi(removeRoute, async (c) => {
      const { key: measure, evidence: photo } = c.req.valid('param');
      const by = { who: identityOf(c), occasion: occasionOf(c) };
      return c.json(await removeEvidence(deps, measure, photo, by), 200);
    });
}
