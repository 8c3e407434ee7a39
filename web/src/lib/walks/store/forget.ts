import type { Uuid } from '@quartierblick/gis/walks/event.ts';
import { below } from './db.ts';
import type { WalkBase } from './db.ts';

const OF_A_WALK = ['log', 'heard', 'drafts', 'blobs', 'parts', 'recordings'] as const;

/**
 * Deletes everything of a walk from the database of this browser, all or nothing; other walks stay. What is at the server stays there.
 * Whatever else is at work here finds that the walk is gone and writes nothing more: every write asks for its record.
 */
export async function forgetWalk(base: WalkBase, walk: Uuid): Promise<void> {
  await base.write(['walks', ...OF_A_WALK, 'ballast'], 'strict', async (tx) => {
    for (const store of OF_A_WALK) await tx.objectStore(store).delete(below(walk));
    await tx.objectStore('walks').delete(walk);
    // Room for notes is kept only as long as there may be any.
    if ((await tx.objectStore('walks').count()) === 0) await tx.objectStore('ballast').clear();
  });
  // Other tabs that show it.
  const tabs = new BroadcastChannel(`walk-${walk}`);
  tabs.postMessage(null);
  tabs.close();
}
