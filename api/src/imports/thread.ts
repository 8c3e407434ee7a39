import { Worker } from 'node:worker_threads';
import { problemOf } from './failure.ts';
import type { ImportProgress } from './report.ts';
import type { WorkerMessage, WorkerTask } from './worker.ts';

export type Outcome = Exclude<WorkerMessage, { type: 'progress' }>;

/** An import running in a thread. */
export interface RunningImport {
  worker: Worker;
  /** Settles in every case, also when the thread dies. */
  outcome: Promise<Outcome>;
  cancel(): void;
}

/** Loading the readers takes a third of a second; a thread that waits for its task has that behind it. */
export class Threads {
  #spare: Worker | undefined;

  /** Makes a thread ready, e.g. while a file is still being received. It does not keep the process alive. */
  warmUp(): void {
    if (this.#spare) return;
    const worker = new Worker(new URL('./worker.ts', import.meta.url));
    worker.unref();
    // A thread that dies while it waits is not used; the next import starts its own.
    const forget = () => {
      if (this.#spare === worker) this.#spare = undefined;
    };
    worker.once('error', forget).once('exit', forget);
    this.#spare = worker;
  }

  /** Starts an import. */
  start(task: WorkerTask, onProgress: (progress: ImportProgress) => void): RunningImport {
    this.warmUp();
    const worker = this.#spare as Worker;
    this.#spare = undefined;
    worker.ref();
    const outcome = new Promise<Outcome>((resolve) => {
      let last: Outcome | undefined;
      let crash: unknown = new Error('the thread of the import ended without a word');
      worker.on('message', (message: WorkerMessage) => {
        if (message.type === 'progress') return onProgress(message.progress);
        last = message;
        resolve(message);
      });
      worker.on('error', (error) => (crash = error));
      worker.on('exit', () => {
        const unexpected = String(crash instanceof Error ? crash.stack : crash);
        if (!last) resolve({ type: 'failed', problem: problemOf(crash), counts: null, unexpected });
      });
    });
    worker.postMessage(task);
    return { worker, outcome, cancel: () => worker.postMessage('cancel') };
  }

  /** Ends the thread that waits. */
  async close(): Promise<void> {
    const spare = this.#spare;
    this.#spare = undefined;
    await spare?.terminate();
  }
}
