import type { Rendition, RenderedSlide } from '@quartierblick/gis/stories/rendition.ts';
import { act, AT_START, goTo, press } from './steps.ts';
import type { Command, ShowState, Shown } from './steps.ts';

type Keys = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** A presentation that is under way. */
export class Presentation {
  readonly rendition: Rendition;
  state = $state.raw<ShowState>(AT_START);
  readonly slides: readonly RenderedSlide[];
  readonly current: RenderedSlide | undefined = $derived.by(() => this.slides[this.state.index]);

  readonly #shown: Shown;
  readonly #onleave: () => void;

  /** @param onleave called where there is nothing left to leave but the presentation itself */
  constructor(rendition: Rendition, onleave: () => void) {
    this.rendition = rendition;
    this.slides = rendition.slides;
    this.#onleave = onleave;
    this.#shown = {
      slides: rendition.slides.length,
      isMap: (index) => rendition.slides[index]?.content?.kind === 'map',
    };
  }

  go(index: number): void {
    this.state = goTo(this.state, index, this.#shown);
  }

  do(command: Command): void {
    this.#become(act(this.state, command, this.#shown));
  }

  /** Takes a key. @returns whether it meant something here */
  key({ key, ctrlKey, metaKey, altKey }: Keys): boolean {
    const next = ctrlKey || metaKey || altKey ? null : press(this.state, key, this.#shown);
    if (next === null) return false;
    this.#become(next);
    return true;
  }

  #become(next: ShowState | 'left'): void {
    if (next === 'left') this.#onleave();
    else this.state = next;
  }
}
