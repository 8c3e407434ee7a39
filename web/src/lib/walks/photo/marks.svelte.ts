import type { Dot, Mark, Stroke } from './strokes.ts';
import type { Size } from './zoom.ts';

/** Of the longer side of what is seen of the picture. */
const WIDTHS = { cover: { thick: 1 / 9, thin: 1 / 22 }, pen: { thick: 1 / 70, thin: 1 / 140 } };

/**
 * What is covered and drawn on a picture, in the order in which it was done. Everything is kept in pixels of the picture, so
 * what is stored does not depend on how it was looked at.
 */
export class Marks {
  tool = $state<Stroke['tool']>('cover');
  thick = $state(true);
  all = $state.raw<readonly Mark[]>([]);
  /** How many places the picture shows as covered now. */
  covered = 0;
  readonly #picture: Size;

  constructor(picture: Size) {
    this.#picture = { width: picture.width, height: picture.height };
  }

  /** Whether something points something out. */
  get drawn(): boolean {
    return this.all.some(({ tool }) => tool === 'pen');
  }
  /**
   * A stroke that begins here. Its finger is as wide on the screen at every zoom: who looks closer covers finer.
   * @param zoom how often larger than the whole picture
   */
  stroke(dots: readonly Dot[], zoom: number): Stroke {
    const { width, height } = this.#picture;
    const part = WIDTHS[this.tool][this.thick ? 'thick' : 'thin'];
    return { tool: this.tool, width: (Math.max(width, height) * part) / zoom, dots };
  }
  add(...marks: readonly Mark[]): void {
    this.all = [...this.all, ...marks];
  }
  undo(): void {
    this.all = this.all.slice(0, -1);
  }
}
