import { isAborted, type Api } from '#lib/api.ts';
import type { SearchHit } from '@quartierblick/gis/layers/answers.ts';

const WAIT_MS = 160;
const MIN_LENGTH = 2;

/** Search while typing: waits for a pause, and only the newest question counts. */
export class Search {
  text = $state('');
  hits = $state.raw<SearchHit[]>([]);
  state = $state<'idle' | 'loading' | 'ready' | 'failed'>('idle');

  #api: Api;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #request: AbortController | undefined;
  #taker: ((hit: SearchHit) => void) | undefined;

  constructor(api: Api) {
    this.#api = api;
  }

  type(text: string): void {
    this.text = text;
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#taker = undefined;
    if (text.trim().length < MIN_LENGTH) {
      this.hits = [];
      this.state = 'idle';
      return;
    }
    this.state = 'loading';
    this.#timer = setTimeout(() => void this.#ask(text.trim()), WAIT_MS);
  }

  clear(): void {
    this.type('');
  }

  /** Takes the best hit for what stands in the field; where that is still being looked for, as soon as it is found. */
  best(take: (hit: SearchHit) => void): void {
    const [first] = this.hits;
    if (this.state === 'loading') this.#taker = take;
    else if (first) take(first);
  }

  async #ask(text: string): Promise<void> {
    const request = new AbortController();
    this.#request = request;
    try {
      this.hits = await this.#api.search(text.slice(0, 100), request.signal);
      this.state = 'ready';
      if (this.#taker) this.best(this.#taker);
    } catch (error) {
      if (isAborted(error)) return;
      this.hits = [];
      this.state = 'failed';
    }
  }
}
