import { createContext } from 'svelte';
import { ApiProblem } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import { ConnectionClient } from './client.ts';
import type { Connection, Credential, Fields, ReadyMade, Run } from './client.ts';

/** How often a run under way is looked after. */
const LOOK_MS = 1200;

/** What the form is open for. */
export interface Editing {
  fields: Fields;
  connection: Connection | null;
  ready: string | null;
}

/** State of the connections part of the data screen. */
export class ConnectionsScreen {
  readonly client: ConnectionClient;
  readonly #app: App;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The connection whose review was asked for last. */
  #wanted: string | undefined;
  connections = $state.raw<Connection[]>();
  ready = $state.raw<ReadyMade[]>([]);
  credentials = $state.raw<Credential[]>([]);
  failure = $state.raw<string>();
  editing = $state.raw<Editing>();
  review = $state.raw<{ run: Run; title: string }>();
  /** Why the review could not be decided. */
  undecided = $state.raw<string>();
  deciding = $state.raw(false);
  removing = $state.raw<Connection>();

  constructor(app: App) {
    this.#app = app;
    this.client = new ConnectionClient(app.api);
  }

  /** Loads the list, and again while something is under way. */
  async load(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      const { connections, ready, credentials } = await this.client.list();
      [this.connections, this.ready, this.credentials, this.failure] = [connections, ready, credentials, undefined];
      const busy = connections.some(({ last }) => last?.state === 'running');
      if (busy) this.#timer = setTimeout(() => void this.load(), LOOK_MS);
    } catch (error) {
      this.failure = this.words(error);
    }
  }

  leave(): void {
    clearTimeout(this.#timer);
  }

  /** What went wrong, for people. */
  words(error: unknown): string {
    if (!(error instanceof ApiProblem)) return this.#app.language.t.shell.networkProblem;
    return error.detail ? `${error.message}: ${error.detail}` : error.message;
  }

  /** Does something and shows the list as it is then; what goes wrong is said. */
  async act(work: () => Promise<unknown>, said?: string): Promise<boolean> {
    try {
      await work();
      if (said !== undefined) this.#app.announcer.show(said);
      return true;
    } catch (error) {
      this.#app.announcer.show(this.words(error), 'warn');
      return false;
    } finally {
      await this.load();
    }
  }

  async openReview({ waiting, title }: Connection): Promise<void> {
    if (waiting === null) return;
    this.#wanted = waiting;
    try {
      const run = await this.client.run(waiting);
      // Another review may have been asked for meanwhile: this one must not take its place before it is decided.
      if (this.#wanted !== waiting) return;
      this.review = { run, title };
      this.undecided = undefined;
    } catch (error) {
      this.#app.announcer.show(this.words(error), 'warn');
    }
  }

  /** Takes what is reviewed over, or refuses it. What goes wrong is said in the dialog, which lies above all messages. */
  async decide(what: 'accept' | 'reject', said: string): Promise<void> {
    const { review } = this;
    if (!review || this.deciding) return;
    this.deciding = true;
    this.undecided = undefined;
    try {
      await this.client.decide(review.run.id, what);
      this.#app.announcer.show(said);
      if (this.review === review) this.review = undefined;
    } catch (error) {
      if (this.review === review) this.undecided = this.words(error);
      else this.#app.announcer.show(this.words(error), 'warn');
    } finally {
      this.deciding = false;
    }
    await this.load();
  }
}

export const [useConnections, provideConnections] = createContext<ConnectionsScreen>();
