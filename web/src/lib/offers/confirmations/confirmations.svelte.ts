import { ApiProblem } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import { keepFile } from '#lib/app/keep-file.ts';
import { problemText } from '#lib/app/problem-text.ts';
import { CONFIRMATION_WORDS } from '#lib/i18n/offer-confirmations.ts';
import { ConfirmationClient } from './client.ts';
import type { Approval, MadeLink, Proposal, Provider } from './client.ts';

/** What providers say of their offers: what waits for a decision, their links, reminders. */
export class Confirmations {
  proposals = $state.raw<readonly Proposal[] | null>(null);
  providers = $state.raw<readonly Provider[]>([]);
  /** Nothing could be read. */
  failure = $state.raw<unknown>(null);
  /** What went wrong last, and with what: the key of a proposal or provider, or `reminders`. */
  problem = $state.raw<{ at: string; text: string } | null>(null);
  busy = $state(false);
  /** The link that was just made: it is shown until the next one. */
  made = $state.raw<MadeLink | null>(null);
  readonly t = $derived.by(() => CONFIRMATION_WORDS[this.app.language.code]);
  readonly app: App;
  readonly client: ConfirmationClient;

  constructor(app: App) {
    this.app = app;
    this.client = new ConfirmationClient(app.api);
  }

  async load(): Promise<void> {
    this.failure = null;
    try {
      [this.proposals, this.providers] = await Promise.all([this.client.proposals(), this.client.providers()]);
    } catch (error) {
      // A page that stands stays, with what is typed in it.
      if (this.proposals) this.app.announcer.show(problemText(error, this.app.language), 'warn');
      else this.failure = error;
    }
  }

  approve(proposal: Proposal, approval: Approval): Promise<boolean> {
    return this.#attempt(
      proposal.key,
      () => this.client.approve(proposal.key, approval),
      this.t.approved(proposal.title ?? proposal.offer),
    );
  }

  reject(proposal: Proposal, reason: string): Promise<boolean> {
    return this.#attempt(
      proposal.key,
      () => this.client.reject(proposal.key, reason),
      this.t.rejected(proposal.title ?? proposal.offer),
    );
  }

  async makeLink({ key }: Provider): Promise<void> {
    await this.#attempt(key, async () => {
      this.made = null;
      [this.made = null] = await this.client.makeLinks([key]);
    });
  }

  async revoke({ key, name, link }: Provider): Promise<void> {
    if (!link) return;
    const done = await this.#attempt(key, () => this.client.revoke(link.key), this.t.revoked(name ?? key));
    if (done && this.made?.key === link.key) this.made = null;
  }

  async remind(format: 'xlsx' | 'csv', days: string, all: boolean): Promise<void> {
    await this.#attempt(
      'reminders',
      async () => {
        const name = `${this.app.language.code === 'de' ? 'erinnerungen' : 'reminders'}.${format}`;
        keepFile(await this.client.reminders(format, days, all), name);
        this.made = null;
      },
      this.t.exported,
    );
  }

  /** Does something and reads all anew; says what went wrong where it was asked for. */
  async #attempt(at: string, deed: () => Promise<unknown>, done?: string): Promise<boolean> {
    this.busy = true;
    this.problem = null;
    try {
      await deed();
      if (done !== undefined) this.app.announcer.show(done);
      await this.load();
      return true;
    } catch (error) {
      this.problem = { at, text: problemText(error, this.app.language) };
      // Somebody else was there first: what stands here is of before.
      if (error instanceof ApiProblem && [404, 409, 412].includes(error.status)) await this.load();
      return false;
    } finally {
      this.busy = false;
    }
  }
}
