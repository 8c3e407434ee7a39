import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { serialize } from 'hono/utils/cookie';
import { LRUCache } from 'lru-cache';
import type { AppDeps } from '../deps.ts';
import { isLocalRequest } from './address.ts';
import type { Auth } from './auth.ts';
import { areDemoAccountsAllowed, isDemoAccount } from './demo-accounts.ts';
import { PUBLIC } from './identity.ts';
import type { Identity } from './identity.ts';
import { ROLES } from './oidc-settings.ts';

/** How long an answer may be held; changes of an account clear it at once, in every process. */
export const HELD_MS = 5000;

/** Who a session belongs to. */
interface Signed {
  identity: Identity;
  email: string;
  expiresAt: number;
}

/** What a request's cookie says, and which cookies the answer has to carry. */
interface Found {
  signed: Signed | null;
  cookies: string[];
}

const NOBODY: Found = { signed: null, cookies: [] };

/** Finds out by the session cookie who is asking. */
export class Sessions {
  readonly #auth: Auth;
  readonly #deps: Pick<AppDeps, 'db' | 'env'>;
  readonly #held = new LRUCache<string, Signed>({ max: 2000, ttl: HELD_MS });
  /** Grows with every change of an account, so that an answer that was on its way then is not held. */
  #generation = 0;

  constructor(auth: Auth, deps: Pick<AppDeps, 'db' | 'env'>) {
    this.#auth = auth;
    this.#deps = deps;
    deps.db.subscribe((event) => {
      if (event.type === 'account-changed') this.forget();
    });
  }

  /** Forgets what is held: something of an account changed. */
  forget(): void {
    this.#generation += 1;
    this.#held.clear();
  }

  /** Name of the session cookie. */
  async cookieName(): Promise<string> {
    return (await this.#auth.$context).authCookies.sessionToken.name;
  }

  /**
   * Who is asking. An expired, forged or withdrawn session is nobody, and `cookies` clears it.
   * @param renew whether the answer can carry a cookie, so that a session in use may be prolonged
   */
  async find(c: Context, renew: boolean): Promise<Found> {
    const name = await this.cookieName();
    const cookie = getCookie(c, name);
    if (cookie === undefined) return NOBODY;
    const held = this.#held.get(cookie);
    if (held && held.expiresAt > Date.now()) return this.#judge(c, held, []);
    const generation = this.#generation;
    const { headers, response } = await this.#auth.api.getSession({
      headers: new Headers({ cookie: c.req.header('cookie') ?? '' }),
      query: { disableRefresh: !renew },
      returnHeaders: true,
    });
    if (!response || response.user.disabled) return { signed: null, cookies: [this.#clearing(name)] };
    const { user, session } = response;
    const edition = ROLES.find((role) => role === user.edition) ?? 'steering';
    const signed: Signed = {
      identity: { edition, userId: user.id, name: user.name, via: 'session' },
      email: user.email,
      expiresAt: session.expiresAt.getTime(),
    };
    if (generation === this.#generation) this.#held.set(cookie, signed);
    return this.#judge(c, signed, headers.getSetCookie());
  }

  /** The accounts of the demo, whose password everyone knows, are good for nothing from outside this machine. */
  #judge(c: Context, signed: Signed, cookies: string[]): Found {
    const { db, env } = this.#deps;
    const refused = isDemoAccount(signed.email) && !(areDemoAccountsAllowed(db.kind, env) && isLocalRequest(c, env));
    return refused ? NOBODY : { signed, cookies };
  }

  #clearing(name: string): string {
    return serialize(name, '', {
      path: this.#deps.env.basePath || '/',
      maxAge: 0,
      httpOnly: true,
      sameSite: 'Lax',
      secure: name.startsWith('__'),
    });
  }

  /** The identity alone, e.g. for a stream that goes on. */
  async identityOf(c: Context): Promise<Identity> {
    return (await this.find(c, false)).signed?.identity ?? PUBLIC;
  }
}
