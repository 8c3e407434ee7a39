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
  const offer = (more: Record<string, unknown>) => ({
    ...{ key: 'g', title: 'Griffbereit', kind: 'parent-child-group', provider_key: 'p', places: 10 },
    ...{ age_from: 12, age_to: 36, comes_to_you: null, languages: ['de', 'bg'], cost: null, registration: true },
    ...{ valid_from: '2026-08-01', valid_to: null, last_confirmed_on: '2026-10-01' },
    ...more,
  });
  const run = (more: Record<string, unknown>) => ({
    ...{ key: 'g/a', site_key: 'a', offer_key: 'g', weekdays: ['th', 'mo'], starts_at: '09:30', ends_at: '11:00' },
    ...more,
  });

  beforeEach(async () => {
    const { sql } = context().db;
    for (const table of ['offers_at_sites', 'offers', 'offer_providers', 'offer_sites'])
      await sql`delete from ${sql(table)}`;
    await sql`insert into offer_sites ${sql({ key: 'a', name: 'Kita Mitte', kind: 'kita', geom: 'POINT(394000.126 5709000)' })}`;
    await sql`insert into offer_providers ${sql({ key: 'p', name: 'FABIDO', person: 'Erika Geheim', email: 'erika@geheim.example' })}`;
    await grow();
  });

  it('an offer at two sites is one offer with two runs, not two offers with twice the places', async () => {
    const { sql } = context().db;
    await sql`insert into offers ${sql(offer({}))}`;
    const untimed = { weekdays: null, starts_at: null, ends_at: null };
    await sql`insert into offers_at_sites ${sql([run({}), run({ key: 'g/b', site_key: 'b', ...untimed })])}`;
    const { offers, sites, demo } = await read();
    expect(offers).toHaveLength(1);
    expect(offers[0]).toMatchObject({
      ...{ key: 'g', title: 'Griffbereit', ages: { from: 12, to: 36 }, places: 10, languages: ['de', 'bg'] },
      ...{ comesToYou: false, validFrom: '2026-08-01', validTo: null, confirmedOn: '2026-10-01', provider: 'FABIDO' },
      runs: [
        { site: 'a', weekdays: ['mo', 'th'], from: '09:30', to: '11:00' },
        { site: 'b', weekdays: null, from: null, to: null },
      ],
    });
    expect(sites).toEqual([{ key: 'a', name: 'Kita Mitte', address: null, stepFree: null, at: [394000.13, 5709000] }]);
    expect(demo).toBe(false);
  });

  it('whom to ask at a provider is in no public answer', async () => {
    const { sql } = context().db;
    await sql`insert into offers ${sql(offer({}))}`;
    await sql`insert into offers_at_sites ${sql(run({}))}`;
    const app = context().appAs('public');
    for (const path of [
      '/api/offers',
      '/api/layers/offers/features/a',
      '/api/layers/offers/features?limit=10',
      '/api/search?q=erika',
    ]) {
      expect(await (await app.request(path)).text()).not.toMatch(/geheim/i);
    }
  });

  it('what nobody recorded stays not known: ages, languages, places; and one without title or kind is no offer', async () => {
    const { sql } = context().db;
    const bare = { age_from: null, age_to: null, languages: null, places: null };
    await sql`insert into offers ${sql([offer(bare), offer({ key: 'x', title: null }), offer({ key: 'y', kind: null })])}`;
    await sql`insert into offers_at_sites ${sql(['g', 'x', 'y'].map((key) => run({ key: `${key}/a`, offer_key: key })))}`;
    const { offers } = await read();
    expect(offers).toHaveLength(1);
    expect(offers[0]).toMatchObject({ key: 'g', ages: null, languages: null, places: null });
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
