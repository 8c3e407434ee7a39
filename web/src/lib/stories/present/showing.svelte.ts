import type { Presentation } from './presentation.svelte.ts';
import { COMMANDS } from './steps.ts';
import type { Command } from './steps.ts';

/** Where the hall is, as the window that shows it says. */
export interface Place {
  index: number;
  black: boolean;
}

type Said =
  { say: 'place'; place: Place } | { say: 'who' } | { say: 'do'; command: Command } | { say: 'go'; index: number };

const isCommand = (value: unknown): value is Command => COMMANDS.some((one) => one === value);

/** Ties the windows of one presentation on one machine together: one leads, the others follow and may ask it to move. */
export class Showing {
  /** null: no window leads, or it has not answered yet. */
  place = $state.raw<Place | null>(null);
  readonly #name: string;
  #channel: BroadcastChannel | undefined;

  constructor(key: string) {
    this.#name = `quartierblick-story-${key}`;
  }

  /** This window shows the slides to the hall. @returns what ends it */
  lead(show: Presentation): () => void {
    const channel = new BroadcastChannel(this.#name);
    const tell = (): void =>
      channel.postMessage({ say: 'place', place: { index: show.state.index, black: show.state.black } } satisfies Said);
    channel.onmessage = ({ data }: MessageEvent<Said>) => {
      if (data.say === 'who') tell();
      else if (data.say === 'do' && isCommand(data.command)) show.do(data.command);
      else if (data.say === 'go') show.go(data.index);
    };
    $effect(tell);
    return () => channel.close();
  }

  /** This window follows. @returns what ends it */
  follow(): () => void {
    const channel = new BroadcastChannel(this.#name);
    this.#channel = channel;
    channel.onmessage = ({ data }: MessageEvent<Said>) => {
      if (data.say === 'place') this.place = data.place;
    };
    channel.postMessage({ say: 'who' } satisfies Said);
    return () => channel.close();
  }

  /** Asks the window that leads. */
  ask(command: Command): void {
    this.#channel?.postMessage({ say: 'do', command } satisfies Said);
  }

  go(index: number): void {
    this.#channel?.postMessage({ say: 'go', index } satisfies Said);
  }
}
