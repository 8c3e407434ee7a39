import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../../../test/support/databases.ts';
import { hasSharedData, sharedFile } from '../../../../gis/read/test-import.ts';
import { importsOf } from '../../imports/manager.ts';
import { datasetsOf } from '@quartierblick/gis/layers/tables.ts';
import { offers } from '@quartierblick/gis/layers/offers/layer.ts';

describe.skipIf(!hasSharedData)('Kitas from open data', () => {
  describeOnEachDatabase('a second time', (context) => {
    let folder: string;
    beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'qb-kitas-'))));
    afterAll(async () => {
      rmSync(folder, { recursive: true, force: true });
      await importsOf(context().deps).close();
    });
    beforeEach(async () => {
      const { sql } = context().db;
      for (const { table } of datasetsOf(offers)) await sql`delete from ${sql(table)}`;
      await sql`delete from imports`;
    });
    async function run(path: string) {
      const imports = importsOf(context().deps);
      return imports.ended(
        (await imports.start({ path, fileName: basename(path), temporary: false, author: 'test' })).id,
      );
    }

    it('change nothing of what people have entered by hand, and bring what is new', async () => {
      const { sql } = context().db;
      const real = sharedFile('dortmund/kindergarten.geojson');
      expect(await run(real)).toMatchObject({ state: 'done', read: 333, imported: 333 });
      expect(await run(real)).toMatchObject({ state: 'done', imported: 0, updated: 0, unchanged: 333 });

      // Two sites get the same news from the city; one of them somebody has corrected, and it belongs to no import any more.
      const [mine, other] = await sql<{ key: string; name: string; address: string }[]>`
        select key, name, address from offer_sites where name = 'FABIDO TEK' and address is not null order by key limit 2
      `;
      if (!mine || !other) throw new Error('no two Kitas to try it with');
      await sql`update offer_sites set website = 'https://kita.example', step_free = true, import_id = null where key = ${mine.key}`;
      const data = JSON.parse(readFileSync(real, 'utf8')) as {
        features: { properties: Record<string, unknown>; geometry: unknown }[];
      };
      for (const { properties } of data.features) properties['link'] = 'https://www.dortmund.de';
      const [first] = data.features;
      const school = {
        ...first,
        properties: { ...first?.properties, objektart: 'Grundschule', objektname: 'Kielhornschule' },
      };
      const news = join(folder, 'neu.geojson');
      writeFileSync(news, JSON.stringify({ ...data, features: [...data.features, school] }));
      expect(await run(news)).toMatchObject({ state: 'done', read: 334, imported: 1, updated: 332 });
      const rows = await sql<{ key: string; website: string; step_free: boolean | null }[]>`
        select key, website, step_free from offer_sites where key = any(${[mine.key, other.key]}::text[]) order by key
      `;
      expect(rows).toMatchObject([
        { key: mine.key, website: 'https://kita.example', step_free: true },
        { key: other.key, website: 'https://www.dortmund.de', step_free: null },
      ]);
      expect(await sql`select kind from offer_sites where name = 'Kielhornschule'`).toMatchObject([{ kind: 'school' }]);
    });
  });
});
