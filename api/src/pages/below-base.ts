import type { MiddlewareHandler } from 'hono';

/** Attributes that lead to an address from the root of this server; what people wrote is escaped and has no such quotes. */
const FROM_ROOT = /(\s(?:href|src|action)=")\/(?!\/)/g;
const STYLE = /<style[^>]*>[\s\S]*?<\/style>/g;
const URL_FROM_ROOT = /(url\(['"]?)\/(?!\/)/g;

/**
 * Lets the pages that the server writes itself (for families, the brochure, links, sheets) and where answers say what was made
 * (`Location`) lead on below a sub-path that a proxy strips: they name each other from the root. Files to be kept, as packs, are left alone.
 * @param basePath e.g. `/quartierblick`; empty: nothing is done
 */
export function belowBase(basePath: string): MiddlewareHandler {
  return async (c, next) => {
    await next();
    if (basePath === '') return;
    const location = c.res.headers.get('location') ?? '';
    if (/^\/(?!\/)/.test(location)) c.header('location', basePath + location);
    const isPage = /^text\/html/.test(c.res.headers.get('content-type') ?? '');
    if (!isPage || /^attachment/.test(c.res.headers.get('content-disposition') ?? '')) return;
    const text = await c.res.text();
    const moved = text
      .replaceAll(FROM_ROOT, `$1${basePath}/`)
      .replaceAll(STYLE, (style) => style.replaceAll(URL_FROM_ROOT, `$1${basePath}/`));
    c.res = new Response(moved, c.res);
    c.res.headers.delete('content-length');
  };
}
