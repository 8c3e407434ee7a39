import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { seedQuarter } from './seed.ts';

interface Collection {
  features: { id: string; properties: Record<string, unknown> }[];
  note: Record<string, string | string[]>;
}

describeOnEachDatabase('figures in exports', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'qb-figures-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeAll(async () => {
    await seedQuarter(context().db);
  });

  const ask = (query: string, layer = 'statistical-units') =>
    context().appAs('public').request(`/api/layers/${layer}/export?${query}`);
  async function bytesOf(query: string): Promise<Uint8Array> {
    const response = await ask(query);
    expect(response.status).toBe(200);
    return new Uint8Array(await response.arrayBuffer());
  }
  async function figures(query: string): Promise<Collection> {
    return JSON.parse(strFromU8(await bytesOf(`format=geojson&${query}`))) as Collection;
  }
  const columns = ({ features }: Collection): string[] =>
    Object.keys(features[0]?.properties ?? {}).filter((name) => /_\d{4}$/.test(name));

  it('are none unless they are asked for', async () => {
    expect(columns(await figures(''))).toEqual([]);
  });

  it('stand beside the fields, the newest of each; zero is a value, what is under three or missing is empty', async () => {
    const { features, note } = await figures('figures=newest');
    const told = Object.fromEntries(
      features.map(({ id, properties }) => [
        id,
        ['inhabitants_2024', 'unemployed_2024', 'ohne_namen_2024'].map((name) => properties[name] ?? null),
      ]),
    );
    expect(told).toEqual({ '051': [null, 23.9, 5], '052': [4017, 0, null], '053': [null, null, null] });
    const said = [note['Kennzahlen'] ?? []].flat();
    expect(said).toHaveLength(3);
    expect(said[0]).toBe(
      'Einwohner 2024 (Personen): 1 × Wert eingeschränkt sicher, 2 × aus Datenschutz verdeckt (unter 3)',
    );
    expect(said.join('\n')).toMatch(/2024 \(% .+\): 2 × Wert, 1 × nicht verfügbar/);
  });

  it('are those of the year that the map shows', async () => {
    const { features, note } = await figures('figures=2023');
    expect(features.map(({ properties }) => properties['unemployed_2023'] ?? null)).toEqual([23.1, null, null]);
    expect([note['Kennzahlen']].flat()).toHaveLength(1);
    expect(columns(await figures('figures=1999'))).toEqual([]);
  });

  it('have year, unit and denominator in the head of a table', async () => {
    const [head = ''] = strFromU8(await bytesOf('format=csv&figures=newest')).split('\r\n');
    expect(head).toContain(';Einwohner 2024 [Personen];');
    expect(head).toMatch(/;[^;]+ 2024 \[% [^;]+\];/);
  });

  it('are numbers in GeoPackage, named in words and drawn in classes; short and listed in a Shapefile', async () => {
    const path = join(folder, 'units.gpkg');
    writeFileSync(path, await bytesOf('format=gpkg&figures=newest'));
    const file = new DatabaseSync(path, { readOnly: true });
    const rows = file
      .prepare('select key, inhabitants_2024, unemployed_2024 from statistical_units order by key')
      .all();
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['051', null, 23.9],
      ['052', 4017, 0],
      ['053', null, null],
    ]);
    const [style] = file.prepare('select styleQML from layer_styles').all() as { styleQML: string }[];
    expect(style?.styleQML).toContain('Einwohner 2024 [Personen]');
    expect(style?.styleQML).toMatch(/graduatedSymbol|singleSymbol/);
    file.close();
    const shapefile = unzipSync(await bytesOf('format=shp&figures=newest'));
    const readme = strFromU8(shapefile['LIESMICH.txt'] as Uint8Array);
    expect(readme).toMatch(/\S{1,10} +.*inhabitants_2024|inhabitants_2024/);
  });

  it('are no part of tiles, and none where a layer has no indicators', async () => {
    expect((await ask('format=pmtiles&figures=newest')).status).toBe(400);
    expect((await ask('figures=soon')).status).toBe(400);
    expect((await ask('format=geojson&figures=newest', 'buildings')).status).toBe(200);
  });
});
