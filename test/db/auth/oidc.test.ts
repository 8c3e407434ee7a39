import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { addAccount, browserOf, TOLD } from '@quartierblick/api/auth/test-browser';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { Issuer } from '../../support/issuer.ts';
import type { Citizen } from '../../support/issuer.ts';

const BASE_URL = 'http://localhost:3000';

describeOnEachDatabase("the city's own sign-in", (context) => {
  const issuer = new Issuer();
  beforeAll(() => issuer.start(`${BASE_URL}/api/auth/callback/city`));
  afterAll(() => issuer.stop());
  beforeEach(async () => {
    const { sql } = context().db;
    await sql`delete from account_users`;
    await sql`delete from account_invitations`;
    await sql`delete from account_rate_limits`;
  });

  let count = 0;
  function citizen(email: string, more: Partial<Citizen> = {}): Citizen {
    return { sub: `s${(count += 1)}`, email, email_verified: true, name: 'Bea Beispiel', ...more };
  }

  /** A browser at a dashboard of the city's settings. */
  function visitor(variables: Record<string, string> = {}) {
    const browser = browserOf(context(), { BASE_URL, ...issuer.variables, ...variables });
    async function begin(callbackURL = '/properties'): Promise<string> {
      const answer = await browser.post('/api/auth/sign-in/social', { provider: 'city', callbackURL });
      expect(answer.status).toBe(200);
      return ((await answer.json()) as { url: string }).url;
    }
    const land = (back: URL) => browser.ask(back.pathname + back.search, { headers: { host: 'localhost:3000' } });
    /** @returns where the browser ends up */
    async function enter(who: Citizen, callbackURL?: string): Promise<string> {
      const answer = await land(await issuer.enter(await begin(callbackURL), who));
      expect(answer.status).toBe(302);
      return answer.headers.get('location') ?? '';
    }
    return { ...browser, begin, land, enter };
  }

  const ROLES = { OIDC_ROLE_CLAIM: 'groups', OIDC_ROLES: 'stadterneuerung=planner,it=admin' };
  const refusedAs = (code: string) => `${BASE_URL}/sign-in?problem=${code}`;

  const invite = (email: string, edition: string, more: Record<string, unknown> = {}) => {
    const { sql } = context().db;
    const expires_at = new Date(Date.now() + 3600_000);
    const token_hash = createHash('sha256').update(randomUUID()).digest('hex');
    return sql`insert into account_invitations ${sql({ email, edition, token_hash, invited_by: 'x', expires_at, ...more })}`;
  };

  it('lets in who has an account for the address, and links it; the tokens of the city are not kept', async () => {
    const id = await addAccount(context(), 'paula@city.example', 'planner');
    const paula = citizen('Paula@City.example');
    for (let times = 0; times < 2; times++) {
      const browser = visitor();
      expect(await browser.enter(paula)).toBe(`${BASE_URL}/properties`);
      expect(await (await browser.ask('/api/session')).json()).toMatchObject({ edition: 'planner', user: { id } });
    }
    const logins = await context().db.sql`
      select access_token, refresh_token, id_token from account_logins where user_id = ${id} and provider_id = 'city'
    `;
    expect(logins).toEqual([{ access_token: null, refresh_token: null, id_token: null }]);
    // The address may change at the city; the person is the same.
    expect(await visitor().enter({ ...paula, email: 'paula.neu@city.example' })).toBe(`${BASE_URL}/properties`);
    expect(await context().db.sql`select id from account_users`).toHaveLength(1);
  });

  it('lets in by an invitation, once, with its role', async () => {
    await invite('Bea@city.example', 'steering');
    const bea = citizen('bea@city.example');
    const browser = visitor();
    expect(await browser.enter(bea)).toBe(`${BASE_URL}/properties`);
    expect(await browser.edition()).toBe('steering');
    expect(await context().db.sql`select id from account_invitations where accepted_at is null`).toEqual([]);
    expect(await visitor(ROLES).enter(bea)).toBe(`${BASE_URL}/properties`);
  });

  it('an invitation that is expired, revoked or for someone else lets nobody in', async () => {
    await invite('alt@city.example', 'planner', { expires_at: new Date(Date.now() - 1000) });
    await invite('weg@city.example', 'planner', { revoked_at: new Date() });
    await invite('bea@city.example', 'planner');
    for (const email of ['alt@city.example', 'weg@city.example', 'eve@city.example']) {
      expect(await visitor().enter(citizen(email))).toBe(refusedAs('oidc-unknown'));
    }
  });

  it('lets in by role claim, changes the role with it, and closes when the claim is gone', async () => {
    await addAccount(context(), 'chef@city.example', 'admin');
    const browser = visitor(ROLES);
    const ida = citizen('ida@city.example', { groups: ['sport', 'stadterneuerung', 'it'] });
    await browser.enter(ida);
    expect(await browser.edition()).toBe('admin');
    await visitor(ROLES).enter({ ...ida, groups: ['stadterneuerung'] });
    // The other browser, signed in before at another process, has the new role as soon as that is told, not when it looks again.
    await expect.poll(() => browser.edition(), TOLD).toBe('planner');
    expect(await visitor(ROLES).enter({ ...ida, groups: ['sport'] })).toBe(refusedAs('oidc-unknown'));
    await expect.poll(() => browser.edition(), TOLD).toBe('public');
    expect(await visitor().enter(citizen('eve@city.example', { groups: ['it'] }))).toBe(refusedAs('oidc-unknown'));
  });

  it('the last administrator is never lowered by a claim', async () => {
    await addAccount(context(), 'chef@city.example', 'admin');
    const browser = visitor(ROLES);
    await browser.enter(citizen('chef@city.example', { groups: ['stadterneuerung'] }));
    expect(await browser.edition()).toBe('admin');
  });

  it('refuses an address that the city has not verified, even of an account', async () => {
    await addAccount(context(), 'paula@city.example', 'planner');
    const browser = visitor(ROLES);
    const eve = citizen('paula@city.example', { email_verified: false, groups: ['it'] });
    expect(await browser.enter(eve)).toBe(refusedAs('oidc-unverified'));
    expect(await browser.edition()).toBe('public');
    expect(await context().db.sql`select id from account_logins where provider_id = 'city'`).toEqual([]);
  });

  it('a disabled account stays out, whatever the claim says', async () => {
    const id = await addAccount(context(), 'paula@city.example', 'planner');
    await context().db.sql`update account_users set disabled = true where id = ${id}`;
    const browser = visitor(ROLES);
    expect(await browser.enter(citizen('paula@city.example', { groups: ['it'] }))).toBe(refusedAs('account-disabled'));
    expect(await browser.edition()).toBe('public');
  });

  it('refuses a tampered state, a code of another browser and a callback that is played again', async () => {
    await addAccount(context(), 'paula@city.example', 'planner');
    const paula = citizen('paula@city.example');
    const browser = visitor();
    const back = await issuer.enter(await browser.begin(), paula);
    const tampered = new URL(back);
    tampered.searchParams.set('state', `x${back.searchParams.get('state')?.slice(1)}`);
    const stateless = new URL(back);
    stateless.searchParams.delete('state');
    const otherCode = new URL(back);
    otherCode.searchParams.set('code', 'x'.repeat(43));
    const answers = [await browser.land(tampered), await browser.land(stateless), await visitor().land(back)];
    for (const answer of answers) expect(answer.headers.get('location')).toBe(refusedAs('oidc-failed'));
    expect(await browser.edition()).toBe('public');
    expect((await browser.land(back)).headers.get('location')).toBe(`${BASE_URL}/properties`);
    const thief = visitor();
    for (const [name, value] of browser.jar) if (!name.includes('session')) thief.jar.set(name, value);
    for (const again of [back, otherCode]) {
      expect((await thief.land(again)).headers.get('location')).toBe(refusedAs('oidc-failed'));
    }
    expect(await thief.edition()).toBe('public');
  });

  it('sends to no foreign page afterwards', async () => {
    await addAccount(context(), 'paula@city.example', 'planner');
    const paula = citizen('paula@city.example');
    for (const foreign of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '\t//evil.example',
    ]) {
      const location = new URL(await visitor().enter(paula, foreign));
      expect(location.origin).toBe(BASE_URL);
    }
    expect(await visitor().enter(paula, '/properties?q=1#liste')).toBe(`${BASE_URL}/properties?q=1#liste`);
  });

  it('below a path it comes back below it, and to no other page of the same host', async () => {
    await addAccount(context(), 'paula@city.example', 'planner');
    const paula = citizen('paula@city.example');
    const below = new Issuer();
    await below.start(`${BASE_URL}/quartierblick/api/auth/callback/city`);
    try {
      const browser = browserOf(context(), { BASE_URL: `${BASE_URL}/quartierblick`, ...below.variables });
      for (const [asked, reached] of [
        ['/quartierblick/properties?q=1', '/quartierblick/properties?q=1'],
        ['/other/page', '/quartierblick/'],
        ['/quartierblick-test/', '/quartierblick/'],
      ] as const) {
        const begun = await browser.post('/api/auth/sign-in/social', { provider: 'city', callbackURL: asked });
        const back = await below.enter(((await begun.json()) as { url: string }).url, paula);
        expect(back.pathname).toBe('/quartierblick/api/auth/callback/city');
        // The proxy strips the path.
        const stripped = back.pathname.replace('/quartierblick', '') + back.search;
        const answer = await browser.ask(stripped, { headers: { host: 'localhost:3000' } });
        expect(answer.headers.get('location')).toBe(BASE_URL + reached);
      }
    } finally {
      await below.stop();
    }
  });

  it('asks for a code with PKCE and nonce, and only at its own address', async () => {
    const { searchParams } = new URL(await visitor().begin());
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      nonce: expect.stringMatching(/.{20}/),
      redirect_uri: `${BASE_URL}/api/auth/callback/city`,
    });
  });

  it('an issuer that is away disturbs nobody who has a password', async () => {
    await addAccount(context(), 'paula@city.example', 'planner');
    const browser = browserOf(context(), { BASE_URL, ...issuer.variables, OIDC_ISSUER: 'http://127.0.0.1:9' });
    expect((await browser.post('/api/auth/sign-in/social', { provider: 'city' })).status).toBe(503);
    expect((await browser.signIn('paula@city.example')).status).toBe(204);
    expect(await browser.edition()).toBe('planner');
  });

  it('without settings there is no such sign-in', async () => {
    const browser = browserOf(context());
    expect((await browser.post('/api/auth/sign-in/social', { provider: 'city' })).status).toBe(404);
    expect((await browser.ask('/api/auth/callback/city?code=1&state=2')).status).toBe(404);
  });

  it('what came of it is in the audit log', async () => {
    const id = await addAccount(context(), 'paula@city.example', 'planner');
    await visitor().enter(citizen('paula@city.example'));
    await visitor().enter(citizen('eve@city.example'));
    const rows = await context().db.sql<{ action: string; key: string; after: object }[]>`
      select action, entity_key as key, after from audit_log where entity = 'account' order by id desc limit 2
    `;
    expect(rows).toMatchObject([
      { action: 'sign-in-failed', key: 'unknown', after: { by: 'oidc', problem: 'oidc-unknown' } },
      { action: 'sign-in', key: id, after: { by: 'oidc' } },
    ]);
  });
});
