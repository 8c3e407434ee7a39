import type { ProposalKind, ProposedValue } from '@quartierblick/gis/offers/proposal.ts';
import type { Api } from '#lib/api.ts';

/** What a provider proposes, beside what the register says by now. */
export interface Proposal {
  key: string;
  offer: string;
  providerName: string;
  /** null: the offer is gone. */
  title: string | null;
  version: number | null;
  kind: ProposalKind;
  remark: string | null;
  demo: boolean;
  receivedAt: string;
  changedMeanwhile: boolean;
  values: (ProposedValue & { site: string | null })[];
}

/** A provider and how long since its offers were confirmed. */
export interface Provider {
  key: string;
  name: string | null;
  person: string | null;
  email: string | null;
  demo: boolean;
  titles: string[];
  due: string[];
  oldest: string | null;
  waiting: number;
  link: { key: string; createdAt: string; createdBy: string; expiresAt: string; lastUsedAt: string | null } | null;
}

/** A link that was just made; its address is told this once. */
export interface MadeLink {
  key: string;
  provider: string;
  url: string;
  expiresAt: string;
}

/** Values to be taken over, each with what was seen in the register. */
export type Approval = { fields: Record<string, unknown> } | { version: number } | Record<string, never>;

/** Links and proposals. Errors are `ApiProblem` or `Unreachable`. */
export class ConfirmationClient {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  proposals = (): Promise<Proposal[]> => this.#json('GET', 'proposals');
  providers = (): Promise<Provider[]> => this.#json('GET', 'providers');
  makeLinks = (providers: readonly string[]): Promise<MadeLink[]> => this.#json('POST', 'links', { providers });
  revoke = (link: string): Promise<Response> => this.#send('DELETE', `links/${encodeURIComponent(link)}`);
  approve = (key: string, approval: Approval): Promise<Response> =>
    this.#send('POST', `proposals/${encodeURIComponent(key)}/approve`, approval);
  reject = (key: string, reason: string): Promise<Response> =>
    this.#send('POST', `proposals/${encodeURIComponent(key)}/reject`, { reason });

  /** The list for the mail merge; makes its links anew. */
  async reminders(format: 'xlsx' | 'csv', days: string, all: boolean): Promise<Blob> {
    const query = new URLSearchParams({ format, days, all: String(all) });
    return (await this.#send('POST', `reminders?${query}`)).blob();
  }

  #send(method: string, path: string, body?: unknown): Promise<Response> {
    return this.#api.send(`${this.#api.root}/api/offer-confirmations/${path}`, {
      method,
      ...(body !== undefined && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });
  }
  async #json<T>(method: string, path: string, body?: unknown): Promise<T> {
    return (await (await this.#send(method, path, body)).json()) as T;
  }
}
