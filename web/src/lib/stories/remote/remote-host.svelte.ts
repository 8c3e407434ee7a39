import type { RemotePlace, RemoteSaid } from '@quartierblick/gis/stories/remote.ts';
import type { Api } from '#lib/api.ts';
import type { Presentation } from '../present/presentation.svelte.ts';
import { RemoteRoom } from './room.ts';

/** The code that opens the room, as the api made it. */
interface RemoteCode {
  secret: string;
  url: string;
  qr: { size: number; d: string };
}

/** More of a note does not fit a phone, nor the line. */
const MOST_NOTES = 1200;
const short = ({ de, en }: { de: string; en: string }, most: number) => ({
  de: de.slice(0, most),
  en: en.slice(0, most),
});

/** The side of the hall: lets a phone in, does what it asks, and tells it where the presentation is. */
export class RemoteHost {
  code = $state.raw<RemoteCode | null>(null);
  error = $state.raw<unknown>(null);
  /** Phones that have asked so far. */
  phones = $state(0);
  readonly #api: Api;
  readonly #show: Presentation;
  #room: RemoteRoom | null = null;

  constructor(api: Api, show: Presentation) {
    this.#api = api;
    this.#show = show;
  }

  /** Opens the room once; asked again, it shows the same code. */
  async open(): Promise<void> {
    if (this.#room) return;
    this.error = null;
    try {
      const answer = await this.#api.send(`${this.#api.root}/api/remotes`, { method: 'POST' });
      const code = (await answer.json()) as RemoteCode;
      const room = new RemoteRoom(this.#api, code.secret);
      this.#room = room;
      this.code = code;
      void room.hear(
        (said) => this.#heard(said),
        () => undefined,
      );
    } catch (error) {
      this.error = error;
    }
  }

  /** Tells the phones where the presentation is; to be called whenever that changed. */
  tell(): void {
    const place = this.#place();
    // A phone that has not heard it asks again when its line is back.
    if (place) void this.#room?.say(place).catch(() => undefined);
  }

  close(): void {
    this.#room?.leave();
    this.#room = null;
  }

  #heard(said: RemoteSaid): void {
    if (said.say === 'do') this.#show.do(said.command);
    else if (said.say === 'go') this.#show.go(said.index);
    else if (said.say === 'who') {
      this.phones += 1;
      this.tell();
    }
  }

  #place(): RemotePlace | null {
    const { current, slides, state } = this.#show;
    const next = slides[state.index + 1];
    if (!current) return null;
    return {
      say: 'place',
      index: state.index,
      of: slides.length,
      black: state.black,
      now: { title: short(current.slide.title, 200), notes: short(current.slide.notes, MOST_NOTES) },
      next: next ? { title: short(next.slide.title, 200) } : null,
    };
  }
}
