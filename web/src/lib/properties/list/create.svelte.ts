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

  #screen: ListScreen;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #request: AbortController | undefined;

  constructor(screen: ListScreen) {
    this.#screen = screen;
  }

  type(text: string): void {
    this.text = text;
    this.chosen = null;
    this.searched = false;
    clearTimeout(this.#timer);
    this.#request?.abort();
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
      this.#screen.tell(error);
    }
  }

  choose(hit: SearchHit): void {
    this.chosen = hit;
    this.text = hit.title;
    this.hits = [];
    this.searched = false;
  }

  /** @returns the key of the new case; null where it was not made, and the reader has been told why */
  async create(): Promise<string | null> {
    const { chosen } = this;
    if (!chosen || this.state === 'creating') return null;
    this.state = 'creating';
    try {
      const caseNumber = this.caseNumber.trim();
      const properties = { address: chosen.title, ...(caseNumber !== '' && { case_number: caseNumber }) };
      return (await this.#screen.client.create({ buildingKey: chosen.key, properties })).key;
    } catch (error) {
      this.#screen.tell(error);
      this.state = 'idle';
      return null;
    }
  }

  leave(): void {
    clearTimeout(this.#timer);
    this.#request?.abort();
  }
}
