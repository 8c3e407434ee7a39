import type { StoredWalkLog } from '../store/walk-log.ts';
import { syncLock } from './background.ts';
import { synchronise } from './engine.ts';
import type { Outcome } from './engine.ts';
import type { Transport } from './transport.ts';

const EVERY_MS = 30_000;
const MOST_WAIT_MS = 300_000;
/** After something was said, so that what is tapped one after the other goes together. */
const AFTER_SAVE_MS = 1_500;
/** A clock that is further off than this is said to be. */
const CLOCK_OFF_MS = 300_000;

/** What the synchronisation is doing, to be said honestly. */
export interface SyncStatus {
  doing: 'idle' | 'sending' | 'waiting' | 'ended';
  /** When the server last had everything, by the clock of this device; null: not since the page was opened. */
  lastOk: number | null;
  /** Why it waits: no answer, or an answer that it could not be taken. */
  failed: 'offline' | 'server' | null;
  /** This device's clock is wrong by this much; null: it is not, as far as known. */
  clockOffMs: number | null;
  /** When it is tried again; null: when something happens. */
  nextAt: number | null;
}

/** A synchronisation that runs as long as a page is open. */
export interface RunningSync {
  readonly status: SyncStatus;
  now(): void;
  stop(): void;
}

/**
 * Synchronises a walk in the foreground: at once, after something was said, when the network or the page comes back, and every 30 s;
 * after failures less often, up to every five minutes. Only one tab of a browser does it at a time.
 */
export function startSync(
  log: StoredWalkLog,
  transport: Transport,
  onStatus: (status: SyncStatus) => void = () => undefined,
): RunningSync {
  let status: SyncStatus = { doing: 'idle', lastOk: null, failed: null, clockOffMs: null, nextAt: null };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let isRunning = false;
  let isWanted = false;
  let isOver = false;
  let seenSeq = log.record.seq;
  let seenHave = log.record.have;
  const tell = (change: Partial<SyncStatus>) => onStatus((status = { ...status, ...change }));
  const later = (ms: number) => {
    clearTimeout(timer);
    if (isOver) return;
    timer = setTimeout(() => void run(), ms);
    tell({ nextAt: Date.now() + ms });
  };

  async function once(): Promise<Outcome | null> {
    return navigator.locks.request(syncLock(log.joined.walk), { ifAvailable: true }, async (lock) => {
      if (!lock) return null;
      return synchronise(log.joined.walk, {
        base: log.base,
        transport,
        underway: (events, files) => log.underway(events, files),
      });
    });
  }

  function settle(outcome: Outcome | null): void {
    const off = log.record.clockOffMs;
    const clockOffMs = off !== null && Math.abs(off) > CLOCK_OFF_MS ? off : null;
    if (outcome === null) return tell({ doing: 'waiting', failed: null });
    if (outcome.kind === 'ended') return tell({ doing: 'ended', failed: null, clockOffMs });
    if (outcome.kind === 'refused') {
      failures += 1;
      return tell({ doing: 'waiting', failed: 'server', clockOffMs });
    }
    failures = 0;
    return tell({ doing: 'idle', failed: null, clockOffMs, lastOk: Date.now() });
  }

  async function run(): Promise<void> {
    if (isRunning || isOver) {
      isWanted = true;
      return;
    }
    isRunning = true;
    isWanted = false;
    clearTimeout(timer);
    tell({ doing: 'sending', nextAt: null });
    try {
      const outcome = await once();
      await log.reload();
      settle(outcome);
    } catch {
      failures += 1;
      await log.reload().catch(() => undefined);
      tell({ doing: 'waiting', failed: 'offline' });
    } finally {
      isRunning = false;
      seenSeq = log.record.seq;
      seenHave = log.record.have;
      if (isWanted) later(0);
      else if (failures === 0 && status.doing === 'idle' && log.record.seq > log.record.have) later(AFTER_SAVE_MS);
      else later(Math.min(MOST_WAIT_MS, EVERY_MS * 2 ** Math.max(0, failures - 1)));
    }
  }

  const stopListening = log.onChange(() => {
    if (isRunning) return;
    // The worker or another tab got through where this one waits: then it need not wait any longer.
    if (failures > 0 && log.record.have > seenHave) return later(0);
    if (log.record.seq === seenSeq) return;
    seenSeq = log.record.seq;
    later(AFTER_SAVE_MS);
  });
  const wake = () => {
    if (typeof document === 'undefined' || document.visibilityState === 'visible') void run();
  };
  globalThis.addEventListener('online', wake);
  globalThis.document.addEventListener('visibilitychange', wake);
  void run();
  return {
    get status() {
      return status;
    },
    now: () => void run(),
    stop() {
      isOver = true;
      clearTimeout(timer);
      stopListening();
      globalThis.removeEventListener('online', wake);
      globalThis.document.removeEventListener('visibilitychange', wake);
    },
  };
}
