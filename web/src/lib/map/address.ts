import type { Navigate } from './screen.svelte.ts';

/**
 * Puts queries into the address one after another. A navigation of SvelteKit that another one overtakes is dropped: opening
 * the table makes the map lower, which notes the new view at once, and without waiting the reader's step would be lost to "back".
 */
export class Address {
  #last: Promise<void> = Promise.resolve();
  #era = 0;
  #closed = false;
  #go: (query: string, replace: boolean) => Promise<void>;

  constructor(go: (query: string, replace: boolean) => Promise<void>) {
    this.#go = go;
  }

  readonly write: Navigate = (query, replace) => {
    if (this.#closed) return;
    const era = this.#era;
    this.#last = this.#last
      .then(() => (era === this.#era ? this.#go(query, replace) : undefined))
      // A navigation that failed must not keep the following ones back.
      .catch(() => undefined);
  };

  /** The reader went back or forward: what waits belongs to the place that was left. */
  forget(): void {
    this.#era += 1;
  }

  /** The page is left: neither what waits nor what an answer still brings belongs into the address of another one. */
  close(): void {
    this.forget();
    this.#closed = true;
  }
}
