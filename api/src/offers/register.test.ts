import { beforeEach, describe, expect, it } from 'vitest';
import type { OffersAnswer } from '@quartierblick/gis/offers/answer.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import type { RegisteredOffer } from './register-read.ts';

describeOnEachDatabase('the register of offers', (context) => {
  type As = 'public' | 'steering' | 'planner';
  const ask = (path: string, init: RequestInit = {}, as: As = 'steering') =>
    context().appAs(as).request(`/api${path}`, init);
  const send = (
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
    as: As = 'steering',
  ) =>
    ask(path, { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }, as);
  const OFFER = { title: 'Griffbereit', kind: 'parent-child-group', age_from: 12, age_to: 36, languages: ['de', 'bg'] };
  const RUN = { site_key: 'a', weekdays: ['mo'], starts_at: '09:30', ends_at: '11:00' };
  const add = async (offer: object = {}, runs: object[] = [RUN], texts?: object[]) => {
    const answer = await send('POST', '/offer-register', { offer: { ...OFFER, ...offer }, runs, texts });
    return { status: answer.status, body: (await answer.json()) as RegisteredOffer & { detail?: string } };
  };
  const shown = async () => ((await (await ask('/offers', {}, 'public')).json()) as OffersAnswer).offers;

  beforeEach(async () => {
    const { sql } = context().db;
    for (const table of ['offers_at_sites', 'offer_texts', 'offers', 'offer_providers', 'offer_sites'])
      await sql`delete from ${sql(table)}`;
    await sql`insert into offer_sites ${sql(['a', 'b'].map((key) => ({ key, name: key, kind: 'kita', geom: 'POINT(394000 5709000)' })))}`;
    await sql`insert into offer_providers ${sql({ key: 'p', name: 'FABIDO', email: 'x@fabido.example' })}`;
  });

  it('what the Steuerungsgruppe adds everyone sees, with where and when it runs, and the log says who it was', async () => {
    const { status, body } = await add({ provider_key: 'p', places: 8 }, [RUN, { site_key: 'b' }]);
    expect(status).toBe(201);
    expect(body).toMatchObject({ version: 1, demo: false, fields: { title: 'Griffbereit', places: 8 } });
    expect(await shown()).toMatchObject([
      {
        key: body.key,
        provider: 'FABIDO',
        places: 8,
        runs: [{ site: expect.any(String) }, { site: expect.any(String) }],
      },
    ]);
    const log = await context().db
      .sql`select actor, action from audit_log where entity = 'offers' and entity_key = ${body.key}`;
    expect(log).toMatchObject([{ action: 'insert' }]);
  });

  it('runs are those that are given: changed where they are named, new where not, gone where missing', async () => {
    const { body } = await add({}, [RUN, { site_key: 'b' }]);
    const [first] = body.runs.filter(({ fields }) => fields['site_key'] === 'a');
    const runs = [
      { key: first?.key, ...RUN, starts_at: '10:00' },
      { site_key: 'a', weekdays: ['fr'] },
    ];
    const answer = await send(
      'PUT',
      `/offer-register/${body.key}`,
      { offer: { places: 5 }, runs },
      { 'if-match': '"1"' },
    );
    expect(answer.status).toBe(400);
    const whole = { offer: { ...OFFER, places: 5 }, runs };
    const changed = await send('PUT', `/offer-register/${body.key}`, whole, { 'if-match': '"1"' });
    expect(changed.status).toBe(200);
    const now = (await changed.json()) as RegisteredOffer;
    expect(now.fields).toMatchObject({ title: 'Griffbereit', places: 5 });
    expect(now.runs).toHaveLength(2);
    expect(now.runs.find(({ key }) => key === first?.key)?.fields).toMatchObject({ starts_at: '10:00', site_key: 'a' });
    expect(now.runs.some(({ fields }) => fields['site_key'] === 'b')).toBe(false);
  });

  it('nobody overwrites unseen: an earlier version is a 412 with both values, none is a 428', async () => {
    const { body } = await add();
    const put = (title: string, headers: Record<string, string>) =>
      send('PUT', `/offer-register/${body.key}`, { offer: { ...OFFER, title }, runs: [RUN] }, headers);
    expect((await put('Neu', {})).status).toBe(428);
    expect((await put('Neu', { 'if-match': '"1"' })).status).toBe(200);
    const stale = await put('Anders', { 'if-match': '"1"' });
    expect(stale.status).toBe(412);
    expect(await stale.json()).toMatchObject({ conflicts: [{ field: 'title', yours: 'Anders', theirs: 'Neu' }] });
    expect(
      (await ask(`/offer-register/${body.key}`, { method: 'DELETE', headers: { 'if-match': '"1"' } })).status,
    ).toBe(412);
    expect(
      (await ask(`/offer-register/${body.key}`, { method: 'DELETE', headers: { 'if-match': '"2"' } })).status,
    ).toBe(204);
    expect(await shown()).toEqual([]);
    expect(
      (await ask(`/offer-register/${body.key}`, { method: 'DELETE', headers: { 'if-match': '"2"' } })).status,
    ).toBe(404);
  });

  describe('says what is wrong, and changes nothing', () => {
    it.each([
      ['offer.title', { title: '' }, [RUN]],
      ['offer.kind', { kind: 'party' }, [RUN]],
      ['offer.age_to', { age_from: 36, age_to: 36 }, [RUN]],
      ['offer.valid_to', { valid_from: '2027-01-01', valid_to: '2026-01-01' }, [RUN]],
      ['offer.languages', { languages: ['Deutsch'] }, [RUN]],
      ['offer.provider_key', { provider_key: 'nobody' }, [RUN]],
      ['runs', {}, []],
      ['runs.0.site_key', {}, [{ ...RUN, site_key: 'nowhere' }]],
      ['runs.0.ends_at', {}, [{ ...RUN, ends_at: '09:00' }]],
      ['runs.0.starts_at', {}, [{ ...RUN, starts_at: '25:00' }]],
      ['runs.0.weekdays', {}, [{ ...RUN, weekdays: ['Montag'] }]],
      ['offer.website', { website: 'javascript:alert(1)' }, [RUN]],
      ['runs.0.starts_at', {}, [{ ...RUN, starts_at: null }]],
      ['runs.0.cancelled_on', {}, [{ ...RUN, cancelled_on: ['2027-02-30'] }]],
      ['runs.0.recurrence', {}, [{ ...RUN, recurrence: 'jede zweite Woche' }]],
      ['runs.0.recurrence', {}, [{ ...RUN, recurrence: 'FREQ=WEEKLY;BYDAY=TU' }]],
      ['offer.valid_from', {}, [{ ...RUN, recurrence: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO' }]],
    ])('%s', async (path, offer, runs) => {
      const { status, body } = await add(offer, runs);
      expect([status, body.detail]).toEqual([400, expect.stringContaining(`${path}`)]);
      expect(await shown()).toEqual([]);
    });
  });

  it('broken rules are told in the language of whoever asks, at their fields', async () => {
    const told = async (language: string) => {
      const headers = { 'accept-language': language };
      const answer = await send('POST', '/offer-register', { offer: { ...OFFER, title: '' }, runs: [RUN] }, headers);
      return ((await answer.json()) as { errors: object[] }).errors;
    };
    expect(await told('de')).toEqual([{ path: 'offer.title', message: 'Bitte ausfüllen.' }]);
    expect(await told('en')).toEqual([{ path: 'offer.title', message: 'Please fill in.' }]);
  });

  it('repeats as its rule says, and pauses on the days that are named', async () => {
    const rule = {
      recurrence: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO',
      cancelled_on: ['2026-12-28'],
      pauses_in_holidays: true,
    };
    const { status, body } = await add({ valid_from: '2026-08-31' }, [{ ...RUN, ...rule }]);
    expect([status, body.runs[0]?.fields]).toMatchObject([201, rule]);
  });

  it('what comes to the family needs no site, and everyone sees it', async () => {
    const { status } = await add({ comes_to_you: true }, []);
    expect(status).toBe(201);
    expect(await shown()).toMatchObject([{ title: 'Griffbereit', comesToYou: true, runs: [] }]);
  });

  describe('texts in other languages', () => {
    const TR = { language: 'tr', plain: false, title: 'Hazır', description: 'Oyun grubu', state: 'checked' };
    const PLAIN = { language: 'de', plain: true, title: 'Spiel-Gruppe', description: null, state: 'draft' };
    const put = async (offer: RegisteredOffer, change: object, texts?: object[]) => {
      const body = { offer: { ...OFFER, ...change }, runs: [RUN], texts };
      const answer = await send('PUT', `/offer-register/${offer.key}`, body, { 'if-match': `"${offer.version}"` });
      expect(answer.status).toBe(200);
      return (await answer.json()) as RegisteredOffer;
    };
    const given = ({ texts }: RegisteredOffer) =>
      texts.map(({ key, fields }): Record<string, unknown> => ({ ...fields, key, offer_key: undefined }));
    const states = ({ texts }: RegisteredOffer) =>
      Object.fromEntries(texts.map(({ fields }) => [fields['language'], fields['state']]));

    it('are those that are given, and stay where none are', async () => {
      const { body } = await add({}, [RUN], [TR, PLAIN]);
      expect(states(body)).toEqual({ tr: 'checked', de: 'draft' });
      const [plain] = given(body).filter(({ plain }) => plain);
      const kept = await put(body, { places: 9 });
      expect(states(kept)).toEqual({ tr: 'checked', de: 'draft' });
      const left = await put(kept, {}, [{ ...plain, title: 'Spielen' }]);
      expect(left.texts).toMatchObject([{ key: plain?.key, fields: { title: 'Spielen', plain: true } }]);
    });

    it('that were checked are drafts again when the offer says something else, unless they were changed with it', async () => {
      const both = [TR, { ...TR, language: 'bg', title: 'Готови' }];
      const { body } = await add({}, [RUN], both);
      const reworded = given(body).map((text) => (text['language'] === 'tr' ? { ...text, title: 'Hazırız' } : text));
      expect(states(await put(body, { title: 'Griffbereit Mini' }, reworded))).toEqual({ tr: 'checked', bg: 'draft' });
    });

    it('become drafts as well where the change says nothing of them, and by a new description', async () => {
      const { body } = await add({}, [RUN], [TR]);
      expect(states(await put(body, { description: 'Jetzt mit Frühstück' }))).toEqual({ tr: 'draft' });
    });

    it('stay checked when something else changes, and when somebody checks them anew', async () => {
      const { body } = await add({}, [RUN], [TR]);
      const moved = await put(body, { places: 4 }, given(body));
      expect(states(moved)).toEqual({ tr: 'checked' });
      const draft = await put(moved, { title: 'Neu' }, given(moved));
      expect(states(draft)).toEqual({ tr: 'draft' });
      const checked = given(draft).map((text) => ({ ...text, state: 'checked' }));
      expect(states(await put(draft, { title: 'Neu' }, checked))).toEqual({ tr: 'checked' });
    });

    it.each([
      ['texts.0.language', [{ ...TR, language: 'Türkisch' }]],
      ['texts.0.language', [{ ...TR, language: 'de' }]],
      ['texts.1.language', [TR, TR]],
      ['texts.0.title', [{ ...TR, title: '' }]],
      ['texts.0.state', [{ ...TR, state: 'missing' }]],
      ['texts.0.state', [{ ...TR, state: null }]],
    ])('are refused at %s', async (path, texts) => {
      const { status, body } = await add({}, [RUN], texts);
      expect([status, body.detail]).toEqual([400, expect.stringContaining(path)]);
    });
  });

  it('hostile text is kept as text: markup, a turn of the reading direction, ten thousand characters are too many', async () => {
    const title = '<script>alert(1)</script> \u202Eneffo';
    expect((await add({ title })).body.fields['title']).toBe(title);
    expect((await add({ description: 'x'.repeat(10_000) })).status).toBe(400);
  });

  it('the public neither reads nor writes it', async () => {
    expect((await ask('/offer-register', {}, 'public')).status).toBe(401);
    expect((await send('POST', '/offer-register', { offer: OFFER, runs: [RUN] }, {}, 'public')).status).toBe(401);
    expect(await shown()).toEqual([]);
  });
});
