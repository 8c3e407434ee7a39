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

/** What `_app/offline.json` says of the newest build; null without a network. */
async function offlineList(): Promise<OfflineList | null> {
  try {
    const answer = await fetch(`${resolve('/').replace(/\/$/, '')}/_app/offline.json`, { cache: 'no-store' });
    return answer.ok ? ((await answer.json()) as OfflineList) : null;
  } catch {
    return null;
  }
}

/** Bytes of the files of a build that lie in a cache by now, and how many they are. */
async function keptOf(name: string): Promise<number> {
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
    const registration = await navigator.serviceWorker.register(`${resolve('/').replace(/\/$/, '')}/service-worker.js`);
    const list = await offlineList();
    const bytes = (list?.files ?? []).reduce((sum, [, size]) => sum + size, 0);
    while (registration.installing) {
      const done = list ? await keptOf(`app-${list.version}`) : 0;
      tell({ state: 'coming', done, total: (list?.files.length ?? 0) + 1 });
      await new Promise((next) => setTimeout(next, LOOK_EVERY_MS));
    }
    // A newer build may wait until the last page of this one is closed; this one's files are there.
    const there = registration.active ?? registration.waiting;
    tell(there ? { state: 'kept', bytes } : { state: 'impossible', why: 'failed' });
  } catch {
    tell({ state: 'impossible', why: 'failed' });
  }
}
