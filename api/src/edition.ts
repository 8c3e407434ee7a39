import type { Context } from 'hono';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import type { Env } from './env.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);
const FORWARDING = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

/**
 * What the caller may see, until accounts exist: whoever sits at the machine works as a planner, everyone else is the public.
 * A request that came through a proxy bears a forwarding header and counts as from outside, even on loopback.
 */
export function decideEdition(env: Env, header: (name: string) => string | undefined): Edition {
  if (env.edition) return env.edition;
  const forwarded = FORWARDING.some((name) => header(name) !== undefined);
  return LOOPBACK.has(env.host) && !forwarded ? 'planner' : 'public';
}

declare module 'hono' {
  interface ContextVariableMap {
    edition: Edition;
    requestId: string;
  }
}

/** The edition that `createApp` found for this request. */
export function editionOf(c: Context): Edition {
  return c.get('edition') ?? 'public';
}
