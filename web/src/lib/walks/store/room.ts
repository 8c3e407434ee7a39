import type { WalkBase } from './db.ts';
import { NoRoom } from './types.ts';

const BALLAST_BYTES = 2_000_000;

const isFull = (error: unknown): boolean => error instanceof DOMException && error.name === 'QuotaExceededError';

/** Takes some room in advance, so that notes still fit when everything else is full. Where it does not fit, nothing is lost by that. */
export async function takeBallast(base: WalkBase): Promise<void> {
  await base
    .write(['ballast'], 'relaxed', async (tx) => {
      const store = tx.objectStore('ballast');
      if ((await store.count()) === 0) await store.put(new ArrayBuffer(BALLAST_BYTES), 'ballast');
    })
    .catch(() => undefined);
}

/**
 * Writes what is small and precious: where there is no room any more, the ballast goes first.
 * @throws NoRoom where there is none even so
 */
export async function writeNote<T>(base: WalkBase, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isFull(error)) throw error;
  }
  await base.write(['ballast'], 'relaxed', (tx) => tx.objectStore('ballast').clear());
  return writeFile(write);
}

/** Writes what is large. @throws NoRoom, in place of what the browser says */
export async function writeFile<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw isFull(error) ? new NoRoom('no room', { cause: error }) : error;
  }
}
