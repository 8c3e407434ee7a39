import type { Context, MiddlewareHandler } from 'hono';
import { randomUUID } from 'node:crypto';
import type { AppDeps } from '../deps.ts';
import { PUBLIC } from './identity.ts';
import type { Sessions } from './sessions.ts';
import { serviceOf } from './service-tokens.ts';
import { bearerOf } from './token.ts';

/**
 * Finds out once for each request who is asking: a program by its service token, the command line by its own, else the session's cookie, else the public.
 * Answers of the api carry the cookie that prolongs or clears a session; tiles never do, because caches keep them.
 */
export function askWho(deps: AppDeps, sessions: Sessions): MiddlewareHandler {
  async function found(c: Context, renew: boolean) {
    const service = await serviceOf(c, deps);
    if (service) return { identity: service, cookies: [] };
    const bearer = bearerOf(c, deps.env);
    if (bearer) return { identity: bearer, cookies: [] };
    if (deps.identify) return { identity: await deps.identify(c), cookies: [] };
    const { signed, cookies } = await sessions.find(c, renew);
    return { identity: signed?.identity ?? PUBLIC, cookies };
  }
  return async (c, next) => {
    c.set('requestId', c.req.header('x-request-id')?.match(/^[\w-]{8,64}$/)?.[0] ?? randomUUID());
    // The routes of better-auth set cookies of their own, which must be the last word.
    const mayCarry = c.req.path.startsWith('/api/') && !c.req.path.startsWith('/api/auth/');
    const { identity, cookies } = await found(c, mayCarry);
    c.set('identity', identity);
    await next();
    c.header('x-request-id', c.get('requestId'));
    if (mayCarry) for (const cookie of cookies) c.header('set-cookie', cookie, { append: true });
  };
}
