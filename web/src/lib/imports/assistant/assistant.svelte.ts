import { createContext } from 'svelte';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { proposeSpec } from '@quartierblick/gis/layers/free/propose.ts';
import type { FreeLayerSpec } from '@quartierblick/gis/layers/free/spec.ts';
import { ApiProblem, isAborted } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import { problemText } from '#lib/app/problem-text.ts';
import { freeLayerClient } from '#lib/free-layers/client.ts';
import { ASSISTANT_WORDS } from '#lib/i18n/import-assistant.ts';
import { ImportClient } from '../client.ts';
import { follow } from '../follow.ts';
import { nextStep, type Step } from '../steps.ts';
import { firstChoice, joinedChoice, likelyLayer, mostOf, withField, withRecipe, withTarget } from './choice.ts';
import { AssistantClient } from './client.ts';
import type { Choice, FileLayer, ImportOptions, Inspection, Preview, Recipe } from './types.ts';

const POLL_MS = 400;
/** Steps in their order. */
export const STEPS = ['file', 'content', 'place', 'fields', 'preview', 'import'] as const;
export type StepId = (typeof STEPS)[number];

interface Problem {
  title: string;
  detail: string;
}

/** Files on their way into a layer, step by step; nothing is changed before the last one. */
export class Assistant {
  at = $state<StepId>('file');
  sending = $state.raw<{ sent: number; total: number } | null>(null);
  inspection = $state.raw<Inspection | null>(null);
  /** The chosen layer of the file as it is read by the choice. */
  layer = $state.raw<FileLayer | null>(null);
  choice = $state.raw<Choice>({ layer: '', target: '' });
  preview = $state.raw<Preview | null>(null);
  options = $state.raw<ImportOptions>({});
  job = $state.raw<Step | null>(null);
  busy = $state(false);
  /** The layer that was made for this file. */
  made = $state.raw<FreeLayerSpec | null>(null);
  /** Records whose key occurs twice are knowingly left out. */
  withoutTwice = $state(false);
  problem = $state.raw<Problem | null>(null);
  systems = $state.raw<{ id: string; label: Text }[]>([]);
  recipes = $state.raw<Recipe[]>([]);
  readonly t = $derived.by(() => ASSISTANT_WORDS[this.app.language.code]);
  /** A known kind of file that reads itself, for the target that is chosen. */
  readonly claim = $derived.by(() => {
    const claim = this.layer?.claims.find(({ target }) => target === this.choice.target);
    return this.choice.mapping ? null : (claim ?? null);
  });

  readonly app: App;
  readonly client: AssistantClient;
  readonly imports: ImportClient;
  #abort = new AbortController();
  #stop: (() => void) | undefined;
  /** Counts what was asked about the file: an answer that something newer has overtaken is dropped. */
  #turn = 0;

  constructor(app: App) {
    this.app = app;
    this.client = new AssistantClient(app.api);
    this.imports = new ImportClient(app.api);
  }

  /** What may be chosen by hand; without it the proposals are there still. */
  async load(): Promise<void> {
    const [systems, recipes] = await Promise.allSettled([this.client.systems(), this.client.recipes()]);
    if (systems.status === 'fulfilled') this.systems = systems.value;
    if (recipes.status === 'fulfilled') this.recipes = recipes.value;
  }

  /** Whether a step can be gone to: what it needs is there. */
  open(step: StepId): boolean {
    if (this.job) return step === 'import';
    if (step === 'file') return true;
    if (!this.layer) return false;
    if (step === 'preview') return this.choice.target !== '';
    return step !== 'import';
  }

  async go(step: StepId): Promise<void> {
    if (!this.open(step) || this.busy) return;
    this.problem = null;
    this.at = step;
    if (step === 'preview' && !this.preview)
      await this.#run(
        (id) => this.client.preview(id, this.choice),
        (preview) => (this.preview = preview),
      );
  }

  /** Sends files and waits until the server has looked at them. */
  async send(files: readonly File[]): Promise<void> {
    this.begin();
    const { signal } = this.#abort;
    this.busy = true;
    // The last import may have left a recipe behind.
    void this.load();
    try {
      let inspection = await this.client.send(files, {
        language: this.app.language.code,
        signal,
        onsent: (sent, total) => (this.sending = { sent, total }),
      });
      if (signal.aborted) return;
      this.sending = null;
      this.inspection = inspection;
      while (inspection.state === 'running') {
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
        if (signal.aborted) return;
        inspection = await this.client.inspection(inspection.id);
        if (signal.aborted) return;
        this.inspection = inspection;
      }
      if (inspection.problem) {
        const { pick } = this.app.language;
        this.problem = { title: pick(inspection.problem.title), detail: pick(inspection.problem.detail) };
      } else await this.#opened(inspection, signal);
    } catch (error) {
      if (!isAborted(error) && !signal.aborted) this.#failed(error);
    } finally {
      if (!signal.aborted) {
        this.sending = null;
        this.busy = false;
      }
    }
  }

  async #opened({ layers, format }: Inspection, signal: AbortSignal): Promise<void> {
    const first = likelyLayer(layers);
    if (!first) return;
    await this.chooseLayer(first);
    if (signal.aborted) return;
    this.at = 'content';
    this.app.announcer.say(format ? this.app.language.pick(format.title) : this.t.steps.content);
  }

  async chooseLayer(layer: FileLayer): Promise<void> {
    this.#giveUp();
    this.layer = layer;
    this.made = null;
    this.change(firstChoice(layer));
    // A table of figures takes its places from the layer whose keys it names, unless somebody chooses otherwise.
    const joined = joinedChoice(layer.table);
    if (joined) await this.look(joined);
  }

  chooseTarget(target: string): void {
    if (this.layer) this.change(withTarget(this.choice, this.layer, target));
  }

  /** Makes a layer of its own for what the file holds, as it is proposed, and takes it for the target. */
  async newLayer(): Promise<void> {
    const { layer, choice } = this;
    if (!layer) return;
    const make = async (id: string) => {
      const free = freeLayerClient(this.app.api);
      const taken = new Set((await free.list()).map(({ key }) => key));
      const { name, fields, geometries } = layer;
      const { spec } = proposeSpec({ fileName: name || layer.file, geometry: mostOf(geometries), fields }, taken);
      const { spec: made } = await free.add(spec);
      return { made, looked: await this.client.look(id, choice) };
    };
    await this.#run(make, ({ made, looked }) => {
      this.made = made;
      this.layer = looked;
      // Another target may have been chosen while it was made.
      if (this.choice.target === choice.target) this.chooseTarget(made.id);
    });
  }

  chooseRecipe(id: string): void {
    const recipe = this.recipes.find((one) => one.id === id);
    if (!recipe) return;
    this.change(withRecipe(this.choice, recipe));
    // Where things lie, and which row names the columns, is the recipe's word as well.
    void this.#run(
      (id) => this.client.look(id, this.choice),
      (looked) => (this.layer = looked),
    );
  }

  /** Another choice: what was previewed no longer holds. */
  change(choice: Choice): void {
    this.choice = choice;
    this.preview = null;
    this.withoutTwice = false;
  }

  /** Another key for the same data: previewed at once. */
  async chooseKey(field: string): Promise<void> {
    this.change(withField(this.choice, 'key', field));
    await this.go('preview');
  }

  /** Reads the layer in another coordinate system, or with other parts of a table. */
  async look(change: Partial<Pick<Choice, 'crs' | 'table' | 'target' | 'year'>>): Promise<void> {
    this.change({ ...this.choice, ...change });
    await this.#run(
      (id) => this.client.look(id, this.choice),
      (looked) => {
        this.layer = looked;
        const { crs } = this.choice;
        // A table that has just got coordinates has its systems only now.
        if (looked.crs[0] && (crs === undefined || change.table))
          this.change({ ...this.choice, crs: looked.crs[0].id });
        if (change.table) this.chooseTarget(this.choice.target);
      },
    );
  }

  /** Imports what was previewed, and follows it to its end. */
  async import(): Promise<void> {
    const start = (id: string) => this.client.import(id, { ...this.choice, ...this.options });
    await this.#run(start, (report) => {
      this.job = nextStep({ kind: 'waiting' }, { type: 'report', report });
      this.at = 'import';
      this.#stop = follow({
        url: this.imports.eventsUrl(report.id),
        report: () => this.imports.report(report.id),
        onevent: (event) => (this.job = nextStep(this.job ?? { kind: 'waiting' }, event)),
      });
    });
  }

  async cancel(): Promise<void> {
    if (this.job?.kind !== 'importing') return;
    const { id } = this.job.report;
    this.problem = null;
    try {
      const report = await this.imports.cancel(id);
      this.job = nextStep(this.job, { type: 'report', report });
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Gives up what is on its way and begins anew; a running import goes on. */
  begin(): void {
    this.leave();
    this.#giveUp();
    this.#abort = new AbortController();
    const { inspection } = this;
    if (inspection) void this.client.forget(inspection.id).catch(() => undefined);
    [this.inspection, this.layer, this.preview, this.job, this.problem] = [null, null, null, null, null];
    this.sending = null;
    this.choice = { layer: '', target: '' };
    this.options = {};
    this.at = 'file';
  }

  leave(): void {
    this.#abort.abort();
    this.#stop?.();
  }

  /** What is under way is about a file or a layer of it that is no longer looked at. */
  #giveUp(): void {
    this.#turn += 1;
    this.busy = false;
  }

  async #run<T>(work: (inspection: string) => Promise<T>, take: (answer: T) => void): Promise<void> {
    if (!this.inspection) return;
    this.#turn += 1;
    const turn = this.#turn;
    this.busy = true;
    this.problem = null;
    try {
      const answer = await work(this.inspection.id);
      if (turn === this.#turn) take(answer);
    } catch (error) {
      if (turn === this.#turn) this.#failed(error);
    } finally {
      if (turn === this.#turn) this.busy = false;
    }
  }

  #failed(error: unknown): void {
    const title = error instanceof ApiProblem ? error.message : this.t.failed;
    this.problem = { title, detail: problemText(error, this.app.language) };
  }
}

export const [useAssistant, provideAssistant] = createContext<Assistant>();
