import { Problem } from '../errors.ts';

/** Exports that are made at once; each may start a process of its own. */
const MOST_AT_ONCE = 2;
/** Exports that wait for their turn; whoever comes then is asked to come back. */
const MOST_WAITING = 16;
/** Seconds after which it makes sense to come back. */
const RETRY_S = 30;

export type ExportPhase = 'waiting' | 'reading' | 'writing';

export interface ExportProgress {
  phase: ExportPhase;
  done: number;
  total: number;
}

/** What the work on an export is given. */
export interface RunningExport {
  /** Aborted where the client has gone or has cancelled. */
  signal: AbortSignal;
  tell(progress: ExportProgress): void;
}

interface Job {
  owner: string;
  progress: ExportProgress;
  controller: AbortController;
}

/** Who asks for an export, and how it can be asked about. */
export interface ExportCall {
  id: string;
  owner: string;
  /** Of the request: aborted when the client goes away. */
  signal: AbortSignal;
}

const cancelled = (): Problem =>
  new Problem({
    status: 409,
    type: 'cancelled',
    title: { de: 'Die Ausgabe wurde abgebrochen', en: 'The export was cancelled' },
  });

/** Exports in their turn: some at once, further ones wait, and all can be asked about and cancelled by who started them. */
export class ExportJobs {
  readonly #jobs = new Map<string, Job>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** How far an export of this owner is, or undefined where there is none (any more). */
  progress(id: string, owner: string): ExportProgress | undefined {
    const job = this.#jobs.get(id);
    return job?.owner === owner ? job.progress : undefined;
  }

  /** Ends an export of this owner. @returns whether there was one */
  cancel(id: string, owner: string): boolean {
    const job = this.#jobs.get(id);
    if (job?.owner !== owner) return false;
    job.controller.abort();
    return true;
  }

  /**
   * Does the work when it is its turn.
   * @throws Problem 429 when too many wait, 409 when cancelled or when an export of this id is under way
   */
  async run<T>({ id, owner, signal }: ExportCall, work: (running: RunningExport) => Promise<T>): Promise<T> {
    if (this.#jobs.has(id) || this.#waiting.length >= MOST_WAITING) throw busy();
    const controller = new AbortController();
    const job: Job = { owner, controller, progress: { phase: 'waiting', done: 0, total: 0 } };
    this.#jobs.set(id, job);
    const either = AbortSignal.any([signal, controller.signal]);
    try {
      await this.#turn(either);
      try {
        either.throwIfAborted();
        return await work({ signal: either, tell: (progress) => void (job.progress = progress) });
      } finally {
        this.#leave();
      }
    } catch (error) {
      throw either.aborted ? cancelled() : error;
    } finally {
      this.#jobs.delete(id);
    }
  }

  /** Waits until there is room; whoever gives up gives the place in the queue back. */
  async #turn(signal: AbortSignal): Promise<void> {
    if (this.#running < MOST_AT_ONCE) {
      this.#running += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const next = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(next), 1);
        reject(cancelled());
      };
      this.#waiting.push(next);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  #leave(): void {
    const next = this.#waiting.shift();
    // The place goes straight to who waited longest.
    if (next) next();
    else this.#running -= 1;
  }
}

const busy = (): Problem =>
  new Problem({
    status: 429,
    type: 'exports-busy',
    title: { de: 'Gerade werden viele Dateien ausgegeben', en: 'Many files are being exported just now' },
    detail: { de: 'Bitte in einer Minute noch einmal versuchen.', en: 'Please try again in a minute.' },
    extra: { retryAfter: RETRY_S },
  });
