import type { App } from '#lib/app/context.ts';
import { AccountClient, explain } from './client.ts';

/** Lists that an administrator changes: one deed at a time, and what went wrong with it. */
export abstract class Administered {
  problem = $state('');
  busy = $state(false);

  protected readonly app: App;
  protected readonly client: AccountClient;

  constructor(app: App) {
    this.app = app;
    this.client = new AccountClient(app.api);
  }

  /** Reads the lists anew. */
  protected abstract read(): Promise<void>;

  load = (): Promise<boolean> => this.attempt(async () => {});

  /** Does something and reads the lists anew. @returns whether both went well; else `problem` says what went wrong */
  protected async attempt(deed: () => Promise<unknown>): Promise<boolean> {
    this.busy = true;
    this.problem = '';
    try {
      await deed();
      await this.read();
      return true;
    } catch (error) {
      this.problem = explain(error, this.app.language);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
