import { createRoute, z } from '@hono/zod-openapi';
import { CACHE } from '../cache.ts';
import { DATABASE_AWAY, Problem } from '../errors.ts';
import { access } from '../auth/access.ts';
import type { AppDeps } from '../deps.ts';
import { newRouter } from '../openapi/router.ts';
import { summary } from '../openapi/summary.ts';

/** A database that hangs is as good as away: a probe must not wait for it. */
const PATIENCE_MS = 2000;

const healthRoute = createRoute({
  method: 'get',
  path: '/health',
  tags: ['health'],
  ...summary('Läuft der Dienst, und mit welcher Datenbank?', 'Is the service up, and on which database?'),
  ...access('public'),
  responses: {
    200: {
      description: 'Up',
      content: {
        'application/json': {
          schema: z.object({
            status: z.literal('ok'),
            database: z.enum(['embedded', 'postgres']),
            postgis: z.string(),
            version: z.string(),
          }),
        },
      },
    },
    503: { description: 'The database does not answer' },
  },
});

/** `GET /health`: 200 where the database answers within two seconds, 503 otherwise. */
export function healthRoutes(deps: AppDeps) {
  return newRouter().openapi(healthRoute, async (c) => {
    c.header('cache-control', CACHE.none);
    const late = Symbol('late');
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<typeof late>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS, late)));
    const probe = deps.db.sql`select 1`.then(
      () => true,
      () => late,
    );
    const answer = await Promise.race([probe, patience]);
    clearTimeout(timer);
    if (answer === late) throw new Problem(DATABASE_AWAY);
    const { kind: database, postgis } = deps.db;
    return c.json({ status: 'ok' as const, database, postgis, version: deps.version }, 200);
  });
}
