import { Worker } from 'node:worker_threads';
import { Problem } from '../errors.ts';
import type { RegisterMessage, RegisterPhase, RegisterTask } from './tasks.ts';

/** A file from outside may take this much memory and time to be read; 50,000 cases with every column take 1 GB and 6 s. */
const MEMORY_MB = 1536;
const READING_MS = 90_000;
/** Register files that are worked on at once; further ones are asked to wait. */
const MOST_AT_ONCE = 2;

export interface JobProgress {
  phase: RegisterPhase;
  done: number;
  total: number;
}

type Outcome = Exclude<RegisterMessage, { type: 'progress' }>;

interface Job {
  owner: string;
  progress: JobProgress;
  cancel(): void;
}

const tooLong = (): Problem =>
  new Problem({
    status: 422,
    type: 'register-too-heavy',
    title: { de: 'Die Datei ist zu aufwendig zu lesen', en: 'The file takes too much to read' },
    detail: {
      de: 'Bitte nur das Blatt mit dem Register speichern, am besten als CSV.',
      en: 'Please save only the sheet with the register, best as CSV.',
    },
  });

function failureOf(outcome: Outcome): Problem | Error {
  switch (outcome.type) {
    case 'refused':
      return new Problem({
        status: 422,
        type: 'unreadable-file',
        title: { de: 'Die Datei lässt sich nicht verwenden', en: 'The file cannot be used' },
        detail: outcome.text,
      });
    case 'cancelled':
      return new Problem({
        status: 409,
        type: 'cancelled',
        title: { de: 'Abgebrochen, es wurde nichts geändert', en: 'Cancelled, nothing was changed' },
      });
    case 'failed':
      return new Error(outcome.message);
    default:
      return new Error(`unexpected answer ${outcome.type}`);
  }
}

/** Threads that work on register files, each with its own, and what is known of them while they run. */
export class RegisterJobs {
  readonly #jobs = new Map<string, Job>();
  #running = 0;

  /** Progress of a job of this owner, or undefined where there is none (any more). */
  progress(id: string, owner: string): JobProgress | undefined {
    const job = this.#jobs.get(id);
    return job?.owner === owner ? job.progress : undefined;
  }

  /** Asks a job to stop; what it did until then is rolled back. @returns whether there was one */
  cancel(id: string, owner: string): boolean {
    const job = this.#jobs.get(id);
    if (job?.owner !== owner) return false;
    job.cancel();
    return true;
  }

  /**
   * Runs a task in a thread of its own.
   * @throws Problem 422 for a file that cannot be used, 409 when cancelled, 429 when too many are at work
   */
  async run<T extends Outcome['type']>(
    task: RegisterTask,
    expected: T,
    { id, owner, signal }: { id: string; owner: string; signal?: AbortSignal },
  ): Promise<Extract<Outcome, { type: T }>> {
    if (this.#running >= MOST_AT_ONCE) {
      throw new Problem({
        status: 429,
        type: 'register-busy',
        title: { de: 'Gerade werden andere Dateien gelesen', en: 'Other files are being read just now' },
        detail: { de: 'Bitte in einer Minute noch einmal versuchen.', en: 'Please try again in a minute.' },
      });
    }
    this.#running += 1;
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    const cancel = (): void => worker.postMessage('cancel');
    const job: Job = { owner, progress: { phase: 'reading', done: 0, total: 0 }, cancel };
    this.#jobs.set(id, job);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const outcome = await this.#outcome(worker, task, job);
      if (outcome.type === expected) return outcome as Extract<Outcome, { type: T }>;
      throw failureOf(outcome);
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.#running -= 1;
      this.#jobs.delete(id);
    }
  }

  async #outcome(worker: Worker, task: RegisterTask, job: Job): Promise<Outcome> {
    // Only reading can hang in a file's own content; what comes after is the database's work and is cancelled by the reader.
    const limit = task.kind === 'export' ? undefined : setTimeout(() => void worker.terminate(), READING_MS);
    try {
      return await new Promise<Outcome>((resolve, reject) => {
        let last: Outcome | undefined;
        worker.on('message', (message: RegisterMessage) => {
          if (message.type !== 'progress') return (last = message);
          clearTimeout(limit);
          job.progress = message;
        });
        worker.on('error', (error: NodeJS.ErrnoException) =>
          reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLong() : error),
        );
        worker.on('exit', () => (last ? resolve(last) : reject(tooLong())));
        worker.postMessage(task);
      });
    } finally {
      clearTimeout(limit);
    }
  }
}
