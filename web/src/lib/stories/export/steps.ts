/** A slide that could not be drawn. */
export class SlideFailure extends Error {
  override readonly name = 'SlideFailure';
  /** From 1. */
  readonly number: number;

  constructor(number: number, cause: unknown) {
    super(`slide ${number}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.number = number;
  }
}

/** The way through the slides of a story: says how far it is, and ends where it is told to. */
export class Steps {
  readonly #signal: AbortSignal;
  readonly #onstep: (done: number) => void;

  constructor(signal: AbortSignal, onstep: (done: number) => void) {
    this.#signal = signal;
    this.#onstep = onstep;
  }

  /** One after the other. @throws SlideFailure with the number of the slide that failed; DOMException where it was cancelled */
  async each<T>(things: readonly T[], work: (thing: T, index: number) => Promise<void>): Promise<void> {
    for (const [index, thing] of things.entries()) {
      this.#signal.throwIfAborted();
      try {
        await work(thing, index);
      } catch (error) {
        throw new SlideFailure(index + 1, error);
      }
      this.#onstep(index + 1);
    }
  }

  /** What comes after all of them. */
  async last<T>(work: () => Promise<T>): Promise<T> {
    this.#signal.throwIfAborted();
    const made = await work();
    this.#signal.throwIfAborted();
    return made;
  }
}
