import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { undoWithin } from '../imports/undo.ts';

describeOnEachDatabase('offers that people entered, when an import of sites is undone', (context) => {
  let id: string;

  /** A site, a provider and an offer of an import; by hand an offer at that site, one for that provider, and a text of the imported offer. */
  async function seed(demo: boolean): Promise<void> {
    const { sql } = context().db;
    await sql`
      insert into imports (id, layer, state, file_name, author, demo) values (${id}, 'offers', 'done', 'x', 'x', ${demo})
    `;
    await sql`insert into offer_sites ${sql({ key: 's', name: 'Kita', kind: 'kita', geom: 'POINT(394000 5709000)', import_id: id })}`;
    await sql`insert into offer_providers ${sql({ key: 'p', name: 'FABIDO', import_id: id })}`;
    const offer = { kind: 'language', provider_key: 'p' };
    await sql`insert into offers ${sql([
      { key: 'theirs', title: 'Importiert', ...offer, import_id: id },
      { key: 'ours', title: 'Von Hand', ...offer, import_id: null },
    ])}`;
    await sql`insert into offers_at_sites ${sql([
      { key: 'r/theirs', site_key: 's', offer_key: 'theirs', import_id: id },
      { key: 'r/ours', site_key: 's', offer_key: 'ours', import_id: null },
    ])}`;
    await sql`insert into offer_texts ${sql({ key: 't', offer_key: 'theirs', language: 'tr', plain: false, title: 'X', state: 'draft' })}`;
  }
  const left = async () => {
    const { sql } = context().db;
    const keys = async (table: string) =>
      (await sql`select key from ${sql(table)} order by key`).map((row) => row['key'] as string);
    return { sites: await keys('offer_sites'), runs: await keys('offers_at_sites'), texts: await keys('offer_texts') };
  };

  beforeEach(async () => {
    const { sql } = context().db;
    for (const table of ['offers_at_sites', 'offer_texts', 'offers', 'offer_providers', 'offer_sites'])
      await sql`delete from ${sql(table)}`;
    id = randomUUID();
  });

  it('keep their site and their times, lose a provider that is gone, and leave no text behind', async () => {
    const { sql } = context().db;
    await seed(false);
    await sql.begin((tx) => undoWithin(tx, { id, layer: 'offers' }));
    expect(await left()).toEqual({ sites: ['s'], runs: ['r/ours'], texts: [] });
    expect(await sql`select key, provider_key from offers`).toMatchObject([{ key: 'ours', provider_key: null }]);
    expect(await sql`select import_id from offer_sites`).toMatchObject([{ import_id: null }]);
  });

  it('stay without a place where the site was the demo’s: nothing invented is left', async () => {
    const { sql } = context().db;
    await seed(true);
    await sql.begin((tx) => undoWithin(tx, { id, layer: 'offers' }));
    expect(await left()).toEqual({ sites: [], runs: [], texts: [] });
    expect(await sql`select key from offers`).toMatchObject([{ key: 'ours' }]);
  });
});
