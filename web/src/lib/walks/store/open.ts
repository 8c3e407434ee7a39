import type { Uuid } from '@quartierblick/gis/walks/event.ts';
import { WalkBase } from './db.ts';
import type { WalkRecord } from './db.ts';
import type { Joined } from './types.ts';
import { StoredWalkLog } from './walk-log.ts';

/** The walks of this browser. */
export const walkBase = new WalkBase();

/** All that this browser knows of a walk. @returns null where it does not take part in it */
export const openLog = (walk: Uuid, base = walkBase): Promise<StoredWalkLog | null> => StoredWalkLog.open(base, walk);

/** The walks in which this browser takes part. */
export const joinedWalks = (base = walkBase): Promise<Joined[]> => base.read((db) => db.getAll('walks'));

/** What a browser makes itself before it asks to join: 122 and 256 random bits. */
export function newDevice(): { device: Uuid; key: string } {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const text = btoa(String.fromCodePoint(...bytes));
  return { device: crypto.randomUUID(), key: text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') };
}

/** Keeps that this browser takes part; what it has of the walk already stays. */
export async function keepJoined(
  joined: Omit<Joined, 'plan' | 'ended'> & { code: string | null },
  base = walkBase,
): Promise<void> {
  await base.write(['walks'], 'strict', async (tx) => {
    const store = tx.objectStore('walks');
    const had = await store.get(joined.walk);
    const fresh: Omit<WalkRecord, keyof typeof joined | 'ended'> = {
      plan: had?.plan ?? null,
      seq: 0,
      have: 0,
      cursor: 0,
      showsOthers: false,
      people: [],
      clockOffMs: null,
    };
    const isSame = had?.device === joined.device;
    await store.put({ ...(isSame ? had : fresh), ...joined, ended: null }, joined.walk);
  });
}
