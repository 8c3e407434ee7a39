import type { Marks } from './marks.svelte.ts';
import { boxOf, type Dot, type Mark } from './strokes.ts';
import type { Size } from './zoom.ts';

/** Of the longer side of what is seen, at one press of an arrow. */
const STEP = { small: 1 / 50, large: 1 / 10 };
const WAYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** What became of a key that was pressed. */
export type CrossDone = 'moved' | 'begun' | 'covered' | 'drawn' | 'given-up';

/** Covering and drawing with a keyboard alone: a cross that arrows move, and Enter or the space bar where a box or a line begins and ends. */
export class Cross {
  at = $state.raw<Dot>({ x: 0, y: 0 });
  /** Where the cross has been since it began; null: nothing is begun. */
  way = $state.raw<readonly Dot[] | null>(null);
  readonly #marks: Marks;
  readonly #picture: Size;

  constructor(marks: Marks, picture: Size) {
    this.#marks = marks;
    this.#picture = { width: picture.width, height: picture.height };
    this.at = { x: Math.round(picture.width / 2), y: Math.round(picture.height / 2) };
  }

  /** In per cent from the left and from the top. */
  get percent(): readonly [number, number] {
    const { width, height } = this.#picture;
    return [Math.round((this.at.x / width) * 100), Math.round((this.at.y / height) * 100)];
  }
  /** The box that would be covered now; null where none is begun. */
  get box() {
    const first = this.way?.[0];
    return first && this.#marks.tool === 'cover' ? boxOf(first, this.at) : null;
  }

  /** @param zoom how often larger than the whole picture: who looks closer goes finer @returns null for a key that is none of its own */
  press({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>, zoom: number): CrossDone | null {
    const way = WAYS[key];
    if (way) return this.#move(way, shiftKey ? STEP.large : STEP.small, zoom);
    if (key === 'Escape' && this.way) return this.giveUp();
    if (key !== 'Enter' && key !== ' ') return null;
    if (!this.way) {
      this.way = [this.at];
      return 'begun';
    }
    return this.#end(this.way, zoom);
  }
  giveUp(): CrossDone {
    this.way = null;
    return 'given-up';
  }

  #move([x, y]: readonly [number, number], part: number, zoom: number): CrossDone {
    const { width, height } = this.#picture;
    const step = Math.max(1, Math.round((Math.max(width, height) * part) / zoom));
    this.at = {
      x: Math.min(width, Math.max(0, this.at.x + x * step)),
      y: Math.min(height, Math.max(0, this.at.y + y * step)),
    };
    if (this.way) this.way = [...this.way, this.at];
    return 'moved';
  }
  #end(way: readonly Dot[], zoom: number): CrossDone {
    const box = this.box;
    const mark: Mark = box ?? this.#marks.stroke(way, zoom);
    this.way = null;
    // A box without a width covers nothing, and would be undone without anybody seeing it.
    if (box && (box.width === 0 || box.height === 0)) return 'given-up';
    this.#marks.add(mark);
    return box ? 'covered' : 'drawn';
  }
}
