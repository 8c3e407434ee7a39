import { beforeAll, expect, it } from 'vitest';
import { addDays } from '@quartierblick/gis/legal-path/calendar.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { addAccount } from '../auth/test-browser.ts';
import { PUBLIC } from '../auth/identity.ts';
import type { Identity } from '../auth/identity.ts';
import { clientOf, plantCase } from '../properties/test-case.ts';
import { today } from '../properties/today.ts';

describeOnEachDatabase('subscribed calendar', (context) => {
  let id = '';
  const as = (who: Identity) => clientOf(context().deps, who);
  const account = (): Identity => ({ edition: 'planner', userId: id, name: 'Anna', via: 'session' });
  const anyone = () => as(PUBLIC);
  const subscribe = async () => {
    const response = await as(account()).send('POST', '/calendar-subscription');
    expect(response.status).toBe(200);
    const { url } = (await response.json()) as { url: string };
    return new URL(url).pathname.replace(/^\/api/, '');
  };
  const since = async () =>
    ((await (await as(account()).get('/calendar-subscription')).json()) as { since: string | null }).since;
  beforeAll(async () => {
    id = await addAccount(context(), 'anna@stadt.example', 'planner');
    await plantCase(context().db, 'abo', { next_step: 'Gutachten', next_step_due: addDays(today(), 5) }, 1);
  });

  it('is read without a sign-in by whoever has its address, and its address is not kept', async () => {
    expect(await since()).toBeNull();
    const path = await subscribe();
    const response = await anyone().get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).toContain('Gutachten – Teststraße 1');
    expect(await since()).not.toBeNull();
    const kept = await context().db.sql`select * from calendar_tokens`;
    const secret = path.replace(/^\/calendar\/|\.ics$/g, '');
    expect(secret).toHaveLength(43);
    expect(JSON.stringify(kept)).not.toContain(secret);
  });

  it('says nothing to anybody else: any other address is one at which there is nothing', async () => {
    const path = await subscribe();
    const wrong = path.replace(/.(?=\.ics)/, (last) => (last === 'A' ? 'B' : 'A'));
    for (const other of [
      wrong,
      '/calendar/x.ics',
      path.replace('.ics', ''),
      `${path}x`,
      "/calendar/'%20or%20true.ics",
    ]) {
      const response = await anyone().get(other);
      expect(response.status, other).toBe(404);
      expect(await response.text()).not.toContain('Teststraße');
    }
  });

  it('ends when a new address is made, and when its account ends it', async () => {
    const [first, second] = [await subscribe(), await subscribe()];
    expect((await anyone().get(first)).status).toBe(404);
    expect((await anyone().get(second)).status).toBe(200);
    expect((await as(account()).send('DELETE', '/calendar-subscription')).status).toBe(204);
    expect((await anyone().get(second)).status).toBe(404);
    expect(await since()).toBeNull();
    const deeds = await context().db.sql`
      select action, actor from audit_log where entity = 'account' and entity_key = ${id} order by id desc limit 3
    `;
    expect(deeds.map(({ action, actor }) => [action, actor])).toEqual([
      ['calendar-ended', 'Anna'],
      ['calendar-subscribed', 'Anna'],
      ['calendar-subscribed', 'Anna'],
    ]);
  });

  it('tells of every account what it may see today: due measures, deadlines only for planners, nothing while disabled', async () => {
    await as(account()).send('POST', '/measures', { title: 'Lampe am Eingang', due: addDays(today(), 9) });
    const path = await subscribe();
    const read = async (change: Record<string, unknown>) => {
      await context().db.sql`update account_users set ${context().db.sql(change)} where id = ${id}`;
      const answer = await anyone().get(path);
      return { status: answer.status, text: await answer.text() };
    };
    const steering = await read({ edition: 'steering' });
    expect(steering).toMatchObject({ status: 200, text: expect.stringContaining('Lampe am Eingang') });
    expect(steering.text).not.toMatch(/Gutachten|Teststraße/);
    const admin = await read({ edition: 'admin' });
    expect(admin.text).toContain('Gutachten');
    expect(admin.text).toContain('Lampe am Eingang');
    expect(await read({ disabled: true })).toMatchObject({ status: 404 });
    expect(await read({ disabled: false, edition: 'planner' })).toMatchObject({ status: 200 });
  });

  it('belongs to an account, and not to the public', async () => {
    expect((await anyone().send('POST', '/calendar-subscription')).status).toBe(401);
    const nobody = as({ ...account(), userId: null });
    expect((await nobody.send('POST', '/calendar-subscription')).status).toBe(409);
  });
});
