import { beforeEach, expect, it } from 'vitest';
import type { Mapping } from '@quartierblick/gis/register/mapping.ts';
import { createApp } from '../../app.ts';
import { describeOnEachDatabase } from '../../../../test/support/databases.ts';

interface PreviewBody {
  sha256: string;
  mapping: Mapping;
  remembered: boolean;
  report: {
    counts: Record<string, number>;
    rows: {
      line: number;
      state: string;
      key: string | null;
      problems: { text: { de: string } }[];
      changes: unknown[];
    }[];
    questions: { column: number; word: string; options: { value: string }[] }[];
    basis: string;
  };
}

const TABLES = ['offers_at_sites', 'offer_texts', 'offers', 'offer_providers', 'offer_sites'] as const;

describeOnEachDatabase('offers from a file', (context) => {
  const app = () =>
    createApp({
      ...context().deps,
      identify: () => ({ edition: 'steering', userId: 'u7', name: 'Sevda Steuer', via: 'session' }),
    });
  const form = (bytes: Uint8Array, fields: Record<string, string> = {}): FormData => {
    const made = new FormData();
    made.set('file', new File([bytes as Uint8Array<ArrayBuffer>], 'angebote.csv'));
    for (const [name, value] of Object.entries(fields)) made.set(name, value);
    return made;
  };
  const post = (path: string, body?: FormData, as = app()) =>
    as.request(`/api/offer-register/${path}`, { method: 'POST', ...(body ? { body } : {}) });
  const preview = async (bytes: Uint8Array, mapping?: Mapping): Promise<PreviewBody> => {
    const response = await post('preview', form(bytes, mapping ? { mapping: JSON.stringify(mapping) } : {}));
    expect(response.status, await response.clone().text()).toBe(200);
    return (await response.json()) as PreviewBody;
  };
  /** Looks, answers, and runs the dry run. */
  const dryRun = async (
    bytes: Uint8Array,
    answer: (mapping: Mapping) => Mapping = (one) => one,
  ): Promise<PreviewBody> => preview(bytes, answer((await preview(bytes)).mapping));
  const take = async (bytes: Uint8Array, run: PreviewBody) => {
    const fields = { mapping: JSON.stringify(run.mapping), sha256: run.sha256, basis: run.report.basis };
    const response = await post('import', form(bytes, fields));
    expect(response.status, await response.clone().text()).toBe(200);
    return (await response.json()) as {
      id: string;
      added: number;
      changed: number;
      kept: { key: string; by: string }[];
    };
  };
  const undo = (id: string) => post(`imports/${id}/undo`);
  const exported = async (format: string, lang: string): Promise<Uint8Array> => {
    const response = await app().request(`/api/offer-register/export?format=${format}&lang=${lang}`);
    expect(response.status).toBe(200);
    return new Uint8Array(await response.arrayBuffer());
  };
  /** Everything that an import could change, but for versions and times. */
  const all = async () => {
    const { sql } = context().db;
    const kept = [];
    for (const table of TABLES)
      kept.push(
        await sql`select to_jsonb(t) - '{id,version,changed_at,changed_by,import_id}'::text[] as row from ${sql(table)} t order by key`,
      );
    return JSON.stringify(kept);
  };
  const csv = (...lines: string[]): Uint8Array => Buffer.from(lines.join('\r\n'), 'utf8');

  beforeEach(async () => {
    const { sql } = context().db;
    for (const table of TABLES) await sql`delete from ${sql(table)}`;
    await sql`delete from buildings`;
    await sql`delete from register_mappings`;
    const geom = 'POINT(394000 5709000)';
    await sql`insert into offer_sites ${sql([
      { key: 's1', name: 'Familienbüro', kind: 'family-office', address: 'Leopoldstraße 16', geom },
      { key: 's2', name: 'Kita Lessingstraße', kind: 'kita', address: 'Lessingstraße 5', geom },
    ])}`;
    await sql`insert into offer_providers ${sql({ key: 'p1', name: 'FABIDO', email: 'geheim@fabido.example' })}`;
    await sql`insert into offers ${sql([
      {
        key: 'o1',
        title: 'Griffbereit',
        kind: 'parent-child-group',
        provider_key: 'p1',
        age_from: 12,
        age_to: 36,
        places: 8,
        languages: ['de', 'tr'],
      },
      {
        key: 'o2',
        title: '=1+1',
        kind: 'welcome-visit',
        provider_key: null,
        age_from: -9,
        age_to: 3,
        places: null,
        languages: [],
      },
    ])}`;
    await sql`update offers set comes_to_you = true, description = ${'<b>\u202Eneffo</b>'} where key = 'o2'`;
    await sql`insert into offers_at_sites ${sql([
      { key: 'r1', offer_key: 'o1', site_key: 's1', weekdays: ['mo'], starts_at: '09:30', ends_at: '11:00' },
      { key: 'r2', offer_key: 'o1', site_key: 's2', weekdays: ['th'], starts_at: '15:00', ends_at: '16:30' },
    ])}`;
    await sql`insert into offer_texts ${sql({ key: 't1', offer_key: 'o1', language: 'tr', plain: false, title: 'Hazır', state: 'checked' })}`;
    await sql`insert into buildings ${sql({ key: 'b1', address: 'Schützenstraße 35', geom: 'MULTIPOLYGON(((394100 5709100,394110 5709100,394110 5709110,394100 5709100)))' })}`;
  });

  it.each(['csv', 'xlsx'])('finds nothing to change in its own export as %s, in both languages', async (format) => {
    for (const lang of ['de', 'en']) {
      const { report } = await dryRun(await exported(format, lang));
      expect(report.counts).toEqual({ new: 0, changed: 0, unchanged: 3, problem: 0 });
    }
  });

  it('exports what a person can read, no formula, and nobody’s address for the office', async () => {
    const text = Buffer.from(await exported('csv', 'de')).toString('utf8');
    expect(text).toContain("'=1+1");
    expect(text).toContain('Mo;09:30;11:00');
    expect(text).toContain('12 Monate;36 Monate'.replace('36 Monate', '3 Jahre'));
    expect(text).toContain('Deutsch, Türkisch');
    expect(text).toContain('Titel (Türkisch)');
    expect(text).not.toContain('geheim@');
  });

  const FILE = csv(
    'Angebot;Art;Anbieter;Alter;Ort;Anschrift;Tag;Uhrzeit;Plätze;Sprache;Titel (Arabisch)',
    'Griffbereit;;FABIDO;1–3 Jahre;;Leopoldstr. 16;montags;9.30–11 Uhr;10;;مستعد',
    'Elterncafé;Treff;AWO;Schwangere;Pauluskirche;Schützenstr. 35;Fr;10 Uhr;;Arabisch;',
    'Zauberei;Zaubern;;;Kita Lessingstraße;;;;;;',
  );
  const answer = (mapping: Mapping): Mapping =>
    mapping.map((one, i) =>
      i === 4 ? { ...one, values: { 'Pauluskirche, Schützenstr. 35': 'new:association' } } : one,
    );

  it('changes nothing before it is told to, then all at once, as somebody, and back', async () => {
    const before = await all();
    const run = await dryRun(FILE, answer);
    expect(run.report.counts).toEqual({ new: 1, changed: 1, unchanged: 0, problem: 1 });
    expect(await all()).toBe(before);

    const done = await take(FILE, run);
    expect(done).toMatchObject({ added: 1, changed: 1, unchanged: 0, problems: 1, kept: [] });
    const { sql } = context().db;
    expect(await sql`select places, version::int, changed_by from offers where key = 'o1'`).toMatchObject([
      { places: 10, version: 2, changed_by: 'Sevda Steuer' },
    ]);
    expect(
      await sql`
      select o.age_from, o.age_to, o.languages, p.name as provider, s.name as site, s.address, st_x(s.geom)::int as x, r.weekdays, r.starts_at
      from offers o join offer_providers p on p.key = o.provider_key join offers_at_sites r on r.offer_key = o.key
        join offer_sites s on s.key = r.site_key where o.title = 'Elterncafé'
    `,
    ).toMatchObject([
      {
        age_from: -9,
        age_to: 0,
        languages: ['ar'],
        provider: 'AWO',
        site: 'Pauluskirche',
        address: 'Schützenstraße 35',
        weekdays: ['fr'],
        starts_at: '10:00',
      },
    ]);
    expect(await sql`select title, state from offer_texts where language = 'ar'`).toMatchObject([
      { title: 'مستعد', state: 'draft' },
    ]);
    const log =
      await sql`select entity, action, actor, reason from audit_log where batch_id::text = ${done.id} order by entity, action`;
    expect(log.map(({ entity, action }) => `${entity} ${action}`)).toEqual([
      'offer_providers insert',
      'offer_sites insert',
      'offer_texts insert',
      'offers insert',
      'offers update',
      'offers_at_sites insert',
    ]);
    expect(log[0]).toMatchObject({ actor: 'Sevda Steuer', reason: 'Angebotsimport: angebote.csv' });
    expect((await dryRun(FILE, answer)).report.counts).toMatchObject({ new: 0, changed: 0, unchanged: 2 });

    const back = await undo(done.id);
    expect(await back.json()).toMatchObject({ kept: [] });
    expect(await all()).toBe(before);
    expect((await undo(done.id)).status).toBe(409);
    // What another register has imported is none of this one's.
    expect(
      (await context().appAs('planner').request(`/api/register/imports/${done.id}/undo`, { method: 'POST' })).status,
    ).toBe(404);
  });

  it('finds the place of a new site in the address table, and none where the address is only spelled alike', async () => {
    const { sql } = context().db;
    await sql`delete from buildings`;
    await sql`delete from addresses`;
    await sql`insert into addresses ${sql({ key: 'a1', street: 'Schützenstraße', number: 35, geom: 'POINT(393900 5709300)' })}`;
    await sql`insert into layer_versions (layer) values ('addresses') on conflict (layer) do update set version = layer_versions.version + 1`;
    const run = await dryRun(FILE, answer);
    expect(run.report.counts).toMatchObject({ new: 1 });
    await take(FILE, run);
    expect(
      await sql`select address, round(st_x(geom))::int as x, round(st_y(geom))::int as y from offer_sites where name = 'Pauluskirche'`,
    ).toMatchObject([{ address: 'Schützenstraße 35', x: 393_900, y: 5_709_300 }]);
    const wrong = csv('Angebot;Art;Ort;Anschrift;Tag', 'X;Treff;Moschee;Schutzensraße 35;Mo');
    expect((await dryRun(wrong)).report.rows[0]?.problems[0]?.text.de).toContain('braucht einen Ort');
  });

  it('keeps what somebody changed between dry run and import, and after it from being undone', async () => {
    const { sql } = context().db;
    const run = await dryRun(FILE, answer);
    await sql`update offers set places = 99 where key = 'o1'`;
    const done = await take(FILE, run);
    expect(done).toMatchObject({
      added: 1,
      changed: 0,
      kept: [{ line: 2, key: 'o1', title: 'Griffbereit', by: 'system' }],
    });
    expect(await sql`select places from offers where key = 'o1'`).toMatchObject([{ places: 99 }]);

    await sql`update offers set cost = 'frei' where title = 'Elterncafé'`;
    const undone = (await (await undo(done.id)).json()) as { kept: { title: string }[] };
    expect(undone.kept).toMatchObject([{ title: 'Elterncafé' }]);
    expect(
      await sql`select cost, provider_key is not null as provided from offers where title = 'Elterncafé'`,
    ).toMatchObject([{ cost: 'frei', provided: true }]);
    expect(await sql`select name from offer_providers where name = 'AWO'`).toHaveLength(1);
    // Kept whole: an offer without its runs would be shown nowhere.
    const runs =
      await sql`select r.key from offers_at_sites r join offers o on o.key = r.offer_key where o.title = 'Elterncafé'`;
    expect(runs.length).toBeGreaterThan(0);
  });

  it('tells whoever has the form open that runs are new: the version of the offer has grown', async () => {
    const { sql } = context().db;
    const version = async () => Number((await sql`select version from offers where key = 'o1'`)[0]?.['version']);
    const before = await version();
    const file = csv('Schlüssel;Angebot;Ort;Tag;Beginn', 'o1;Griffbereit;Familienbüro;Fr;10 Uhr');
    const run = await dryRun(file);
    const done = await take(file, run);
    expect(await version()).toBeGreaterThan(before);
    const between = await version();
    await undo(done.id);
    expect(await version()).toBeGreaterThan(between);
  });

  it('a translation that was checked is a draft again where the file rewords the offer, and not where it says it, too', async () => {
    const { sql } = context().db;
    const state = async () => (await sql`select state from offer_texts where key = 't1'`)[0]?.['state'] as string;
    const both = csv('Schlüssel;Beschreibung;Titel (Türkisch);Stand (Türkisch)', 'o1;Neu;Yeni;geprüft');
    await take(both, await dryRun(both));
    expect(await state()).toBe('checked');
    const one = csv('Schlüssel;Beschreibung', 'o1;Jetzt auch am Freitag');
    await take(one, await dryRun(one));
    expect(await state()).toBe('draft');
  });

  it('takes what was changed out of the open data that once brought it, but not out of the demo', async () => {
    const { sql } = context().db;
    for (const [key, demo] of [
      ['o1', false],
      ['o2', true],
    ] as const) {
      const [made] = await sql<{ id: string }[]>`
        insert into imports (id, layer, state, file_name, author, demo)
        values (gen_random_uuid(), 'offers', 'done', 'x', 'x', ${demo})
        returning id
      `;
      await sql`update offers set import_id = ${made?.id ?? ''} where key = ${key}`;
    }
    const file = csv('Schlüssel;Kosten', 'o1;1 Euro', 'o2;2 Euro');
    await take(file, await dryRun(file));
    expect(await sql`select key, import_id is null as free, cost from offers order by key`).toMatchObject([
      { key: 'o1', free: true, cost: '1 Euro' },
      { key: 'o2', free: false, cost: '2 Euro' },
    ]);
  });

  it('imports exactly what was shown: another file, mapping or no dry run is refused', async () => {
    const run = await dryRun(FILE, answer);
    const fields = { mapping: JSON.stringify(run.mapping), sha256: run.sha256, basis: run.report.basis };
    expect((await post('import', form(csv('Angebot;Art', 'X;Treff'), fields))).status).toBe(409);
    const { basis: _, ...none } = fields;
    expect((await post('import', form(FILE, none))).status).toBe(400);
    const doubled = JSON.stringify(run.mapping.map(() => ({ target: 'title' })));
    expect((await post('preview', form(FILE, { mapping: doubled }))).status).toBe(400);
    expect(
      (await post('preview', form(FILE, { mapping: JSON.stringify(run.mapping.map(() => ({ target: 'parcel' }))) })))
        .status,
    ).toBe(400);
  });

  it('remembers a mapping with its answers, and apart from the properties', async () => {
    await dryRun(FILE, answer);
    const again = await preview(FILE);
    expect(again.remembered).toBe(true);
    expect(again.mapping[4]?.values).toMatchObject({ 'Pauluskirche, Schützenstr. 35': 'new:association' });
  });

  it('is for the Steuerungsgruppe and planners: others neither read nor import it', async () => {
    const everyone = context().appAs('public');
    expect((await everyone.request('/api/offer-register/export?format=csv')).status).toBe(401);
    expect((await post('preview', form(FILE), everyone as ReturnType<typeof app>)).status).toBe(401);
    expect(
      (
        await everyone.request('/api/offer-register/imports/00000000-0000-4000-8000-000000000000/undo', {
          method: 'POST',
        })
      ).status,
    ).toBe(401);
  });
});
