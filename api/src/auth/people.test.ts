import { beforeAll, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { firstAdminToken } from './invitations.ts';
import { addAccount, browserOf, PASSWORD, TOLD } from './test-browser.ts';

type Browser = ReturnType<typeof browserOf>;
const patch = (browser: Browser, id: string, json: unknown) =>
  browser.ask(`/api/people/${id}`, { method: 'PATCH', json });
const views = async (browser: Browser) => (await browser.ask('/api/views')).status;
const accept = (browser: Browser, token: string, more: Record<string, string> = {}) =>
  browser.post('/api/invitations/accept', { token, name: 'Neue Person', password: PASSWORD, ...more });

describeOnEachDatabase('a first start', (context) => {
  it('without an administrator gives a link for one; a second start voids it; once used there is none', async () => {
    const old = (await firstAdminToken(context().db)) ?? '';
    const now = (await firstAdminToken(context().db)) ?? '';
    const email = 'Erste@city.example';
    expect((await accept(browserOf(context()), old, { email })).status).toBe(404);
    expect((await accept(browserOf(context()), now)).status).toBe(422);
    const browser = browserOf(context());
    expect((await accept(browser, now, { email })).status).toBe(204);
    expect(await browser.edition()).toBe('admin');
    expect((await accept(browserOf(context()), now, { email: 'zweite@city.example' })).status).toBe(404);
    expect(await firstAdminToken(context().db)).toBeNull();
  });
});

describeOnEachDatabase('people', (context) => {
  let admin: Browser;
  let adminId: string;
  let planner: string;
  beforeAll(async () => {
    adminId = await addAccount(context(), 'anna@city.example', 'admin');
    planner = await addAccount(context(), 'paula@city.example', 'planner');
    admin = browserOf(context());
    await admin.signIn('anna@city.example');
  });

  /** As this browser, asked of the process that the administrator works with; its own process hears of changes a moment later. */
  async function besideAdmin({ jar }: Browser): Promise<number> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    return (await admin.app.request('/api/views', { headers: { cookie } })).status;
  }

  /** @returns the token of a new invitation */
  async function invited(email: string, edition = 'planner'): Promise<{ id: string; token: string }> {
    const answer = await admin.post('/api/invitations', { email, edition });
    expect(answer.status).toBe(201);
    const { id, url } = (await answer.json()) as { id: string; url: string };
    return { id, token: new URL(url).searchParams.get('token') ?? '' };
  }

  it('a lowered role holds with the next request, and an open stream of events ends', async () => {
    const paula = browserOf(context());
    await paula.signIn('paula@city.example');
    expect(await views(paula)).toBe(200);
    const stream = (await paula.ask('/api/events')).body?.pipeThrough(new TextDecoderStream()).getReader();
    await stream?.read();
    expect((await patch(admin, planner, { edition: 'steering' })).status).toBe(200);
    expect(await besideAdmin(paula)).toBe(403);
    await expect.poll(() => views(paula), TOLD).toBe(403);
    await context().db.publish({ type: 'case-changed', key: 'geheim', version: 2, by: 'x' });
    let heard = '';
    for (let part = await stream?.read(); part && !part.done; part = await stream?.read()) heard += part.value;
    expect(heard).not.toContain('geheim');
    await patch(admin, planner, { edition: 'planner' });
    expect(await besideAdmin(paula)).toBe(200);
    await expect.poll(() => views(paula), TOLD).toBe(200);
  });

  it('a disabled account is out at once and cannot sign in', async () => {
    const paula = browserOf(context());
    await paula.signIn('paula@city.example');
    expect([await views(paula), await besideAdmin(paula)]).toEqual([200, 200]);
    await patch(admin, planner, { disabled: true });
    expect(await besideAdmin(paula)).toBe(401);
    await expect.poll(() => views(paula), TOLD).toBe(401);
    expect((await paula.signIn('paula@city.example')).status).toBe(403);
    await patch(admin, planner, { disabled: false });
    expect((await paula.signIn('paula@city.example')).status).toBe(204);
  });

  it('an administrator ends all sessions of somebody', async () => {
    const [here, there] = [browserOf(context()), browserOf(context())];
    await here.signIn('paula@city.example');
    await there.signIn('paula@city.example');
    expect((await admin.post(`/api/people/${planner}/sign-out`)).status).toBe(204);
    for (const browser of [here, there]) {
      expect(await besideAdmin(browser)).toBe(401);
      await expect.poll(() => views(browser), TOLD).toBe(401);
    }
    expect((await admin.post('/api/people/nobody/sign-out')).status).toBe(404);
  });

  it('the last administrator stays, even when two demote each other at once', async () => {
    expect((await patch(admin, adminId, { edition: 'planner' })).status).toBe(409);
    expect((await patch(admin, adminId, { disabled: true })).status).toBe(409);
    const other = await addAccount(context(), 'bert@city.example', 'admin');
    const bert = browserOf(context());
    await bert.signIn('bert@city.example');
    const both = await Promise.all([
      patch(admin, other, { edition: 'planner' }),
      patch(bert, adminId, { edition: 'planner' }),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    await context().db.sql`update account_users set edition = 'admin' where id = ${adminId}`;
    await context().db.publish({ type: 'account-changed', userId: adminId });
    await expect.poll(() => admin.edition(), TOLD).toBe('admin');
  });

  it('an invitation lets in once, by its address, and its link is kept nowhere', async () => {
    const { token } = await invited('Neu@city.example');
    const read = await browserOf(context()).ask(`/api/invitations/by-token/${token}`);
    expect(await read.json()).toMatchObject({ email: 'neu@city.example', edition: 'planner' });
    expect((await accept(browserOf(context()), token, { password: 'kurz' })).status).toBe(422);
    const browser = browserOf(context());
    const answer = await accept(browser, token, { email: 'andere@city.example' });
    expect([answer.status, await answer.text()]).toEqual([204, '']);
    expect(await (await browser.ask('/api/session')).json()).toMatchObject({ user: { email: 'neu@city.example' } });
    expect((await accept(browserOf(context()), token)).status).toBe(404);
    expect((await admin.post('/api/invitations', { email: 'neu@city.example', edition: 'admin' })).status).toBe(409);
    const [kept] = await context().db.sql<{ text: string }[]>`
      select concat((select string_agg(i::text, ' ') from account_invitations i),
        (select string_agg(a::text, ' ') from audit_log a)) as text
    `;
    expect(kept?.text).not.toContain(token);
    expect(kept?.text).not.toContain(PASSWORD);
  });

  it('who has forgotten the password comes back by a link, with the same role; who knew the old one is out', async () => {
    const id = await addAccount(context(), 'fritz@city.example', 'planner');
    const old = browserOf(context());
    await old.signIn('fritz@city.example');
    const link = async () => {
      const answer = await admin.post(`/api/people/${id}/password-link`);
      expect(answer.status).toBe(201);
      return new URL(((await answer.json()) as { url: string }).url).searchParams.get('token') ?? '';
    };
    const [replaced, token] = [await link(), await link()];
    expect((await accept(browserOf(context()), replaced)).status).toBe(404);
    const told = await browserOf(context()).ask(`/api/invitations/by-token/${token}`);
    expect(await told.json()).toMatchObject({ email: 'fritz@city.example', edition: 'planner', renews: true });

    const fritz = browserOf(context());
    expect((await accept(fritz, token, { name: 'Jemand', password: 'ein neues passwort' })).status).toBe(204);
    expect(await (await fritz.ask('/api/session')).json()).toMatchObject({
      edition: 'planner',
      user: { name: 'fritz' },
    });
    await expect.poll(() => views(old), TOLD).toBe(401);
    expect((await browserOf(context()).signIn('fritz@city.example')).status).toBe(401);
    expect((await browserOf(context()).signIn('fritz@city.example', 'ein neues passwort')).status).toBe(204);
    expect((await accept(browserOf(context()), token)).status).toBe(404);

    const unused = await link();
    expect((await fritz.post(`/api/people/${adminId}/password-link`)).status).toBe(403);
    await patch(admin, id, { disabled: true });
    expect((await accept(browserOf(context()), unused)).status).toBe(404);
    expect((await admin.post(`/api/people/${id}/password-link`)).status).toBe(404);
    await context().db.sql`update account_invitations set revoked_at = now() where email = 'fritz@city.example'`;
  });

  it('an invitation that is older than the account of its address never sets its password', async () => {
    const { id, token } = await invited('spaeter@city.example');
    await addAccount(context(), 'spaeter@city.example', 'admin');
    expect((await accept(browserOf(context()), token, { password: 'ein neues passwort' })).status).toBe(409);
    expect((await browserOf(context()).signIn('spaeter@city.example')).status).toBe(204);
    expect((await admin.ask(`/api/invitations/${id}`, { method: 'DELETE' })).status).toBe(204);
  });

  it('of five who accept at once one wins', async () => {
    const { token } = await invited('rennen@city.example');
    const answers = await Promise.all(Array.from({ length: 5 }, () => accept(browserOf(context()), token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404, 404, 404, 404]);
  });

  it('expired, withdrawn and replaced invitations are void', async () => {
    const expired = await invited('a@city.example');
    await context().db.sql`update account_invitations set expires_at = now() where id = ${expired.id}`;
    const revoked = await invited('b@city.example');
    expect((await admin.ask(`/api/invitations/${revoked.id}`, { method: 'DELETE' })).status).toBe(204);
    const replaced = await invited('c@city.example');
    const valid = await invited('c@city.example');
    for (const { token } of [expired, revoked, replaced]) {
      expect((await accept(browserOf(context()), token)).status).toBe(404);
    }
    const list = (await (await admin.ask('/api/invitations')).json()) as { id: string }[];
    expect(list.map(({ id }) => id)).toEqual([valid.id]);
  });

  it('lists accounts with their open sessions, and what was done to them is in the audit log', async () => {
    const list = (await (await admin.ask('/api/people')).json()) as Record<string, unknown>[];
    expect(list.find(({ id }) => id === adminId)).toMatchObject({ sessions: 1, disabled: false, edition: 'admin' });
    const rows = await context().db.sql<{ action: string }[]>`select distinct action from audit_log`;
    const actions = rows.map(({ action }) => action);
    expect(actions).toEqual(
      expect.arrayContaining(['role-changed', 'disabled', 'enabled', 'created', 'accepted', 'revoked']),
    );
  });
});
