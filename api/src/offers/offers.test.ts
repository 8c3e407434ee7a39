import { beforeEach, expect, it } from 'vitest';
import type { OffersAnswer } from '@quartierblick/gis/offers/answer.ts';
import { isStale } from '@quartierblick/gis/offers/answer.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';

describeOnEachDatabase('offers as a whole', (context) => {
  const get = (held?: string) =>
    context()
      .appAs('public')
      .request('/api/offers', held === undefined ? {} : { headers: { 'if-none-match': held } });
  const read = async () => (await (await get()).json()) as OffersAnswer;
  const grow = () => context().db.sql`
    insert into layer_versions (layer, version) values ('offers', 1)
    on conflict (layer) do update set version = layer_versions.version + 1, changed_at = clock_timestamp()
  `;
  const row = (more: Record<string, unknown>) => ({
    ...{ key: 'g/a', site_key: 'a', offer_key: 'g', title: 'Griffbereit', kind: 'parent-child-group', places: 10 },
    ...{ age_from: 12, age_to: 36, weekdays: ['th', 'mo'], starts_at: '09:30', ends_at: '11:00', comes_to_you: null },
    ...{ languages: ['de', 'bg'], valid_from: '2026-08-01', valid_to: null, last_confirmed_on: '2026-10-01' },
    ...more,
  });

  beforeEach(async () => {
    const { sql } = context().db;
    for (const table of ['offers_at_sites', 'offer_sites']) await sql`delete from ${sql(table)}`;
    await sql`insert into offer_sites ${sql({ key: 'a', name: 'Kita Mitte', kind: 'kita', geom: 'POINT(394000.126 5709000)' })}`;
    await grow();
  });

  it('an offer at two sites is one offer with two runs, not two offers with twice the places', async () => {
    const { sql } = context().db;
    await sql`insert into offers_at_sites ${sql([row({}), row({ key: 'g/b', site_key: 'b', weekdays: null, starts_at: null, ends_at: null })])}`;
    const { offers, sites, demo } = await read();
    expect(offers).toHaveLength(1);
    expect(offers[0]).toMatchObject({
      ...{ key: 'g', title: 'Griffbereit', ages: { from: 12, to: 36 }, places: 10, languages: ['de', 'bg'] },
      ...{ comesToYou: false, validFrom: '2026-08-01', validTo: null, confirmedOn: '2026-10-01' },
      runs: [
        { site: 'a', weekdays: ['mo', 'th'], from: '09:30', to: '11:00' },
        { site: 'b', weekdays: null, from: null, to: null },
      ],
    });
    expect(sites).toEqual([{ key: 'a', name: 'Kita Mitte', address: null, stepFree: null, at: [394000.13, 5709000] }]);
    expect(demo).toBe(false);
  });

  it('what nobody recorded stays not known: ages, languages, places; and a row without title or kind is no offer', async () => {
    const { sql } = context().db;
    const bare = { age_from: null, age_to: null, languages: null, places: null, offer_key: null };
    await sql`insert into offers_at_sites ${sql([row(bare), row({ key: 'x', title: null }), row({ key: 'y', kind: null })])}`;
    const { offers } = await read();
    expect(offers).toHaveLength(1);
    expect(offers[0]).toMatchObject({ key: 'g/a', ages: null, languages: null, places: null });
  });

  it('is held by its version: the same offers are not sent twice, changed ones are', async () => {
    const tag = (await get()).headers.get('etag') ?? '';
    expect((await get(tag)).status).toBe(304);
    await grow();
    expect((await get(tag)).status).toBe(200);
  });
});

it('what nobody has confirmed for a year, or ever, is marked', () => {
  expect(isStale({ confirmedOn: '2025-11-27' }, '2026-11-27')).toBe(false);
  expect(isStale({ confirmedOn: '2025-11-26' }, '2026-11-27')).toBe(true);
  expect(isStale({ confirmedOn: null }, '2026-11-27')).toBe(true);
});
