/** Long enough to see what changed, short enough for a talk. */
const STEP_MS = 1800;

/** The years of a map slide, one after the other. */
export class YearPlay {
  years = $state.raw<readonly number[]>([]);
  /** null: as the slide has it. */
  year = $state<number | null>(null);
  playing = $state(false);
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Takes the years of a slide; what played before stops. @param year where it stands */
  begin(years: readonly number[], year: number | null): void {
    this.stop();
    this.years = years;
    this.year = years.length > 0 ? year : null;
  }

  show(year: number): void {
    this.stop();
    this.year = year;
  }

  toggle(): void {
    if (this.playing) return this.stop();
    this.playing = true;
    // From the first one again where it stands at the last.
    if (this.year === this.years.at(-1)) this.year = this.years[0] ?? null;
    this.#timer = setInterval(() => this.#on(), STEP_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.playing = false;
  }

  #on(): void {
    const next = this.years[this.years.indexOf(this.year ?? -1) + 1];
    if (next === undefined) this.stop();
    else this.year = next;
  }
}
