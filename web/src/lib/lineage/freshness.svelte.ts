import type { App } from '#lib/app/context.ts';
import type { Freshness, LayerFreshness } from './types.ts';

/** The page that tells what is older than promised. */
export class FreshnessScreen {
  data = $state.raw<Freshness | null>(null);
  failure = $state.raw<unknown>(null);

  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  get #routes() {
    return this.#app.api.client.api.freshness;
  }

  async load(): Promise<void> {
    try {
      this.data = (await (await this.#routes.$get()).json()) as Freshness;
      this.failure = null;
    } catch (error) {
      this.failure = error;
    }
  }

  /** Sets what is promised of a layer. @throws ApiProblem or Unreachable */
  async promise(layer: string, promise: { months: number | null; note: string }): Promise<void> {
    const response = await this.#routes[':layer'].$put({ param: { layer }, json: promise });
    this.#put((await response.json()) as LayerFreshness);
  }

  /** Returns to the layer's own promise. @throws ApiProblem or Unreachable */
  async reset(layer: string): Promise<void> {
    const response = await this.#routes[':layer'].$delete({ param: { layer } });
    this.#put((await response.json()) as LayerFreshness);
  }

  #put(changed: LayerFreshness): void {
    if (!this.data) return;
    const layers = this.data.layers.map((one) => (one.layer === changed.layer ? changed : one));
    this.data = { ...this.data, layers };
  }
}
