import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** Somebody whom the city knows. */
export interface Citizen {
  sub: string;
  email: string;
  email_verified: boolean;
  name?: string;
  groups?: string[];
}

const CLIENT = { id: 'quartierblick', secret: 'a secret of the tests that is long enough' };

/** A city's own sign-in on loopback (a real OpenID provider), where the one who was named signs in without a password. */
export class Issuer {
  readonly #server = createServer();
  #citizen: Citizen | undefined;
  #url = '';

  /** @param redirectUri the only address it sends back to */
  async start(redirectUri: string): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.#url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    const provider = new Provider(this.#url, {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: [redirectUri],
          token_endpoint_auth_method: 'client_secret_post',
        },
      ],
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
      cookies: { keys: ['key of the tests'] },
      features: { devInteractions: { enabled: false } },
      findAccount: (_: unknown, sub: string) => ({ accountId: sub, claims: () => this.#citizen }),
      interactions: { url: () => '/enter' },
      pkce: { required: () => true },
    });
    const answer = provider.callback();
    this.#server.on('request', (request, response) => {
      if (request.url !== '/enter') {
        answer(request, response);
        return;
      }
      void (async () => {
        const { params } = await provider.interactionDetails(request, response);
        const accountId = this.#citizen?.sub ?? '';
        const grant = new provider.Grant({ accountId, clientId: params.client_id });
        grant.addOIDCScope('openid email profile');
        const consent = { grantId: await grant.save() };
        await provider.interactionFinished(request, response, { login: { accountId }, consent });
      })();
    });
  }

  /** Settings of the dashboard for it. */
  get variables(): Record<string, string> {
    return { OIDC_ISSUER: this.#url, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret };
  }

  /** Goes through the city's pages as this person. @returns the address that the browser is sent back to */
  async enter(url: string, citizen: Citizen): Promise<URL> {
    this.#citizen = citizen;
    const jar = new Map<string, string>();
    for (let next = new URL(url), hops = 0; hops < 10; hops++) {
      if (next.origin !== this.#url) return next;
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await fetch(next, { redirect: 'manual', headers: { cookie } });
      for (const set of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
        jar.set(name, value);
      }
      const location = answer.headers.get('location');
      if (location === null) throw new Error(`the issuer answered ${answer.status}: ${await answer.text()}`);
      next = new URL(location, next);
    }
    throw new Error('the issuer sends in circles');
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
