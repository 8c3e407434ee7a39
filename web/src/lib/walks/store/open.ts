import { LIMITS } from '@quartierblick/gis/walks/event.ts';
import type { Uuid } from '@quartierblick/gis/walks/event.ts';
import { WalkBase } from './db.ts';
import { readOwn, replaceDevice } from './log.ts';
import type { Joined } from './types.ts';
import { StoredWalkLog } from './walk-log.ts';

/** The walks of this browser. */
export const walkBase = new WalkBase();

/** All that this browser knows of a walk. @returns null where it does not take part in it */
export const openLog = (walk: Uuid, base = walkBase): Promise<StoredWalkLog | null> => StoredWalkLog.open(base, walk);

/** The walks in which this browser takes part. */
export const joinedWalks = (base = walkBase): Promise<Joined[]> => base.read((db) => db.getAll('walks'));

/** Keeps that this browser takes part. What it has of the walk already stays; what it had not sent as another device it sends as this. */
export async function keepJoined(
  joined: Omit<Joined, 'plan' | 'ended'> & { code: string | null },
  base = walkBase,
): Promise<Joined> {
  const { walk, device, key } = joined;
  const had = await base.read((db) => db.get('walks', walk));
  if (had && had.device !== device) {
    const unsent = await readOwn(base, walk, had.device, had.have + 1, LIMITS.deviceEvents);
    const ids = new Set(unsent.map(({ id }) => id));
    await replaceDevice(base, walk, { device, key }, (id) => !ids.has(id));
  }
  return base.write(['walks'], 'strict', async (tx) => {
    const store = tx.objectStore('walks');
    const record = { ...((await store.get(walk)) ?? FRESH), ...joined, ended: null };
    await store.put(record, walk);
    return record;
  });
}

const FRESH = {
  plan: null,
  seq: 0,
  have: 0,
  cursor: 0,
  showsOthers: false,
  people: [],
  clockOffMs: null,
};
