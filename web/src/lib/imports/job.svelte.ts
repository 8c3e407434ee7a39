import { ApiProblem, isAborted } from '#lib/api.ts';
import type { ImportClient } from './client.ts';
import { importQuery, type Details } from './details.ts';
import { follow } from './follow.ts';
import { propertyNames } from './property-names.ts';
import type { ImportReport } from './report.ts';
import { nextStep, type Refusal, type Step, type StepEvent } from './steps.ts';

/** Enough for the properties of a first feature, even behind a long outline. */
const HEAD_BYTES = 512 * 1024;

interface JobOptions {
  client: ImportClient;
  language: () => string;
  /** The server does not answer; returns the words for it. */
  unreachable: () => string;
  onreport: (report: ImportReport) => void;
}

/** One chosen file on its way: sent, imported, and what came of it. */
export class Job {
  readonly key = crypto.randomUUID();
  readonly file: File;
  details: Details;
  step = $state.raw<Step>({ kind: 'waiting' });
  /** Names of the properties in the file, as suggestions for the mapping. */
  names = $state.raw<string[]>([]);

  readonly #options: JobOptions;
  readonly #abort = new AbortController();
  #stop: (() => void) | undefined;

  constructor(file: File, details: Details, options: JobOptions) {
    this.file = file;
    this.details = $state.snapshot(details);
    this.#options = options;
  }

  get ended(): boolean {
    return this.step.kind === 'ended' || this.step.kind === 'refused' || this.step.kind === 'cancelled';
  }

  /** Sends the file; resolves once the server has it (or refused it), while the import goes on. */
  async send(): Promise<void> {
    if (this.ended) return;
    const { client, language } = this.#options;
    this.take({ type: 'sent', sent: 0, total: this.file.size });
    try {
      const report = await client.send(this.file, {
        query: importQuery(this.details),
        language: language(),
        signal: this.#abort.signal,
        onsent: (sent, total) => this.take({ type: 'sent', sent, total }),
      });
      this.take({ type: 'report', report });
      this.#stop = follow({
        url: client.eventsUrl(report.id),
        report: () => client.report(report.id),
        onevent: (event) => this.take(event),
      });
    } catch (error) {
      this.take(isAborted(error) ? { type: 'cancelled' } : { type: 'refused', refusal: this.#refusal(error) });
      if (!isAborted(error)) await this.#readNames();
    }
  }

  async cancel(): Promise<void> {
    if (this.step.kind === 'importing') {
      this.take({ type: 'report', report: await this.#options.client.cancel(this.step.report.id) });
      return;
    }
    this.#abort.abort();
    this.take({ type: 'cancelled' });
  }

  /** Lets go of the import without touching it. */
  leave(): void {
    this.#stop?.();
    if (this.step.kind !== 'importing') this.#abort.abort();
  }

  /** The report has become newer elsewhere, e.g. undone in the history. */
  replace(report: ImportReport): void {
    this.step = nextStep(this.step, { type: 'report', report });
  }

  take(event: StepEvent): void {
    const before = this.step;
    this.step = nextStep(before, event);
    if (event.type === 'report') this.#options.onreport(event.report);
    if (this.step.kind === 'ended' && this.step.report.state === 'failed' && before.kind !== 'ended') {
      void this.#readNames();
    }
  }

  #refusal(error: unknown): Refusal {
    if (error instanceof ApiProblem) {
      const { type, message: title, detail, requestId, status } = error;
      const erred = status >= 500;
      return {
        type,
        title,
        detail,
        requestId: erred ? requestId : undefined,
        passing: erred || type === 'upload-broken-off',
      };
    }
    const title = this.#options.unreachable();
    return { type: 'unreachable', title, detail: undefined, requestId: undefined, passing: true };
  }

  async #readNames(): Promise<void> {
    try {
      this.names = propertyNames(await this.file.slice(0, HEAD_BYTES).text());
    } catch {
      // The file has gone from the disk meanwhile; it is said when it is sent again.
    }
  }
}
