import type { SearchHit } from '@quartierblick/gis/layers/answers.ts';
import { isAborted } from '#lib/api.ts';
import type { ListScreen } from './screen.svelte.ts';

const WAIT_MS = 160;

/** A new case: the building is found by its address, and its outline becomes the place of the case. */
export class CreateState {
  text = $state('');
  hits = $state.raw<SearchHit[]>([]);
  chosen = $state.raw<SearchHit | null>(null);
  caseNumber = $state('');
  state = $state<'idle' | 'searching' | 'creating'>('idle');
  /** A search has come to its end, so that "nothing found" is true. */
  searched = $state(false);
  /** What went wrong: said in the dialog, for a message would lie under it. */
  problem = $state.raw<unknown>(null);

  #screen: ListScreen;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #request: AbortController | undefined;
  #left = false;

  constructor(screen: ListScreen) {
    this.#screen = screen;
  }

  type(text: string): void {
    this.text = text;
    this.chosen = null;
    this.searched = false;
    this.problem = null;
    this.#stop();
    if (text.trim().length < 2) {
      this.hits = [];
      this.state = 'idle';
      return;
    }
    this.state = 'searching';
    this.#timer = setTimeout(() => void this.#search(text.trim().slice(0, 100)), WAIT_MS);
  }

  async #search(text: string): Promise<void> {
    const request = new AbortController();
    this.#request = request;
    try {
      this.hits = (await this.#screen.client.buildings(text, request.signal)).slice(0, 8);
      this.searched = true;
      this.state = 'idle';
    } catch (error) {
      if (isAborted(error)) return;
      this.state = 'idle';
      this.problem = error;
    }
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#request?.abort();
  }

  choose(hit: SearchHit): void {
    this.chosen = hit;
    this.text = hit.title;
    this.hits = [];
    this.searched = false;
    // Hits that are still on their way would be offered anew, and end a state that is not theirs.
    this.#stop();
    this.state = 'idle';
  }

  /** @returns the key of the new case; null where it was not made or the dialog has been left, and the reader has been told */
  async create(): Promise<string | null> {
    const { chosen } = this;
    if (!chosen || this.state === 'creating') return null;
    this.state = 'creating';
    this.problem = null;
    try {
      const caseNumber = this.caseNumber.trim();
      const properties = { address: chosen.title, ...(caseNumber !== '' && { case_number: caseNumber }) };
      const { key } = await this.#screen.client.create({ buildingKey: chosen.key, properties });
      if (!this.#left) return key;
      this.#screen.app.announcer.show(this.#screen.t.create.created(chosen.title));
    } catch (error) {
      if (this.#left) this.#screen.tell(error);
      else this.problem = error;
      this.state = 'idle';
    }
    return null;
  }

  leave(): void {
    this.#stop();
    this.#left = true;
  }
}
