import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gdalConvert } from '@quartierblick/api/gdal/process';
import type { InspectedLayer, Preview } from '@quartierblick/api/inspections/types';
import { DORTMUND } from '@quartierblick/gis/read/test-import.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assistantOf } from '../../support/assistant.ts';
import type { NamedFile } from '../../support/assistant.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';

/** East and north of a place in Dortmund, EPSG:25832, metres. */
const [E, N] = [394_000, 5_709_000] as const;
const text = (name: string, content: string): NamedFile => [name, Buffer.from(content)];
const square = (x: number, y: number, side: number): string =>
  `((${x} ${y},${x + side} ${y},${x + side} ${y + side},${x} ${y + side},${x} ${y}))`;

/** As QGIS writes a layer of areas with their geometry as text: the third cut off, the fourth without any, the last in another system. */
const QGIS = [
  'WKT,nr,name,x,y',
  `"MultiPolygon (${square(E, N, 100)})",001,Nord,1,2`,
  `"PolygonZ ${square(E, N + 500, 50).replaceAll(/ (\d+)/g, ' $1 88.5')}",002,Süd,3,4`,
  `"Polygon ((${E} ${N},${E + 9} ${N}",003,Ost,5,6`,
  ',004,West,7,8',
  `"SRID=31467;Polygon ${square(E, N + 900, 50)}",005,Mitte,9,10`,
  `"SRID=25832;POLYGON${square(E, N + 900, 50)}",006,Hof,9,10`,
  `"SRID=25832;POLYGON${square(E, N + 990, 50)}",007,Hof,9,10`,
];

describeOnEachDatabase('tables with a column of geometries', (context) => {
  const assistant = assistantOf(context);
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'qb-geometries-'));
    await assistant.moveTo(DORTMUND);
  });
  afterAll(async () => {
    await assistant.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const only = ({ layers }: { layers: InspectedLayer[] }): InspectedLayer => {
    expect(layers).toHaveLength(1);
    return layers[0] as InspectedLayer;
  };
  async function asked<T>(path: string, body: unknown): Promise<T> {
    const headers = { 'content-type': 'application/json' };
    const answer = await context().app.request(`/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as T;
  }
  const areas = () => context().db.sql<{ key: string; name: string; area: number; srid: number }[]>`
    select key, name, round(st_area(geom)::numeric)::int as area, st_srid(geom) as srid from green_areas order by key
  `;

  it('bring areas of WKT as QGIS writes it, and say of each row without a place why, by its number', async () => {
    const seen = await assistant.inspected([text('gruen.csv', QGIS.join('\n'))]);
    const layer = only(seen);
    expect(layer).toMatchObject({
      kind: 'table',
      features: 7,
      geometries: { polygon: 4, point: 0, other: 2, none: 1 },
      declaredCrs: 'ETRS89 / UTM 32N (EPSG:25832)',
      table: { geometry: 'WKT', geometryColumns: ['WKT'], coordinates: null, join: null },
    });
    expect(layer.crs[0]).toMatchObject({ id: 'EPSG:25832', declared: true, lands: 'project' });
    expect(layer.fields.map(({ name }) => name)).toEqual(['nr', 'name', 'x', 'y']);
    expect(layer.sample?.features).toHaveLength(4);

    const choice = { layer: layer.id, target: 'green', mapping: { key: 'nr', name: 'name' } };
    const preview = await asked<Preview>(`/inspections/${seen.id}/preview`, choice);
    expect(preview).toMatchObject({
      read: 7,
      accepted: 4,
      skipped: { 'invalid-geometry': 2, 'no-geometry': 1 },
      examples: {
        'invalid-geometry': [
          { record: 3, example: `Polygon ((${E} ${N},${E + 9} ${N}` },
          { record: 5, example: 'SRID=31467' },
        ],
        'no-geometry': [{ record: 4 }],
      },
    });
    const report = await assistant.imported(seen, choice);
    expect(report).toMatchObject({ state: 'done', imported: 4, skipped: preview.skipped });
    expect(await areas()).toMatchObject([
      { key: '001', name: 'Nord', area: 10_000, srid: 25832 },
      { key: '002', name: 'Süd', area: 2500 },
      { key: '006' },
      { key: '007' },
    ]);
    await assistant.undone(report);
  });

  it('bring what the database itself prints of a column, in the system that it states', async () => {
    const { sql } = context().db;
    const rows = await sql<{ nr: string; geom: string; label: string }[]>`
      select nr, st_transform(st_setsrid(st_buffer(place, 30), 25832), 4326)::text as geom,
        st_asewkt(st_setsrid(st_force3d(place), 25832)) as label
      from (values ('a', st_makepoint(${E}, ${N})), ('b', st_makepoint(${E + 500}, ${N}))) v (nr, place)
    `;
    const lines = rows.map(({ nr, geom, label }) => `${nr},${label},${geom}`);
    const seen = await assistant.inspected([text('export.csv', ['nr,label,geom', ...lines].join('\n'))]);
    const layer = only(seen);
    expect(layer).toMatchObject({
      geometries: { polygon: 2 },
      table: { geometry: 'geom', geometryColumns: ['geom', 'label'] },
    });
    expect(layer.crs[0]).toMatchObject({ id: 'EPSG:4326', declared: true, lands: 'project' });
    const choice = { layer: layer.id, target: 'green', mapping: { key: 'nr' } };
    const report = await assistant.imported(seen, choice);
    expect(report).toMatchObject({ imported: 2, skipped: {}, recipe: { crs: 'EPSG:4326' } });
    const [row] = await areas();
    expect(Math.abs((row?.area ?? 0) - Math.PI * 900)).toBeLessThan(30);
    await assistant.undone(report);

    // The other column, chosen: points in another system.
    const table = { geometry: 'label' };
    const looked = await asked<InspectedLayer>(`/inspections/${seen.id}/look`, { layer: layer.id, table });
    expect(looked).toMatchObject({
      geometries: { point: 2, polygon: 0 },
      declaredCrs: 'ETRS89 / UTM 32N (EPSG:25832)',
      table: { geometry: 'label' },
    });
  });

  it('are read again by the recipe that was made with them, whichever column it names', async () => {
    const csv = (step: number) =>
      `id;lage;mitte\nA;LINESTRING(${E} ${N}, ${E + step} ${N});POINT(${E} ${N})\nB;LINESTRING(${E} ${N}, ${E} ${N + step});POINT(${E} ${N + 1})\n`;
    const seen = await assistant.inspected([text('mai.csv', csv(100))]);
    expect(only(seen).table).toMatchObject({ geometry: 'lage', geometryColumns: ['lage', 'mitte'] });
    const order = {
      layer: only(seen).id,
      target: 'playgrounds',
      mapping: { key: 'id', name: 'id' },
      table: { geometry: 'mitte' },
      crs: 'EPSG:25832',
      saveRecipe: { name: 'Mitten' },
    };
    expect(await assistant.imported(seen, order)).toMatchObject({
      imported: 2,
      recipe: { table: { geometry: 'mitte' } },
    });
    const next = await assistant.inspected([text('juni.csv', csv(120))]);
    expect(only(next).recipes).toMatchObject([{ name: 'Mitten' }]);
    const [recipe] = (await (await context().app.request('/api/import-recipes')).json()) as {
      id: string;
      table: unknown;
      mapping: unknown;
    }[];
    const { id = '', table, mapping } = recipe ?? {};
    const again = { layer: only(next).id, target: 'playgrounds', recipe: id, table, mapping };
    expect(await assistant.imported(next, again)).toMatchObject({ state: 'done', unchanged: 2, skipped: {} });
    const other = await assistant.inspected([text('juli.csv', csv(120).replaceAll('mitte', 'ort'))]);
    expect(only(other).recipes).toEqual([]);
  });

  it('come in a workbook as well, and without a system are judged by their numbers', async () => {
    const [from, to] = [mkdtempSync(join(folder, 'in-')), mkdtempSync(join(folder, 'out-'))];
    const rows = ['nr,wkt_geom', `1,POINT (7.4655 51.5136)`, `2,POINT (7.4700 51.5140)`, '3,nirgends'];
    writeFileSync(join(from, 'p.csv'), rows.join('\n'));
    await gdalConvert(to, [{ input: join(from, 'p.csv'), format: 'XLSX', name: 'p', layerName: 'orte' }]);
    const seen = await assistant.inspected([['p.xlsx', readFileSync(join(to, 'p.xlsx'))]]);
    const layer = only(seen);
    expect(layer).toMatchObject({ geometries: { point: 2, other: 1 }, declaredCrs: null });
    expect(layer.crs[0]).toMatchObject({ id: 'EPSG:4326', declared: false, lands: 'project' });
    const choice = { layer: layer.id, target: 'playgrounds', mapping: { key: 'nr', name: 'nr' } };
    const report = await assistant.imported(seen, choice);
    expect(report).toMatchObject({ imported: 2, skipped: { 'invalid-geometry': 1 } });
    expect(report.examples['invalid-geometry']).toEqual([{ record: 3, example: 'nirgends' }]);
  });

  it('refuse a column that is not there or holds nothing, in words', async () => {
    const seen = await assistant.inspected([text('a.csv', 'nr,geom\n1,weg\n2,fort\n')]);
    const layer = only(seen);
    expect(layer).toMatchObject({ crs: [], table: { geometry: null, geometryColumns: [] } });
    const choice = { layer: layer.id, target: 'green', mapping: { key: 'nr' } };
    type Refusal = { status: number; detail: string };
    const missing = { ...choice, table: { geometry: 'lage' } };
    expect((await asked<Refusal>(`/inspections/${seen.id}/preview`, missing)).detail).toContain('„lage“');
    expect((await asked<Refusal>(`/inspections/${seen.id}/preview`, choice)).detail).toContain('Keine Zeile');
  });
});
