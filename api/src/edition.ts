import type { Edition } from '@quartierblick/gis/layers/define.ts';
import type { Env } from './env.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);
const FORWARDING = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

/** Host of a `Host` header: without the port and the brackets of IPv6. */
const nameOf = (host: string) => host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');

/**
 * What the caller may see, until accounts exist: whoever sits at the machine works as a planner, everyone else is the public.
 * A request that came through a proxy bears a forwarding header and counts as from outside, even on loopback; so does one
 * under another name than the machine's own, since a foreign page may let its name point here (DNS rebinding).
 */
export function decideEdition(env: Env, header: (name: string) => string | undefined): Edition {
  if (env.edition) return env.edition;
  const forwarded = FORWARDING.some((name) => header(name) !== undefined);
  const host = header('host');
  const local = LOOPBACK.has(env.host) && (host === undefined || LOOPBACK.has(nameOf(host)));
  return local && !forwarded ? 'planner' : 'public';
}
