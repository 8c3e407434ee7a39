import type { Role } from '@quartierblick/gis/walks/event.ts';
import type { App } from '#lib/app/context.ts';
import { problemText } from '#lib/app/problem-text.ts';
import { PeopleClient } from './client.ts';
import type { WalkLink, WalkPerson } from '@quartierblick/gis/walks/people.ts';
import type { MadeLink } from './client.ts';

const AGAIN_MS = 60_000;

/** Links to a walk and the devices that take part. */
export class People {
  links = $state.raw<readonly WalkLink[] | null>(null);
  devices = $state.raw<readonly WalkPerson[]>([]);
  /** Nothing could be read. */
  failure = $state.raw<unknown>(null);
  /** What went wrong with the last change. */
  problem = $state('');
  busy = $state(false);
  /** The link that was just made: it is shown until the next one. */
  made = $state.raw<MadeLink | null>(null);
  readonly #app: App;
  readonly #walk: string;
  readonly #client: PeopleClient;

  constructor(app: App, walk: string) {
    this.#app = app;
    this.#walk = walk;
    this.#client = new PeopleClient(app.api, walk);
  }

  async load(): Promise<void> {
    this.failure = null;
    try {
      ({ links: this.links, devices: this.devices } = await this.#client.people());
    } catch (error) {
      this.failure = error;
    }
  }

  /**
   * Follows who comes, goes and sends, while it is shown. That somebody asked and had nothing to say is told by nobody, so it is looked
   * at every minute, too.
   * @returns how to end it
   */
  follow(): () => void {
    const { events, connection } = this.#app;
    const load = () => void (document.visibilityState === 'visible' && !this.busy && this.load());
    const again = setInterval(load, AGAIN_MS);
    const ends = [
      connection.onBack(load),
      events.listen((event) => {
        if (event.type === 'walk-changed' && event.walk === this.#walk) load();
      }),
    ];
    return () => {
      clearInterval(again);
      for (const end of ends) end();
    };
  }

  make(role: Role, hours: number | null): Promise<boolean> {
    return this.#attempt(async () => {
      this.made = await this.#client.makeLink(role, hours);
    });
  }
  async endLink({ key }: WalkLink, done: string): Promise<void> {
    const ended = await this.#attempt(() => this.#client.endLink(key), done);
    if (ended && this.made?.key === key) this.made = null;
  }
  endDevice({ key }: WalkPerson, done: string): Promise<boolean> {
    return this.#attempt(() => this.#client.endDevice(key), done);
  }

  async #attempt(deed: () => Promise<unknown>, done?: string): Promise<boolean> {
    this.busy = true;
    this.problem = '';
    try {
      await deed();
      if (done !== undefined) this.#app.announcer.show(done);
      await this.load();
      return true;
    } catch (error) {
      this.problem = problemText(error, this.#app.language);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
