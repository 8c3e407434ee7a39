import type { App } from '#lib/app/context.ts';
import { serviceTokenWords } from '#lib/i18n/service-tokens.ts';
import { AccountClient, explain, type NewServiceToken, type Role, type ServiceToken } from './client.ts';

/** The tokens of programs, for who administers them. */
export class ServiceTokenList {
  tokens = $state.raw<ServiceToken[] | null>(null);
  /** The token that was just made: shown until the next one. */
  made = $state.raw<(NewServiceToken & { name: string }) | null>(null);
  problem = $state('');
  busy = $state(false);

  readonly #app: App;
  readonly #client: AccountClient;

  constructor(app: App) {
    this.#app = app;
    this.#client = new AccountClient(app.api);
  }

  load = (): Promise<boolean> => this.#attempt(async () => {});

  make(name: string, edition: Role, days: number): Promise<boolean> {
    return this.#attempt(async () => {
      this.made = { ...(await this.#client.makeServiceToken({ name, edition, days })), name };
    });
  }

  async revoke({ id, name }: ServiceToken): Promise<void> {
    const done = await this.#attempt(() => this.#client.revokeServiceToken(id));
    if (!done) return;
    if (this.made?.id === id) this.made = null;
    this.#app.announcer.show(serviceTokenWords[this.#app.language.code].revoked(name));
  }

  /** Does something and reads the list anew; says what went wrong. */
  async #attempt(deed: () => Promise<unknown>): Promise<boolean> {
    this.busy = true;
    this.problem = '';
    try {
      await deed();
      this.tokens = await this.#client.serviceTokens();
      return true;
    } catch (error) {
      this.problem = explain(error, this.#app.language);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
