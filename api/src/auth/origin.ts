import type { Context, MiddlewareHandler } from 'hono';
import type { Env } from '../env.ts';
import { Problem } from '../errors.ts';
import { hostOf, isLoopback, nameOfHost } from './address.ts';
import { identityOf } from './identity.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether another site's page sent the request: browsers send `Origin` and `Sec-Fetch-Site` with every request that changes
 * something, and a name that was made to point to the loopback address (DNS rebinding) stands in `Host`.
 */
function isCrossSite(c: Context, env: Env): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const host = hostOf(c);
  const own = env.baseUrl === undefined ? [] : [new URL(env.baseUrl).host];
  if (isLoopback(env.host) && !isLoopback(nameOfHost(host)) && !own.includes(host)) return true;
  const origin = c.req.header('origin');
  if (origin === undefined) return false;
  return !URL.canParse(origin) || ![host, ...own].includes(new URL(origin).host);
}

/**
 * Refuses every changing request that another site's page sent, signed in or not (a foreign page must not sign anyone in,
 * either). The command line's token is in no browser, so whoever bears it is not asked.
 */
export function refuseForeignSites(env: Env): MiddlewareHandler {
  return async (c, next) => {
    if (!READING.has(c.req.method) && identityOf(c).via !== 'token' && isCrossSite(c, env)) {
      throw new Problem({
        status: 403,
        type: 'cross-site',
        title: { de: 'Das ist nicht erlaubt', en: 'That is not allowed' },
        detail: {
          de: 'Die Anfrage kommt von einer fremden Seite. Bitte das Dashboard selbst öffnen.',
          en: 'The request comes from another site. Please open the dashboard itself.',
        },
      });
    }
    await next();
  };
}
