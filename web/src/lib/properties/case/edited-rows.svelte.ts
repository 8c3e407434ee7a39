import { SvelteSet } from 'svelte/reactivity';
import type { DraftStore } from '#lib/entry/drafts.ts';
import type { Draft } from './case-drafts.ts';
import type { PartRow } from './types.ts';

/** Which rows of a part are being edited; what is entered in one does not go when somebody removes it. */
export class EditedRows {
  #part: string;
  #edited: SvelteSet<string>;
  #before: readonly PartRow[] = [];

  /** @param drafts forms that hold something unsaved begin open */
  constructor(part: string, drafts: Pick<DraftStore<Draft>, 'ids'>) {
    this.#part = part;
    this.#edited = new SvelteSet(drafts.ids());
  }

  has(key: string): boolean {
    return this.#edited.has(`${this.#part}-${key}`);
  }

  edit(key: string, open: boolean): void {
    if (open) this.#edited.add(`${this.#part}-${key}`);
    else this.#edited.delete(`${this.#part}-${key}`);
  }

  /** The rows as they are now, and in their places those that have gone while they are being edited. */
  shown(rows: readonly PartRow[]): readonly PartRow[] {
    const shown = [...rows];
    for (const [at, row] of this.#before.entries()) {
      if (rows.some(({ key }) => key === row.key) || !this.has(row.key)) continue;
      const ahead = new Set(this.#before.slice(0, at).map(({ key }) => key));
      shown.splice(shown.findLastIndex(({ key }) => ahead.has(key)) + 1, 0, row);
    }
    this.#before = shown;
    return shown;
  }
}
