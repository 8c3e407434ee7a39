import type { App } from '#lib/app/context.ts';
import { problemText } from '#lib/app/problem-text.ts';
import { FREE_LAYER_WORDS } from '#lib/i18n/free-layers.ts';
import type { LayerInfo } from '@quartierblick/gis/layers/answers.ts';
import { freeLayerClient, type FreeLayerRow, type FreeLayerUses } from './client.ts';

/** The layers that planners have made, those that can be brought back included. */
export class FreeLayerList {
  rows = $state.raw<FreeLayerRow[] | null>(null);
  /** As the catalogue lists them: how many objects they have. */
  infos = $state.raw<ReadonlyMap<string, LayerInfo>>(new Map());
  problem = $state('');
  /** The layer that is about to be deleted, and what depends on it; null until that is known. */
  leaving = $state.raw<{ row: FreeLayerRow; uses: FreeLayerUses | null } | null>(null);
  busy = $state(false);
  readonly t = $derived.by(() => FREE_LAYER_WORDS[this.app.language.code]);
  readonly present = $derived(this.rows?.filter(({ deletedAt }) => deletedAt === null) ?? []);
  readonly deleted = $derived(this.rows?.filter(({ deletedAt }) => deletedAt !== null) ?? []);

  readonly app: App;
  readonly #client: ReturnType<typeof freeLayerClient>;

  constructor(app: App) {
    this.app = app;
    this.#client = freeLayerClient(app.api);
  }

  async load(): Promise<void> {
    if (!this.app.session.may('planner')) return;
    try {
      const [rows, infos] = await Promise.all([this.#client.list(), this.app.api.layers()]);
      this.rows = rows;
      this.infos = new Map(infos.map((info) => [info.id, info]));
      this.problem = '';
    } catch (error) {
      this.problem = problemText(error, this.app.language);
    }
  }

  /** Asks before a layer is deleted, with what depends on it. */
  async askRemove(row: FreeLayerRow): Promise<void> {
    this.leaving = { row, uses: null };
    this.problem = '';
    try {
      const uses = await this.#client.uses(row.key);
      if (this.leaving?.row.key === row.key) this.leaving = { row, uses };
    } catch (error) {
      this.problem = problemText(error, this.app.language);
    }
  }

  async remove(): Promise<void> {
    const row = this.leaving?.row;
    if (row) await this.#act(() => this.#client.remove(row.key, row.version), this.t.removed(this.#titleOf(row)));
  }

  async restore(row: FreeLayerRow): Promise<void> {
    await this.#act(() => this.#client.restore(row.key), this.t.restored(this.#titleOf(row)));
  }

  #titleOf({ spec }: FreeLayerRow): string {
    return this.app.language.pick(spec.title);
  }

  async #act(work: () => Promise<unknown>, done: string): Promise<void> {
    this.busy = true;
    try {
      await work();
      this.leaving = null;
      this.app.announcer.show(done);
      await this.load();
    } catch (error) {
      this.problem = problemText(error, this.app.language);
    }
    this.busy = false;
  }
}
