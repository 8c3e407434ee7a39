import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { compress } from 'hono/compress';
import { serveStatic } from '@hono/node-server/serve-static';
import { CACHE } from './cache.ts';
import type { Env } from './env.ts';
import { commonHeaders, pageHeaders, pagePolicy, PLAIN_PAGE_POLICY } from './security-headers.ts';

const BUILD = fileURLToPath(new URL('../../web/build/', import.meta.url));
/** What the api answers: data, and the pages for families, which it writes itself so that they need no script. */
const API = /^\/(api|tiles|ogc|find|brochure|confirm|metrics)(\/|$)/;

type Handler = (request: Request) => Response | Promise<Response>;

export interface FrontDoor {
  fetch: Handler;
  /** From now on requests for the api reach it. */
  open(api: Handler): void;
}

const PREPARING = `<!doctype html><html lang="de"><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<meta name="viewport" content="width=device-width"><title>Quartierblick</title>
<style>body{font:18px/1.5 system-ui,sans-serif;margin:20vh auto;max-width:32rem;padding:0 1rem;color-scheme:light dark}</style>
<h1>Quartierblick wird vorbereitet …</h1><p>Die Datenbank wird geöffnet. Diese Seite lädt sich selbst neu.</p>
<p lang="en">The database is being opened. This page reloads by itself.</p></html>`;

function unavailable(): Response {
  const body = {
    type: 'urn:quartierblick:starting',
    title: 'Quartierblick wird vorbereitet / is being prepared',
    status: 503,
  };
  return new Response(JSON.stringify(body), {
    status: 503,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'retry-after': '2',
      'cache-control': 'no-store',
    },
  });
}

/** The page and its policy, made anew when a build has replaced it. */
function pageOf(file: string): () => { text: string; policy: string } {
  let made: { at: number; text: string; policy: string } | undefined;
  return () => {
    const at = statSync(file).mtimeMs;
    if (made?.at !== at) {
      const text = readFileSync(file, 'utf8');
      made = { at, text, policy: pagePolicy(text) };
    }
    return made;
  };
}

/** What answers at the port: the api under its paths, the built web application everywhere else. */
export function frontDoor(env: Pick<Env, 'baseUrl'>, folder = BUILD): FrontDoor {
  let api: Handler | undefined;
  const common = commonHeaders(env);
  const page = pageOf(join(folder, 'index.html'));
  const site = new Hono();
  site.use(compress());
  site.use(async (c, next) => {
    await next();
    // File names in this folder carry a hash of their content.
    const hashed = c.req.path.includes('/_app/immutable/');
    c.header('cache-control', hashed && c.res.ok ? CACHE.immutable : CACHE.revalidate);
    const isPage = /^text\/html/.test(c.res.headers.get('content-type') ?? '');
    const headers = isPage ? pageHeaders(c.req.path, page().policy, common) : common;
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
  });
  const sendPage = (c: Context) => c.html(page().text);
  for (const path of ['/', '/index.html']) site.get(path, sendPage);
  site.use(serveStatic({ root: folder }));
  // A page of an older build asks for parts that are gone; the application's page in their place would be kept as a script.
  site.get('/_app/*', (c) => c.notFound());
  // A build without it must say so: a browser that is given a page in its place keeps the old worker and its files.
  site.get('/service-worker.js', (c) => c.notFound());
  site.get('*', sendPage);
  return {
    fetch(request) {
      if (API.test(new URL(request.url).pathname)) return api ? api(request) : unavailable();
      if (!api || !existsSync(folder)) {
        return new Response(PREPARING, {
          status: api ? 500 : 503,
          headers: {
            'content-type': 'text/html; charset=utf-8',
            'retry-after': '2',
            'cache-control': 'no-store',
            'content-security-policy': PLAIN_PAGE_POLICY,
          },
        });
      }
      return site.fetch(request);
    },
    open(handler) {
      api = handler;
    },
  };
}
