import { openLog, walkBase } from '../lib/walks/store/open.ts';
import { isPending, syncLock } from '../lib/walks/sync/background.ts';
import { synchronise } from '../lib/walks/sync/engine.ts';
import { httpTransport } from '../lib/walks/sync/transport.ts';

/**
 * Sends what lies here of a walk, as an open page does; only one of them does it at a time.
 * @param root of the application, without a slash at its end
 * @throws where not all was sent, so that the browser tries again
 */
export async function sendWalk(walk: string, root: string): Promise<void> {
  await navigator.locks.request(syncLock(walk), async () => {
    // An open page was faster, or the walk was forgotten.
    if (!(await isPending(walkBase, walk))) return;
    try {
      // What the page was killed over is said first, as it would be when the page is opened again.
      (await openLog(walk))?.close();
      const outcome = await synchronise(walk, { base: walkBase, transport: httpTransport(root) });
      // Whoever was sent away is not let in by trying again; the page says so when it is opened.
      if (outcome.kind !== 'ended' && (await isPending(walkBase, walk))) throw new Error(`${walk} is not all sent`);
    } finally {
      tellPages(walk);
    }
  });
}

/** Open pages of the walk read anew (store/walk-log.ts). */
function tellPages(walk: string): void {
  const pages = new BroadcastChannel(`walk-${walk}`);
  pages.postMessage(null);
  pages.close();
}
