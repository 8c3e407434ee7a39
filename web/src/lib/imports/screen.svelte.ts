import { createContext } from 'svelte';
import { ApiProblem } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import { importWords } from '#lib/i18n/import-words.ts';
import type { AppEvent } from '#lib/app/events.svelte.ts';
import { Catalogue } from '#lib/layers/catalogue.svelte.ts';
import { ImportClient } from './client.ts';
import { noDetails, type Details } from './details.ts';
import { Job } from './job.svelte.ts';
import { endText } from './report-text.ts';
import { hasEnded, type ImportFormat, type ImportReport } from './report.ts';

/** An import that an address names: looked up, or known not to exist. */
export type Opened = { id: string; missing: boolean } | null;

/** Everything on the data screen: what is in stock, the files on their way, and the history. */
export class ImportsScreen {
  readonly catalogue: Catalogue;
  readonly client: ImportClient;
  reports = $state.raw<ImportReport[] | null>(null);
  historyFailure = $state.raw<unknown>(null);
  formats = $state.raw<ImportFormat[]>([]);
  jobs = $state.raw<Job[]>([]);
  details = $state<Details>(noDetails());
  opened = $state.raw<Opened>(null);
  readonly running = $derived(this.jobs.some((job) => !job.ended));
  readonly demoLayers = $derived.by(() => this.catalogue.layers.filter((layer) => layer.demo));
  readonly lastByLayer = $derived(this.#latest(this.reports ?? []));

  readonly #app: App;
  #sending = Promise.resolve();
  #reloading: ReturnType<typeof setTimeout> | undefined;

  constructor(app: App) {
    this.#app = app;
    this.catalogue = new Catalogue(app.api);
    this.client = new ImportClient(app.api);
  }

  async load(): Promise<void> {
    await Promise.all([this.catalogue.load(), this.#loadHistory(), this.#loadFormats()]);
  }

  /** Takes files into the queue: sent one after the other, imported as the server gets to it. */
  add(files: Iterable<File>, details: Details = this.details): void {
    const { language, connection } = this.#app;
    const added = Array.from(files, (file) => {
      return new Job(file, details, {
        client: this.client,
        language: () => language.code,
        unreachable: () => {
          connection.report('offline');
          return language.t.shell.networkProblem;
        },
        onreport: (report) => this.#upsert(report),
      });
    });
    this.jobs = [...added, ...this.jobs];
    for (const job of added) this.#sending = this.#sending.then(() => job.send());
  }

  /** The same file once more, with what the person has said about it since. */
  again(job: Job, details: Details): void {
    this.forget(job);
    this.add([job.file], details);
  }

  forget(job: Job): void {
    job.leave();
    this.jobs = this.jobs.filter((other) => other !== job);
  }

  clearEnded(): void {
    for (const job of this.jobs) if (job.ended) this.forget(job);
  }

  /** Opens the report that an address names, fetching it where it is not in the list. */
  async open(id: string | null): Promise<void> {
    this.opened = id === null ? null : { id, missing: false };
    if (id === null || this.reports?.some((report) => report.id === id)) return;
    try {
      this.#upsert(await this.client.report(id));
    } catch (error) {
      const gone = error instanceof ApiProblem && error.status < 500;
      if (gone && this.opened?.id === id) this.opened = { id, missing: true };
    }
  }

  async undo(report: ImportReport): Promise<void> {
    this.#upsert(await this.client.undo(report.id));
    this.#app.announcer.show(importWords[this.#app.language.code].undone(report.fileName));
    // The one before it can be undone now.
    await Promise.all([this.#loadHistory(), this.catalogue.load()]);
  }

  /** Brings a layer back to how it was after an import. */
  async restore(report: ImportReport): Promise<void> {
    for (const undone of await this.client.restore(report.id)) this.#upsert(undone);
    this.#app.announcer.show(importWords[this.#app.language.code].restored(report.fileName));
    await Promise.all([this.#loadHistory(), this.catalogue.load()]);
  }

  async removeDemo(): Promise<void> {
    await this.client.removeDemo();
    this.#app.announcer.show(importWords[this.#app.language.code].demoRemoved);
    await this.load();
  }

  /** Changes by anyone: the list is brought up to date without a question. */
  async heard(event: AppEvent): Promise<void> {
    if (event.type === 'layer-changed') {
      this.#reloadSoon();
      return;
    }
    if (event.type !== 'import-changed') return;
    try {
      this.#upsert(await this.client.report(event.id));
    } catch {
      // Not for this reader, or the connection is away: then everything is loaded again when it is back.
    }
  }

  leave(): void {
    clearTimeout(this.#reloading);
    for (const job of this.jobs) job.leave();
  }

  /** An error of an action in words that the messages of the screen can show. */
  explain(error: unknown): string {
    if (!(error instanceof ApiProblem)) return this.#app.language.t.shell.networkProblem;
    return error.detail ? `${error.message}: ${error.detail}` : error.message;
  }

  #reloadSoon(): void {
    clearTimeout(this.#reloading);
    this.#reloading = setTimeout(() => void Promise.all([this.catalogue.load(), this.#loadHistory()]), 300);
  }

  async #loadHistory(): Promise<void> {
    try {
      const listed = await this.client.list();
      const known = new Set(listed.map(({ id }) => id));
      // An old import that was opened by its address is not among the latest ones; it stays.
      const kept = this.reports?.filter(({ id }) => id === this.opened?.id && !known.has(id)) ?? [];
      this.reports = [...listed, ...kept];
      this.historyFailure = null;
      for (const report of listed) this.#tellJobs(report);
    } catch (error) {
      this.historyFailure = error;
    }
  }

  async #loadFormats(): Promise<void> {
    try {
      this.formats = await this.client.formats();
    } catch {
      // The banner of the connection says it; the list of formats is loaded again with everything else.
    }
  }

  #upsert(report: ImportReport): void {
    const before = this.reports?.find(({ id }) => id === report.id);
    // Answers may overtake each other: what has ended does not begin to run again.
    if (before && hasEnded(before.state) && !hasEnded(report.state)) return;
    this.reports = [report, ...(this.reports ?? []).filter(({ id }) => id !== report.id)].sort((a, b) =>
      b.createdAt.localeCompare(a.createdAt),
    );
    if (hasEnded(report.state) && before && !hasEnded(before.state)) {
      this.#app.announcer.say(endText(report, this.#app.language));
      this.#reloadSoon();
    }
    this.#tellJobs(report);
  }

  #tellJobs(report: ImportReport): void {
    for (const job of this.jobs) {
      const { step } = job;
      const own = step.kind === 'importing' || step.kind === 'ended' ? step.report : undefined;
      if (own?.id === report.id && own !== report && hasEnded(report.state)) job.replace(report);
    }
  }

  #latest(reports: ImportReport[]): Map<string, ImportReport> {
    const latest = new Map<string, ImportReport>();
    for (const report of reports) {
      if (report.state === 'done' && !latest.has(report.layer)) latest.set(report.layer, report);
    }
    return latest;
  }
}

export const [useImports, provideImports] = createContext<ImportsScreen>();
