import { strFromU8, unzipSync } from 'fflate';
import { layerById } from '@quartierblick/gis/layers/index.ts';
import { DORTMUND } from '@quartierblick/gis/read/test-import.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assistantOf } from '../../support/assistant.ts';
import type { NamedFile } from '../../support/assistant.ts';
import { describeOnDatabase } from '../../support/databases.ts';

// How each database writes a file is held by the tests of exports; here it is that the assistant understands what is written.
describeOnDatabase('embedded', 'exports that are imported again', (context) => {
  const assistant = assistantOf(context);
  const fields = Object.keys(layerById('playgrounds')?.dataset.fields ?? {});
  beforeAll(async () => {
    await assistant.moveTo(DORTMUND);
    await context().db.sql`
      insert into playgrounds (key, name, kind, street, area_m2, ages, age_from, geom) values
        ('way/7', 'Spielplatz „Nordpol“', 'adventure', 'Heroldstraße', 1234.5, '{under-6,6-12}', 6,
          st_setsrid(st_makepoint(394123.456, 5709321.987), 25832)),
        ('p-2', 'Ball', 'ball', null, null, null, null, st_setsrid(st_makepoint(394200, 5709400), 25832))
    `;
    await context().db.sql`update layer_versions set version = version + 1`;
  });
  afterAll(() => assistant.close());

  const stored = () =>
    context().db.sql<{ key: string; row: Record<string, unknown>; x: number; y: number }[]>`
      select key, to_jsonb(t) as row, st_x(geom) as x, st_y(geom) as y from playgrounds t order by key
    `;
  async function exported(format: string): Promise<Uint8Array> {
    const answer = await context().app.request(`/api/layers/playgrounds/export?format=${format}`);
    expect(answer.status).toBe(200);
    return new Uint8Array(await answer.arrayBuffer());
  }
  /** Which field of a shapefile is which column, as its note says: names have ten characters there. */
  const shortNames = (archive: Uint8Array) =>
    Object.fromEntries(
      [...strFromU8(unzipSync(archive)['LIESMICH.txt'] ?? new Uint8Array()).matchAll(/^(\w{1,10}) = (\w+), /gm)].map(
        ([, short = '', name = '']) => [name, short],
      ),
    );

  it.each([
    ['gpkg', 'gpkg'],
    ['shp', 'zip'],
    ['fgb', 'zip'],
  ])('playgrounds come back from %s as they were', async (format, ending) => {
    const before = await stored();
    expect(before).toHaveLength(2);
    const bytes = await exported(format);
    const file: NamedFile = [`spielplaetze.${ending}`, bytes];
    const mapping = format === 'shp' ? shortNames(bytes) : Object.fromEntries(['key', ...fields].map((f) => [f, f]));
    await context().db.sql`delete from playgrounds`;

    const seen = await assistant.inspected([file]);
    const layer = seen.layers.find(({ kind }) => kind === 'features');
    const report = await assistant.imported(seen, { layer: layer?.id, target: 'playgrounds', mapping });
    expect(report).toMatchObject({ state: 'done', read: 2, imported: 2, skipped: {}, repaired: {} });
    const after = await stored();
    expect(after.map(({ key }) => key)).toEqual(before.map(({ key }) => key));
    before.forEach(({ row, x, y }, at) => {
      const back = after[at];
      for (const field of fields) expect([field, back?.row[field]]).toEqual([field, row[field]]);
      expect(Math.hypot(x - (back?.x ?? 0), y - (back?.y ?? 0))).toBeLessThan(0.01);
    });
  });
});
