import canonicalize from 'canonicalize';
import type { RankingData } from './data.ts';

/** Canonical JSON (RFC 8785): the same content is the same text, whoever writes it. */
export function canonical(content: unknown): string {
  const text = canonicalize(content);
  if (text === undefined) throw new TypeError('nothing to write as JSON');
  return text;
}

/** SHA-256 of a text in UTF-8, in hexadecimal; by WebCrypto, so that the page can verify what the server says. */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Names what a ranking was computed from, whenever it was read. */
export function dataHash({ readAt: _readAt, ...data }: RankingData): Promise<string> {
  return sha256(canonical(data));
}
