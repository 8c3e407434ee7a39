import { problemText } from '#lib/app/problem-text.ts';
import type { MeasuresScreen } from './screen.svelte.ts';
import type { Measure } from '@quartierblick/gis/walks/measure.ts';

/** Photos of the measure in whose dialog they were chosen, whichever is open when they are sent. */
export class Photos {
  problem = $state('');

  #left = false;
  /** How many choices are being sent. */
  #sending = 0;
  /** What was refused since the last choice that found nothing under way. */
  #refused: string[] = [];
  readonly #screen: MeasuresScreen;
  readonly #measure: Pick<Measure, 'key' | 'number'>;

  constructor(screen: MeasuresScreen, { key, number }: Measure) {
    this.#screen = screen;
    this.#measure = { key, number };
  }

  /** Sends files one after another; one that is refused does not keep the others back. */
  async add(moment: 'before' | 'after', files: readonly File[]): Promise<void> {
    const { client } = this.#screen;
    if (this.#sending === 0) this.#clear();
    this.#sending += 1;
    for (const file of files) {
      await this.#attempt(() => client.addPhoto(this.#measure.key, moment, file, file.name), file.name);
    }
    this.#sending -= 1;
    this.#tell();
  }

  async remove(photo: string): Promise<void> {
    const { client, app, t } = this.#screen;
    if (this.#sending === 0) this.#clear();
    if (await this.#attempt(() => client.removePhoto(this.#measure.key, photo))) app.announcer.show(t.removed);
    else this.#tell();
  }

  /** The dialog is closed: what goes wrong from now on is said outside of it. */
  leave(): void {
    this.#left = true;
  }

  async #attempt(deed: () => Promise<Measure>, name?: string): Promise<boolean> {
    const { app } = this.#screen;
    try {
      this.#screen.take(await deed());
      return true;
    } catch (error) {
      const text = problemText(error, app.language);
      this.#refused.push(name === undefined ? text : `${name}: ${text}`);
      this.problem = this.#refused.join(' · ');
      return false;
    }
  }

  #clear(): void {
    this.#refused = [];
    this.problem = '';
  }

  /** Says what was refused to those who have closed the dialog. */
  #tell(): void {
    const { app, t } = this.#screen;
    if (this.#left && this.problem) app.announcer.show(t.photosRefused(this.#measure.number, this.problem), 'warn');
  }
}
