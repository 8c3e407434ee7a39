/** What the server tells while it happens. */
export type AppEvent =
  | { type: 'layer-changed'; layer: string; version: number }
  /** A layer that planners made has come, changed or gone. */
  | { type: 'layers-changed'; edition: string }
  | { type: 'import-changed'; id: string }
  | { type: 'case-changed'; key: string; version: number; by: string }
  | { type: 'walk-changed'; walk: string }
  | { type: 'measures-changed' }
  | { type: 'story-changed'; story: string };

const isEvent = (value: unknown): value is AppEvent =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

const HEARD =
  'message layer-changed layers-changed import-changed case-changed walk-changed measures-changed story-changed'.split(
    ' ',
  );
const REOPEN_AFTER_MS = 5000;

/** Server-sent events of the whole dashboard; opened with the first listener, reconnecting by itself. */
export class Events {
  #url: string;
  #source: EventSource | undefined;
  #listeners = new Set<(event: AppEvent) => void>();

  #onreopen: () => void;

  /** @param onreopen called when the line is there again after it was cut, as the server does when a role changes */
  constructor(url: string, onreopen: () => void) {
    this.#url = url;
    this.#onreopen = onreopen;
  }

  /** Listens to every event; returns the function that ends it. */
  listen(listener: (event: AppEvent) => void): () => void {
    this.#listeners.add(listener);
    if (!this.#source) this.#open();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#source?.close();
      this.#source = undefined;
    };
  }

  /** Starts anew, as whoever is signed in now. */
  reopen(): void {
    if (!this.#source) return;
    this.#source.close();
    this.#open();
  }

  #open(again = false): void {
    const source = new EventSource(this.#url);
    source.addEventListener('open', () => {
      if (again) this.#onreopen();
      again = true;
    });
    const receive = (message: Event): void => {
      const event = message instanceof MessageEvent ? parseEvent(message as MessageEvent<string>) : undefined;
      if (event) for (const listener of this.#listeners) listener(event);
    };
    for (const type of HEARD) source.addEventListener(type, receive);
    source.addEventListener('error', () => {
      // The browser tries again after a lost line, but not after an answer such as 503: then it is up to us.
      if (source.readyState !== EventSource.CLOSED || this.#source !== source) return;
      setTimeout(() => {
        if (this.#source === source) this.#open(true);
      }, REOPEN_AFTER_MS);
    });
    this.#source = source;
  }
}

/** The event in a message: its data may or may not repeat the type that the message bears as its name. */
export function parseEvent(message: { type: string; data: string }): AppEvent | undefined {
  try {
    const data: unknown = JSON.parse(message.data);
    if (isEvent(data)) return data;
    const named: unknown = typeof data === 'object' && data !== null ? { ...data, type: message.type } : undefined;
    return isEvent(named) && message.type !== 'message' ? named : undefined;
  } catch {
    return undefined;
  }
}
