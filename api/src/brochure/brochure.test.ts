import { beforeEach, describe, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';

const LONG = 'x'.repeat(10_000);
const HOSTILE = `<script>alert(1)</script>\u202Eesrever "quoted" </style><img src=x onerror=alert(1)>`;

describeOnEachDatabase('the brochure', (context) => {
  const get = async (query = '', headers: Record<string, string> = {}) => {
    const answer = await context().appAs('public').request(`/brochure${query}`, { headers });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const read = async (query = '') => {
    const { status, text } = await get(query);
    expect(status).toBe(200);
    // Long words hold soft hyphens.
    return text.replaceAll('\u00AD', '');
  };
  const offer = (key: string, more: Record<string, unknown> = {}) => ({
    ...{ key, title: key, kind: 'language', age_from: 12, age_to: 36, comes_to_you: null, languages: ['de'] },
    ...{ description: null, contact: null, website: null, valid_from: null, valid_to: null },
    ...{ last_confirmed_on: '2026-11-01', cost: null, registration: null },
    ...more,
  });
  const run = (key: string, site_key: string, more: Record<string, unknown> = {}) => ({
    ...{ key: `${key}/${site_key}`, offer_key: key, site_key, weekdays: ['mo'], starts_at: '09:30', ends_at: '11:00' },
    ...more,
  });
  const told = (text: string) =>
    [...text.matchAll(/<article class="[^"]*" id="offer-(\d+)"/g)].map(([, n]) => Number(n));

  beforeEach(async () => {
    const { sql } = context().db;
    for (const table of ['offers_at_sites', 'offer_texts', 'offers', 'offer_sites', 'statistical_units', 'project'])
      await sql`delete from ${sql(table)}`;
    const project = {
      ...{ name: sql.json({ de: 'Nordviertel', en: 'North quarter' }), bounds: [7.46, 51.51, 7.48, 51.53] },
      ...{ surroundings: [7, 51, 8, 52], land: 'NW', default_view: sql.json({ center: [7.47, 51.52], zoom: 15 }) },
    };
    await sql`insert into project ${sql(project)}`;
    const sites = [
      { key: 'in', name: 'Kita Drinnen', address: 'Gasse 1', step_free: true, at: [7.47, 51.52] },
      { key: 'out', name: 'Haus Draußen', address: null, step_free: null, at: [7.6, 51.6] },
    ];
    for (const { at, ...site } of sites) {
      await sql`insert into offer_sites (key, name, address, step_free, geom)
        values (${site.key}, ${site.name}, ${site.address}, ${site.step_free},
          st_transform(st_setsrid(st_makepoint(${at[0] as number}, ${at[1] as number}), 4326), 25832))`;
    }
    await sql`insert into statistical_units (key, name, geom) values
      ('u1', 'Unterbezirk Außen', st_multi(st_transform(st_makeenvelope(7.55, 51.55, 7.65, 51.65, 4326), 25832)))`;
    await sql`insert into offers ${sql([
      offer('inside'),
      offer('outside', { kind: 'sport', languages: ['tr'] }),
      offer('home', { kind: 'welcome-visit', comes_to_you: true, valid_to: '2099-12-31' }),
    ])}`;
    await sql`insert into offers_at_sites ${sql([run('inside', 'in'), run('outside', 'out')])}`;
    await sql`insert into layer_versions (layer, version) values ('offers', 1)
      on conflict (layer) do update set version = layer_versions.version + 1, changed_at = clock_timestamp()`;
  });

  it('holds what lies in the area and what comes home; a statistical unit and everything are areas, too', async () => {
    const project = await read('?lang=de');
    expect(project).toContain('Nordviertel');
    expect(project).toMatch(/>home</);
    expect(project).toMatch(/>inside</);
    expect(project).not.toMatch(/>outside</);
    const unit = await read('?lang=de&area=u1');
    expect(unit).toContain('Unterbezirk Außen');
    expect(unit).toMatch(/>outside</);
    expect(unit).not.toMatch(/>inside</);
    expect(told(await read('?lang=de&area=all'))).toEqual([1, 2, 3]);
  });

  it('kinds, languages and a day choose; where nothing is left, the page says so and can be changed', async () => {
    const all = '?lang=de&area=all';
    expect(await read(`${all}&kind=sport&kind=welcome-visit`)).not.toMatch(/>inside</);
    expect(told(await read(`${all}&speaks=tr`))).toEqual([1]);
    expect(told(await read(`${all}&on=2100-01-01`))).toEqual([1, 2]);
    const none = await read(`${all}&speaks=tr&kind=kita`);
    expect(none).toContain('Kein Angebot passt genau.');
    expect(none).toContain('<form');
  });

  it('numbers of sites and offers on cards, list, map and indexes agree', async () => {
    const text = await read('?lang=de&area=all');
    const targets = [...text.matchAll(/href="#((?:offer|site)-\d+)"/g)].map(([, id]) => id ?? '');
    expect(targets.length).toBeGreaterThan(8);
    for (const id of targets) expect(text.split(`id="${id}"`)).toHaveLength(2);
    expect(text).toMatch(/class="pin"[^>]*><circle[^>]*><text[^>]*>1</);
    expect(text).toContain('1 Jahr bis unter 3 Jahre');
    expect(text).toContain('Kommt nach Hause');
    expect(text).toContain('stufenlos: ja');
    expect(text).toContain('stufenlos: nicht bekannt');
  });

  it('hostile text is text: no script, nothing turned round, ten thousand letters in a box of their own', async () => {
    const { sql } = context().db;
    const words = { title: HOSTILE, description: LONG, contact: HOSTILE, website: HOSTILE, cost: HOSTILE };
    await sql`update offers set ${sql(words)} where key = 'inside'`;
    await sql`update offer_sites set name = ${HOSTILE}, address = ${HOSTILE} where key = 'in'`;
    await sql`insert into offer_texts ${sql([
      { key: 't1', offer_key: 'inside', language: 'tr', title: HOSTILE, description: HOSTILE, state: 'draft' },
    ])}`;
    for (const query of ['?lang=de', '?lang=ar', '?lang=tr&also=de']) {
      const text = await read(query);
      expect(text.match(/<script/g)).toHaveLength(1);
      expect(text).not.toContain('<img');
      expect(text.match(/<\/style>/g)).toHaveLength(1);
      // Every override stays within an element that isolates it.
      const loose = text.replace(/<bdi[^>]*>[^<]*<\/bdi>/g, '');
      expect(loose).not.toContain('\u202E');
      expect(loose).not.toContain('esrever');
      expect(text).toContain('&lt;script&gt;');
    }
    expect(await read('?lang=de')).toContain(LONG);
  });

  it('says which text is a draft and which is there in German only; two languages stand side by side', async () => {
    const { sql } = context().db;
    const turkish = { key: 't1', offer_key: 'inside', language: 'tr', description: null };
    await sql`insert into offer_texts ${sql({ ...turkish, title: 'Dil köprüsü', state: 'draft' })}`;
    const text = await read('?lang=tr');
    expect(text).toContain('Dil köprüsü');
    expect(text).toContain('Bu çeviri henüz kontrol edilmedi.');
    expect(text).toContain('Bu metin yalnızca Almanca.');
    expect(text).toContain('/find/inside?lang=tr"');
    const both = await read('?lang=de&also=tr');
    expect(both).toContain('Dil köprüsü');
    expect(both).toMatch(/>inside</);
    expect(both).toContain('/find/inside?lang=de"');
    expect(both).toContain('/find/inside?lang=tr"');
    expect(told(both)).toEqual([1, 2]);
    // A checked text is none that must be warned of.
    await sql`update offer_texts set state = 'checked'`;
    await sql`update layer_versions set version = version + 1 where layer = 'offers'`;
    expect(await read('?lang=tr')).not.toContain('Bu çeviri henüz kontrol edilmedi.');
  });

  it('codes lead to the public address of the installation, whatever address it was asked under', async () => {
    const app = context().appWith({ BASE_URL: 'https://stadt.example/quartierblick' }, 'public');
    const text = await (await app.request('/brochure?lang=de')).text();
    expect(text).toContain('href="https://stadt.example/quartierblick/find/home?lang=de"');
    expect(text).not.toContain('http://localhost/find');
  });

  it('an address that cannot be read, or an area that is gone, is a page with a way out, not a failure', async () => {
    for (const query of ['?on=2026-02-30', '?kind=nix', '?lang=xx', '?format=a3', '?kindd=kita', '?speaks=<script>']) {
      const { status, text, headers } = await get(query);
      expect([query, status]).toEqual([query, 400]);
      expect(headers.get('content-type')).toMatch('text/html');
      expect(text).toContain('href="?lang=de"');
      expect(text).not.toContain('<script');
    }
    const gone = await get('?area=gone', { 'accept-language': 'tr' });
    expect(gone.status).toBe(404);
    expect(gone.text).toContain('Böyle bir bölge yok.');
    // What a form sends of fields that nobody filled in.
    expect((await get('?lang=de&also=&on=&area=project&format=a4')).status).toBe(200);
  });

  it('without a project area it holds everything', async () => {
    await context().db.sql`delete from project`;
    expect(told(await read('?lang=de'))).toEqual([1, 2, 3]);
  });

  describe('what it loads', () => {
    it('is its own: a strict policy, fonts that may be kept for ever under names that follow their content', async () => {
      const { text, headers } = await get('?lang=bg');
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'self'/);
      const fonts = [...text.matchAll(/url\('([^']+)'\)/g)].map(([, url]) => url ?? '');
      expect(fonts.some((url) => /cyrillic\.[0-9a-f]{12}\.woff2$/.test(url))).toBe(true);
      expect(fonts.some((url) => /arabic-arabic\.[0-9a-f]{12}\.woff2$/.test(url))).toBe(true);
      for (const url of fonts) {
        const font = await context().appAs('public').request(`/${url}`);
        expect([url, font.status, font.headers.get('content-type')]).toEqual([url, 200, 'font/woff2']);
        expect(font.headers.get('cache-control')).toContain('immutable');
        expect(new TextDecoder().decode((await font.arrayBuffer()).slice(0, 4))).toBe('wOF2');
      }
      const script = await context().appAs('public').request('/brochure/print.js');
      expect(script.headers.get('content-type')).toMatch('text/javascript');
      expect((await context().appAs('public').request('/brochure/fonts/..%2f..%2fpackage.json')).status).toBe(404);
    });
  });
});
