import { createHash } from 'node:crypto';
import type { Env } from './env.ts';

/** Servers of the base maps that a reader may choose (gis/views/base-maps.ts; a test holds the two together). */
export const MAP_SERVERS = ['https://sgx.geodatenzentrum.de', 'https://www.wms.nrw.de'] as const;

/** Headers of every answer, whatever it is. */
export function commonHeaders({ baseUrl }: Pick<Env, 'baseUrl'>): Record<string, string> {
  return {
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'X-Frame-Options': 'SAMEORIGIN',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Permitted-Cross-Domain-Policies': 'none',
    // Position and camera are for walks in the quarter; nothing else is needed.
    'Permissions-Policy':
      'camera=(self), geolocation=(self), microphone=(self), payment=(), usb=(), browsing-topics=()',
    // Over plain http the header would be ignored at best.
    ...(baseUrl?.startsWith('https:') ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  };
}

/** The page of a published story: the only one that other sites may show in a frame. */
const FRAMED = /^\/s\/?$/;

/**
 * Headers of a page of the application. A published story may be framed by whoever was given its link; nothing on that page changes
 * anything, so that nobody can be made to press something unseen. Its address is told to nobody and found by no search engine.
 * @param policy of the application's page, see {@link pagePolicy}
 */
export function pageHeaders(path: string, policy: string, common: Readonly<Record<string, string>>) {
  if (!FRAMED.test(path)) return { ...common, 'Content-Security-Policy': policy };
  const { 'X-Frame-Options': _framing, ...others } = common;
  return {
    ...others,
    'Content-Security-Policy': policy.replace("frame-ancestors 'self'", 'frame-ancestors *'),
    'Referrer-Policy': 'no-referrer',
    'X-Robots-Tag': 'noindex, nofollow',
  };
}

/** Policy of answers that are data: nothing in them may run or load anything, even where a browser shows them as a page. */
export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Policy of pages that the server writes itself, with their style inside and without scripts. */
export const PLAIN_PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

/** Policy of the pages for families: as plain, with forms that lead back here, fonts of our own, and scripts as files of our own. */
export const FAMILY_PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; font-src 'self'; script-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'self'";

/** Policy of the pages that a secret link opens: as plain, with a form that leads back here. */
export const LINK_PAGE_POLICY = PLAIN_PAGE_POLICY.replace("form-action 'none'", "form-action 'self'");

/**
 * Policy of the application's page: scripts are its own files and the inline ones that its build put there, by their hash.
 * @param page the built `index.html`
 */
export function pagePolicy(page: string): string {
  const inline = [...page.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(([, text = '']) => {
    return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  });
  const maps = MAP_SERVERS.join(' ');
  return [
    "default-src 'self'",
    `script-src ${["'self'", ...inline].join(' ')}`,
    "style-src 'self'",
    // Positions and sizes that components compute; no style sheet comes in that way.
    "style-src-attr 'unsafe-inline'",
    `img-src 'self' data: blob: ${maps}`,
    // What the page's worker reckoned, for the map's worker to read.
    `connect-src 'self' blob: ${maps}`,
    "font-src 'self'",
    "worker-src 'self'",
    "media-src 'self' blob:",
    "object-src 'none'",
    "frame-src 'none'",
    "frame-ancestors 'self'",
    "base-uri 'self'",
    "form-action 'self'",
  ].join('; ');
}
