import { createContext } from 'svelte';
import { freeIdFor } from '@quartierblick/gis/layers/free/identifiers.ts';
import { freeLayer } from '@quartierblick/gis/layers/free/layer.ts';
import { specIssues } from '@quartierblick/gis/layers/free/spec.ts';
import type { FreeLayerSpec } from '@quartierblick/gis/layers/free/spec.ts';
import type { FeatureCollection, Geometry } from 'geojson';
import { ApiProblem } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import { problemText } from '#lib/app/problem-text.ts';
import { FREE_LAYER_WORDS } from '#lib/i18n/free-layers.ts';
import { freeLayerClient, type FreeLayerRow } from './client.ts';
import { completed, emptyDraft } from './draft.ts';

/** Objects that the preview shows. */
const MOST_SHOWN = 500;
const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** A layer while it is described; nothing is sent before it is saved. */
export class FreeLayerEditor {
  spec = $state.raw<FreeLayerSpec>(emptyDraft());
  saved = $state.raw<FreeLayerRow | null>(null);
  state = $state<'loading' | 'ready' | 'gone' | 'failed'>('loading');
  /** Why it could not be loaded. */
  failure = $state.raw<unknown>(null);
  /** Why it was not saved. */
  problem = $state('');
  stale = $state(false);
  busy = $state(false);
  /** Objects of the layer as it is kept, for the preview. */
  features = $state.raw<FeatureCollection>(NOTHING);
  readonly t = $derived.by(() => FREE_LAYER_WORDS[this.app.language.code]);
  readonly whole = $derived(completed(this.spec));
  readonly definition = $derived(freeLayer(this.whole));
  readonly changed = $derived(JSON.stringify(this.spec) !== JSON.stringify(this.saved?.spec ?? emptyDraft()));
  /** What must be said or put right before it can be saved. */
  readonly missing: string[] = $derived.by(() => {
    const { title, source } = this.whole;
    return [
      ...(title.de === '' ? [this.t.needTitle] : []),
      ...([source.name, source.licence, source.attribution].some((text) => text.trim() === '')
        ? [this.t.needSource]
        : []),
      ...new Set(specIssues(this.whole).map(({ message }) => this.app.language.pick(message))),
    ];
  });

  readonly app: App;
  readonly #client: ReturnType<typeof freeLayerClient>;

  constructor(app: App) {
    this.app = app;
    this.#client = freeLayerClient(app.api);
  }

  /** @param id null: a new layer */
  async load(id: string | null): Promise<void> {
    if (id === null) {
      this.state = 'ready';
      return;
    }
    try {
      const row = await this.#client.read(id);
      if (row.deletedAt !== null) this.state = 'gone';
      else this.#take(row);
      this.features = (await this.app.api.features(id, { limit: MOST_SHOWN })) as FeatureCollection<Geometry>;
    } catch (error) {
      if (this.state === 'ready' || this.state === 'gone') return;
      this.failure = error;
      this.state = error instanceof ApiProblem && error.status === 404 ? 'gone' : 'failed';
    }
  }

  change(spec: FreeLayerSpec): void {
    this.spec = spec;
  }

  /** @returns the id of the layer where it was saved */
  async save(): Promise<string | null> {
    if (this.missing.length > 0 || this.busy) return null;
    this.busy = true;
    this.problem = '';
    const title = this.app.language.pick(this.whole.title);
    try {
      const { saved, spec } = this;
      const isNew = saved === null;
      const row = isNew ? await this.#add() : await this.#client.change(this.whole, saved.version);
      // What was entered while it was being saved stays, to be saved next.
      const entered = this.spec === spec ? null : { ...this.spec, id: row.spec.id };
      this.#take(row);
      if (entered) this.spec = entered;
      this.app.announcer.show(isNew ? this.t.created(title) : this.t.saved(title));
      return this.spec.id;
    } catch (error) {
      this.stale = error instanceof ApiProblem && error.status === 412;
      this.problem = this.stale ? '' : problemText(error, this.app.language);
      return null;
    } finally {
      this.busy = false;
    }
  }

  /** Throws away what was entered, and takes what others have made of it. */
  async reload(): Promise<void> {
    const id = this.saved?.key;
    if (id !== undefined) await this.load(id);
  }

  async #add(): Promise<FreeLayerRow> {
    const taken = new Set((await this.#client.list()).map(({ key }) => key));
    return this.#client.add({ ...this.whole, id: freeIdFor(this.whole.title.de, taken) });
  }

  #take(row: FreeLayerRow): void {
    this.saved = row;
    this.spec = row.spec;
    this.stale = false;
    this.state = 'ready';
  }
}

export const [useFreeEditor, provideFreeEditor] = createContext<FreeLayerEditor>();
