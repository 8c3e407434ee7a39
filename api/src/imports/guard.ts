import { timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from 'hono';
import { maySee } from '@quartierblick/gis/layers/define.ts';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import { editionOf } from '../auth/identity.ts';
import type { Env } from '../env.ts';
import { Problem } from '../errors.ts';

/** Until accounts exist: whoever works at the machine, and the command line that could read the token. */
const AUTHORS = { browser: 'lokal', token: 'Kommandozeile' } as const;

const forbidden = (type: string, detail: { de: string; en: string }) =>
  new Problem({ status: 403, type, title: { de: 'Das ist nicht erlaubt', en: 'That is not allowed' }, detail });

function bearsToken(c: Context, env: Env): boolean {
  const given = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1];
  if (given === undefined) return false;
  try {
    const held = Buffer.from(readFileSync(join(env.dataDir, 'token'), 'utf8').trim());
    const offered = Buffer.from(given);
    if (held.length > 0 && held.length === offered.length && timingSafeEqual(held, offered)) return true;
  } catch {
    // Without a token file no token is right.
  }
  throw forbidden('bad-token', {
    de: 'Das Token stimmt nicht; der Server wurde vermutlich neu gestartet.',
    en: 'The token is wrong; the server was probably restarted.',
  });
}

const LOOPBACK_NAMES = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Whether another site's page sent the request. Without accounts a page that anyone opens at this machine could otherwise
 * import or undo: browsers send `Origin` and `Sec-Fetch-Site` with every such request, and a name that was made to point
 * to the loopback address (DNS rebinding) stands in `Host`.
 */
function isCrossSite(c: Context, env: Env): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const host = c.req.header('host') ?? new URL(c.req.url).host;
  const own = env.baseUrl === undefined ? [] : [new URL(env.baseUrl).host];
  const name = host.replace(/:\d+$/, '');
  const listensLocally = LOOPBACK_NAMES.test(env.host) || env.host === '::1';
  if (listensLocally && !LOOPBACK_NAMES.test(name) && !own.includes(host)) return true;
  const origin = c.req.header('origin');
  if (origin === undefined) return false;
  return !URL.canParse(origin) || ![host, ...own].includes(new URL(origin).host);
}

/**
 * Lets only those write who may: the command line with its token, and planners from the dashboard itself.
 * @returns the author's name for the list of imports
 * @throws Problem 403
 */
export function requireWriter(c: Context, env: Env): string {
  if (bearsToken(c, env)) return AUTHORS.token;
  if (!maySee(editionOf(c), 'planner')) {
    throw forbidden('forbidden', { de: 'Importieren darf nur die Planung.', en: 'Only planners may import.' });
  }
  if (isCrossSite(c, env)) {
    throw forbidden('cross-site', {
      de: 'Die Anfrage kommt von einer fremden Seite.',
      en: 'The request comes from another site.',
    });
  }
  return AUTHORS.browser;
}

/** What the caller may read: the command line everything, everyone else what their edition sees. */
export function readerEdition(c: Context, env: Env): Edition {
  return bearsToken(c, env) ? 'admin' : editionOf(c);
}
