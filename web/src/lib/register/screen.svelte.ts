import { createContext } from 'svelte';
import { doubledTargets } from '@quartierblick/gis/register/mapping.ts';
import type { Mapping } from '@quartierblick/gis/register/mapping.ts';
import type { TargetList } from '@quartierblick/gis/register/target-list.ts';
import { ApiProblem } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import type { LanguageCode } from '#lib/app/language.svelte.ts';
import { REGISTER_WORDS } from '#lib/i18n/register.ts';
import type { OwnWords, RegisterWords } from '#lib/i18n/register.ts';
import { RegisterClient } from './client.ts';
import type {
  Question,
  RegisterPaths,
  RegisterPreview,
  RegisterProgress,
  RegisterResult,
  RegisterUndone,
} from './client.ts';

const POLL_MS = 400;

/** What a register brings to the screen on which its files are read. */
export interface RegisterKind {
  /** Where columns can go. */
  targets: TargetList;
  paths: RegisterPaths;
  words: Record<LanguageCode, OwnWords>;
  /** Page on which the register itself is, below the root. */
  home: string;
}

/** One register on its way in: file, mapping, dry run, result. Only one thing is under way at a time. */
export class RegisterScreen {
  readonly client: RegisterClient;
  readonly kind: RegisterKind;
  readonly #app: App;
  file = $state.raw<File | null>(null);
  preview = $state.raw<RegisterPreview | null>(null);
  mapping = $state.raw<Mapping>([]);
  result = $state.raw<RegisterResult | null>(null);
  undone = $state.raw<RegisterUndone | null>(null);
  progress = $state.raw<RegisterProgress | null>(null);
  problem = $state.raw<{ title: string; detail: string } | null>(null);
  #job: string | null = null;

  readonly t: RegisterWords & OwnWords = $derived.by(() => ({
    ...REGISTER_WORDS[this.#app.language.code],
    ...this.kind.words[this.#app.language.code],
  }));
  /** Index of the step that the reader is at. */
  readonly step = $derived(this.result ? 3 : this.report ? 2 : this.preview ? 1 : 0);
  readonly busy = $derived(this.progress !== null);
  readonly doubled = $derived(doubledTargets(this.mapping));
  readonly mapped = $derived(this.mapping.filter(({ target }) => target !== null).length);
  /** Whether the mapping on the screen is still the one of the dry run. */
  readonly stale = $derived(this.mapping !== this.preview?.mapping);

  constructor(app: App, kind: RegisterKind) {
    this.#app = app;
    this.kind = kind;
    this.client = new RegisterClient(app.api, kind.paths);
  }

  get report() {
    return this.preview?.report ?? null;
  }

  /** Words of a column that neither a label nor a synonym explains. */
  openWords(column: number): string[] {
    return this.kind.targets.unknownWords(
      this.mapping[column]?.target ?? null,
      this.preview?.columns[column]?.words ?? [],
    );
  }

  /** What somebody must say, with what has been said already. */
  get questions(): Question[] {
    return this.report?.questions ?? [];
  }

  /** Runs one request and follows its progress. @returns nothing where it failed; the problem is on the screen then */
  async #run<T>(work: (job: string) => Promise<T>): Promise<T | undefined> {
    const job = crypto.randomUUID();
    this.#job = job;
    this.problem = null;
    this.progress = { phase: 'waiting', done: 0, total: 0 };
    const poll = setInterval(() => void this.#poll(job), POLL_MS);
    try {
      return await work(job);
    } catch (error) {
      if (error instanceof ApiProblem) this.problem = { title: error.message, detail: error.detail ?? '' };
      else this.problem = { title: this.t.failed, detail: this.t.network };
      return undefined;
    } finally {
      clearInterval(poll);
      this.#job = null;
      this.progress = null;
    }
  }

  async #poll(job: string): Promise<void> {
    // The request itself tells of failures; a progress that cannot be had is no news.
    const progress = await this.client.progress(job).catch(() => null);
    if (progress && this.#job === job) this.progress = progress;
  }

  /** Opens a file: its columns and where they probably go. */
  async open(file: File): Promise<void> {
    if (this.busy) return;
    this.reset();
    this.file = file;
    const preview = await this.#run((job) => this.client.preview(file, job));
    if (!preview) return;
    this.preview = preview;
    this.mapping = preview.mapping;
    this.#app.announcer.say(this.t.mapping);
  }

  /** Sends a column elsewhere; what was said about its words no longer holds. */
  choose(column: number, target: string | null): void {
    this.mapping = this.mapping.map((one, index) => (index === column ? { target } : one));
  }

  /** Says what a word of a column means; undefined takes that back. */
  explain(column: number, word: string, code: string | null | undefined): void {
    this.mapping = this.mapping.map((one, index) => {
      if (index !== column) return one;
      const values = Object.fromEntries(Object.entries(one.values ?? {}).filter(([known]) => known !== word));
      return { ...one, values: code === undefined ? values : { ...values, [word]: code } };
    });
  }

  /** The dry run. */
  async check(): Promise<void> {
    const { file, mapping } = this;
    if (!file || this.busy) return;
    const preview = await this.#run((job) => this.client.preview(file, job, mapping));
    if (!preview) return;
    this.preview = preview;
    // What was mapped otherwise meanwhile stays, and is to be checked before it is taken.
    if (this.mapping === mapping) this.mapping = preview.mapping;
    this.#app.announcer.say(this.t.report);
  }

  /** Takes what the dry run has shown. */
  async take(): Promise<void> {
    const { file, preview } = this;
    if (!file || !preview?.report || this.busy) return;
    const result = await this.#run((job) => this.client.take(file, job, preview));
    if (!result) return;
    this.result = result;
    this.#app.announcer.say(this.t.done);
  }

  async undo(): Promise<void> {
    const { result } = this;
    if (!result || this.busy) return;
    const undone = await this.#run(() => this.client.undo(result.id));
    if (undone) this.undone = undone;
  }

  async cancel(): Promise<void> {
    if (this.#job !== null) await this.client.cancel(this.#job).catch(() => undefined);
  }

  reset(): void {
    this.file = null;
    this.preview = null;
    this.mapping = [];
    this.result = null;
    this.undone = null;
    this.problem = null;
  }
}

export const [useRegister, provideRegister] = createContext<RegisterScreen>();
