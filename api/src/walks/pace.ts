import { LRUCache } from 'lru-cache';
import { tooManyAttempts } from '../auth/failures.ts';

const WINDOW_MS = 60_000;
/** A phone that sends after every tap and has photos to catch up on stays far below. */
const MOST_A_MINUTE = 300;

/** How often each device asks, in memory: a lost count after a restart lets nobody do harm, and no row is written for every tap. */
export class Pace {
  readonly #seen = new LRUCache<string, { since: number; count: number }>({ max: 5_000 });

  /** @throws Problem 429 where a device asks more often than any honest one does */
  count(device: string, now = Date.now()): void {
    const seen = this.#seen.get(device);
    if (!seen || now - seen.since >= WINDOW_MS) {
      this.#seen.set(device, { since: now, count: 1 });
      return;
    }
    seen.count += 1;
    if (seen.count > MOST_A_MINUTE) throw tooManyAttempts(Math.ceil((seen.since + WINDOW_MS - now) / 1000));
  }
}
