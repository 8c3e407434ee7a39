import { beforeAll, expect, it } from 'vitest';
import { createApp } from '../app.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { seedQuarter } from '../../../test/db/queries/seed.ts';
import { addAccount, browserOf } from './test-browser.ts';
import type { ServiceToken } from './service-tokens.ts';

const CASES = '/ogc/collections/properties';

describeOnEachDatabase('service tokens', (context) => {
  let maker: string;
  beforeAll(async () => {
    await seedQuarter(context().db);
    maker = await addAccount(context(), 'anna@city.example', 'admin');
    await addAccount(context(), 'bert@city.example', 'admin');
  });

  async function made(wish: object, email = 'anna@city.example') {
    const browser = browserOf(context());
    await browser.signIn(email);
    const response = await browser.post('/api/service-tokens', wish);
    expect(response.status).toBe(201);
    return { browser, ...((await response.json()) as { id: string; token: string; expiresAt: string }) };
  }
  /** A program without session that bears this. */
  const program = (authorization: string, path = CASES, init: RequestInit = {}, variables = {}) =>
    createApp({ ...context().deps, env: { ...context().deps.env, ...variables } }).request(path, {
      ...init,
      headers: { authorization },
    });
  const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const listed = async (browser: ReturnType<typeof browserOf>) =>
    (await (await browser.ask('/api/service-tokens')).json()) as ServiceToken[];

  it('reads what its edition sees, as bearer and as the password of any user', async () => {
    const { token } = await made({ name: 'QGIS', edition: 'planner' });
    expect((await createApp(context().deps).request(CASES)).status).toBe(404);
    expect((await program(`Bearer ${token}`)).status).toBe(200);
    expect((await program(basic('egal', token))).status).toBe(200);
    expect((await program(basic('', token), '/api/layers/properties/features')).status).toBe(200);
    expect((await program(basic('x', token), '/tiles/properties.json')).status).toBe(200);
    const steering = await made({ name: 'Steuerung', edition: 'steering' });
    const part = (await (await program(`Bearer ${steering.token}`, `${CASES}/items`)).json()) as {
      numberMatched: number;
    };
    const whole = (await (await program(`Bearer ${token}`, `${CASES}/items`)).json()) as { numberMatched: number };
    expect(part.numberMatched).toBeLessThan(whole.numberMatched);
  });

  it('does nothing but read layers, tiles and exports', async () => {
    const { token } = await made({ name: 'alles', edition: 'admin' });
    for (const path of [
      '/api/properties',
      '/api/people',
      '/api/service-tokens',
      '/api/audit',
      '/api/session',
      '/api/layersx',
      '/find',
    ]) {
      expect([path, (await program(`Bearer ${token}`, path)).status]).toEqual([path, 403]);
    }
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect((await program(`Bearer ${token}`, '/api/layers', { method })).status).toBe(403);
    }
  });

  it('is told once and kept as a hash; lists and audit log know its name alone', async () => {
    const { browser, id, token } = await made({ name: 'Vermessung', edition: 'planner', days: 30 });
    const { sql } = context().db;
    const rows =
      await sql`select to_jsonb(t)::text as text from service_tokens t union all select to_jsonb(a)::text from audit_log a`;
    const secret = token.slice('qbs_'.length);
    expect(rows.filter(({ text }) => String(text).includes(secret))).toEqual([]);
    const mine = (await listed(browser)).find((one) => one.id === id);
    expect(mine).toMatchObject({ name: 'Vermessung', edition: 'planner', lastUsedAt: null });
    expect(JSON.stringify(await listed(browser))).not.toContain(secret);
    await program(`Bearer ${token}`);
    expect((await listed(browser)).find((one) => one.id === id)?.lastUsedAt).not.toBeNull();
    const days = (Date.parse(mine?.expiresAt ?? '') - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(30);
  });

  it('ends when it is withdrawn, when its time is over, and with the account of its maker', async () => {
    const { sql } = context().db;
    const { browser, id, token } = await made({ name: 'kurz', edition: 'planner' });
    expect((await browser.ask(`/api/service-tokens/${id}`, { method: 'DELETE' })).status).toBe(204);
    const refused = await program(`Bearer ${token}`);
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
    expect((await browser.ask(`/api/service-tokens/${id}`, { method: 'DELETE' })).status).toBe(404);

    const over = await made({ name: 'alt', edition: 'planner' });
    await sql`update service_tokens set expires_at = now() - interval '1 second' where id::text = ${over.id}`;
    expect((await program(`Bearer ${over.token}`)).status).toBe(401);

    const held = await made({ name: 'mit Konto', edition: 'planner' });
    await sql`update account_users set edition = 'steering' where id = ${maker}`;
    expect((await program(`Bearer ${held.token}`, '/api/layers/properties/features?sort=owner_state')).status).toBe(
      400,
    );
    await sql`update account_users set edition = 'admin', disabled = true where id = ${maker}`;
    expect((await program(`Bearer ${held.token}`)).status).toBe(401);
    await sql`update account_users set disabled = false where id = ${maker}`;
    expect((await program(`Bearer ${held.token}`)).status).toBe(200);
  });

  it('cannot be guessed: after ten wrong ones the address is told to wait, and a right one still works', async () => {
    const { token } = await made({ name: 'richtig', edition: 'planner' }, 'bert@city.example');
    await context().db.sql`delete from account_rate_limits`;
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1) statuses.push((await program(basic('qgis', `qbs_wrong${n}`))).status);
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
    expect((await program(basic('qgis', token))).status).toBe(200);
  });

  it('a password of a proxy in front is not ours outside of the service', async () => {
    expect((await program(basic('stadt', 'geheim'), '/api/layers')).status).toBe(200);
    await context().db.sql`delete from account_rate_limits`;
    expect((await program(basic('stadt', 'geheim'), '/ogc/collections')).status).toBe(401);
  });

  it('is made by administrators alone, with a name, an edition and an end', async () => {
    for (const edition of ['public', 'steering', 'planner'] as const) {
      const app = context().appAs(edition);
      expect((await app.request('/api/service-tokens')).status).toBe(edition === 'public' ? 401 : 403);
    }
    const browser = browserOf(context());
    await browser.signIn('bert@city.example');
    for (const wish of [
      {},
      { name: '', edition: 'planner' },
      { name: 'x', edition: 'public' },
      { name: 'x', edition: 'planner', days: 0 },
      { name: 'x', edition: 'planner', days: 5000 },
    ]) {
      expect((await browser.post('/api/service-tokens', wish)).status).toBe(400);
    }
  });
});
