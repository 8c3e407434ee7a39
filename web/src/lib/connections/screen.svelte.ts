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
  connections = $state.raw<Connection[]>();
  ready = $state.raw<ReadyMade[]>([]);
  credentials = $state.raw<Credential[]>([]);
  failure = $state.raw<string>();
  editing = $state.raw<Editing>();
  review = $state.raw<{ run: Run; title: string }>();
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
    try {
      this.review = { run: await this.client.run(waiting), title };
    } catch (error) {
      this.#app.announcer.show(this.words(error), 'warn');
    }
  }
}

export const [useConnections, provideConnections] = createContext<ConnectionsScreen>();
