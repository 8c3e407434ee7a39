import type { Edition } from '@quartierblick/gis/layers/define.ts';
import { ApiProblem, type Api } from '#lib/api.ts';
import type { Language } from '#lib/app/language.svelte.ts';

/** What an account may be; the public has none. */
export type Role = Exclude<Edition, 'public'>;
export const ROLES: readonly Role[] = ['steering', 'planner', 'admin'];
export const MIN_PASSWORD = 10;

export interface OwnSession {
  id: string;
  createdAt: string;
  lastSeenAt: string;
  userAgent: string | null;
  current: boolean;
}

export interface Person {
  id: string;
  name: string;
  email: string;
  edition: Role;
  disabled: boolean;
  lastSeenAt: string | null;
  sessions: number;
}

export interface Invitation {
  id: string;
  email: string | null;
  name: string | null;
  edition: Role;
  expiresAt: string;
  /** There is an account: it only takes a new password. */
  renews: boolean;
}

/** The link is told once, when the invitation is made. */
export interface NewInvitation {
  id: string;
  url: string;
  expiresAt: string;
}

/** By which a program such as QGIS reads data. */
export interface ServiceToken {
  id: string;
  name: string;
  edition: Role;
  maker: string;
  expiresAt: string;
  lastUsedAt: string | null;
}

/** The token is told once, when it is made. */
export interface NewServiceToken {
  id: string;
  token: string;
  expiresAt: string;
}

/** The parts of the api that belong to accounts. Failures are those of the api: ApiProblem or Unreachable. */
export class AccountClient {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  signIn = (email: string, password: string) => this.#post('auth/sign-in/email', { email, password });
  signOut = () => this.#post('auth/sign-out');
  sessions = () => this.#get<OwnSession[]>('auth/list-sessions');
  endSession = (id: string) => this.#post('auth/revoke-session', { id });
  endAllSessions = () => this.#post('auth/revoke-sessions');
  changePassword = (currentPassword: string, newPassword: string) =>
    this.#post('auth/change-password', { currentPassword, newPassword });

  people = () => this.#get<Person[]>('people');
  changePerson = (id: string, changes: Partial<Pick<Person, 'edition' | 'disabled' | 'name'>>) =>
    this.#send('PATCH', `people/${encodeURIComponent(id)}`, changes);
  signOutPerson = (id: string) => this.#post(`people/${encodeURIComponent(id)}/sign-out`);

  renewPassword = (id: string) =>
    this.#post(`people/${encodeURIComponent(id)}/password-link`) as Promise<NewInvitation>;

  serviceTokens = () => this.#get<ServiceToken[]>('service-tokens');
  makeServiceToken = (wish: { name: string; edition: Role; days: number }) =>
    this.#post('service-tokens', wish) as Promise<NewServiceToken>;
  revokeServiceToken = (id: string) => this.#send('DELETE', `service-tokens/${encodeURIComponent(id)}`);

  invitations = () => this.#get<Invitation[]>('invitations');
  invite = (invitation: { email: string; name?: string; edition: Role }) =>
    this.#post('invitations', invitation) as Promise<NewInvitation>;
  revokeInvitation = (id: string) => this.#send('DELETE', `invitations/${encodeURIComponent(id)}`);
  invitation = (token: string) => this.#get<Invitation>(`invitations/by-token/${encodeURIComponent(token)}`);
  accept = (answer: { token: string; name: string; password: string; email?: string }) =>
    this.#post('invitations/accept', answer);

  /** Where a city's own sign-in begins; the page leaves for it. */
  async startOidc(returnTo: string): Promise<string> {
    const body = { provider: 'city', callbackURL: returnTo };
    return ((await this.#post('auth/sign-in/social', body)) as { url: string }).url;
  }

  async #get<T>(path: string): Promise<T> {
    return (await (await this.#api.send(`${this.#api.root}/api/${path}`)).json()) as T;
  }

  #post(path: string, body: unknown = {}): Promise<unknown> {
    return this.#send('POST', path, body);
  }

  async #send(method: string, path: string, body?: unknown): Promise<unknown> {
    const init: RequestInit = { method };
    if (body !== undefined) {
      init.headers = { 'Content-Type': 'application/json' };
      init.body = JSON.stringify(body);
    }
    const response = await this.#api.send(`${this.#api.root}/api/${path}`, init);
    return response.status === 204 ? undefined : response.json().catch(() => undefined);
  }
}

/** What went wrong, in words of the server where it has some. */
export function explain(error: unknown, language: Language): string {
  if (!(error instanceof ApiProblem)) return language.t.shell.networkProblem;
  return error.detail ? `${error.message}. ${error.detail}` : error.message;
}
