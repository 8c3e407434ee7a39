import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { datasetsOf } from '@quartierblick/gis/layers/tables.ts';
import { layerById } from '@quartierblick/gis/layers/index.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import type { AppEvent } from '../db.ts';
import { importsOf } from './manager.ts';
import type { ImportRequest } from './manager.ts';
import type { ImportReport } from './report.ts';
import { stageRecords } from './stage.ts';
import { createStaging, dropStaging } from './staging.ts';
import { accidentsFile, placesFile, write } from './test-files.ts';

describeOnEachDatabase('imports', (context) => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'qb-imports-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await importsOf(context().deps).close();
  });
  beforeEach(async () => {
    const { sql } = context().db;
    await sql`delete from playgrounds`;
    await sql`delete from accidents`;
    await sql`delete from unit_indicators`;
    await sql`delete from statistical_units`;
    await sql`delete from imports`;
    await sql`delete from layer_versions`;
  });

  async function run(path: string, choice: Partial<ImportRequest> = {}): Promise<ImportReport> {
    const imports = importsOf(context().deps);
    const request = { path, fileName: basename(path), temporary: false, author: 'test', ...choice };
    return imports.ended((await imports.start(request)).id);
  }
  const rows = (table: 'playgrounds' | 'accidents') => {
    const { sql } = context().db;
    return sql<Record<string, unknown>[]>`
      select id, t.key, to_jsonb(t) - 'geom' - 'geom_3857' as fields, geom::text as geom, geom_3857::text as tile
      from ${sql(table)} t order by id
    `.then((list) => list.map((row) => ({ ...row })));
  };
  const version = async (layer: string) => {
    const [row] = await context().db.sql<{ version: number }[]>`
      select version from layer_versions where layer = ${layer}
    `;
    return Number(row?.version ?? 0);
  };
  const staging = async () =>
    (await context().db.sql`select relname from pg_class where relname like 'staging\\_%'`).map(
      (row) => row['relname'],
    );
  const added = ({ read, imported, updated, unchanged, skipped }: ImportReport) =>
    read - imported - updated - unchanged - Object.values(skipped).reduce((a, b) => a + b, 0);

  const three = [
    { id: 'a', name: 'Platz A' },
    { id: 'b', name: 'Platz B' },
    { id: 'c', name: 'Platz C' },
  ];
  const as = { as: 'playgrounds' } as const;

  it('zeros and halved characters in a key, a name or an example break off no import', async () => {
    const file = placesFile(folder, 'halved.geojson', [
      { id: 'a\u0000b', name: 'Platz\u0000 \ud83d' },
      { id: 's\ud83d', name: 'Platz S' },
      { id: 'l', name: `${'x'.repeat(58)}\ud83d\ude00${'y'.repeat(100_000)}` },
    ]);
    expect(await run(file, as)).toMatchObject({ state: 'done', read: 3, imported: 2, skipped: { 'invalid-value': 1 } });
    const found = (await rows('playgrounds')).map(({ key, fields }) => [key, (fields as { name: string }).name]);
    expect(found).toEqual([
      ['ab', 'Platz \ufffd'],
      ['s\ufffd', 'Platz S'],
    ]);
  });

  it('the same file twice changes nothing, not even the version', async () => {
    const file = placesFile(folder, 'twice.geojson', three);
    const first = await run(file, as);
    expect(first).toMatchObject({ state: 'done', read: 3, imported: 3, updated: 0, unchanged: 0 });
    const before = await rows('playgrounds');
    const grown = await version('playgrounds');
    const second = await run(file, as);
    expect(second).toMatchObject({ state: 'done', read: 3, imported: 0, updated: 0, unchanged: 3 });
    expect(await rows('playgrounds')).toEqual(before);
    expect(await version('playgrounds')).toBe(grown);
    expect(second.sha256).toBe(first.sha256);
    expect(await staging()).toEqual([]);
  });

  it('new, changed, equal and skipped records add up to what was read', async () => {
    await run(placesFile(folder, 'one.geojson', three), as);
    const report = await run(
      placesFile(folder, 'two.geojson', [
        { id: 'a', name: 'Platz A' },
        { id: 'b', name: 'Platz B, neu' },
        { id: 'd', name: 'Platz D' },
        { id: 'd', name: 'Platz D, noch einmal' },
        { id: 'e', name: 'weit weg', lon: 21, lat: 52.5 },
        { id: 'f', name: 'vertauscht', lon: 51.523, lat: 7.472 },
      ]),
      as,
    );
    expect(report).toMatchObject({ read: 6, imported: 1, updated: 1, unchanged: 1 });
    expect(report.skipped['duplicate-key']).toBe(1);
    expect(report.examples['duplicate-key']?.[0]?.record).toBe(4);
    expect(added(report)).toBe(0);
  });

  it('replacing takes out what former imports brought and the file no longer has, and undo puts it back under its number', async () => {
    const first = await run(placesFile(folder, 'former.geojson', three), as);
    expect(first.removed).toBe(0);
    await run(placesFile(folder, 'other.geojson', [{ id: 'x', name: 'von woanders' }]), as);
    await context().db.sql`update playgrounds set import_id = null where key = 'b'`;
    const before = await rows('playgrounds');
    const less = placesFile(folder, 'less.geojson', [{ id: 'a', name: 'Platz A, neu' }]);
    const refused = await run(less, { ...as, replaces: { imports: [first.id], mostGone: 0 } });
    expect(refused).toMatchObject({ state: 'failed', removed: 0, problem: { type: 'too-many-gone' } });
    expect(await rows('playgrounds')).toEqual(before);
    // "b" is by hand now, and "x" is another import's.
    const second = await run(less, { ...as, replaces: { imports: [first.id], mostGone: 1 } });
    // What goes is no record of the file: the sum of the records stays what was read.
    expect(second).toMatchObject({ state: 'done', read: 1, updated: 1, removed: 1 });
    expect(added(second)).toBe(0);
    expect((await rows('playgrounds')).map(({ key }) => key)).toEqual(['a', 'b', 'x']);
    await importsOf(context().deps).undo(second);
    expect(await rows('playgrounds')).toEqual(before);
    const all = await run(less, { ...as, replaces: { imports: 'all', mostGone: 9 } });
    expect((await rows('playgrounds')).map(({ key }) => key)).toEqual(['a', 'b']);
    // "b" has no import, so only "c" and "x" went.
    expect(all).toMatchObject({ state: 'done', removed: 2 });
    await importsOf(context().deps).undo(all);
    expect(await rows('playgrounds')).toEqual(before);
  });

  it('undo brings back changed rows byte for byte, and takes out new ones', async () => {
    const first = await run(placesFile(folder, 'before.geojson', three), as);
    const before = await rows('playgrounds');
    const moved = [
      { id: 'a', name: 'verschoben', lon: 7.473123456789, lat: 51.5241234 },
      { id: 'z', name: 'neu' },
    ];
    const second = await run(placesFile(folder, 'after.geojson', moved), as);
    expect(await rows('playgrounds')).not.toEqual(before);
    const grown = await version('playgrounds');

    const imports = importsOf(context().deps);
    await expect(imports.undo(first)).rejects.toMatchObject({
      details: { status: 409, extra: { undoFirst: second.id } },
    });
    expect((await imports.undo(second)).state).toBe('undone');
    expect(await rows('playgrounds')).toEqual(before);
    expect(await version('playgrounds')).toBe(grown + 1);
    await expect(imports.undo(second)).rejects.toMatchObject({ details: { status: 409 } });
    await imports.undo(first);
    expect(await rows('playgrounds')).toEqual([]);
  });

  it('an earlier state comes back byte for byte, whatever number of imports came after it', async () => {
    const imports = importsOf(context().deps);
    const first = await run(placesFile(folder, 'state-1.geojson', three), as);
    const then = await rows('playgrounds');
    const second = await run(
      placesFile(folder, 'state-2.geojson', [
        { id: 'a', name: 'anders' },
        { id: 'y', name: 'neu' },
      ]),
      as,
    );
    const third = await run(
      placesFile(folder, 'state-3.geojson', [
        { id: 'a', name: 'noch anders' },
        { id: 'y', name: 'neuer' },
      ]),
      as,
    );
    const undone = await imports.restore(first);
    expect(undone.map(({ id, state }) => [id, state])).toEqual([
      [third.id, 'undone'],
      [second.id, 'undone'],
    ]);
    expect(await rows('playgrounds')).toEqual(then);
    await expect(imports.restore(first)).rejects.toMatchObject({ details: { status: 409, type: 'state-is-current' } });
    await expect(imports.restore(second)).rejects.toMatchObject({ details: { status: 409, type: 'import-not-done' } });
    await imports.undo(first);
  });

  it('the first import leaves the table with its indexes, keys and running ids', async () => {
    const { sql } = context().db;
    const shape = async () => ({
      indexes: (
        await sql`select indexname, replace(indexdef, 'public.', '') as def from pg_indexes
        where tablename = 'accidents' order by 1`
      ).map((row) => ({ ...row })),
      constraints: (
        await sql`select conname, pg_get_constraintdef(oid) as def from pg_constraint
        where conrelid = 'accidents'::regclass and contype in ('p', 'u', 'f') order by 1`
      ).map((row) => ({ ...row })),
      columns: (
        await sql`select column_name, data_type, is_nullable, is_identity, identity_generation, is_generated,
          generation_expression from information_schema.columns
        where table_name = 'accidents' order by ordinal_position`
      ).map((row) => ({ ...row })),
      sequence: (await sql`select pg_get_serial_sequence('accidents', 'id') as name`)[0]?.['name'],
      persistence: (await sql`select relpersistence from pg_class where relname = 'accidents'`)[0]?.['relpersistence'],
    });
    const before = await shape();
    const [one] = await sql<{ oid: number }[]>`select 'accidents'::regclass::oid as oid`;
    const report = await run(accidentsFile(folder, 'shape.csv', 500));
    expect(report).toMatchObject({ state: 'done', layer: 'accidents', imported: 500, asOf: '2022-12-31' });
    const [two] = await sql<{ oid: number }[]>`select 'accidents'::regclass::oid as oid`;
    // The table was replaced, which is what this test is about.
    expect(two?.oid).not.toBe(one?.oid);
    expect(await shape()).toEqual(before);

    const highest = Math.max(...(await rows('accidents')).map((row) => Number(row['id'])));
    await importsOf(context().deps).undo(report);
    await run(accidentsFile(folder, 'shape2.csv', 3));
    expect(Math.min(...(await rows('accidents')).map((row) => Number(row['id'])))).toBeGreaterThan(highest);
  });

  it('a table with a view on it is filled, not replaced', async () => {
    const { sql } = context().db;
    await sql`create view accident_years as select year, count(*) from accidents group by year`;
    try {
      expect(await run(accidentsFile(folder, 'view.csv', 40))).toMatchObject({ state: 'done', imported: 40 });
      expect(await sql`select count::integer as n from accident_years`).toEqual([{ n: 40 }]);
    } finally {
      await sql`drop view accident_years`;
    }
  });

  it('records that become rows of several tables are counted once; a unit that is there already is left alone', async () => {
    const square = (x: number) => [
      [
        [x, 51.52],
        [x + 0.001, 51.52],
        [x + 0.001, 51.521],
        [x, 51.521],
        [x, 51.52],
      ],
    ];
    const units = (value: number) => ({
      type: 'FeatureCollection',
      features: ['041', '042'].map((code, i) => ({
        type: 'Feature',
        properties: { Schlüssel: code, Name: `Unterbezirk ${code}`, Einwohner: value + i },
        geometry: { type: 'Polygon', coordinates: square(7.47 + i / 500) },
      })),
    });
    const first = await run(write(folder, 'do_data2023.geojson', JSON.stringify(units(100))), {
      as: 'statistical-units',
      year: 2023,
    });
    expect(first).toMatchObject({ state: 'done', read: 2, imported: 2 });
    const second = await run(write(folder, 'do_data2023b.geojson', JSON.stringify(units(200))), {
      as: 'statistical-units',
      year: 2023,
    });
    expect(second).toMatchObject({ state: 'done', read: 2, imported: 0, updated: 2, unchanged: 0 });
    expect(added(second)).toBe(0);
    const units2 = await context().db.sql`select import_id from statistical_units`;
    expect(units2.every((row) => row['import_id'] === first.id)).toBe(true);
  });

  it('a file without one usable record fails with the reasons and leaves everything as it was', async () => {
    await run(placesFile(folder, 'kept.geojson', three), as);
    const before = await rows('playgrounds');
    const report = await run(
      placesFile(folder, 'berlin.geojson', [{ id: 'x', name: 'weit weg', lon: 13.4, lat: 72.5 }]),
      as,
    );
    expect(report).toMatchObject({ state: 'failed', read: 1, imported: 0, problem: { type: 'no-usable-record' } });
    expect(report.problem?.detail.de).toContain('außerhalb');
    expect(await rows('playgrounds')).toEqual(before);
    expect(await staging()).toEqual([]);
  });

  it('a row that the database refuses at the end ends the staging with an error instead of waiting for ever', async () => {
    const { db } = context();
    const layer = layerById('offers');
    const stagings = [];
    for (const dataset of layer ? datasetsOf(layer) : []) {
      stagings.push(await createStaging(db.sql, dataset, `staging_refused_${stagings.length}`));
    }
    const row = { dataset: 'offers-at-sites', row: { key: 'a', pauses_in_holidays: 'perhaps' } };
    const stage = { importId: 'refused', stagings };
    const work = stageRecords(db, stage, [[{ record: 1, rows: [row] }]], () => undefined, new AbortController().signal);
    await expect(work).rejects.toThrow(/refused|invalid input/);
    await dropStaging(db.sql, stagings);
    expect(await staging()).toEqual([]);
  });

  it('a cancelled import leaves everything as it was', async () => {
    await run(accidentsFile(folder, 'kept.csv', 20));
    const before = await rows('accidents');
    const imports = importsOf(context().deps);
    const path = accidentsFile(folder, 'long.csv', 60_000, 13);
    const { id } = await imports.start({ path, fileName: 'long.csv', temporary: false, author: 'test' });
    await new Promise<void>((resolve) => {
      const stop = imports.listen(id, (event) => {
        if (event.type === 'ended' || event.progress.read > 0) resolve(stop?.());
      });
    });
    expect(await imports.cancel(id)).toBe(true);
    expect(await imports.ended(id)).toMatchObject({ state: 'cancelled', imported: 0 });
    expect(await rows('accidents')).toEqual(before);
    expect(await staging()).toEqual([]);
    expect(await imports.cancel(id)).toBe(false);
  });

  it('two imports of a layer at once run one after the other, and both are told as events', async () => {
    const events: AppEvent[] = [];
    const stop = context().db.subscribe((event) => events.push(event));
    const [one, two] = await Promise.all([
      run(placesFile(folder, 'left.geojson', three), as),
      run(placesFile(folder, 'right.geojson', three), as),
    ]);
    stop();
    expect([one.imported + two.imported, one.unchanged + two.unchanged]).toEqual([3, 3]);
    expect([one.state, two.state]).toEqual(['done', 'done']);
    const [early, late] = one.imported === 3 ? [one, two] : [two, one];
    expect(Date.parse(late.startedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(early.finishedAt ?? ''));
    await expect.poll(() => events.filter((event) => event.type === 'layer-changed').length).toBe(1);
  });
});
