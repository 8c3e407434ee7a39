import { Worker } from 'node:worker_threads';
import { UnreadableFile } from '@quartierblick/gis/layers/source-types.ts';
import type { InspectionAnswer, InspectionTask, Outcomes } from './worker.ts';

/** Memory of a thread in MB: tables of half a million rows are held whole. */
const MEMORY_MB = 1536;
/** Longest work of a thread; GDAL's processes have a limit of their own below it. */
const PATIENCE_MS = 15 * 60_000;
/** Threads that work at once; further tasks wait for their turn. */
const MOST_AT_ONCE = 2;

/** A file took more memory or time than a thread may. */
const TOO_MUCH = new UnreadableFile({
  de: 'Die Datei braucht beim Lesen zu viel Arbeitsspeicher oder Zeit. Bitte in Teilen liefern.',
  en: 'Reading the file takes too much memory or time. Please deliver it in parts.',
});

async function inThread(task: InspectionTask, signal: AbortSignal): Promise<unknown> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  const cancel = () => worker.postMessage('cancel');
  signal.addEventListener('abort', cancel, { once: true });
  const timer = setTimeout(() => void worker.terminate(), PATIENCE_MS);
  try {
    const answer = await new Promise<InspectionAnswer | undefined>((resolve) => {
      let said: InspectionAnswer | undefined;
      let crash: unknown;
      worker.on('message', (message: InspectionAnswer) => (said = message));
      worker.on('error', (error) => (crash = error));
      worker.on('exit', () => {
        const outOfMemory = (crash as { code?: unknown } | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY';
        if (crash !== undefined && !outOfMemory)
          said ??= { type: 'failed', cause: String((crash as Error).stack ?? crash) };
        resolve(said);
      });
      worker.postMessage(task);
    });
    signal.throwIfAborted();
    if (!answer) throw TOO_MUCH;
    if (answer.type === 'unreadable') throw new UnreadableFile(answer.text);
    if (answer.type === 'failed') throw new Error(answer.cause);
    return answer.result;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  }
}

/** Runs tasks in threads of their own, a few at once. */
export class InspectionThreads {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /** @throws {UnreadableFile} where the file cannot be read; Error for what nobody expected; the reason of the signal */
  async run<T extends InspectionTask>(task: T, signal: AbortSignal): Promise<Outcomes[T['what']]> {
    while (this.#running >= MOST_AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running += 1;
    try {
      signal.throwIfAborted();
      return (await inThread(task, signal)) as Outcomes[T['what']];
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }
}
