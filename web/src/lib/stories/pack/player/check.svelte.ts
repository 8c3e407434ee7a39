import type { PackArchive } from './archive.ts';

type PartState = 'right' | 'wrong' | 'waiting';

/** Holds the parts of a pack against their checksums, one after the other, while it is already shown. */
export class PackCheck {
  /** Outside secure contexts browsers have no checksums. */
  readonly able = 'subtle' in crypto;
  states = $state.raw<Readonly<Record<string, PartState>>>({});
  done = $state(false);
  readonly wrong = $derived(Object.values(this.states).filter((one) => one === 'wrong').length);
  readonly #archive: PackArchive;

  constructor(archive: PackArchive) {
    this.#archive = archive;
  }

  async run(): Promise<void> {
    if (!this.able) return;
    for (const part of this.#archive.manifest.parts) {
      const state: PartState = (await this.#archive.isWhole(part)) ? 'right' : 'wrong';
      this.states = { ...this.states, [part.id]: state };
      // The slides come first.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    this.done = true;
  }
}
