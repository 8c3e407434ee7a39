import { createHash, randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { CACHE } from '../cache.ts';
import { editionOf } from '../auth/identity.ts';

// A tag is only good for this process: another start may bring other code, or another data folder on the same port.
const start = randomUUID();

/**
 * Entity tag of an answer that depends on nothing but the URL, the caller's edition and the given facts
 * (usually a layer's version), so that an unchanged answer costs no query.
 */
function entityTag(c: Context, facts: unknown[]): string {
  const hash = createHash('sha256').update(JSON.stringify([start, c.req.url, editionOf(c), facts]));
  // Weak, because compression changes the bytes.
  return `W/"${hash.digest('base64url').slice(0, 22)}"`;
}

/** Weak comparison of If-None-Match (RFC 9110, section 13.1.2). */
export function holds(c: Context, tag: string): boolean {
  const held = c.req.header('if-none-match');
  if (held === undefined) return false;
  const opaque = (t: string) => t.trim().replace(/^W\//, '');
  return held.trim() === '*' || held.split(',').some((t) => opaque(t) === opaque(tag));
}

/**
 * Marks the answer as one to be revalidated, tagged by the given facts.
 * @returns whether the caller already holds it, so that 304 is all there is to say
 */
export function isHeld(c: Context, ...facts: unknown[]): boolean {
  const tag = entityTag(c, facts);
  c.header('ETag', tag);
  c.header('Cache-Control', CACHE.revalidate);
  return holds(c, tag);
}
