/**
 * Hands batches from one asynchronous writer to one asynchronous reader and holds the writer back when the reader is
 * slow, so that a file of any size passes through the same few batches of memory.
 */
export class Channel<T> implements AsyncIterable<T> {
  readonly #capacity: number;
  readonly #waiting: T[] = [];
  #ended = false;
  #failure: { reason: unknown } | undefined;
  #wake: (() => void)[] = [];

  constructor(capacity = 4) {
    this.#capacity = capacity;
  }

  /** Waits until there is room. @throws what the reader failed with */
  async push(batch: T): Promise<void> {
    while (this.#waiting.length >= this.#capacity && !this.#failure) await this.#change();
    if (this.#failure) throw this.#failure.reason;
    this.#waiting.push(batch);
    this.#notify();
  }

  /** No more batches will come. */
  end(): void {
    this.#ended = true;
    this.#notify();
  }

  /** Breaks off: the writer's next push and the reader's next step throw `reason`. */
  fail(reason: unknown): void {
    this.#failure ??= { reason };
    this.#notify();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      if (this.#failure) throw this.#failure.reason;
      const batch = this.#waiting.shift();
      if (batch !== undefined) {
        this.#notify();
        yield batch;
      } else if (this.#ended) return;
      else await this.#change();
    }
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#wake.push(resolve));
  }

  #notify(): void {
    const wake = this.#wake;
    this.#wake = [];
    for (const resume of wake) resume();
  }
}
