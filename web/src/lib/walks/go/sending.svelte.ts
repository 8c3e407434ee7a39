import { isPending } from '#lib/walks/sync/background.ts';
import { startSync, type RunningSync, type SyncStatus } from '#lib/walks/sync/start.ts';
import { askToSend } from '#lib/walks/sync/when-closed.ts';
import type { StoredWalkLog } from '#lib/walks/store/walk-log.ts';
import { fieldTransport } from './field-transport.ts';

/** What is known of sending: as long as the screen is open, everything is sent as soon as it can be. */
export class Sending {
  status = $state.raw<SyncStatus | null>(null);
  online = $state(navigator.onLine);
  #sync: RunningSync;
  readonly #log: StoredWalkLog;
  readonly #stopListening: () => void;

  constructor(log: StoredWalkLog, root: string) {
    this.#log = log;
    this.#sync = startSync(log, fieldTransport(root), (status) => {
      this.status = status;
      void this.#askLater();
    });
    this.#stopListening = log.onChange(() => void this.#askLater());
    addEventListener('online', this.#turn);
    addEventListener('offline', this.#turn);
    document.addEventListener('visibilitychange', this.#askLater);
  }

  /** What cannot be sent now, or may not be any more because the page is left, the browser is to send later. */
  readonly #askLater = async (): Promise<void> => {
    const { base, joined } = this.#log;
    const cannot = !navigator.onLine || (this.status?.failed ?? null) !== null || document.visibilityState === 'hidden';
    if (cannot && joined.ended === null && (await isPending(base, joined.walk))) await askToSend(joined.walk);
  };

  readonly #turn = (): void => void (this.online = navigator.onLine);

  now(): void {
    this.#sync.now();
  }

  end(): void {
    removeEventListener('online', this.#turn);
    removeEventListener('offline', this.#turn);
    document.removeEventListener('visibilitychange', this.#askLater);
    this.#stopListening();
    this.#sync.stop();
  }
}
