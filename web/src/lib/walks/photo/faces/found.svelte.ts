import type { Stroke } from '../strokes.ts';
import { coveringOf } from './covering.ts';
import type { FaceFinder } from './finder.ts';
import type { Box } from './tiles.ts';

/** So long may a photo be searched before its taker is told to look for themselves. */
const LIMIT_MS = 30_000;
/** So long may one who is done wait for it. */
const PATIENCE_MS = 8000;

/** What was found in one picture: covered until somebody says that it is no face. */
export class FoundFaces {
  state = $state<'searching' | 'searched' | 'failed' | 'late'>('searching');
  faces = $state.raw<readonly Box[]>([]);
  /** Which of them are no faces, by their place in the list. */
  #open = $state.raw<ReadonlySet<number>>(new Set());
  /** Somebody is done and waits for the search. */
  awaited = $state(false);
  readonly strokes: readonly Stroke[] = $derived(this.faces.filter((_, n) => !this.#open.has(n)).map(coveringOf));
  #settled: Promise<void>;

  constructor(finder: FaceFinder, picture: HTMLCanvasElement) {
    this.#settled = this.#search(finder, picture);
    setTimeout(() => this.#giveUp(), LIMIT_MS);
  }

  get #searching(): boolean {
    return this.state === 'searching';
  }

  async #search(finder: FaceFinder, picture: HTMLCanvasElement): Promise<void> {
    try {
      const faces = await finder.find(picture);
      // Whoever was told that it takes too long has looked for themselves since.
      if (this.#searching) [this.faces, this.state] = [faces, 'searched'];
    } catch {
      if (this.#searching) this.state = 'failed';
    }
  }

  #giveUp(): void {
    if (this.#searching) this.state = 'late';
  }

  covers(n: number): boolean {
    return !this.#open.has(n);
  }

  /** Uncovers what is no face, and covers it again. */
  turn(n: number): void {
    this.#open = new Set(this.#open).symmetricDifference(new Set([n]));
  }

  /**
   * Whether the picture may be kept as its taker has seen it. While it is still searched, waits a while; what then comes
   * (faces, or that there will be no search) must be seen first.
   */
  async seen(): Promise<boolean> {
    if (!this.#searching) return true;
    this.awaited = true;
    await Promise.race([this.#settled, new Promise((over) => setTimeout(over, PATIENCE_MS))]);
    this.#giveUp();
    this.awaited = false;
    return this.state === 'searched' && this.faces.length === 0;
  }
}
