/** Time between two years, long enough to look at a map. */
const STEP_MS = 1600;

/** Goes through years one by one, in steps and never in a flow: nothing moves but the colours. */
export class Play {
  playing = $state(false);

  #next: () => Promise<boolean>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param next shows the next year; false where there is none after it, or it could not be shown */
  constructor(next: () => Promise<boolean>) {
    this.#next = next;
  }

  start(): void {
    this.playing = true;
    void this.#step();
  }

  stop(): void {
    this.playing = false;
    clearTimeout(this.#timer);
  }

  async #step(): Promise<void> {
    const more = await this.#next();
    if (!this.playing) return;
    if (more) this.#timer = setTimeout(() => void this.#step(), STEP_MS);
    else this.playing = false;
  }
}
