import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { DORTMUND, hasSharedData, sharedFile } from '@quartierblick/gis/read/test-import.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { gdalConvert } from '../gdal/process.ts';
import { importsOf } from '../imports/manager.ts';
import type { ImportReport } from '../imports/report.ts';
import { uploadFolder } from '../imports/upload.ts';
import { inspectionsOf } from './inspections.ts';
import type { Inspection } from './inspections.ts';
import type { InspectedLayer, Preview } from './types.ts';

type Named = [name: string, bytes: Uint8Array];
const text = (name: string, content: string): Named => [name, Buffer.from(content)];

/** Three playgrounds in EPSG:25832, whose eastings bear a surcharge of two million metres, as Köln's do. */
const SHIFTED = JSON.stringify({
  type: 'FeatureCollection',
  features: [0, 1, 2].map((i) => ({
    type: 'Feature',
    properties: { Bezeichng: `Platz ${i}`, Zustand: ['gut', 'schlecht', 'weiß nicht'][i], nr: `00${i}` },
    geometry: { type: 'Point', coordinates: [2_394_000 + i * 10, 5_709_000] },
  })),
});

describeOnEachDatabase('the import assistant', (context) => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'qb-assistant-'));
  });
  beforeAll(async () => {
    const { sql } = context().db;
    await sql`
      insert into project (name, bounds, surroundings, land, default_view)
      values ('{"de":"Test","en":"Test"}', ${[...DORTMUND]}, ${[...DORTMUND]}, 'NW', '{"center":[7.47,51.52],"zoom":13}')
    `;
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await inspectionsOf(context().deps).close();
    await importsOf(context().deps).close();
  });

  const json = async <T>(response: Response | Promise<Response>) => (await response).json() as Promise<T>;
  const send = (path: string, body: unknown, method = 'POST') =>
    context().app.request(path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  async function inspected(...files: Named[]): Promise<Inspection> {
    const form = new FormData();
    for (const [name, bytes] of files) form.append('file', new File([bytes as BlobPart], name));
    const answer = await context().app.request('/api/inspections', { method: 'POST', body: form });
    expect(answer.status).toBe(202);
    const { id } = await json<Inspection>(answer);
    await inspectionsOf(context().deps).settled(id);
    return json<Inspection>(context().app.request(`/api/inspections/${id}`));
  }
  const only = ({ layers }: Inspection): InspectedLayer => {
    expect(layers).toHaveLength(1);
    return layers[0] as InspectedLayer;
  };

  /** What GDAL makes of GeoJSON in a format, as files. */
  async function written(geojson: string, format: 'ESRI Shapefile' | 'GPKG', name = 'plaetze'): Promise<Named[]> {
    const [from, to] = [mkdtempSync(join(folder, 'in-')), mkdtempSync(join(folder, 'out-'))];
    writeFileSync(join(from, 'x.geojson'), geojson);
    const files = await gdalConvert(to, [{ input: join(from, 'x.geojson'), format, name, from: 'EPSG:25832' }]);
    return files.map((path) => [basename(path), readFileSync(path)]);
  }

  it('a shapefile whose eastings are false: explained, mapped, previewed, imported, remembered, undone', async () => {
    const parts = await written(SHIFTED, 'ESRI Shapefile');
    const archive = zipSync(
      Object.fromEntries(parts.map(([name, bytes]) => [`lieferung/${name}`, new Uint8Array(bytes)])),
    );
    const inspection = await inspected(['Lieferung.zip', archive]);
    expect(inspection).toMatchObject({ state: 'ready', format: { id: 'shapefile' }, warnings: [] });
    const layer = only(inspection);
    expect(layer).toMatchObject({ name: 'plaetze', features: 3, geometries: { point: 3 } });
    expect(layer.crs[0]).toMatchObject({ id: 'EPSG:25832;east=2000000', lands: 'project' });
    expect(layer.crs.find(({ declared }) => declared)).toMatchObject({ lands: 'elsewhere' });
    expect(layer.sample?.features).toHaveLength(3);
    expect(layer.fields.find(({ name }) => name === 'Zustand')?.values).toHaveLength(3);

    const choice = {
      layer: layer.id,
      target: 'playgrounds',
      mapping: { name: 'Bezeichng', key: 'nr' },
    };
    const path = `/api/inspections/${inspection.id}`;
    const preview = await json<Preview>(send(`${path}/preview`, choice));
    expect(preview).toMatchObject({ read: 3, accepted: 3, complete: true, skipped: {}, source: 'generic-playgrounds' });
    expect(preview.rows[0]).toMatchObject({ key: '000', name: 'Platz 0' });
    const [lon, lat] = (preview.sample.features[0]?.geometry as { coordinates: number[] }).coordinates;
    expect(lon).toBeCloseTo(7.47, 1);
    expect(lat).toBeCloseTo(51.52, 1);

    const wrong = await json<Preview>(send(`${path}/preview`, { ...choice, crs: 'EPSG:25832' }));
    expect(wrong).toMatchObject({ accepted: 0, skipped: { 'outside-area': 3 } });
    expect(wrong.words['outside-area']?.de).toContain('außerhalb');

    const order = { ...choice, asOf: '2026-05-01', sourceName: 'Grünflächenamt', saveRecipe: { name: 'Plätze' } };
    const answer = await send(`${path}/import`, order);
    expect(answer.status).toBe(202);
    const { id } = await json<ImportReport>(answer);
    const report = await importsOf(context().deps).ended(id);
    expect(report).toMatchObject({
      state: 'done',
      imported: 3,
      fileName: 'plaetze.shp',
      asOf: '2026-05-01',
      source: { name: 'Grünflächenamt' },
      recipe: { name: 'Plätze', layer: 'plaetze', crs: 'EPSG:25832;east=2000000', mapping: choice.mapping },
    });
    expect(report.sha256).toMatch(/^[0-9a-f]{64}$/);

    const again = only(await inspected(...parts));
    expect(again.recipes).toMatchObject([{ name: 'Plätze', target: 'playgrounds' }]);
    await importsOf(context().deps).undo(report);
    expect((await context().app.request(path, { method: 'DELETE' })).status).toBe(204);
    expect((await context().app.request(path)).status).toBe(404);
    expect((await json<{ type: string }>(context().app.request(path))).type).toContain('inspection-gone');
  });

  it('maps texts to codes one by one, and leaves a text that means nothing unknown', async () => {
    const area = (i: number) => {
      const [x, y] = [394_000 + i * 30, 5_709_000];
      return {
        type: 'Polygon',
        coordinates: [
          [
            [x, y],
            [x + 9, y],
            [x + 9, y + 9],
            [x, y],
          ],
        ],
      };
    };
    const uses = ['Whg', 'Laden', '???'];
    const features = uses.map((use, i) => ({
      type: 'Feature',
      properties: { nr: `g${i}`, art: use },
      geometry: area(i),
    }));
    const inspection = await inspected(text('g.geojson', JSON.stringify({ type: 'FeatureCollection', features })));
    const choice = { layer: '0', target: 'buildings', mapping: { use: 'art', key: 'nr' } };
    const path = `/api/inspections/${inspection.id}/preview`;
    expect(await json<Preview>(send(path, choice))).toMatchObject({ accepted: 0, skipped: { 'invalid-value': 3 } });
    const values = { use: { Whg: 'residential', Laden: 'business', '???': '' } };
    const preview = await json<Preview>(send(path, { ...choice, values }));
    expect(preview.rows.map(({ use }) => use)).toEqual(['residential', 'business', null]);
  });

  it('reads a table with titles above its header by columns of coordinates, also chosen by hand', async () => {
    const csv = 'Liste der Plätze;;;\nStand 2026;;;\nNr;Name;R;H\n1;Hof;394000,5;5709000\n2;Park;394100;5709100,25\n';
    const inspection = await inspected(text('liste.csv', csv));
    const layer = only(inspection);
    expect(layer).toMatchObject({ kind: 'table', features: 2, table: { headerRow: 2, coordinates: null }, crs: [] });
    const path = `/api/inspections/${inspection.id}`;
    const choice = {
      layer: '0',
      target: 'playgrounds',
      table: { x: 'R', y: 'H' },
      mapping: { name: 'Name', key: 'Nr' },
    };
    const looked = await json<InspectedLayer>(send(`${path}/look`, choice));
    expect(looked.crs[0]).toMatchObject({ id: 'EPSG:25832', lands: 'project' });
    expect(looked.sample?.features).toHaveLength(2);
    expect(await json<Preview>(send(`${path}/preview`, choice))).toMatchObject({ accepted: 2, skipped: {} });
    const without = await send(`${path}/preview`, { ...choice, table: {} });
    expect(without.status).toBe(422);
    expect((await send(`${path}/look`, { ...choice, table: { x: 'nirgends', y: 'H' } })).status).toBe(422);
  });

  it('joins a table of figures to the statistical units by their key, though zeros were lost', async () => {
    const { sql } = context().db;
    await sql`
      insert into statistical_units (key, code, name, geom)
      values ('011', '011', 'Nord', st_geomfromtext('MULTIPOLYGON(((394000 5709000,394100 5709000,394100 5709100,394000 5709000)))', 25832))
      on conflict (key) do nothing
    `;
    const csv = 'Unterbezirk;Arbeitslose\n11;120\n99;5\n';
    const inspection = await inspected(text('kennzahlen_2024.csv', csv));
    const choice = {
      layer: '0',
      target: 'statistical-units',
      mapping: { key: 'Unterbezirk' },
      table: { join: { field: 'Unterbezirk', column: 'key' } },
    };
    const preview = await json<Preview>(send(`/api/inspections/${inspection.id}/preview`, choice));
    expect(preview).toMatchObject({ source: 'statistical-units', read: 2, accepted: 1, skipped: { 'no-geometry': 1 } });
    expect(preview.examples['no-geometry']).toEqual([{ record: 2, example: '99' }]);
    const { id } = await json<ImportReport>(send(`/api/inspections/${inspection.id}/import`, choice));
    expect(await importsOf(context().deps).ended(id)).toMatchObject({ state: 'done', imported: 1 });
    const [row] = await sql<{ value: number }[]>`
      select value from unit_indicators where unit_key = '011' and indicator = 'Arbeitslose' and year = 2024
    `;
    expect(row?.value).toBe(120);
  });

  it('proposes the column of keys of a table that says nowhere where things are, and no other', async () => {
    const { sql } = context().db;
    await sql`
      insert into statistical_units (key, code, name, geom)
      select k, k, 'Bezirk ' || k,
        st_geomfromtext('MULTIPOLYGON(((394000 5709000,394100 5709000,394100 5709100,394000 5709000)))', 25832)
      from unnest(array['021', '022', '023']) k
      on conflict (key) do nothing
    `;
    const csv = 'Sozialdaten;;\nStand 2024;;\nGebiet;Quote;Rang\n21;8,4;1\n22;7,9;2\n23;3,1;3\n';
    const inspection = await inspected(text('quoten_2024.csv', csv));
    expect(only(inspection).table).toMatchObject({ join: { target: 'statistical-units', field: 'Gebiet' } });
    const elsewhere = await inspected(text('anderswo.csv', csv.replaceAll(/^2/gm, '9')));
    expect(only(elsewhere).table).toMatchObject({ join: null });
    const placed = await inspected(text('orte.csv', 'Gebiet;lon;lat\n21;7,47;51,52\n22;7,48;51,52\n23;7,46;51,52\n'));
    expect(only(placed).table).toMatchObject({ join: null });
  });

  it('lists the layers of a database file', async () => {
    const [file] = await written(SHIFTED, 'GPKG');
    const inspection = await inspected(file as Named);
    expect(inspection).toMatchObject({ format: { id: 'geopackage' }, layers: [{ name: 'x', features: 3 }] });
  });

  it.each([
    ['a shapefile without its table', [text('a.shp', 'x'), text('a.shx', 'x')], /fehlt a\.dbf/],
    ['a part of a shapefile alone', [text('a.shx', 'x')], /fehlt a\.shp/],
    ['a pointer of Git LFS', [text('a.gpkg', 'version https://git-lfs.github.com/spec/v1\noid x\n')], /Git LFS/],
    ['old Excel that is damaged', [['a.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex')] as Named], /beschädigt.*XLSX/],
    [
      'Excel from before 1997',
      [['a.xls', Buffer.from('0904060000001000', 'hex')] as Named],
      /Excel 95 oder früher.*XLSX/,
    ],
    [
      'an archive that leads out of its folder',
      [['a.zip', zipSync({ '../../b.geojson': strToU8('{}') })] as Named],
      /außerhalb/,
    ],
    ['an archive without data', [['a.zip', zipSync({ 'liesmich.pdf': strToU8('%PDF-1.4') })] as Named], /PDF/],
    [
      'a damaged archive',
      [['a.zip', zipSync({ 'a.csv': strToU8('a;b\n1;2\n'.repeat(99)) }).subarray(0, 60)] as Named],
      /beschädigt/,
    ],
    [
      'noise called a database',
      [['a.gpkg', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(900, 7)])] as Named],
      /nicht lesen/,
    ],
    ['an empty file', [text('a.csv', '')], /leer/],
  ])('refuses %s in words', async (_name, files, words) => {
    const inspection = await inspected(...files);
    expect(inspection.state).toBe('failed');
    expect(inspection.problem?.detail.de).toMatch(words);
    expect((await send(`/api/inspections/${inspection.id}/preview`, { layer: '0', target: 'green' })).status).toBe(409);
  });

  it('reads what it can of several files and warns of the rest', async () => {
    const good = text('g.geojson', SHIFTED);
    const inspection = await inspected(good, text('kaputt.geojson', SHIFTED.slice(0, 300)));
    expect(inspection).toMatchObject({ state: 'ready', layers: [{ features: 3 }] });
    expect(inspection.warnings[0]?.de).toMatch(/^kaputt\.geojson: /);
  });

  it('answers a choice that makes no sense with the reason, and leaves no files behind', async () => {
    const inspection = await inspected(text('g.geojson', SHIFTED));
    const path = `/api/inspections/${inspection.id}`;
    expect((await send(`${path}/preview`, { layer: '7', target: 'green' })).status).toBe(404);
    expect((await send(`${path}/preview`, { layer: '0' })).status).toBe(400);
    expect((await send(`${path}/preview`, { layer: '0', target: 'moon' })).status).toBe(400);
    expect((await send(`${path}/preview`, { layer: '0', target: 'green', crs: 'EPSG:99999' })).status).toBe(422);
    expect((await send(`${path}/preview`, { layer: '0', target: 'green', crs: 'x' })).status).toBe(400);
    await inspectionsOf(context().deps).close();
    expect(readdirSync(uploadFolder(context().deps.env))).toEqual([]);
    expect(existsSync(join(folder, 'nothing'))).toBe(false);
  });

  it('keeps, changes and deletes recipes', async () => {
    const recipe = {
      name: 'Liste',
      target: 'playgrounds',
      fields: ['Nr', 'Name'],
      layerPattern: 'Spiel*',
      crs: 'EPSG:25832',
      mapping: { name: 'Name' },
      values: {},
      table: { headerRow: 2, x: 'R', y: 'H' },
      source: { name: 'Stadt' },
    };
    const made = await json<{ id: string }>(send('/api/import-recipes', recipe));
    expect(made).toMatchObject({ ...recipe, author: 'test planner' });
    const path = `/api/import-recipes/${made.id}`;
    expect(await json(send(path, { ...recipe, name: 'Andere' }, 'PUT'))).toMatchObject({ name: 'Andere' });
    expect((await send('/api/import-recipes', { ...recipe, target: 'moon' })).status).toBe(400);
    expect((await context().app.request(path, { method: 'DELETE' })).status).toBe(204);
    expect((await context().app.request(path, { method: 'DELETE' })).status).toBe(404);
    expect((await context().appAs('steering').request('/api/import-recipes')).status).toBe(403);
  });

  describe.skipIf(!hasSharedData)('with official files (skipped: no shared data)', () => {
    const shared = (...names: string[]) => names.map((name): Named => [basename(name), readFileSync(sharedFile(name))]);

    it("explains Köln's shapefile, which lies outside, instead of importing it", async () => {
      const parts = ['shp', 'shx', 'dbf', 'prj'].map((part) => `municipal/sanierungsgebiete.${part}`);
      const layer = only(await inspected(...shared(...parts)));
      expect(layer.crs[0]).toMatchObject({ id: 'EPSG:25832;east=2000000', lands: 'germany' });
      expect(layer.crs[0]?.reason.de).toContain('nicht im Projektgebiet');
    });
  });
});
