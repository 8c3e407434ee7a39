import { dev } from '$app/env';
import { resolve } from '$app/paths';
import { KEEP_AGAIN, TROUBLE, type AppTrouble } from './trouble.ts';

/** Why the application cannot be kept on this device, or how far it is. */
export type AppKept =
  | { state: 'impossible'; why: 'insecure' | 'unsupported' }
  | { state: 'impossible'; why: 'failed'; trouble: AppTrouble }
  /** `isSlow`: nothing has arrived for a while. */
  | { state: 'coming'; done: number; total: number; isSlow: boolean }
  | { state: 'kept'; bytes: number };

interface OfflineList {
  version: string;
  files: [path: string, bytes: number][];
}

const LOOK_EVERY_MS = 400;
const SLOW_AFTER_MS = 10_000;
/** Longer than the worker itself waits for a file: it has nothing more to say. */
const LOST_AFTER_MS = 75_000;
/** The program of the worker is small; where it does not come within this, nothing will. */
const WORKER_PATIENCE_MS = 15_000;
/** The page itself and the list of files. */
const BESIDE = 2;

const root = (): string => resolve('/').replace(/\/$/, '');
const listAddress = (): string => `${root()}/_app/offline.json`;
const pause = (ms: number) => new Promise<void>((next) => setTimeout(next, ms));

/** What the newest build consists of; null without a network. */
async function newestList(): Promise<OfflineList | null> {
  const answer = await fetch(listAddress(), { cache: 'no-store' }).catch(() => null);
  return answer?.ok ? ((await answer.json().catch(() => null)) as OfflineList | null) : null;
}

/** Bytes of the application as it lies here, whichever build; null where no build is complete. */
async function keptBytes(): Promise<number | null> {
  for (const name of await caches.keys()) {
    if (!name.startsWith('app-')) continue;
    const cache = await caches.open(name);
    const list = (await (await cache.match(listAddress()))?.json()) as OfflineList | undefined;
    const there = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
    const isThere = ([path]: [path: string, bytes: number]) =>
      there.has(new URL(`${root()}/${path}`, location.href).pathname);
    if (list?.files.every(isThere)) return list.files.reduce((sum, [, bytes]) => sum + bytes, 0);
  }
  return null;
}

/** How many files lie in a cache by now. */
async function countIn(name: string): Promise<number> {
  return (await caches.has(name)) ? (await (await caches.open(name)).keys()).length : 0;
}

/** Registers the worker; registering again what is registered only looks for a newer build. */
async function registered(): Promise<ServiceWorkerRegistration | AppTrouble> {
  const late = pause(WORKER_PATIENCE_MS).then((): AppTrouble => ({ step: 'worker' }));
  const registering = navigator.serviceWorker.register(`${root()}/service-worker.js`);
  return Promise.race([registering.catch((): AppTrouble => ({ step: 'worker' })), late]);
}

/**
 * Has the application kept on this device: registers the service worker and follows it until all files are there, or until it says at
 * which step it failed.
 * @param tell called with every step; the last call has `kept` or `impossible`
 */
export async function keepApplication(tell: (now: AppKept) => void): Promise<void> {
  if (!isSecureContext) return tell({ state: 'impossible', why: 'insecure' });
  // While developing there is no list of files, and a kept page would hide every change.
  if (dev || !('serviceWorker' in navigator)) return tell({ state: 'impossible', why: 'unsupported' });
  let trouble: AppTrouble | null = null;
  const worker = new BroadcastChannel(TROUBLE);
  worker.addEventListener('message', ({ data }) => (trouble = data as AppTrouble));
  try {
    const registration = await registered();
    if ('step' in registration) return tell({ state: 'impossible', why: 'failed', trouble: registration });
    let bytes = await keptBytes();
    // What is there stays complete while a newer build comes beside it.
    if (bytes === null) {
      if (!registration.installing) registration.active?.postMessage(KEEP_AGAIN);
      await follow(registration, () => trouble !== null, tell);
      bytes = await keptBytes();
    }
    if (bytes === null) return tell({ state: 'impossible', why: 'failed', trouble: trouble ?? { step: 'unknown' } });
    tell({ state: 'kept', bytes });
  } catch {
    tell({ state: 'impossible', why: 'failed', trouble: { step: 'unknown' } });
  } finally {
    worker.close();
  }
}

/** Tells how far the worker is, until everything is there or it has failed. */
async function follow(
  registration: ServiceWorkerRegistration,
  hasFailed: () => boolean,
  tell: (now: AppKept) => void,
): Promise<void> {
  const list = await newestList();
  const total = (list?.files.length ?? 0) + BESIDE;
  let [last, since] = [-1, Date.now()];
  while (!hasFailed()) {
    const done = list ? await countIn(`app-${list.version}`) : 0;
    if (done !== last) [last, since] = [done, Date.now()];
    const waited = Date.now() - since;
    tell({ state: 'coming', done, total, isSlow: waited > SLOW_AFTER_MS });
    if (waited > LOST_AFTER_MS) break;
    // It ended: with all of it, or so suddenly that it could not say why.
    if (!registration.installing && (done >= total || !registration.active)) break;
    await pause(LOOK_EVERY_MS);
  }
  // What it says travels another way than its end.
  if (!hasFailed()) await pause(LOOK_EVERY_MS);
}
