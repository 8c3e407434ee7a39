import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { editionOf } from '../auth/identity.ts';
import type { AppDeps } from '../deps.ts';
import { Histogram } from './exposition.ts';

/** Seconds; a tile from the cache takes a millisecond, a register import a minute. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What is counted of requests; one for each app. */
export const newRequestTimes = (): Histogram => new Histogram(BOUNDS);

/**
 * Counts every request and writes a line about it: id, method, the route's pattern, status, milliseconds, edition. Never the
 * address itself, its query, who asked or from where: those name people and cases.
 */
export function watchRequests({ log }: Pick<AppDeps, 'log'>, times: Histogram): MiddlewareHandler {
  // At a terminal somebody reads along, and a map asks for dozens of tiles.
  const quiet = process.stderr.isTTY;
  return async (c, next) => {
    const started = performance.now();
    await next();
    const ms = performance.now() - started;
    // What nothing answers must not make a row of figures for every address that somebody tries.
    const route = matchedRoutes(c).findLast(({ path }) => path !== '' && !path.endsWith('*'))?.path ?? 'none';
    const { status } = c.res;
    times.observe({ method: c.req.method, route, status }, ms / 1000);
    const line = {
      requestId: c.get('requestId'),
      method: c.req.method,
      route,
      status,
      ms: Math.round(ms),
      edition: editionOf(c),
    };
    if (quiet || route.startsWith('/tiles/')) log.debug(line, 'request');
    else log.info(line, 'request');
  };
}
