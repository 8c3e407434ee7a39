import { beforeAll, expect, it } from 'vitest';
import { hitSchema } from '@quartierblick/api/search/schemas';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { seedQuarter } from './seed.ts';

describeOnEachDatabase('search', (context) => {
  const search = async (q: string, limit = 10) => {
    const response = await context().app.request(`/api/search?q=${encodeURIComponent(q)}&limit=${limit}`);
    expect(response.status).toBe(200);
    return hitSchema.array().parse(await response.json());
  };
  beforeAll(async () => void (await seedQuarter(context().db)));

  it('makes one hit of a street of many lines, before its addresses, with the extent of all of them', async () => {
    const hits = await search('bornstr');
    expect(hits[0]).toMatchObject({ layer: 'streets', title: 'Bornstraße' });
    expect(hits.filter(({ layer }) => layer === 'streets')).toHaveLength(1);
    const [west = 0, , east = 0] = hits[0]?.bbox ?? [];
    // Three lines of 90 m, 100 m apart: 290 m are about 0.0042° of longitude at this latitude.
    expect(east - west).toBeCloseTo(0.0042, 3);
    expect(hits[0]?.center[0]).toBeGreaterThanOrEqual(west);
    expect(hits[0]?.center[0]).toBeLessThanOrEqual(east);
  });

  it('finds a thing however it is written, and while it is being typed', async () => {
    const cases: [string, string[]][] = [
      ['Bornstraße 52', ['bornstr 52', 'BORNSTR. 52', 'Bornstrasse 52', 'born-straße 52', 'bornstr.52']],
      [
        'Hans-Böckler-Straße',
        ['hans böckler str', 'Hansboecklerstr', 'hans-bockler-strasse', 'böckler', 'Hans-Böckler-Stra'],
      ],
      ['Münsterweg', ['muensterweg', 'MÜNSTER', 'munsterw']],
      ['Nordmarkt-Südost', ['nordmarkt suedost', 'nordmarktsüdost']],
    ];
    for (const [title, queries] of cases) {
      for (const q of queries)
        expect([q, (await search(q)).map((hit) => hit.title)]).toEqual([q, expect.arrayContaining([title])]);
    }
  });

  it('puts the exact address first, not a longer one', async () => {
    expect((await search('bornstr 5'))[0]?.title).toBe('Bornstraße 5');
  });

  it('finds an offer and leads to its site', async () => {
    expect((await search('griffbereit'))[0]).toMatchObject({ layer: 'offers', key: 'o1', title: 'Griffbereit' });
  });

  it('says by which field a property was found', async () => {
    const [hit] = await search('az-geheim-7');
    expect(hit).toMatchObject({ layer: 'properties', key: 'p7', title: 'Geheimstraße 7' });
    expect(hit?.subtitle.de).toContain('Aktenzeichen: AZ-GEHEIM-7');
  });

  it('finds nothing for what is not there, and keeps to the limit', async () => {
    expect(await search('zzz nirgends')).toEqual([]);
    expect(await search('---')).toEqual([]);
    expect(await search('born', 3)).toHaveLength(3);
  });

  it('finds what was added after the first search', async () => {
    expect(await search('Neue Mitte')).toEqual([]);
    await context().db.sql`update streets set name = 'Neue Mitte' where key = 's5'`;
    await context().db.sql`update layer_versions set version = version + 1 where layer = 'streets'`;
    expect((await search('neue mitte'))[0]?.title).toBe('Neue Mitte');
  });

  it('still answers with more texts than a call can have arguments', async () => {
    const { sql } = context().db;
    await sql`
      insert into accidents (key, atlas_id, geom)
      select 'many' || n, (1000000 + n)::text, st_setsrid(st_makepoint(394000, 5709000), 25832)
      from generate_series(1, 150000) n
    `;
    await sql`update layer_versions set version = version + 1 where layer = 'accidents'`;
    expect((await search('1149999'))[0]).toMatchObject({ layer: 'accidents', key: 'many149999' });
  });

  it('refuses an empty or endless query', async () => {
    for (const q of ['', '%20', 'x'.repeat(101), '%00']) {
      expect((await context().app.request(`/api/search?q=${q}`)).status).toBe(400);
    }
    expect((await context().app.request('/api/search')).status).toBe(400);
  });
});
