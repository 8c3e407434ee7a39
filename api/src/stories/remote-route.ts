import { createRoute, z } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import { remoteSaid } from '@quartierblick/gis/stories/remote.ts';
import { access } from '../auth/access.ts';
import { identityOf } from '../auth/identity.ts';
import { draw } from '../brochure/qr.ts';
import type { AppDeps } from '../deps.ts';
import { newRouter } from '../openapi/router.ts';
import { json, jsonBody, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { Pace } from '../walks/pace.ts';
import { openRemote, roomFor } from './remote.ts';

const common = { tags: ['stories'] };
/** In a header: addresses are written into logs. */
const secretHeader = z.object({ 'x-remote': z.string().min(8).max(64).optional() });

const openRoute = createRoute({
  method: 'post',
  path: '/remotes',
  ...common,
  ...access('steering'),
  ...summary('Ein Telefon als Fernbedienung zulassen', 'Let a phone steer a presentation'),
  responses: {
    201: json(
      z.object({
        secret: z.string(),
        url: z.string(),
        qr: z.object({ size: z.int(), d: z.string() }),
        expiresAt: z.string(),
      }),
      'The secret is told once; the address leads a phone to its buttons',
    ),
    ...problems(401, 403),
  },
});
const sayRoute = createRoute({
  method: 'post',
  path: '/remotes/said',
  ...common,
  ...access('public'),
  ...summary('Der Vorführung oder dem Telefon etwas sagen', 'Say something to the presentation or to the phone'),
  request: { headers: secretHeader, body: jsonBody(remoteSaid) },
  responses: { 204: { description: 'Everybody in the room hears it' }, ...problems(400, 404, 429) },
});
const hearRoute = createRoute({
  method: 'get',
  path: '/remotes/events',
  ...common,
  ...access('public'),
  ...summary('Hören, was gesagt wird', 'Hear what is said'),
  request: { headers: secretHeader },
  responses: {
    200: { description: 'Server-sent events `said`', content: { 'text/event-stream': { schema: z.string() } } },
    ...problems(404),
  },
});

const KEEP_ALIVE_MS = 20_000;

/** Presentations and the phones that steer them meet in a room that only its secret opens. */
export function remoteRoutes({ db, env }: AppDeps) {
  const pace = new Pace();
  return newRouter()
    .openapi(openRoute, async (c) => {
      const { secret, expiresAt } = await openRemote(db.sql, env, identityOf(c).name);
      const url = `${env.baseUrl ?? new URL(c.req.url).origin}/remote#${secret}`;
      c.header('Cache-Control', 'no-store');
      return c.json({ secret, url, qr: draw(url), expiresAt }, 201);
    })
    .openapi(sayRoute, async (c) => {
      const room = await roomFor(db.sql, env, c.req.valid('header')['x-remote']);
      pace.count(room);
      await db.publish({ type: 'remote-said', room, said: JSON.stringify(c.req.valid('json')) });
      return c.body(null, 204);
    })
    .openapi(hearRoute, async (c) => {
      const room = await roomFor(db.sql, env, c.req.valid('header')['x-remote']);
      c.header('X-Accel-Buffering', 'no');
      return streamSSE(c, async (stream) => {
        const unsubscribe = db.subscribe((event) => {
          if (event.type === 'remote-said' && event.room === room)
            void stream.writeSSE({ event: 'said', data: event.said });
        });
        const ended = new Promise<void>((resolve) => stream.onAbort(resolve));
        const beat = setInterval(() => void stream.write(': still here\n\n'), KEEP_ALIVE_MS);
        try {
          await stream.write(': open\n\n');
          await ended;
        } finally {
          clearInterval(beat);
          unsubscribe();
        }
      });
    });
}
