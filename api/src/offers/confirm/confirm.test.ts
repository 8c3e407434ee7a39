import { beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../app.ts';
import { describeOnEachDatabase } from '../../../../test/support/databases.ts';
import { today } from '../../properties/today.ts';
import { sweepConfirmations } from './sweep.ts';
import type { WaitingProposal } from './proposals.ts';

const HOSTILE = '<script>alert(1)</script> \u202Eneffo "><img src=x onerror=alert(2)>';

describeOnEachDatabase('offers that providers confirm', (context) => {
  type As = 'public' | 'steering' | 'planner';
  const ask = (path: string, init: RequestInit = {}, as: As = 'steering') => context().appAs(as).request(path, init);
  const post = (path: string, body: unknown, as: As = 'planner') =>
    ask(
      `/api/offer-confirmations${path}`,
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
      as,
    );
  const link = async (provider = 'p', days = 60) => {
    const answer = await post('/links', { providers: [provider], days }, 'steering');
    expect(answer.status).toBe(201);
    const [made] = (await answer.json()) as { key: string; url: string; expiresAt: string }[];
    if (!made) throw new Error('no link');
    return { ...made, path: new URL(made.url).pathname };
  };
  const open = async (path: string) => {
    const answer = await ask(path, { headers: { 'accept-language': 'de' } }, 'public');
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };
  const unescape = (text: string) =>
    text
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
  /** What a browser would send of the form as it stands. */
  const formOf = (html: string): URLSearchParams => {
    const form = new URLSearchParams();
    for (const [tag] of html.matchAll(/<input[^>]*>/g)) {
      const attribute = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1];
      const boxed = /type="(checkbox|radio)"/.test(tag);
      if (!boxed || /\schecked/.test(tag))
        form.append(unescape(attribute('name') ?? ''), unescape(attribute('value') ?? ''));
    }
    for (const [, name = '', text = ''] of html.matchAll(/<textarea[^>]*name="([^"]*)"[^>]*>\n([\s\S]*?)<\/textarea/g))
      form.append(unescape(name), unescape(text));
    for (const [, name = '', options = ''] of html.matchAll(/<select[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g)) {
      form.append(unescape(name), unescape(/value="([^"]*)"\s+selected/.exec(options)?.[1] ?? ''));
    }
    return form;
  };
  const send = async (path: string, form: URLSearchParams, headers: Record<string, string> = {}) => {
    const answer = await ask(
      path,
      {
        method: 'POST',
        body: form.toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      },
      'public',
    );
    return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') };
  };
  /** Fills in the form of a link and sends it. */
  const say = async (path: string, fields: Record<string, string>) => {
    const form = formOf((await open(path)).text);
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return send(path, form);
  };
  const offer = async (key = 'o') => {
    const [row] = await context().db.sql`
      select title, description, places, cost, contact, valid_to::text, last_confirmed_on::text as confirmed, version::float8 as version
      from offers where key = ${key}
    `;
    return row ?? {};
  };
  const waiting = async (as: As = 'planner') =>
    (await (await ask('/api/offer-confirmations/proposals', {}, as)).json()) as WaitingProposal[];
  const first = async () => {
    const [proposal] = await waiting();
    if (!proposal) throw new Error('nothing waits');
    return proposal;
  };

  beforeEach(async () => {
    const { sql } = context().db;
    for (const table of [
      'offer_proposals',
      'offer_confirmation_links',
      'offers_at_sites',
      'offer_texts',
      'offers',
      'offer_providers',
      'offer_sites',
    ])
      await sql`delete from ${sql(table)}`;
    await sql`insert into offer_sites ${sql({ key: 'a', name: 'Kita Nord', kind: 'kita', geom: 'POINT(394000 5709000)' })}`;
    await sql`insert into offer_providers ${sql([
      { key: 'p', name: 'FABIDO', person: 'Petra Probe', email: 'petra@fabido.example' },
      { key: 'q', name: '=cmd|calc', person: null, email: null },
    ])}`;
    const base = { kind: 'parent-child-group', age_from: 12, age_to: 36, languages: ['de', 'bg'], cost: 'kostenlos' };
    await sql`insert into offers ${sql([
      { ...base, key: 'o', provider_key: 'p', title: 'Griffbereit', places: 8, last_confirmed_on: '2024-01-01' },
      { ...base, key: 'foreign', provider_key: 'q', title: 'Geheimes Angebot', places: 5, last_confirmed_on: today() },
    ])}`;
    await sql`insert into offers_at_sites ${sql({ key: 'r/1', site_key: 'a', offer_key: 'o', weekdays: ['mo'], starts_at: '09:30', ends_at: '11:00' })}`;
  });

  describe('the link', () => {
    it('shows the provider its own offers and no others, and nobody keeps or finds the page', async () => {
      const { path } = await link();
      expect(path).toMatch(/^\/confirm\/[\w-]{43}$/);
      const { status, text, headers } = await open(path);
      expect(status).toBe(200);
      expect(text).toContain('Griffbereit');
      expect(text).not.toContain('Geheimes Angebot');
      expect(text).not.toContain('petra@fabido.example');
      // Nothing is loaded but our own icon, which a browser asks for in any case.
      expect(text).not.toMatch(/<script|<link (?!rel="icon" href="\/favicon)|<img/);
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-robots-tag')).toContain('noindex');
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*form-action 'self'/);
    });

    it('a guessed, an ended, an expired and a replaced one are told apart by nothing', async () => {
      const { sql } = context().db;
      const [ended, expired] = [await link(), await link('q')];
      await sql`update offer_confirmation_links set expires_at = now() - interval '1 second' where provider_key = 'q'`;
      const revoke = (key: string, as: As) => ask(`/api/offer-confirmations/links/${key}`, { method: 'DELETE' }, as);
      expect((await revoke(ended.key, 'public')).status).toBe(401);
      expect((await revoke(ended.key, 'steering')).status).toBe(204);
      expect((await revoke(ended.key, 'steering')).status).toBe(404);
      const replaced = await link();
      const now = await link();
      const pages = await Promise.all(
        [ended.path, expired.path, replaced.path, `/confirm/${'A'.repeat(43)}`, '/confirm/1'].map(open),
      );
      for (const { status, text } of pages) {
        expect(status).toBe(404);
        expect(text).toBe(pages[0]?.text);
      }
      expect(pages[0]?.text).toContain('Dieser Link gilt nicht');
      expect((await open(now.path)).status).toBe(200);
      for (const { path } of [ended, expired, replaced])
        expect((await send(path, new URLSearchParams({ '0:key': 'o', '0:choice': 'confirm' }))).status).toBe(404);
      expect(await offer()).toMatchObject({ confirmed: '2024-01-01' });
    });

    it('its secret is in neither database nor log, and cannot be had a second time', async () => {
      const { sql } = context().db;
      const { path, url } = await link();
      await say(path, { '0:choice': 'confirm' });
      const secret = path.slice('/confirm/'.length);
      const everything = JSON.stringify([
        await sql`select * from offer_confirmation_links`,
        await sql`select * from offer_proposals`,
        await sql`select * from audit_log`,
        await sql`select * from account_rate_limits`,
        await (await ask('/api/offer-confirmations/providers')).json(),
      ]);
      expect(everything).not.toContain(secret);
      expect(url).toContain(secret);
      const lines: unknown[] = [];
      const { deps } = context();
      const log = { ...deps.log, error: (...line: unknown[]) => void lines.push(line) } as typeof deps.log;
      const broken = {
        ...deps.db,
        sql: new Proxy(deps.db.sql, {
          apply: () => {
            throw new TypeError('broken');
          },
        }),
      };
      const app = createApp({
        ...deps,
        db: broken,
        log,
        identify: () => ({ edition: 'public', userId: null, name: '', via: 'none' }),
      });
      expect((await app.request(path)).status).toBe(500);
      expect(lines).toHaveLength(1);
      expect(JSON.stringify(lines)).not.toContain(secret);
    });

    it('is made by the Steuerungsgruppe for providers that are there, and never for ever', async () => {
      expect((await post('/links', { providers: ['p'] }, 'public')).status).toBe(401);
      expect((await post('/links', { providers: ['nobody'] }, 'steering')).status).toBe(400);
      expect((await post('/links', { providers: [] }, 'steering')).status).toBe(400);
      expect((await post('/links', { providers: ['p'], days: 1000 }, 'steering')).status).toBe(400);
      const { expiresAt } = await link('p', 3);
      expect((Date.parse(expiresAt) - Date.now()) / 86_400_000).toBeCloseTo(3, 2);
    });
  });

  describe('what a provider sends', () => {
    it('"stimmt so" counts at once, and changes nothing but the day', async () => {
      const { path } = await link();
      const before = await offer();
      const { status, location } = await say(path, { '0:choice': 'confirm' });
      expect([status, location]).toEqual([303, '?lang=de&sent=1.0.0']);
      const { version: _v, ...after } = await offer();
      expect(after).toEqual({ ...before, version: undefined, confirmed: today() });
      expect(await waiting()).toEqual([]);
      const log = await context().db.sql`
        select actor, before, after from audit_log where entity = 'offers' and entity_key = 'o' order by id desc limit 1
      `;
      expect(log).toMatchObject([{ actor: 'FABIDO', after: { last_confirmed_on: today() } }]);
      expect((await open(`${path}?sent=1.0.0`)).text).toContain('1 Offer'.replace('Offer', 'Angebot ist bestätigt.'));
    });

    it('a change waits: the register stays, coming again shows it, and what is sent anew takes its place', async () => {
      const { path } = await link();
      const times = { '0:choice': 'change', '0:starts_at@r/1': '10.00' };
      expect((await say(path, times)).location).toBe('?lang=de&sent=0.1.0');
      const [run] = await context().db.sql`select starts_at from offers_at_sites where key = 'r/1'`;
      expect(run).toEqual({ starts_at: '09:30' });
      expect(await offer()).toMatchObject({ confirmed: '2024-01-01' });
      expect(await waiting('steering')).toMatchObject([
        {
          kind: 'change',
          values: [
            {
              field: 'starts_at@r/1',
              seen: '09:30',
              proposed: '10:00',
              now: '09:30',
              conflict: false,
              site: 'Kita Nord',
            },
          ],
        },
      ]);
      const again = (await open(path)).text;
      expect(again).toContain('warten auf die Prüfung');
      expect(again).toMatch(/Beginn \(<bdi>Kita Nord<\/bdi>\):\s*<bdi class="kept">10:00/);
      // The fields hold what waits, so that more can be added to it.
      expect((await say(path, { '0:choice': 'change', '0:places': '12' })).status).toBe(303);
      const values = (await first()).values.map(({ field, proposed }) => [field, proposed]);
      expect(Object.fromEntries(values)).toEqual({ 'starts_at@r/1': '10:00', places: 12 });
      expect((await say(path, { '0:choice': 'confirm' })).status).toBe(303);
      expect(await waiting()).toEqual([]);
    });

    it('whoever changes a field without an answer means a change; "stimmt so" beside it is asked about', async () => {
      const { path } = await link();
      const both = await say(path, { '0:choice': 'confirm', '0:cost': '2 Euro' });
      expect(both.status).toBe(422);
      expect(both.text).toContain('Sie haben Angaben geändert');
      expect(both.text).toContain('value="2 Euro"');
      expect((await say(path, { '0:cost': '2 Euro' })).status).toBe(303);
      expect(await first()).toMatchObject({ kind: 'change', values: [{ field: 'cost', proposed: '2 Euro' }] });
    });

    it.each([
      ['0:starts_at@r/1', '25:00', 'Uhrzeit wie 09:30'],
      ['0:ends_at@r/1', '09:00', 'nach dem Beginn'],
      ['0:title', ' ', 'Bitte ausfüllen'],
      ['0:description', 'x'.repeat(10_000), 'es sind 10.000'],
      ['0:places', '-3', 'ganze Zahl'],
      ['0:age_to', '12', 'Alter von'],
      ['0:age_to', '13.5', 'aus der Liste'],
      ['0:valid_to', '30.02.2027', 'Tag wie'],
      ['0:languages', 'Deutsch', 'aus der Liste'],
      ['0:remark', 'y'.repeat(10_000), 'es sind 10.000'],
    ])('a wrong %s is said at its field, what was typed stays, and nothing is saved', async (name, value, words) => {
      const { path } = await link();
      const { status, text } = await say(path, { '0:choice': 'change', '0:contact': 'Büro, Tel. 1', [name]: value });
      expect(status).toBe(422);
      const id = /^0:(.*)$/.exec(name)?.[1]?.replaceAll(/[^\w-]/g, '_');
      expect(new RegExp(`id="o0-${id}-fault"[^>]*>([^<]*)`).exec(text)?.[1]).toContain(words);
      expect(text).toContain(`href="#o0-${id}"`);
      expect(text).toContain('Büro, Tel. 1');
      if (name !== '0:languages') expect(text).toContain(value.trim());
      expect(await waiting()).toEqual([]);
    });

    it('nothing chosen is no answer, and a remark wants one', async () => {
      const { path } = await link();
      expect((await say(path, {})).text).toContain('noch zu keinem Angebot');
      expect((await say(path, { '0:remark': 'Wir ziehen um' })).text).toContain('wählen Sie eine Antwort');
      expect((await say(path, { '0:choice': 'change', '0:remark': 'Wir ziehen um' })).status).toBe(303);
      expect(await first()).toMatchObject({ kind: 'change', values: [], remark: 'Wir ziehen um' });
    });

    it('of another provider is refused as a whole', async () => {
      const { path } = await link();
      const form = formOf((await open(path)).text);
      form.set('0:choice', 'confirm');
      form.append('1:key', 'foreign');
      form.append('1:choice', 'gone');
      const { status, text } = await send(path, form);
      expect(status).toBe(403);
      expect(text).toContain('nicht unter Ihrem Namen');
      expect(text).not.toContain('Geheimes Angebot');
      expect(await waiting()).toEqual([]);
      expect(await offer()).toMatchObject({ confirmed: '2024-01-01' });
      // A run of another offer is no field of this one.
      await context().db
        .sql`insert into offers_at_sites ${context().db.sql({ key: 'r/2', site_key: 'a', offer_key: 'foreign', starts_at: '08:00' })}`;
      await say(path, {
        '0:choice': 'change',
        '0:starts_at@r/2': '07:00',
        '0:kind': 'sport',
        '0:provider_key': 'q',
        '0:places': '9',
      });
      expect((await first()).values.map(({ field }) => field)).toEqual(['places']);
    });

    it('from a foreign page, or larger than a form can be, is refused; what old and careful browsers send is not', async () => {
      const { path } = await link();
      const form = formOf((await open(path)).text);
      form.set('0:choice', 'confirm');
      const status = async (headers: Record<string, string>) => (await send(path, form, headers)).status;
      expect(await status({ 'sec-fetch-site': 'cross-site' })).toBe(403);
      expect(await status({ origin: 'https://evil.example' })).toBe(403);
      expect(await status({ origin: 'null', 'sec-fetch-site': 'same-origin' })).toBe(303);
      expect(await status({ origin: 'null' })).toBe(303);
      expect(await status({})).toBe(303);
      form.set('0:remark', 'ü'.repeat(400_000));
      expect(await status({})).toBe(413);
    });

    it('sixty times in a quarter of an hour is enough', async () => {
      const { path } = await link();
      const answers = new Set<number>();
      for (let i = 0; i < 61; i++) answers.add((await send(path, new URLSearchParams())).status);
      expect([...answers]).toEqual([422, 429]);
      expect((await open(path)).status).toBe(200);
    });

    it('about an offer that changed since is asked again before it counts as confirmed', async () => {
      const { path } = await link();
      const form = formOf((await open(path)).text);
      await context().db.sql`update offers set cost = '5 Euro' where key = 'o'`;
      form.set('0:choice', 'confirm');
      const { status, text } = await send(path, form);
      expect(status).toBe(422);
      expect(text).toContain('gerade im Register geändert');
      expect(text).toContain('value="5 Euro"');
      expect(await offer()).toMatchObject({ confirmed: '2024-01-01' });
    });

    it('hostile text is kept as it is and shown as text, on the page and in what planners read', async () => {
      const { path } = await link();
      expect((await say(path, { '0:choice': 'change', '0:title': HOSTILE, '0:remark': HOSTILE })).status).toBe(303);
      expect(await first()).toMatchObject({ remark: HOSTILE, values: [{ field: 'title', proposed: HOSTILE }] });
      expect((await post(`/proposals/${(await first()).key}/approve`, {})).status).toBe(204);
      expect(await offer()).toMatchObject({ title: HOSTILE });
      await say(path, { '0:choice': 'change', '0:cost': HOSTILE });
      const { text } = await open(path);
      expect(text).not.toMatch(/<script|<img/);
      expect(text).toContain('&lt;script&gt;');
      // A turn of the reading direction ends with the text that it is in.
      expect(text).toContain(
        `<bdi class="kept">${HOSTILE.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')}</bdi>`,
      );
    });
  });

  describe('a planner', () => {
    const propose = async (fields: Record<string, string> = {}) => {
      const { path } = await link();
      await say(path, {
        '0:choice': 'change',
        '0:places': '12',
        '0:cost': '2 Euro',
        '0:starts_at@r/1': '10:00',
        ...fields,
      });
      return { ...(await first()), path };
    };

    it('alone approves and rejects: the Steuerungsgruppe may look', async () => {
      const { key } = await propose();
      for (const [path, body] of [
        ['approve', {}],
        ['reject', { reason: 'nein' }],
      ] as const) {
        expect((await post(`/proposals/${key}/${path}`, body, 'steering')).status).toBe(403);
        expect((await post(`/proposals/${key}/${path}`, body, 'public')).status).toBe(401);
      }
      expect((await ask('/api/offer-confirmations/proposals', {}, 'public')).status).toBe(401);
      expect(await offer()).toMatchObject({ places: 8 });
      expect(await waiting('steering')).toHaveLength(1);
    });

    it('writes exactly what was proposed, and the day on which the provider said so', async () => {
      const { sql } = context().db;
      const all = () =>
        sql`select to_jsonb(o) - '{version,changed_at,changed_by}'::text[] as row from offers o where key = 'o'`;
      const run = () =>
        sql`select to_jsonb(r) - '{version,changed_at,changed_by}'::text[] as row from offers_at_sites r where key = 'r/1'`;
      const [[before], [ran]] = [await all(), await run()];
      const { key } = await propose();
      expect((await post(`/proposals/${key}/approve`, {})).status).toBe(204);
      expect((await all())[0]?.['row']).toEqual({
        ...before?.['row'],
        places: 12,
        cost: '2 Euro',
        last_confirmed_on: today(),
      });
      expect((await run())[0]?.['row']).toEqual({ ...ran?.['row'], starts_at: '10:00' });
      expect((await post(`/proposals/${key}/approve`, {})).status).toBe(409);
      expect((await post('/proposals/nothing/approve', {})).status).toBe(404);
      const [entry] =
        await sql`select actor, after from audit_log where entity = 'offers' and entity_key = 'o' order by id desc limit 1`;
      expect(entry).toMatchObject({ actor: 'test planner', after: { places: 12, cost: '2 Euro' } });
    });

    it('takes part of it: the rest stays, and the offer does not count as confirmed', async () => {
      const { key, path } = await propose();
      expect((await post(`/proposals/${key}/approve`, { fields: { kind: 'sport' } })).status).toBe(400);
      expect((await post(`/proposals/${key}/approve`, { fields: {} })).status).toBe(400);
      expect((await post(`/proposals/${key}/approve`, { fields: { places: 8 } })).status).toBe(204);
      expect(await offer()).toMatchObject({ places: 12, cost: 'kostenlos', confirmed: '2024-01-01' });
      expect((await open(path)).text).toContain('zum Teil übernommen');
    });

    it('overwrites nothing unseen: what changed meanwhile is a 412 with both values, and the proposal goes on waiting', async () => {
      const { key } = await propose();
      await context().db.sql`update offers set places = 20 where key = 'o'`;
      expect(await first()).toMatchObject({ changedMeanwhile: true });
      const stale = await post(`/proposals/${key}/approve`, {});
      expect(stale.status).toBe(412);
      expect(await stale.json()).toMatchObject({ conflicts: [{ field: 'places', base: 8, yours: 12, theirs: 20 }] });
      expect(await offer()).toMatchObject({ places: 20, cost: 'kostenlos' });
      expect((await first()).values.find(({ field }) => field === 'places')).toMatchObject({
        seen: 8,
        proposed: 12,
        now: 20,
        conflict: true,
      });
      // Whoever saw the 20 may decide against it.
      expect((await post(`/proposals/${key}/approve`, { fields: { places: 20, cost: 'kostenlos' } })).status).toBe(204);
      expect(await offer()).toMatchObject({ places: 12, cost: '2 Euro' });
    });

    it('what no longer runs gets no times, and what the rules forbid does not come in by this way', async () => {
      const { key } = await propose();
      await context().db.sql`update offers_at_sites set ends_at = '09:45' where key = 'r/1'`;
      expect((await post(`/proposals/${key}/approve`, {})).status).toBe(400);
      await context().db.sql`delete from offers_at_sites where key = 'r/1'`;
      expect((await post(`/proposals/${key}/approve`, { fields: { 'starts_at@r/1': null } })).status).toBe(412);
      expect(await offer()).toMatchObject({ places: 8 });
      await context().db.sql`delete from offers where key = 'o'`;
      expect(await first()).toMatchObject({ title: null, version: null });
      expect((await post(`/proposals/${key}/approve`, {})).status).toBe(409);
      expect((await post(`/proposals/${key}/reject`, { reason: 'gelöscht' })).status).toBe(204);
    });

    it('what was wrong before keeps no right value out, and a remark alone is taken note of', async () => {
      const { key } = await propose();
      await context().db.sql`delete from offers_at_sites where key = 'r/1'`;
      // Without a site the offer runs nowhere; that is not the provider's doing.
      expect((await post(`/proposals/${key}/approve`, { fields: { places: 8 } })).status).toBe(204);
      expect(await offer()).toMatchObject({ places: 12 });
      const { path } = await link();
      expect((await say(path, { '0:choice': 'change', '0:remark': 'Wir ziehen um' })).status).toBe(303);
      const noted = await first();
      expect((await post(`/proposals/${noted?.key}/approve`, {})).status).toBe(204);
      expect(await waiting()).toEqual([]);
    });

    it('ends an offer that is gone; it stays in the register', async () => {
      const { path } = await link();
      await say(path, { '0:choice': 'gone' });
      const { key } = await first();
      await context().db.sql`update offers set cost = '1 Euro' where key = 'o'`;
      expect((await post(`/proposals/${key}/approve`, {})).status).toBe(412);
      const { version } = await first();
      expect((await post(`/proposals/${key}/approve`, { version })).status).toBe(204);
      const now = await offer();
      expect(now).toMatchObject({ title: 'Griffbereit', confirmed: '2024-01-01' });
      expect(String(now['valid_to']) < today()).toBe(true);
      expect((await open(path)).text).toContain('zurzeit kein Angebot');
    });

    it('tells the provider why something was rejected, and the register stays', async () => {
      const { key, path } = await propose();
      expect((await post(`/proposals/${key}/reject`, { reason: '  ' })).status).toBe(400);
      expect((await post(`/proposals/${key}/reject`, { reason: 'Bitte erst <b>absprechen</b>' })).status).toBe(204);
      expect(await offer()).toMatchObject({ places: 8 });
      expect((await open(path)).text).toContain('Bitte erst &lt;b&gt;absprechen&lt;/b&gt;');
    });

    it('turns checked translations of a new title into drafts', async () => {
      const { sql } = context().db;
      await sql`insert into offer_texts ${sql({ key: 't', offer_key: 'o', language: 'tr', title: 'Hazır', state: 'checked' })}`;
      const { key } = await propose({ '0:title': 'Griffbereit plus' });
      await post(`/proposals/${key}/approve`, {});
      expect(await sql`select state from offer_texts`).toMatchObject([{ state: 'draft' }]);
    });

    it('leaves no contact data and no remark in the audit log', async () => {
      const { key } = await propose({ '0:remark': 'Ruf Frau Geheim an, 0231 99999' });
      await post(`/proposals/${key}/reject`, { reason: 'nein' });
      const { sql } = context().db;
      const log = JSON.stringify(
        await sql`select * from audit_log where entity in ('offer_proposals', 'offer_confirmation_links')`,
      );
      for (const said of ['0231 99999', 'Petra Probe', 'petra@fabido.example', '2 Euro'])
        expect(log).not.toContain(said);
      expect(log).toContain('"offer_proposals"');
      expect(log).toContain('"offer_confirmation_links"');
    });
  });

  describe('reminders', () => {
    const list = async (query: string, as: As = 'steering') =>
      ask(`/api/offer-confirmations/reminders${query}`, { method: 'POST', headers: { 'accept-language': 'de' } }, as);

    it('go to those with something to confirm, with a link that opens, and say so in the log', async () => {
      expect((await list('', 'public')).status).toBe(401);
      const text = await (await list('?format=csv')).text();
      expect(text).toMatch(/^Träger;Ansprechperson;E-Mail;Link;/);
      const lines = text.trim().split('\r\n');
      expect(lines).toHaveLength(2);
      expect(lines[1]).toMatch(
        /^FABIDO;Petra Probe;petra@fabido\.example;http\S*\/confirm\/[\w-]{43};\d\d\.\d\d\.\d{4};1;Griffbereit;01\.01\.2024;1;Griffbereit$/,
      );
      const url = /http[^;]*/.exec(lines[1] ?? '')?.[0] ?? '';
      expect((await open(new URL(url).pathname)).status).toBe(200);
      const log = await context().db
        .sql`select reason from audit_log where entity = 'offer_confirmation_links' and action = 'insert' order by id desc limit 1`;
      expect(log).toMatchObject([{ reason: 'Serienbrief / mail merge' }]);
      // Who has answered is not reminded, and the link of before has ended.
      await say(new URL(url).pathname, { '0:choice': 'change', '0:places': '3' });
      expect((await (await list('?format=csv')).text()).trim().split('\r\n')).toHaveLength(1);
      const all = await (await list('?format=csv&all=true')).text();
      expect(all.trim().split('\r\n')).toHaveLength(3);
      expect((await open(new URL(url).pathname)).status).toBe(404);
    });

    it('hold nothing that a spreadsheet would run, and are a workbook, too', async () => {
      const csv = await (await list('?format=csv&all=true')).text();
      expect(csv).not.toMatch(/(^|[;,\r\n])"*[=@]/);
      expect(csv).toContain("'=cmd|calc");
      const workbook = await list('');
      expect(workbook.headers.get('content-disposition')).toMatch(/erinnerungen-.*\.xlsx/);
      expect(new Uint8Array(await workbook.arrayBuffer()).slice(0, 2)).toEqual(new Uint8Array([0x50, 0x4b]));
    });
  });

  it('what is decided and over is forgotten in time, what waits is not', async () => {
    const { sql } = context().db;
    const { path } = await link();
    await say(path, { '0:choice': 'confirm' });
    await say(path, { '0:choice': 'gone' });
    await sql`update offer_proposals set decided_at = now() - interval '3 years', received_at = now() - interval '3 years' where decision is not null`;
    await sql`update offer_confirmation_links set expires_at = now() - interval '2 years'`;
    await sweepConfirmations(context().db.sql);
    expect(await sql`select kind from offer_proposals`).toMatchObject([{ kind: 'gone' }]);
    expect(await sql`select 1 from offer_confirmation_links`).toHaveLength(0);
  });
});
