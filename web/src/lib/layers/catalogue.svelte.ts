import { SvelteMap } from 'svelte/reactivity';
import type { Api } from '#lib/api.ts';
import type { LayerInfo, Project } from '@quartierblick/gis/layers/answers.ts';

/** What there is: the project area and its layers, as the api lists them. */
export class Catalogue {
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  error = $state.raw<unknown>(null);
  project = $state.raw<Project | null>(null);
  layers = $state.raw<LayerInfo[]>([]);
  /** Layers whose tiles or values cannot be loaded just now. */
  readonly failed = new SvelteMap<string, string>();
  readonly byId = $derived(new Map(this.layers.map((layer) => [layer.id, layer])));

  #api: Api;
  #turn = 0;
  #newest: Promise<void> = Promise.resolve();

  constructor(api: Api) {
    this.#api = api;
  }

  /** Reads anew what the account that is signed in may see; resolves when what was asked last is here. */
  load(): Promise<void> {
    this.#turn += 1;
    this.#newest = this.#read(this.#turn);
    return this.#newest;
  }

  async #read(turn: number): Promise<void> {
    try {
      const [project, layers] = await Promise.all([this.#api.projectIfAny(), this.#api.layers()]);
      // Somebody may have signed out meanwhile: what they saw must not come back.
      if (turn !== this.#turn) return this.#newest;
      this.project = project;
      this.layers = layers;
      this.failed.clear();
      for (const { id, problem } of layers) if (problem) this.failed.set(id, problem.title);
      this.state = 'ready';
    } catch (error) {
      if (turn !== this.#turn) return this.#newest;
      this.error = error;
      // A list that was loaded before stays on screen: the connection's banner says what is wrong.
      if (this.state !== 'ready') this.state = 'failed';
    }
  }
}
