import { isAborted, type Api } from '#lib/api.ts';
import type { FeatureDetail } from '@quartierblick/gis/layers/answers.ts';
import type { Selected } from '@quartierblick/gis/views/map.ts';

/** A feature that lies at the same place as the selected one. */
export interface Neighbour extends Selected {
  title: string;
}

/** The feature whose details are open. */
export class Selection {
  current = $state.raw<Selected | null>(null);
  state = $state<'idle' | 'loading' | 'ready' | 'failed'>('idle');
  detail = $state.raw<FeatureDetail | null>(null);
  error = $state.raw<unknown>(null);
  /** What else lies where the reader clicked. */
  alsoHere = $state.raw<Neighbour[]>([]);

  #api: Api;
  #request: AbortController | undefined;

  constructor(api: Api) {
    this.#api = api;
  }

  is(layer: string, key: unknown): boolean {
    return this.current?.layer === layer && this.current.key === key;
  }

  async open(selected: Selected, alsoHere: Neighbour[] = []): Promise<FeatureDetail | null> {
    if (!this.is(selected.layer, selected.key)) this.detail = null;
    this.current = selected;
    this.alsoHere = alsoHere;
    return this.reload();
  }

  /** Reads the selected feature anew, e.g. after its layer changed. */
  async reload(): Promise<FeatureDetail | null> {
    const selected = this.current;
    if (!selected) return null;
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    this.state = 'loading';
    try {
      this.detail = await this.#api.feature(selected.layer, selected.key, request.signal);
      this.state = 'ready';
      return this.detail;
    } catch (error) {
      if (isAborted(error)) return null;
      this.error = error;
      this.detail = null;
      this.state = 'failed';
      return null;
    }
  }

  close(): void {
    this.#request?.abort();
    this.current = null;
    this.detail = null;
    this.alsoHere = [];
    this.state = 'idle';
  }
}
