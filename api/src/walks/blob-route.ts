import { createRoute, z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { LIMITS } from '@quartierblick/gis/walks/event.ts';
import { access } from '../auth/access.ts';
import { CACHE } from '../cache.ts';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { sendFile, unknownFile } from '../files/send.ts';
import { VARIANTS } from '../files/store.ts';
import { newRouter } from '../openapi/router.ts';
import { json, notModified, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { Blobs, walkFiles } from './blobs.ts';
import { onlyDevices, walkDeviceOf } from './device.ts';
import { uuidSchema } from './event-schema.ts';
import { deviceHeader, walkParam } from './field-route.ts';
import type { Pace } from './pace.ts';

const tags = ['walks'];
const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower case')
  .openapi({ param: { name: 'sha256', in: 'path' }, description: 'Of the bytes as the device has them' });
const stateSchema = z
  .object({ have: z.int().openapi({ description: 'Bytes that are here; 0 where it is done' }), done: z.boolean() })
  .openapi('WalkUpload');
const count = (most: number) => z.coerce.number().int().min(0).max(most);
const uploadHeaders = deviceHeader.extend({
  'Upload-Offset': count(LIMITS.photoBytes).openapi({ description: 'Where the piece begins' }),
  'Upload-Length': count(Number.MAX_SAFE_INTEGER).openapi({ description: 'Bytes of the whole file' }),
});

const tooLarge = bodyLimit({
  maxSize: LIMITS.pieceBytes,
  onError: () => {
    throw new Problem({
      status: 413,
      type: 'piece-too-large',
      title: { de: 'Das Stück ist zu groß', en: 'The piece is too large' },
    });
  },
});

const readRoute = createRoute({
  method: 'get',
  path: '/walks/{key}/blobs/{sha256}',
  tags,
  ...access('steering'),
  ...summary('Ein Foto oder eine Sprachnotiz eines Gangs', 'A photo or voice note of a walk'),
  request: {
    params: z.object({ key: uuidSchema.openapi({ param: { name: 'key', in: 'path' } }), sha256 }),
    query: z.strictObject({
      size: z.enum(VARIANTS).default('full').openapi({ description: 'full: 2,048 px, thumb: 480 px; photos only' }),
    }),
  },
  responses: {
    200: { description: 'The bytes', content: { 'application/octet-stream': { schema: z.string() } } },
    ...notModified,
    ...problems(400, 401, 403, 404),
  },
});

/** Photos and voices: up from devices in pieces, down to those who work with them. */
export function walkBlobRoutes(deps: AppDeps, pace: Pace) {
  const { sql } = deps.db;
  const blobs = new Blobs(deps);
  const store = walkFiles(deps.env);
  const guards = [access('public').middleware, onlyDevices(sql)];
  const params = z.object({ walk: walkParam, sha256 });
  const stateRoute = createRoute({
    method: 'get',
    path: '/field/{walk}/blobs/{sha256}/state',
    tags,
    ...access('public'),
    middleware: guards,
    ...summary('Wie viel von einer Datei schon da ist', 'How much of a file is here'),
    request: { params, headers: deviceHeader },
    responses: { 200: json(stateSchema, 'Where to go on'), ...problems(400, 404, 429) },
  });
  const pieceRoute = createRoute({
    method: 'patch',
    path: '/field/{walk}/blobs/{sha256}',
    tags,
    ...access('public'),
    middleware: [...guards, tooLarge],
    ...summary('Ein Stück einer Datei senden', 'Send a piece of a file'),
    request: {
      params,
      headers: uploadHeaders,
      // Plain JSON Schema: the body is bytes, not parsed.
      body: { content: { 'application/offset+octet-stream': { schema: { type: 'string', format: 'binary' } } } },
    },
    responses: {
      200: json(stateSchema, 'Kept; with the last piece the file is checked and done'),
      ...problems(400, 404, 409, 413, 415, 422, 429),
    },
  });

  return newRouter()
    .openapi(stateRoute, async (c) => {
      const device = walkDeviceOf(c);
      pace.count(device.key);
      c.header('Cache-Control', CACHE.none);
      return c.json(await blobs.state(device, c.req.valid('param').sha256), 200);
    })
    .openapi(pieceRoute, async (c) => {
      const device = walkDeviceOf(c);
      pace.count(device.key);
      const headers = c.req.valid('header');
      const piece = new Uint8Array(await c.req.arrayBuffer());
      const { sha256: hash } = c.req.valid('param');
      c.header('Cache-Control', CACHE.none);
      const state = await blobs.add(device, hash, headers['Upload-Offset'], headers['Upload-Length'], piece);
      if (state.done) await deps.db.publish({ type: 'walk-changed', walk: device.walk });
      return c.json(state, 200);
    })
    .openapi(readRoute, async (c) => {
      const { key, sha256: hash } = c.req.valid('param');
      const [row] = await sql<{ sha256: string; kind: 'photo' | 'voice'; mediaType: string }[]>`
        select kept_sha256 as sha256, kind, media_type as "mediaType" from walk_blobs where walk_key = ${key} and sha256 = ${hash}
      `;
      if (!row) throw unknownFile();
      const ending =
        row.kind === 'photo' ? row.mediaType.replace('image/', '').replace('jpeg', 'jpg') : row.mediaType.slice(6);
      return sendFile(
        c,
        store,
        { ...row, fileName: `${row.kind}-${hash.slice(0, 8)}.${ending}` },
        c.req.valid('query').size,
      );
    });
}
