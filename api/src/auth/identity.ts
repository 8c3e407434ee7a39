import type { Context } from 'hono';
import type { Edition } from '@quartierblick/gis/layers/define.ts';

/** Who is asking, and what they may see. */
export interface Identity {
  edition: Edition;
  /** Account; null for the public and for the command line. */
  userId: string | null;
  /** As it stands in history and audit log. */
  name: string;
  /** `token`: the command line; `service`: a program that reads by a token of its own. */
  via: 'session' | 'token' | 'service' | 'none';
}

declare module 'hono' {
  interface ContextVariableMap {
    identity: Identity;
    requestId: string;
  }
}

export const PUBLIC: Identity = { edition: 'public', userId: null, name: '', via: 'none' };

/** Who is asking, as the app found out once for this request. */
export function identityOf(c: Context): Identity {
  return c.get('identity') ?? PUBLIC;
}

/** The edition that this request sees. */
export function editionOf(c: Context): Edition {
  return identityOf(c).edition;
}
