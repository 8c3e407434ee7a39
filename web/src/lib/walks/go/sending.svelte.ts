import { startSync, type SyncStatus } from '#lib/walks/sync/start.ts';
import type { WalkLog } from '#lib/walks/store/types.ts';

/** What is known of sending: as long as the screen is open, everything is sent as soon as it can be. */
export class Sending {
  status = $state.raw<SyncStatus | null>(null);
  online = $state(navigator.onLine);
  #sync: { now(): void; stop(): void };

  constructor(log: WalkLog) {
    this.#sync = startSync(log, { onStatus: (status) => (this.status = status) });
    addEventListener('online', this.#turn);
    addEventListener('offline', this.#turn);
  }

  readonly #turn = (): void => void (this.online = navigator.onLine);

  now(): void {
    this.#sync.now();
  }

  end(): void {
    removeEventListener('online', this.#turn);
    removeEventListener('offline', this.#turn);
    this.#sync.stop();
  }
}
