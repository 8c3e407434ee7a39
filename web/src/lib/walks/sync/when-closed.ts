import type { Uuid } from '@quartierblick/gis/walks/event.ts';
import { tagOf } from './background.ts';

/** Chromium's; no list of types knows it. */
interface SyncManager {
  register(tag: string): Promise<void>;
}

async function manager(): Promise<SyncManager | null> {
  if (!('serviceWorker' in navigator)) return null;
  const registration = await navigator.serviceWorker.getRegistration();
  return registration?.active ? ((registration as { sync?: SyncManager }).sync ?? null) : null;
}

/**
 * Whether this browser sends when the page is closed. It does where it has Background Sync, may use it, and has our worker: that
 * comes with taking a walk along.
 */
export async function sendsWhenClosed(): Promise<boolean> {
  if (!(await manager().catch(() => null))) return false;
  const name = 'background-sync' as PermissionName;
  const permission = await navigator.permissions?.query({ name }).catch(() => null);
  return permission?.state === 'granted';
}

/**
 * Has the browser send a walk as soon as it has a network, though the page be closed by then. Asking again changes nothing. Where it
 * cannot, the page does it all as long as it is open.
 */
export async function askToSend(walk: Uuid): Promise<void> {
  const sync = await manager().catch(() => null);
  await sync?.register(tagOf(walk)).catch(() => undefined);
}
