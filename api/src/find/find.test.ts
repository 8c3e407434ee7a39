import ICAL from 'ical.js';
import { beforeEach, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { PAGE_LANGUAGES } from '../pages/languages.ts';

describeOnEachDatabase('pages on which families find offers', (context) => {
  const app = () => context().appAs('public');
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await app().request(path, { headers });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };
  const HOSTILE = `<script>alert(1)</script>"'&\u202Etxet\u202C ${'ä'.repeat(10_000)}`;

  beforeEach(async () => {
    const { sql } = context().db;
    for (const table of ['offers_at_sites', 'offer_texts', 'offers', 'offer_providers', 'offer_sites', 'streets'])
      await sql`delete from ${sql(table)}`;
    await sql`insert into project ${sql({ name: sql.json({ de: 'Q', en: 'Q' }), bounds: [7.4, 51.5, 7.5, 51.6], surroundings: [7, 51, 8, 52], land: 'NW', default_view: sql.json({ center: [7.4, 51.5], zoom: 15 }) } as never)} on conflict (id) do update set land = 'NW'`;
    await sql`insert into streets ${sql([
      {
        key: 's',
        name: 'Lange Straße',
        kind: 'residential',
        geom: 'MULTILINESTRING((394000 5709000, 394800 5709000))',
      },
    ])}`;
    await sql`insert into offer_sites ${sql([
      { key: 'near', name: 'Kita Nah', kind: 'kita', address: 'Lange Straße 1', geom: 'POINT(394300 5709002)' },
      { key: 'far', name: 'Kita Fern', kind: 'kita', address: 'Lange Straße 9', geom: 'POINT(394750 5709002)' },
    ])}`;
    await sql`insert into offer_providers ${sql({ key: 'p', name: 'FABIDO', email: 'erika@geheim.example' })}`;
    const row = (key: string, more: Record<string, unknown>) => ({
      ...{ key, title: key, kind: 'language', provider_key: 'p', age_from: 24, age_to: 36, languages: ['de', 'bg'] },
      ...{ comes_to_you: false, valid_from: '2026-08-03', valid_to: '2027-07-18', description: null, website: null },
      ...more,
    });
    await sql`insert into offers ${sql([
      row('vorlesen', { description: 'Bücher ansehen' }),
      row('boese', { title: HOSTILE, description: HOSTILE, website: 'javascript:alert(1)' }),
    ])}`;
    await sql`insert into offer_texts ${sql([
      {
        key: 't',
        offer_key: 'vorlesen',
        language: 'ar',
        plain: false,
        title: 'قراءة',
        description: 'كتب',
        state: 'draft',
      },
    ])}`;
    const run = {
      weekdays: ['mo'],
      starts_at: '09:30',
      ends_at: '11:00',
      pauses_in_holidays: true,
      cancelled_on: ['2026-11-30'],
    };
    await sql`insert into offers_at_sites ${sql([
      { key: 'v/far', site_key: 'far', offer_key: 'vorlesen', ...run },
      { key: 'b/near', site_key: 'near', offer_key: 'boese', ...run },
    ])}`;
    await sql`insert into layer_versions (layer, version) select l, 1 from unnest(array['offers', 'streets']) l
      on conflict (layer) do update set version = layer_versions.version + 1, changed_at = clock_timestamp()`;
  });

  it('the form shows no results until something is asked for; every language is a page in its own direction', async () => {
    for (const language of PAGE_LANGUAGES) {
      const { status, text } = await get(`/find?lang=${language}`);
      expect(status).toBe(200);
      expect(text).toContain(`dir="${language === 'ar' ? 'rtl' : 'ltr'}"`);
      expect(text).not.toContain('id="results"');
    }
    expect((await get('/find', { 'accept-language': 'fr, bg;q=0.8, de;q=0.5' })).text).toContain('<html lang="bg"');
    expect((await get('/find', { 'accept-language': 'fr' })).text).toContain('<html lang="de"');
  });

  it('finds by age, language and day, and tells no offer that does not fit', async () => {
    expect((await get('/find?age=24&speaks=bg&day=mo')).text).toContain('>vorlesen</bdi>');
    for (const other of ['age=36', 'speaks=tr', 'day=su'])
      expect((await get(`/find?${other}`)).text).not.toContain('>vorlesen</bdi>');
  });

  it('the way is one on foot along the street, not as the crow flies, and an unknown place is said', async () => {
    const { text } = await get('/find?near=Lange+Stra%C3%9Fe&lang=en');
    expect(text).toMatch(/\d+ m on foot, about \d+ minutes/);
    expect(text.indexOf('b/near') < 0).toBe(true);
    expect(text.indexOf('Kita Nah')).toBeLessThan(text.indexOf('Kita Fern'));
    expect((await get('/find?near=Nirgendwo&lang=en')).text).toContain('We did not find “Nirgendwo”');
  });

  it('what people typed is text: no script, no link that runs one, no turning of what follows', async () => {
    for (const path of [
      '/find?age=24',
      '/find/boese',
      `/find?near=${encodeURIComponent('"><script>alert(2)</script>')}`,
    ]) {
      const { text, headers } = await get(path);
      expect(text).not.toMatch(/<script/i);
      expect(text).not.toMatch(/href="javascript/i);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    }
    expect((await get('/find/boese')).text).toMatch(/<bdi[^>]*>&lt;script&gt;/);
  });

  it('whom to ask at a provider is on no page', async () => {
    for (const path of ['/find?age=24', '/find/vorlesen']) expect((await get(path)).text).not.toMatch(/geheim/);
  });

  it('a translation is shown with how far it has come, and where there is none the German text is said to be German', async () => {
    const arabic = (await get('/find/vorlesen?lang=ar')).text;
    expect(arabic).toContain('<bdi lang="ar" dir="rtl">قراءة</bdi>');
    expect(arabic).toContain('لم تُراجَع هذه الترجمة بعد.');
    expect((await get('/find/vorlesen?lang=tr')).text).toContain('Bu metin yalnızca Almanca.');
  });

  it('dates keep their hour across summer time, and leave out holidays and what is called off', async () => {
    const { text, headers } = await get('/find/vorlesen/dates.ics');
    expect(headers.get('content-type')).toContain('text/calendar');
    const calendar = new ICAL.Component(ICAL.parse(text));
    const zone = new ICAL.Timezone(calendar.getFirstSubcomponent('vtimezone') as ICAL.Component);
    ICAL.TimezoneService.register(zone);
    const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent') as ICAL.Component);
    const dates = event.iterator();
    const held: string[] = [];
    for (let next = dates.next(); next; next = dates.next())
      held.push(next.convertToZone(ICAL.Timezone.utcTimezone).toString());
    ICAL.TimezoneService.remove('Europe/Berlin');
    expect(held).toContain('2026-10-12T07:30:00Z');
    expect(held).toContain('2026-11-02T08:30:00Z');
    expect(held.filter((day) => /2026-(10-(19|26)|11-30|12-28)|2027-03-2/.test(day))).toEqual([]);
    expect(held.at(-1)).toBe('2027-07-12T07:30:00Z');
  });

  it('a broken link is a page with the form, a lost offer a page with a way on', async () => {
    const broken = await get('/find?age=abc&lang=en');
    expect(broken.status).toBe(400);
    expect(broken.text).toContain('Part of the link could not be read');
    expect(broken.text).toContain('name="age"');
    for (const path of ['/find/none?lang=en', '/find/none/dates.ics?lang=en']) {
      const lost = await get(path);
      expect(lost.status).toBe(404);
      expect(lost.text).toContain('This offer no longer exists');
    }
  });
});
