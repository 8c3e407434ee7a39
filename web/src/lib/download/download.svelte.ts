import { isAborted } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import { keepFile } from '#lib/app/keep-file.ts';
import { exportPath, fileNameOf, type Shown, type Wanted } from './request.ts';

interface Progress {
  phase: 'waiting' | 'reading' | 'writing';
  done: number;
  total: number;
}

/** How often is asked how far the file is. */
const ASK_MS = 700;

/** A file that is being made by the server: its progress, its end, and how to call it off. */
export class Download {
  state = $state<'idle' | 'running' | 'done' | 'failed'>('idle');
  progress = $state.raw<Progress>({ phase: 'waiting', done: 0, total: 0 });
  error = $state.raw<unknown>(null);
  /** Name of the file that has arrived. */
  file = $state('');
  /** How many features are shown; null until they are counted. */
  shownCount = $state<number | 'unknown' | null>(null);

  #app: App;
  #layer: string;
  #request: AbortController | undefined;

  constructor(app: App, layer: string) {
    this.#app = app;
    this.#layer = layer;
  }

  /** Counts what is shown; where that fails, the number stays unknown and the file is none the worse. */
  async count(shown: Shown): Promise<void> {
    try {
      const page = await this.#app.api.features(this.#layer, { ...shown, limit: 1, geometry: 'none' });
      this.shownCount = page.numberMatched;
    } catch {
      this.shownCount = 'unknown';
    }
  }

  /** Has the file made and gives it to the browser to keep. */
  async start(wanted: Wanted): Promise<void> {
    const { api } = this.#app;
    const request = new AbortController();
    this.#request = request;
    const job = crypto.randomUUID();
    this.state = 'running';
    this.progress = { phase: 'waiting', done: 0, total: 0 };
    const timer = setInterval(() => void this.#ask(job, request.signal), ASK_MS);
    try {
      const path = exportPath(this.#layer, wanted, job);
      const response = await api.send(`${api.root}${path}`, { signal: request.signal });
      const content = await response.blob();
      this.file = fileNameOf(response.headers.get('content-disposition'), `${this.#layer}.${wanted.format}`);
      keepFile(content, this.file);
      this.state = 'done';
    } catch (error) {
      this.error = error;
      this.state = isAborted(error) ? 'idle' : 'failed';
    } finally {
      clearInterval(timer);
    }
  }

  /** Ends it: the server notices that nobody waits any more. */
  cancel(): void {
    this.#request?.abort();
  }

  async #ask(job: string, signal: AbortSignal): Promise<void> {
    try {
      const { api } = this.#app;
      const response = await api.client.api.exports[':job'].$get({ param: { job } }, { init: { signal } });
      if (this.state === 'running') this.progress = (await response.json()) as Progress;
    } catch {
      // The file itself tells what went wrong.
    }
  }
}
