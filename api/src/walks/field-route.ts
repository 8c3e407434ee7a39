import { createRoute, z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { LIMITS } from '@quartierblick/gis/walks/event.ts';
import { occasionOf } from '../audit/actor.ts';
import { access } from '../auth/access.ts';
import { addressOf } from '../auth/address.ts';
import { countUse } from '../auth/failures.ts';
import { CACHE } from '../cache.ts';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { newRouter } from '../openapi/router.ts';
import { json, jsonBody, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { append } from './append.ts';
import { DEVICE_HEADER, onlyDevices, walkDeviceOf } from './device.ts';
import { batchSchema, eventSchema, eventsOf, roleSchema, uuidSchema } from './event-schema.ts';
import { joinByCode } from './join.ts';
import type { Pace } from './pace.ts';
import { readLog } from './read-log.ts';

/** Codes that may be tried from one address in a quarter of an hour; a school has one address, and a code has 50 bits. */
const TRIES = { allowed: 120, windowS: 900 };

const tags = ['walks'];
export const deviceHeader = z.object({
  [DEVICE_HEADER]: z
    .string()
    .optional()
    .openapi({ description: '`<device>.<key>`, as it joined; without it 404 `walk-device-void`' }),
});
export const walkParam = uuidSchema.openapi({ param: { name: 'walk', in: 'path' } });
export const joinedSchema = z
  .object({
    walk: z.object({ key: z.string(), title: z.string() }),
    device: z.string(),
    may: z.enum(['add', 'edit']),
    role: roleSchema,
    name: z.string().nullable(),
  })
  .openapi('WalkDevice');
/** What a browser makes itself, so that asking twice is asking once. */
export const joining = {
  device: uuidSchema.openapi({ description: 'Made by the browser, another one for each walk' }),
  key: z
    .string()
    .regex(/^[\w-]{43}$/, 'must be 32 random bytes in base64url')
    .openapi({ description: '32 random bytes, base64url; only a hash is kept' }),
  role: roleSchema.optional(),
};
const nameSchema = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .refine((name) => name.isWellFormed() && !/\p{Cc}/u.test(name), { error: 'has characters that are none' });

const joinRoute = createRoute({
  method: 'post',
  path: '/field/join',
  tags,
  ...access('public'),
  ...summary('Mit einem Code an einem Gang teilnehmen', 'Join a walk by a code'),
  request: {
    body: jsonBody(z.strictObject({ code: z.string().min(1).max(40), ...joining, name: nameSchema.nullish() })),
  },
  responses: { 200: json(joinedSchema, 'Takes part; asked again the same'), ...problems(400, 404, 409, 429) },
});

const logPage = z.object({
  events: z.array(z.object({ event: eventSchema, receivedAt: z.number(), offsetMs: z.number() })),
  next: z.number().openapi({ description: 'Where to read on' }),
  more: z.boolean(),
  showsOthers: z.boolean(),
  devices: z.array(
    z.object({
      device: z.string(),
      may: z.enum(['add', 'edit']),
      role: roleSchema,
      name: z.string().nullable().openapi({ description: 'Of others only where the device may edit' }),
    }),
  ),
});

const tooLarge = bodyLimit({
  maxSize: LIMITS.batchBytes + 1_000,
  onError: () => {
    throw new Problem({
      status: 413,
      type: 'batch-too-large',
      title: { de: 'Zu viel auf einmal', en: 'Too much at once' },
    });
  },
});

/** Joining a walk and the logs of its devices: for everybody who has a code, then for the device that joined. */
export function fieldRoutes({ db, env }: AppDeps, pace: Pace) {
  const guards = [access('public').middleware, onlyDevices(db.sql)];
  const batchRoute = createRoute({
    method: 'post',
    path: '/field/{walk}/batches',
    tags,
    ...access('public'),
    middleware: [...guards, tooLarge],
    ...summary('Das Protokoll eines Geräts fortsetzen', 'Continue the log of a device'),
    request: {
      params: z.object({ walk: walkParam }),
      headers: deviceHeader,
      body: jsonBody(batchSchema),
    },
    responses: {
      200: json(
        z.object({
          have: z.int().openapi({ description: 'Last place of the log that the server has' }),
          now: z.string(),
        }),
        'Kept; repeating it changes nothing',
      ),
      ...problems(400, 404, 409, 413, 429),
    },
  });
  const eventsRoute = createRoute({
    method: 'get',
    path: '/field/{walk}/events',
    tags,
    ...access('public'),
    middleware: guards,
    ...summary('Was auf dem Gang gesagt wurde', 'What was said on the walk'),
    request: {
      params: z.object({ walk: walkParam }),
      headers: deviceHeader,
      query: z.strictObject({ after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0) }),
    },
    responses: {
      200: json(logPage, 'In the order of arrival, as far as the device may see it'),
      ...problems(400, 404, 429),
    },
  });

  return newRouter()
    .openapi(joinRoute, async (c) => {
      await countUse(db.sql, `walk-join:${addressOf(c, env)}`, TRIES.allowed, TRIES.windowS);
      c.header('Cache-Control', CACHE.none);
      const joined = await joinByCode({ db, env }, occasionOf(c, 'Code'), c.req.valid('json'));
      await db.publish({ type: 'walk-changed', walk: joined.walk.key });
      return c.json(joined, 200);
    })
    .openapi(batchRoute, async (c) => {
      const device = walkDeviceOf(c);
      pace.count(device.key);
      const { sentAt, pending, ...batch } = c.req.valid('json');
      c.header('Cache-Control', CACHE.none);
      const events = eventsOf({ sentAt, pending, ...batch });
      return c.json(await append(db, device, c.req.header(DEVICE_HEADER), { sentAt, pending, events }), 200);
    })
    .openapi(eventsRoute, async (c) => {
      const device = walkDeviceOf(c);
      pace.count(device.key);
      c.header('Cache-Control', CACHE.none);
      const page = await readLog(db.sql, device, c.req.valid('query').after);
      return c.json(page as unknown as z.infer<typeof logPage>, 200);
    });
}
