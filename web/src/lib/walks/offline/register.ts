import { dev } from '$app/env';
import { resolve } from '$app/paths';

/** Why the application cannot be kept on this device, or how far it is. */
export type AppKept =
  | { state: 'impossible'; why: 'insecure' | 'unsupported' | 'failed' }
  | { state: 'coming'; done: number; total: number }
  | { state: 'kept'; bytes: number };

interface OfflineList {
  version: string;
  files: [path: string, bytes: number][];
}

const LOOK_EVERY_MS = 400;
/** The page itself and the list of files. */
const BESIDE = 2;

const root = (): string => resolve('/').replace(/\/$/, '');
const listAddress = (): string => `${root()}/_app/offline.json`;

/** What the newest build consists of; null without a network. */
async function newestList(): Promise<OfflineList | null> {
  const answer = await fetch(listAddress(), { cache: 'no-store' }).catch(() => null);
  return answer?.ok ? ((await answer.json()) as OfflineList) : null;
}

/** Bytes of the application as it lies here: the worker keeps the list when all of it is there. */
async function keptBytes(): Promise<number> {
  const list = (await (await caches.match(listAddress()))?.json()) as OfflineList | undefined;
  return (list?.files ?? []).reduce((sum, [, bytes]) => sum + bytes, 0);
}

/** How many files lie in a cache by now. */
async function countIn(name: string): Promise<number> {
  return (await caches.has(name)) ? (await (await caches.open(name)).keys()).length : 0;
}

/**
 * Has the application kept on this device: registers the service worker and follows it until all files are there.
 * Registering again what is registered only looks for a newer build.
 * @param tell called with every step; the last call has `kept` or `impossible`
 */
export async function keepApplication(tell: (now: AppKept) => void): Promise<void> {
  if (!isSecureContext) return tell({ state: 'impossible', why: 'insecure' });
  // While developing there is no list of files, and a kept page would hide every change.
  if (dev || !('serviceWorker' in navigator)) return tell({ state: 'impossible', why: 'unsupported' });
  try {
    const registration = await navigator.serviceWorker.register(`${root()}/service-worker.js`);
    // What is there stays complete while a newer build comes beside it.
    if (registration.installing && !registration.active) {
      const list = await newestList();
      while (registration.installing) {
        const done = list ? await countIn(`app-${list.version}`) : 0;
        tell({ state: 'coming', done, total: (list?.files.length ?? 0) + BESIDE });
        await new Promise((next) => setTimeout(next, LOOK_EVERY_MS));
      }
    }
    // A newer build may wait until the last page of this one is closed; this one's files are there.
    const there = registration.active ?? registration.waiting;
    tell(there ? { state: 'kept', bytes: await keptBytes() } : { state: 'impossible', why: 'failed' });
  } catch {
    tell({ state: 'impossible', why: 'failed' });
  }
}
