import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CASE_PARTS } from '@quartierblick/gis/layers/properties/parts.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { loadDemo } from '../demo/load.ts';
import { removeDemo } from '../demo/remove.ts';
import { importsOf } from '../imports/manager.ts';
import type { CaseFile } from './case-file.ts';
import { clientOf } from './test-case.ts';
import { today } from './today.ts';

describeOnEachDatabase('cases that were edited by hand', (context) => {
  const client = () => clientOf(context().deps);
  const file = async (key: string) => (await (await client().get(`/properties/${key}`)).json()) as CaseFile;
  const imports = () => importsOf(context().deps);
  beforeAll(() => loadDemo(context().deps));
  afterAll(() => imports().close());

  const square = (i: number) => {
    const [x, y] = [7.48 + i * 0.001, 51.528];
    return [
      [
        [x, y],
        [x + 0.0002, y],
        [x + 0.0002, y + 0.0002],
        [x, y + 0.0002],
        [x, y],
      ],
    ];
  };

  async function importCases(name: string, dwellings: number) {
    const features = [0, 1, 2, 3].map((i) => ({
      type: 'Feature',
      id: `reg-${i}`,
      properties: { address: `Registerweg ${i}`, dwellings },
      geometry: { type: 'Polygon', coordinates: square(i) },
    }));
    const path = join(context().dataDir, name);
    writeFileSync(path, JSON.stringify({ type: 'FeatureCollection', features }));
    const request = { path, fileName: name, temporary: false, author: 'Rita Register', as: 'properties' as const };
    return imports().ended((await imports().start(request)).id);
  }

  const keys = async () =>
    (
      await context().db.sql<{ key: string }[]>`select key from properties where address like 'Registerweg%' order by 1`
    ).map(({ key }) => key);

  it('survive the repetition and the undoing of the import that brought them', async () => {
    const first = await importCases('register.geojson', 4);
    expect(first).toMatchObject({ state: 'done', imported: 4 });
    const [edited = '', found = '', noted = '', untouched = ''] = await keys();
    const edit = await client().send('PATCH', `/properties/${edited}`, { changes: { dwellings: 9 } }, 1);
    expect(edit.status).toBe(200);
    const finding = { value: 'acquired', validFrom: today(), source: 'Notar', reason: 'Kauf' };
    expect((await client().send('POST', `/properties/${found}/axes/availability`, finding, 1)).status).toBe(200);
    const note = await client().send('POST', `/properties/${noted}/parts/notes`, { row: { note: 'Anruf' } });
    expect(note.status).toBe(201);

    const second = await importCases('register-neu.geojson', 5);
    expect(second).toMatchObject({ state: 'done', imported: 0, updated: 1, unchanged: 3 });
    expect((await file(edited)).properties['dwellings']).toBe(9);
    expect((await file(untouched)).properties['dwellings']).toBe(5);

    for (const { id } of [second, first]) {
      expect((await context().app.request(`/api/imports/${id}/undo`, { method: 'POST' })).status).toBeLessThan(300);
    }
    expect(await keys()).toEqual([edited, found, noted]);
    expect((await file(noted)).parts['notes']).toHaveLength(1);
    expect((await file(found)).history).toHaveLength(1);
    const [gone] = await context().db.sql`
      select actor, reason from audit_log where entity_key = ${untouched} and action = 'delete'
    `;
    expect(gone).toMatchObject({ actor: 'Rita Register', reason: 'Import rückgängig: register.geojson' });
  });

  it('go with the demo where they belong to it, and take all their parts along', async () => {
    const { sql } = context().db;
    const demo = await file('demo-case-1');
    expect(demo.demo).toBe(true);
    const path = '/properties/demo-case-1';
    expect((await client().send('PATCH', path, { changes: { floors: 9 } }, demo.version)).status).toBe(200);
    expect((await client().send('POST', `${path}/parts/notes`, { row: { note: 'von Hand' } })).status).toBe(201);
    const stays = (await keys()).length;
    await removeDemo(context().db);
    expect(await keys()).toHaveLength(stays);
    expect((await client().get(path)).status).toBe(404);
    for (const table of ['property_history', ...CASE_PARTS.map(({ dataset }) => dataset.table)]) {
      const orphans = await sql`
        select key from ${sql(table)} where property_key not in (select key from properties)
      `;
      expect([table, orphans.length]).toEqual([table, 0]);
    }
    expect((await file((await keys())[2] ?? '')).parts['notes']).toHaveLength(1);
  });
});
