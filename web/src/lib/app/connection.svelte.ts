/** `away`: the server answers, its database does not. `offline`: the server does not answer. */
export type ConnectionState = 'ok' | 'away' | 'offline';

const CHECK_EVERY_MS = 3000;

/** Knows whether the server can be reached, and finds out by itself when it can again. */
export class Connection {
  state = $state<ConnectionState>('ok');
  #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #healthUrl: string;

  constructor(healthUrl: string) {
    this.#healthUrl = healthUrl;
  }

  /** Called when the connection is back after it was gone; returns the function that ends it. */
  onBack(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  report(state: 'away' | 'offline'): void {
    this.state = state;
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => void this.#check(), CHECK_EVERY_MS);
  }

  async #check(): Promise<void> {
    this.#timer = undefined;
    try {
      const response = await fetch(this.#healthUrl, { cache: 'no-store' });
      if (response.ok) {
        this.state = 'ok';
        for (const listener of this.#listeners) listener();
        return;
      }
      this.report('away');
    } catch {
      this.report('offline');
    }
  }
}
