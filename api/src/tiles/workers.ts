import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { DatabaseTarget } from '../db.ts';
import type { MadeTile } from './tile.ts';
import type { TileSource } from './tile-source.ts';
import type { TileAnswer, TileOrder, WorkerSettings } from './worker-messages.ts';

/** A thread that has had nothing to do for so long ends, and its connections with it. */
const IDLE_MS = 60_000;

/** More threads than this would wait for the database. */
const MOST_THREADS = 4;

/** A tile leaves several hundred kB of short-lived rows behind: with room for many, most are gone before they are looked at. */
const YOUNG_MB = 64;

interface Pending {
  resolve(tile: MadeTile): void;
  reject(error: Error): void;
}

interface Thread {
  worker: Worker;
  pending: Map<number, Pending>;
  idle: NodeJS.Timeout | undefined;
}

/**
 * Makes tiles in worker threads, so that encoding neither blocks the thread that answers requests nor is bound to one core.
 * Threads start when they are needed and end when they are not; they do not keep the process alive.
 */
export class TileWorkers {
  readonly #target: DatabaseTarget;
  readonly #most: number;
  readonly #threads = new Set<Thread>();
  #order = 0;

  constructor(target: DatabaseTarget, most?: number) {
    this.#target = target;
    // The embedded database answers one query at a time: a second thread would only hold memory.
    this.#most = most ?? (target.kind === 'embedded' ? 1 : Math.min(MOST_THREADS, availableParallelism()));
  }

  /** Makes a tile in one of the threads. @throws what `makeTile` throws; an Error where the thread breaks down */
  make(source: TileSource, version: number, z: number, x: number, y: number): Promise<MadeTile> {
    const thread = this.#choose();
    const order = this.#order++;
    clearTimeout(thread.idle);
    thread.idle = undefined;
    return new Promise((resolve, reject) => {
      thread.pending.set(order, { resolve, reject });
      thread.worker.postMessage({ order, source, version, z, x, y } satisfies TileOrder);
    });
  }

  /** A thread without work, a new one, or the one with the least work. */
  #choose(): Thread {
    const [least] = [...this.#threads].sort((a, b) => a.pending.size - b.pending.size);
    if (least && (least.pending.size === 0 || this.#threads.size >= this.#most)) return least;
    return this.#start();
  }

  #start(): Thread {
    const workerData: WorkerSettings = { target: this.#target };
    const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB };
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData, resourceLimits });
    worker.unref();
    const thread: Thread = { worker, pending: new Map(), idle: undefined };
    this.#threads.add(thread);
    worker.on('message', (answer: TileAnswer) => this.#settle(thread, answer));
    worker.on('error', (error: unknown) =>
      this.#lose(thread, error instanceof Error ? error : new Error(String(error))),
    );
    worker.on('exit', () => this.#lose(thread, new Error('the thread that makes tiles has ended')));
    return thread;
  }

  #settle(thread: Thread, answer: TileAnswer): void {
    const pending = thread.pending.get(answer.order);
    thread.pending.delete(answer.order);
    if ('tile' in answer) pending?.resolve(answer.tile);
    else pending?.reject(Object.assign(new Error(answer.error.message), answer.error));
    if (thread.pending.size > 0) return;
    thread.idle = setTimeout(() => {
      this.#threads.delete(thread);
      thread.worker.postMessage('end');
    }, IDLE_MS).unref();
  }

  #lose(thread: Thread, error: Error): void {
    this.#threads.delete(thread);
    clearTimeout(thread.idle);
    for (const { reject } of thread.pending.values()) reject(error);
    thread.pending.clear();
  }
}
