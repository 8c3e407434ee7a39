import type { Uuid } from '@quartierblick/gis/walks/event.ts';
import { readBlobs } from '../store/blobs.ts';
import { below } from '../store/db.ts';
import type { WalkBase } from '../store/db.ts';

/** What page and worker agree on, so that a walk is sent when its page is closed (Background Sync, where the browser has it). */

/** Held while a walk is being synchronised: by one tab, or by the worker. */
export const syncLock = (walk: Uuid): string => `walk-sync-${walk}`;

const TAG = 'walk-';

/** By which the browser is asked to send a walk later. */
export const tagOf = (walk: Uuid): string => TAG + walk;

/** The walk that a tag of the browser's `sync` event names; null: it is none of ours. */
export const walkOfTag = (tag: string): Uuid | null => (tag.startsWith(TAG) ? tag.slice(TAG.length) : null);

/** Whether anything of a walk lies on this device only, a word that is being typed included; what the server can never take does not count. */
export async function isPending(base: WalkBase, walk: Uuid): Promise<boolean> {
  const [record, drafts, recordings] = await base.read((db) =>
    Promise.all([db.get('walks', walk), db.count('drafts', below(walk)), db.count('recordings', below(walk))]),
  );
  if (!record) return false;
  if (record.seq > record.have || drafts > 0 || recordings > 0) return true;
  return (await readBlobs(base, walk)).some(({ state }) => state === 'here');
}
