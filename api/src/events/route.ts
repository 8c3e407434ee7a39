import { createRoute, z } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import { layerFor } from '@quartierblick/gis/layers/policy.ts';
import { maySee } from '@quartierblick/gis/layers/define.ts';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import type { AppEvent } from '../db.ts';
import type { AppDeps } from '../deps.ts';
import { access } from '../auth/access.ts';
import { identityOf } from '../auth/identity.ts';
import { registryOf } from '../layers/registry.ts';
import type { Sessions } from '../auth/sessions.ts';
import { newRouter } from '../openapi/router.ts';
import { problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';

const eventsRoute = createRoute({
  method: 'get',
  path: '/events',
  tags: ['events'],
  ...summary('Änderungen, sobald sie geschehen', 'Changes as they happen'),
  ...access('public'),
  responses: {
    200: {
      description: 'Server-sent events `layer-changed` {layer, version} and `import-changed` {id}',
      content: { 'text/event-stream': { schema: z.string() } },
    },
    ...problems(),
  },
});

const OF_STEERING = ['walk-changed', 'measures-changed', 'story-changed'] as const;
type OfSteering = Extract<AppEvent, { type: (typeof OF_STEERING)[number] }>;

/** News for the Steuerungsgruppe and planners. */
const isOfSteering = (event: AppEvent): event is OfSteering => OF_STEERING.some((type) => type === event.type);

/** Proxies close connections on which nothing was said for a minute or less. */
const KEEP_ALIVE_MS = 20_000;

/** Server-sent events about layers and imports that the caller may see. */
export function eventRoutes({ db, log }: AppDeps, sessions: Sessions) {
  const registry = registryOf(db);

  async function mayHear(edition: Edition, event: AppEvent): Promise<boolean> {
    if (event.type === 'account-changed' || event.type === 'remote-said') return false;
    if (event.type === 'case-changed' || event.type === 'connection-changed') return maySee(edition, 'planner');
    if (isOfSteering(event)) return maySee(edition, 'steering');
    if (event.type === 'layers-changed') return maySee(edition, event.edition);
    const layer = event.type === 'layer-changed' ? event.layer : await layerOfImport(event.id);
    await registry.refresh();
    const definition = layer === undefined ? undefined : registry.layerById(layer);
    if (definition === undefined) return false;
    // The report of an import is for those who see the whole layer, and so is the news of it.
    return event.type === 'import-changed'
      ? maySee(edition, definition.policy.full)
      : layerFor(definition, edition) !== undefined;
  }

  async function layerOfImport(id: string): Promise<string | undefined> {
    try {
      const [row] = await db.sql<{ layer: string }[]>`select layer from imports where id::text = ${id}`;
      return row?.layer;
    } catch (error) {
      // What cannot be checked is not told; the line stays open for what comes next.
      log.warn({ err: error }, 'an import event could not be checked');
      return undefined;
    }
  }

  return newRouter().openapi(eventsRoute, (c) => {
    const { edition, userId, via } = identityOf(c);
    /** Role, expiry or sign-out may have changed what the caller may hear since the line was opened. */
    const isStillValid = async () =>
      via !== 'session' || userId === null || (await sessions.identityOf(c)).edition === edition;
    c.header('X-Accel-Buffering', 'no');
    return streamSSE(c, async (stream) => {
      let wake = () => {};
      const queue: AppEvent[] = [];
      const unsubscribe = db.subscribe((event) => {
        queue.push(event);
        wake();
      });
      stream.onAbort(() => wake());
      const beat = setInterval(() => wake(), KEEP_ALIVE_MS);
      try {
        // Says at once that the line stands, so that a client need not wait for the first event to know.
        await stream.write(': open\n\nretry: 3000\n\n');
        while (!stream.aborted && !stream.closed) {
          const event = queue.shift();
          if (event === undefined) {
            await new Promise<void>((resolve) => (wake = resolve));
            if (queue.length > 0 || stream.aborted) continue;
            if (!(await isStillValid())) break;
            await stream.write(': still here\n\n');
          } else if (event.type === 'account-changed') {
            // The page opens the line anew by itself, with the rights of now.
            if (event.userId === userId && !(await isStillValid())) break;
          } else if (await mayHear(edition, event)) {
            const { type, ...data } = event;
            await stream.writeSSE({ event: type, data: JSON.stringify(data) });
          }
        }
      } finally {
        clearInterval(beat);
        unsubscribe();
      }
    });
  });
}
