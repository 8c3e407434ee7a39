import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { isIP } from 'node:net';
import type { Env } from '../env.ts';

const FORWARDING = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];
const LOOPBACK_NAMES = /^(localhost|127(\.\d+){3}|\[?::1\]?)$/;

/** Whether this name or address means the machine itself. */
export const isLoopback = (name: string): boolean => LOOPBACK_NAMES.test(name);

/** Name in a `Host` header, without the port. */
export const nameOfHost = (host: string): string => host.replace(/:\d+$/, '');

/** The `Host` that was asked. */
export const hostOf = (c: Context): string => c.req.header('host') ?? new URL(c.req.url).host;

/**
 * Whether the request was made at this machine: to a loopback name and through no proxy. Headers of a proxy never make a
 * caller more trusted, only less.
 */
export function isLocalRequest(c: Context, env: Env): boolean {
  const forwarded = FORWARDING.some((name) => c.req.header(name) !== undefined);
  return isLoopback(env.host) && !forwarded && isLoopback(nameOfHost(hostOf(c)));
}

/** Address of the caller: the socket's, or what the outermost of our own `TRUST_PROXY` proxies saw. */
export function addressOf(c: Context, env: Env): string {
  if (env.trustProxy > 0) {
    const hops = (c.req.header('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim());
    const seen = hops.at(-env.trustProxy);
    if (seen !== undefined && isIP(seen)) return seen;
  }
  try {
    const { address } = getConnInfo(c).remote;
    if (address !== undefined && isIP(address)) return address;
  } catch {
    // No socket: a test asks the app directly.
  }
  return '127.0.0.1';
}
