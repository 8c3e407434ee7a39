import { isAborted, type Api } from '#lib/api.ts';
import type { Bounds, FeaturePage } from '@quartierblick/gis/layers/answers.ts';
import type { LayerState } from '#lib/layers/layer-state.svelte.ts';

export const PAGE_SIZE = 50;

/** The table of what is in view: one layer, in pages, sorted by the server so that it says the same at any size. */
export class TableState {
  /** Layer that the table shows; null while it is closed. */
  layer = $state<string | null>(null);
  sort = $state<{ field: string; descending: boolean } | null>(null);
  offset = $state(0);
  page = $state.raw<FeaturePage | null>(null);
  state = $state<'idle' | 'loading' | 'ready' | 'failed'>('idle');
  error = $state.raw<unknown>(null);
  readonly total = $derived(this.page?.numberMatched ?? 0);

  #api: Api;
  #request: AbortController | undefined;

  constructor(api: Api) {
    this.#api = api;
  }

  open(layer: string): void {
    if (layer !== this.layer) {
      this.sort = null;
      this.page = null;
    }
    this.layer = layer;
    this.offset = 0;
  }

  close(): void {
    this.#request?.abort();
    this.layer = null;
    this.page = null;
    this.state = 'idle';
  }

  sortBy(field: string): void {
    const same = this.sort?.field === field;
    this.sort = same && this.sort?.descending ? null : { field, descending: same };
    this.offset = 0;
  }

  async load(item: LayerState, bbox: Bounds | null): Promise<void> {
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    this.state = 'loading';
    const sort = this.sort && `${this.sort.descending ? '-' : ''}${this.sort.field}`;
    try {
      const query = { ...item.shownClasses, bbox: bbox ?? undefined, sort: sort ?? undefined, offset: this.offset };
      this.page = await this.#api.features(item.id, { ...query, limit: PAGE_SIZE, geometry: 'point' }, request.signal);
      this.state = 'ready';
    } catch (error) {
      if (isAborted(error)) return;
      this.error = error;
      this.state = 'failed';
    }
  }
}
