import { beforeAll, expect, it } from 'vitest';
import { authOptions } from './auth.ts';
import { getMigrations } from 'better-auth/db/migration';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { addAccount, browserOf, PASSWORD } from './test-browser.ts';

describeOnEachDatabase('sessions', (context) => {
  let planner: string;
  beforeAll(async () => {
    planner = await addAccount(context(), 'paula@city.example', 'planner');
    await addAccount(context(), 'stefan@city.example', 'steering');
  });

  it('better-auth itself finds nothing to add to our tables', async () => {
    const { toBeCreated, toBeAdded } = await getMigrations(authOptions(context().deps));
    expect([toBeCreated, toBeAdded]).toEqual([[], []]);
  });

  it('signing in and out changes what is seen; no script ever gets the token', async () => {
    const browser = browserOf(context());
    expect(await browser.edition()).toBe('public');
    expect((await browser.ask('/api/views')).status).toBe(401);
    const answer = await browser.signIn('Paula@city.example');
    expect([answer.status, await answer.text()]).toEqual([204, '']);
    const cookie = answer.headers.getSetCookie()[0] ?? '';
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(await (await browser.ask('/api/session')).json()).toMatchObject({
      edition: 'planner',
      user: { id: planner, email: 'paula@city.example', edition: 'planner' },
    });
    expect((await browser.ask('/api/views')).status).toBe(200);
    const kept = new Map(browser.jar);
    expect((await browser.post('/api/auth/sign-out')).status).toBe(204);
    expect(browser.jar.size).toBe(0);
    // A copy of the cookie is dead, too, and is taken away.
    for (const [name, value] of kept) browser.jar.set(name, value);
    expect(await browser.edition()).toBe('public');
    expect(browser.jar.size).toBe(0);
  });

  it('behind https the cookie is Secure', async () => {
    const browser = browserOf(context(), { BASE_URL: 'https://quartier.example' });
    const answer = await browser.signIn('paula@city.example', PASSWORD, { host: 'quartier.example' });
    expect(answer.headers.getSetCookie()[0]).toMatch(/^__Secure-quartierblick.*; Secure/i);
  });

  it('a wrong password and an unknown address are answered alike', async () => {
    const browser = browserOf(context());
    const [wrong, unknown] = await Promise.all([
      browser.signIn('stefan@city.example', 'falsch und lang'),
      browser.signIn('niemand@city.example', 'falsch und lang'),
    ]);
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    const { requestId: _1, ...a } = (await wrong.json()) as Record<string, unknown>;
    const { requestId: _2, ...b } = (await unknown.json()) as Record<string, unknown>;
    expect(a).toEqual(b);
    expect(a).toMatchObject({ type: 'urn:quartierblick:wrong-credentials', status: 401 });
  });

  it('a forged cookie is the public: other signature, other secret, none', async () => {
    const browser = browserOf(context());
    await browser.signIn('paula@city.example');
    const [[name = '', value = ''] = []] = browser.jar;
    const other = browserOf(context(), { AUTH_SECRET: 'another secret that is long enough for it' });
    await other.signIn('paula@city.example');
    const tampered = value.replace(/\.(.)/, (_, first: string) => `.${first === 'A' ? 'B' : 'A'}`);
    for (const forged of [tampered, value.split('.')[0] ?? '', other.jar.get(name) ?? '', 'x'.repeat(5000)]) {
      const fresh = browserOf(context());
      const headers = { cookie: `${name}=${forged}` };
      expect((await fresh.ask('/api/views', { headers })).status).toBe(401);
      const answer = await fresh.ask('/api/session', { headers });
      expect(await answer.json()).toMatchObject({ edition: 'public', user: null });
      expect(answer.headers.getSetCookie().join()).toMatch(/Max-Age=0/i);
    }
  });

  it('an expired session is the public', async () => {
    const browser = browserOf(context());
    await browser.signIn('stefan@city.example');
    await context().db.sql`update account_sessions set expires_at = now() - interval '1 second'`;
    expect(await browser.edition()).toBe('public');
    expect(browser.jar.size).toBe(0);
  });

  it('a session that someone laid into the browser before is not taken over by signing in', async () => {
    const attacker = browserOf(context());
    await attacker.signIn('stefan@city.example');
    const victim = browserOf(context());
    for (const [name, value] of attacker.jar) victim.jar.set(name, value);
    await victim.signIn('paula@city.example');
    expect([...victim.jar.values()]).not.toEqual([...attacker.jar.values()]);
    expect([await victim.edition(), await attacker.edition()]).toEqual(['planner', 'steering']);
  });

  it('another site can neither sign in nor out', async () => {
    const browser = browserOf(context());
    const foreign = { origin: 'https://evil.example', host: 'localhost:3000' };
    expect((await browser.signIn('paula@city.example', PASSWORD, foreign)).status).toBe(403);
    await browser.signIn('paula@city.example');
    for (const headers of [
      foreign,
      { 'sec-fetch-site': 'cross-site' },
      { host: 'evil.example', origin: 'http://evil.example' },
    ]) {
      expect((await browser.post('/api/auth/sign-out', {}, headers)).status).toBe(403);
    }
    expect(await browser.edition()).toBe('planner');
  });

  it('ten wrong passwords close an address for a quarter of an hour, known or not, even when sent at once', async () => {
    await addAccount(context(), 'viel@city.example', 'steering');
    for (const email of ['viel@city.example', 'nie@city.example']) {
      const browser = browserOf(context(), { TRUST_PROXY: '1' });
      const tries = Array.from({ length: 12 }, (_, n) =>
        browser.signIn(email, 'falsch und lang', { 'x-forwarded-for': `198.51.100.${n}`, host: 'localhost' }),
      );
      const statuses = (await Promise.all(tries)).map(({ status }) => status).sort();
      expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
      const last = await browser.signIn(email);
      expect(last.status).toBe(429);
      expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(600);
    }
  });

  it('one address on the network may not try without end', async () => {
    const browser = browserOf(context(), { TRUST_PROXY: '1' });
    const headers = { 'x-forwarded-for': '203.0.113.9', host: 'localhost' };
    const statuses: number[] = [];
    for (let n = 0; n < 32; n++) statuses.push((await browser.signIn(`n${n}@city.example`, 'x', headers)).status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
  });

  it('passwords: short ones refused, a change ends the other sessions and keeps the own', async () => {
    const [here, there] = [browserOf(context()), browserOf(context())];
    await here.signIn('paula@city.example');
    await there.signIn('paula@city.example');
    const change = (currentPassword: string, newPassword: string) =>
      here.post('/api/auth/change-password', { currentPassword, newPassword });
    expect((await change(PASSWORD, 'kurz')).status).toBe(422);
    expect((await change('das falsche passwort', 'ein neues passwort')).status).toBe(422);
    expect((await change(PASSWORD, 'ein neues passwort')).status).toBe(204);
    expect([await here.edition(), await there.edition()]).toEqual(['planner', 'public']);
    expect(
      (await here.post('/api/auth/change-password', { currentPassword: 'ein neues passwort', newPassword: PASSWORD }))
        .status,
    ).toBe(204);
  });

  it('everywhere signed out is everywhere', async () => {
    const [here, there] = [browserOf(context()), browserOf(context())];
    await here.signIn('paula@city.example');
    await there.signIn('paula@city.example');
    const list = (await (await here.ask('/api/auth/list-sessions')).json()) as { current: boolean }[];
    expect(list.length).toBeGreaterThan(1);
    expect(list.filter(({ current }) => current)).toHaveLength(1);
    expect(JSON.stringify(list)).not.toContain([...here.jar.values()][0]?.split('.')[0] ?? 'x');
    expect((await here.post('/api/auth/revoke-sessions')).status).toBe(204);
    expect([await here.edition(), await there.edition()]).toEqual(['public', 'public']);
  });

  it('what people did is in the audit log, without passwords', async () => {
    const rows = await context().db.sql<{ action: string; text: string }[]>`
      select action, audit_log::text as text from audit_log where entity = 'account'
    `;
    const actions = new Set(rows.map(({ action }) => action));
    for (const action of ['sign-in', 'sign-in-failed', 'sign-out', 'password-changed', 'signed-out-everywhere']) {
      expect(actions).toContain(action);
    }
    for (const { text } of rows) expect(text).not.toMatch(/passwort|falsch|niemand@/);
  });
});
