import type { Dot } from './strokes.ts';

/** What fingers on the paper do, in CSS pixels from its upper left corner. */
export interface FingerActions {
  begin: (at: Dot) => void;
  draw: (at: Dot) => void;
  end: () => void;
  /** A second finger came down: what the first one has begun was not meant. */
  giveUp: () => void;
  pinch: (before: readonly [Dot, Dot], now: readonly [Dot, Dot]) => void;
}

/** One finger covers or draws, two enlarge and move the picture. After two, nothing is drawn until all are lifted. */
export class Fingers {
  readonly #down = new Map<number, Dot>();
  readonly #actions: FingerActions;
  #drawing = false;
  #pinching = false;

  constructor(actions: FingerActions) {
    this.#actions = actions;
  }

  down(finger: number, at: Dot): void {
    this.#down.set(finger, at);
    if (this.#down.size === 1) {
      this.#drawing = true;
      this.#actions.begin(at);
      return;
    }
    if (this.#drawing) this.#actions.giveUp();
    this.#drawing = false;
    this.#pinching = true;
  }

  move(finger: number, at: Dot): void {
    if (!this.#down.has(finger)) return;
    const before = this.#two();
    this.#down.set(finger, at);
    const now = this.#two();
    if (this.#drawing) this.#actions.draw(at);
    else if (this.#pinching && before && now) this.#actions.pinch(before, now);
  }

  up(finger: number): void {
    if (!this.#down.delete(finger)) return;
    if (this.#drawing) this.#actions.end();
    this.#drawing = false;
    if (this.#down.size === 0) this.#pinching = false;
  }

  /** The first two that are down. */
  #two(): readonly [Dot, Dot] | null {
    const [first, second] = this.#down.values();
    return first && second ? [first, second] : null;
  }
}
