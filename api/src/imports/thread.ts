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

/** Starts the thread of an import. */
export function startThread(task: WorkerTask, onProgress: (progress: ImportProgress) => void): RunningImport {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: task });
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
  return { worker, outcome, cancel: () => worker.postMessage('cancel') };
}
