import { timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from 'hono';
import type { Env } from '../env.ts';
import { Problem } from '../errors.ts';
import type { Identity } from './identity.ts';

const COMMAND_LINE: Identity = { edition: 'admin', userId: null, name: 'Kommandozeile', via: 'token' };

/**
 * The command line, which could read the token in the data folder; null where the request bears none.
 * @throws Problem 403 where it bears a wrong one
 */
export function bearerOf(c: Context, env: Env): Identity | null {
  const given = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1];
  if (given === undefined) return null;
  try {
    const held = Buffer.from(readFileSync(join(env.dataDir, 'token'), 'utf8').trim());
    const offered = Buffer.from(given);
    if (held.length > 0 && held.length === offered.length && timingSafeEqual(held, offered)) return COMMAND_LINE;
  } catch {
    // Without a token file no token is right.
  }
  throw new Problem({
    status: 403,
    type: 'bad-token',
    title: { de: 'Das ist nicht erlaubt', en: 'That is not allowed' },
    detail: {
      de: 'Das Token stimmt nicht; der Server wurde vermutlich neu gestartet.',
      en: 'The token is wrong; the server was probably restarted.',
    },
  });
}
