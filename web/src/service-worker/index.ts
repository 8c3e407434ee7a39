import { version } from '$app/env';
import { self } from '$app/service-worker';
import { walkOfTag } from '../lib/walks/sync/background.ts';
import { KEEP_AGAIN, TROUBLE } from '../lib/walks/offline/trouble.ts';
import { keepFiles, troubleOf } from './keep.ts';
import { sendWalk } from './send.ts';
import { shellAnswer } from './shell.ts';

/**
 * Makes the field application of walks open without a network. It answers for the page of a walk and for the build's own
 * files, and for nothing else: the dashboard beside it behaves as if there were no worker. Tiles are no business of its
 * (lib/walks/offline). Notes and photos it sends where the browser asks for that after the page was closed.
 */
const CACHE = `app-${version}`;
const base = new URL(self.registration.scope).pathname;

/** Keeps the files, and tells the page at once where that fails: it would see only that nothing happens. */
async function keep(): Promise<void> {
  try {
    await keepFiles(CACHE, base, version);
  } catch (error) {
    const pages = new BroadcastChannel(TROUBLE);
    pages.postMessage(troubleOf(error));
    pages.close();
    throw error;
  }
}

self.addEventListener('install', (event) => event.waitUntil(keep()));

// A browser that makes room may clear what was kept and let the worker live.
self.addEventListener('message', (event) => {
  if (event.data === KEEP_AGAIN) event.waitUntil(keep());
});

self.addEventListener('activate', (event) => {
  // Only now is no page of an older build left that could still ask for its parts.
  const goneOver = async (): Promise<void> => {
    const names = (await caches.keys()).filter((name) => name.startsWith('app-') && name !== CACHE);
    await Promise.all(names.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(goneOver());
});

const FILE = /^(_app\/immutable\/|icons\/|favicon\.svg$|manifest\.webmanifest$)/;

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || !url.pathname.startsWith(base)) return;
  const path = url.pathname.slice(base.length);
  if (request.mode === 'navigate') {
    if (/^(walks|w)(\/|$)/.test(path)) event.respondWith(shellAnswer(CACHE, base, request, path));
  } else if (FILE.test(path)) {
    event.respondWith(cacheFirst(request));
  }
});

/** From any of the builds that are kept: a page that was opened before an update still gets its own parts. */
async function cacheFirst(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

/** Chromium's; no list of types knows it. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

self.addEventListener('sync' as keyof ServiceWorkerGlobalScopeEventMap, (event) => {
  const sync = event as SyncEvent;
  const walk = walkOfTag(sync.tag);
  if (walk !== null) sync.waitUntil(sendWalk(walk, base.slice(0, -1)));
});
