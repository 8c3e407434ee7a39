import type { Rendition } from '@quartierblick/gis/stories/rendition.ts';
import { isAborted } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import { keepFile } from '#lib/app/keep-file.ts';
import { problemText } from '#lib/app/problem-text.ts';
import type { ThemeName } from '#lib/app/theme.svelte.ts';
import { EXPORT_WORDS } from '#lib/i18n/story-export.ts';
import { fileName } from './file-name.ts';
import type { IMAGE_WIDTHS } from './make-images.ts';
import { SlideFailure, Steps } from './steps.ts';
import { fileSurroundings } from './surroundings.ts';

/** What a story is given out as. */
export interface Order {
  kind: 'pptx' | 'images';
  edition: Rendition['edition'];
  theme: ThemeName;
  /** Only in files for PowerPoint, and never in public ones. */
  notes: boolean;
  size: keyof typeof IMAGE_WIDTHS;
}

type State =
  | { is: 'idle' }
  | { is: 'working'; done: number; of: number | null }
  | { is: 'finished'; name: string }
  | { is: 'cancelled' }
  | { is: 'failed'; why: string };

/** Makes files of a story in the browser, from what the server gives to one edition. */
export class Exporting {
  state = $state.raw<State>({ is: 'idle' });
  readonly #app: App;
  readonly #read: (edition: Rendition['edition']) => Promise<Rendition>;
  #abort: AbortController | undefined;

  /** @param read what an edition gets of the story, or what was published for it */
  constructor(app: App, read: (edition: Rendition['edition']) => Promise<Rendition>) {
    this.#app = app;
    this.#read = read;
  }

  /** Makes a file and gives it to the browser to keep. What goes wrong stands in {@link state}. */
  async make(order: Order): Promise<void> {
    const abort = new AbortController();
    this.#abort?.abort();
    this.#abort = abort;
    const show = (state: State): void => {
      if (this.#abort === abort) this.state = state;
    };
    show({ is: 'working', done: 0, of: null });
    try {
      const name = await this.#make(order, abort.signal, (done, of) => show({ is: 'working', done, of }));
      show({ is: 'finished', name });
    } catch (error) {
      show(abort.signal.aborted || isAborted(error) ? { is: 'cancelled' } : { is: 'failed', why: this.#why(error) });
    }
  }

  /** Ends what is being made after the slide that is being drawn. */
  cancel(): void {
    this.#abort?.abort();
    if (this.state.is === 'working') this.state = { is: 'cancelled' };
  }

  async #make(order: Order, signal: AbortSignal, onstep: (done: number, of: number) => void): Promise<string> {
    const { language } = this.#app;
    const own = EXPORT_WORDS[language.code];
    const rendition = await this.#read(order.edition);
    signal.throwIfAborted();
    const of = rendition.slides.length;
    if (of === 0) throw new NothingToExport();
    onstep(0, of);
    const steps = new Steps(signal, (done) => onstep(done, of));
    const surroundings = fileSurroundings(this.#app, rendition, order.theme);
    const title = language.pick(rendition.title) || rendition.title.de;
    const [made, ending] = await (order.kind === 'pptx'
      ? import('./make-pptx.ts').then(async ({ makePptx }) => {
          return [await makePptx(rendition, surroundings, { own, notes: order.notes, steps }), 'pptx'] as const;
        })
      : import('./make-images.ts').then(async ({ makeImages, IMAGE_WIDTHS }) => {
          return [
            await makeImages(rendition, surroundings, { width: IMAGE_WIDTHS[order.size], steps }),
            'zip',
          ] as const;
        }));
    const name = fileName(title, own.editions[order.edition], ending);
    keepFile(made, name);
    return name;
  }

  #why(error: unknown): string {
    const own = EXPORT_WORDS[this.#app.language.code];
    if (error instanceof NothingToExport) return own.empty;
    if (error instanceof SlideFailure) return `${own.failed} ${own.drawFailed(error.number)}`;
    return `${own.failed} ${problemText(error, this.#app.language)}`;
  }
}

class NothingToExport extends Error {
  override readonly name = 'NothingToExport';
}
