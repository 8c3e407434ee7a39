import { startSync, type RunningSync, type SyncStatus } from '#lib/walks/sync/start.ts';
import { httpTransport, type Transport } from '#lib/walks/sync/transport.ts';
import type { StoredWalkLog } from '#lib/walks/store/walk-log.ts';

/** The server, asked only where the device says that there is a network: without one, every question is a failed request. */
export function fieldTransport(root: string): Transport {
  return httpTransport(root, async (input, init) => {
    if (!navigator.onLine) throw new TypeError('there is no network');
    return fetch(input, init);
  });
}

/** What is known of sending: as long as the screen is open, everything is sent as soon as it can be. */
export class Sending {
  status = $state.raw<SyncStatus | null>(null);
  online = $state(navigator.onLine);
  #sync: RunningSync;

  constructor(log: StoredWalkLog, root: string) {
    this.#sync = startSync(log, fieldTransport(root), (status) => (this.status = status));
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
