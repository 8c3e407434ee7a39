import { serviceTokenWords } from '#lib/i18n/service-tokens.ts';
import { Administered } from './administered.svelte.ts';
import type { NewServiceToken, Role, ServiceToken } from './client.ts';

/** The tokens of programs, for who administers them. */
export class ServiceTokenList extends Administered {
  tokens = $state.raw<ServiceToken[] | null>(null);
  /** The token that was just made: shown until the next one. */
  made = $state.raw<(NewServiceToken & { name: string }) | null>(null);

  make(name: string, edition: Role, days: number): Promise<boolean> {
    return this.attempt(async () => {
      this.made = { ...(await this.client.makeServiceToken({ name, edition, days })), name };
    });
  }

  async revoke({ id, name }: ServiceToken): Promise<void> {
    const done = await this.attempt(() => this.client.revokeServiceToken(id));
    if (!done) return;
    if (this.made?.id === id) this.made = null;
    this.app.announcer.show(serviceTokenWords[this.app.language.code].revoked(name));
  }

  protected override async read(): Promise<void> {
    this.tokens = await this.client.serviceTokens();
  }
}
