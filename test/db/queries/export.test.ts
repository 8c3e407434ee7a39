import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { strFromU8, unzipSync } from 'fflate';
import { PMTiles, tileIdToZxy } from 'pmtiles';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ofVersion, startingOver } from '@quartierblick/api/export/one-state';
import { gdalConvert, gdalInspect } from '@quartierblick/api/gdal/process';
import { layerVersion } from '@quartierblick/api/layers/versions';
import { tileId } from '@quartierblick/gis/pmtiles/tile-id.ts';
import { layerById } from '@quartierblick/gis/layers/index.ts';
import type { LayerId } from '@quartierblick/gis/layers/index.ts';
import { collect } from '@quartierblick/gis/read/test-import.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { decodeTile } from '../../support/vector-tiles.ts';
import { seedQuarter } from './seed.ts';

const LONG = `${'ä'.repeat(200)} Ende`;
/** Layers of each geometry that travel out and in again. */
const TRAVELLERS = ['playgrounds', 'streets', 'buildings'] as const satisfies LayerId[];
const FORMATS = ['geojson', 'gpkg', 'shp', 'fgb', 'csv'] as const;
const hasOgrinfo = ((): boolean => {
  try {
    execFileSync('ogrinfo', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describeOnEachDatabase('exports', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'qb-export-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let places = 0;
  const place = (): string => {
    const path = join(folder, String((places += 1)));
    mkdirSync(path);
    return path;
  };
  const ask = (path: string, edition: 'public' | 'planner' = 'planner', language = 'de') =>
    context()
      .appAs(edition)
      .request(`/api/layers/${path}`, { headers: { 'accept-language': language } });
  async function bytesOf(path: string, ...rest: [('public' | 'planner')?, string?]): Promise<Uint8Array> {
    const response = await ask(path, ...rest);
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([path, response.status, response.status === 200 ? '' : strFromU8(bytes)]).toEqual([path, 200, '']);
    expect(Number(response.headers.get('content-length'))).toBe(bytes.length);
    return bytes;
  }
  /** The files of an export on the disk; archives unpacked. */
  async function saved(layer: string, format: string, query = ''): Promise<{ folder: string; files: string[] }> {
    const bytes = await bytesOf(`${layer}/export?format=${format}${query}`);
    const into = place();
    const files = ['shp', 'fgb'].includes(format) ? unzipSync(bytes) : { [`${layer}.${format}`]: bytes };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(into, name), content);
    return { folder: into, files: Object.keys(files) };
  }
  const only = (files: readonly string[], ending: string): string =>
    files.find((file) => file.endsWith(ending)) ?? `no ${ending} among ${files.join()}`;

  /** A file as GeoJSON that the importer reads. */
  async function asGeojson(from: { folder: string; files: string[] }, format: string): Promise<string> {
    const name = only(from.files, format === 'shp' ? '.shp' : `.${format}`);
    if (format === 'geojson' || format === 'csv') return join(from.folder, name);
    const layerOptions = { RFC7946: 'NO', COORDINATE_PRECISION: '4' };
    const layer = format === 'gpkg' ? { layer: name.replace(/\.gpkg$/, '').replaceAll('-', '_') } : {};
    const input = join(from.folder, name);
    const written = await gdalConvert(place(), [{ input, format: 'GeoJSON', name: 'back', layerOptions, ...layer }]);
    return only(written, '.geojson');
  }

  beforeAll(async () => {
    const { db } = context();
    await seedQuarter(db);
    await db.sql`
      insert into buildings (key, address, use, floors, height_m, geom) values
        ('hole', 'Münsterstraße 7, Hof; "links"', 'mixed', 3, 12.25, st_geomfromtext(
          'MULTIPOLYGON(((394500 5709500,394560 5709500,394560 5709540,394500 5709540,394500 5709500),
             (394510 5709510,394510.25 5709530,394550 5709530,394550 5709510,394510 5709510)),
             ((394600 5709500,394610 5709500,394610 5709510,394600 5709500)))', 25832)),
        ('plain', ${LONG}, null, null, null, st_geomfromtext(
          'MULTIPOLYGON(((394700 5709500,394710 5709500,394710 5709510,394700 5709500)))', 25832))
    `;
    await db.sql`
      insert into playgrounds (key, name, kind, street, area_m2, ages, age_from, geom) values
        ('way/7', 'Spielplatz „Nordpol“', 'adventure', '=1+1', 1234.5, '{under-6,6-12}', 6,
          st_setsrid(st_makepoint(394123.456, 5709321.987), 25832)),
        ('p-2', 'Ball', 'ball', null, null, null, null, st_setsrid(st_makepoint(394200, 5709400), 25832))
    `;
    // A code that no list has is refused when it is read; how it is exported is not the question here.
    await db.sql`update buildings set use = null where use = 'unheard-of'`;
    await db.sql`update layer_versions set version = version + 1`;
  });

  describe.each(TRAVELLERS)('of %s', (id) => {
    it.each(FORMATS)(
      'come back from %s as they were',
      async (format) => {
        const layer = layerById(id);
        if (!layer) throw new Error('no such layer');
        // A table holds points only.
        if (format === 'csv' && id !== 'playgrounds') return;
        const from = await saved(id, format);
        let mapping: Record<string, string> = { key: 'key' };
        if (format === 'shp') {
          const readme = Buffer.from(
            (await import('node:fs')).readFileSync(join(from.folder, 'LIESMICH.txt')),
          ).toString('utf8');
          mapping = Object.fromEntries(
            [...readme.matchAll(/^(\w{1,10}) = (\w+), /gm)].map(([, short, name]) => [String(name), String(short)]),
          );
          expect(mapping['key']).toBe('key');
        }
        const surroundings: [number, number, number, number] = [7.2, 51.3, 7.8, 51.7];
        const read = await collect(await asGeojson(from, format), { as: id, mapping, surroundings });
        const stored = await context().db.sql<{ key: string; row: Record<string, unknown> }[]>`
        select to_jsonb(t) - 'geom' - 'geom_3857' as row, key from ${context().db.sql(layer.dataset.table)} t order by key
      `;
        const rows = new Map((read.rows[id] ?? []).map((row) => [String(row['key']), row]));
        expect([...rows.keys()].sort()).toEqual(stored.map(({ key }) => key).sort());
        for (const { key, row } of stored) {
          const back = rows.get(key) as Record<string, unknown>;
          for (const name of Object.keys(layer.dataset.fields)) {
            const long = format === 'shp' && row[name] === LONG;
            const formula = format === 'csv' && row[name] === '=1+1';
            const code = layer.dataset.fields[name as never] as { values?: object };
            // A code that the layer does not know is "not known" when it is read.
            const known = !code.values || Array.isArray(row[name]) || String(row[name]) in code.values;
            const expected = formula ? "'=1+1" : known ? row[name] : null;
            if (long) expect(LONG.startsWith(String(back[name]))).toBe(true);
            else expect([key, name, back[name] ?? null]).toEqual([key, name, expected]);
          }
          const [far] = await context().db.sql<{ metres: number; rings: boolean }[]>`
          select st_hausdorffdistance(g.geom, t.geom) as metres,
            st_nrings(g.geom) = st_nrings(t.geom) and st_numgeometries(g.geom) = st_numgeometries(t.geom) as rings
          from ${context().db.sql(layer.dataset.table)} t,
            (select st_setsrid(st_geomfromgeojson(${JSON.stringify(back['geometry'])}::text), 25832) as geom) g
          where t.key = ${key}
        `;
          expect([key, Number(far?.metres) < 0.01, far?.rings]).toEqual([key, true, true]);
        }
      },
      60_000,
    );
  });

  it('a GeoPackage brings its style, what codes mean, and its note with licence and changes', async () => {
    const { folder: at, files } = await saved('playgrounds', 'gpkg', '&class=ball,adventure');
    const file = new DatabaseSync(join(at, only(files, '.gpkg')), { readOnly: true });
    const [style] = file.prepare('select * from layer_styles').all() as Record<string, unknown>[];
    expect(style).toMatchObject({ f_table_name: 'playgrounds', f_geometry_column: 'geom', useAsDefault: 1 });
    expect(style?.['styleQML']).toContain('categorizedSymbol');
    const [note] = file.prepare('select metadata from gpkg_metadata').all() as { metadata: string }[];
    expect(note?.metadata).toContain('Objekte: 3 von 4');
    expect(note?.metadata).toContain('Klassen: Bolzplatz, Ballspiel, Abenteuerspielplatz');
    expect(note?.metadata).toMatch(/Lizenz: .*dl-de/);
    // A text of declared length lets nobody write a longer one in QGIS.
    const types = file.prepare("select name, type from pragma_table_info('playgrounds')").all();
    expect(types).toEqual(expect.arrayContaining(['key', 'name', 'street'].map((name) => ({ name, type: 'TEXT' }))));
    const keys = file.prepare('select key from playgrounds order by key').all() as { key: string }[];
    expect(keys.map(({ key }) => key)).toEqual(['52', 'p-2', 'way/7']);
    expect(file.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
    file.close();
  });

  it('a measure is graded by what may be told, and hidden cells are not in the file', async () => {
    const { folder: at, files } = await saved('population-grid', 'gpkg');
    const file = new DatabaseSync(join(at, only(files, '.gpkg')), { readOnly: true });
    const columns = file.prepare("select name from pragma_table_info('population_grid')").all() as { name: string }[];
    expect(columns.map(({ name }) => name)).not.toContain('inhabitants_raw');
    const [style] = file.prepare('select styleQML from layer_styles').all() as { styleQML: string }[];
    expect(style?.styleQML).toMatch(/graduatedSymbol|singleSymbol/);
    file.close();
  });

  it('a Shapefile says in words how its fields are called, what was cut, and as of when it is', async () => {
    const { files, folder: at } = await saved('buildings', 'shp');
    expect(files.map((name) => name.split('.').pop()).sort()).toEqual(
      expect.arrayContaining(['cpg', 'dbf', 'prj', 'shp', 'shx', 'txt']),
    );
    expect(readFileSync(join(at, only(files, '.cpg')), 'latin1').trim()).toBe('UTF-8');
    const readme = readFileSync(join(at, 'LIESMICH.txt'), 'utf8');
    expect(readme).toContain('In address waren 1 Texte länger als 254 Bytes');
    expect(readme).toContain('Stand: 2017-09-26');
  });

  it('GeoJSON follows RFC 7946 in WGS 84 and names its system otherwise', async () => {
    const read = async (query: string) =>
      JSON.parse(strFromU8(await bytesOf(`buildings/export?format=geojson${query}`))) as Record<string, unknown> & {
        features: { id: string; geometry: { coordinates: number[][][][] } }[];
      };
    const wgs84 = await read('');
    expect(wgs84).not.toHaveProperty('crs');
    expect(wgs84['attribution']).toBeTruthy();
    const outer = wgs84.features.find(({ id }) => id === 'hole')?.geometry.coordinates[0]?.[0] as number[][];
    const area = outer.slice(1).reduce((sum, [x = 0, y = 0], i) => {
      const [a = 0, b = 0] = outer[i] ?? [];
      return sum + (a * y - x * b);
    }, 0);
    expect(area).toBeGreaterThan(0);
    const utm = await read('&crs=25832');
    expect(utm['crs']).toEqual({ type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::25832' } });
  });

  it('tables hold no formula, say their source in every row, and WKT where it is asked for', async () => {
    const bytes = await bytesOf('playgrounds/export?format=csv&wkt=true');
    // A decoder takes the mark away, which spreadsheets need.
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = strFromU8(bytes);
    expect(text.startsWith('key;Name;Art;')).toBe(true);
    const lines = text.trim().split('\r\n');
    const line = lines.find((one) => one.startsWith('way/7')) ?? '';
    expect(line).toContain(";'=1+1;");
    expect(line).toContain('394123,456;5709321,987;POINT(394123.456 5709321.987)');
    expect(lines.slice(1).every((one) => one.includes('dl-de') || one.includes('Demo'))).toBe(true);
    const english = strFromU8(await bytesOf('playgrounds/export?format=csv&crs=4326', 'planner', 'en'));
    expect(english.split('\r\n')[0]).toContain('Area [m²]');
    expect(english.split('\r\n')[0]).toContain('lon;lat;Source and licence');
    // A bare 36 would be read as years.
    expect(text.split('\r\n')[0]).toContain(';Alter von [Monate];');
    expect(english.split('\r\n')[0]).toContain(';Age from [months];');
  });

  it('a workbook has a sheet with the data and one that tells of it', async () => {
    const sheets = unzipSync(await bytesOf('playgrounds/export?format=xlsx&class=ball'));
    const workbook = strFromU8(sheets['xl/workbook.xml'] as Uint8Array);
    expect(workbook).toMatch(/Daten[\s\S]*Quelle/);
    const texts = strFromU8(sheets['xl/sharedStrings.xml'] as Uint8Array);
    expect(texts).toContain('Klassen: Bolzplatz, Ballspiel');
    expect(texts).not.toContain('Nordpol');
  });

  it('an archive of tiles holds what the tile route sends, and nothing where there is nothing', async () => {
    const bytes = await bytesOf('playgrounds/export?format=pmtiles', 'public');
    const path = join(place(), 'playgrounds.pmtiles');
    writeFileSync(path, bytes);
    const { driver, layers: inside } = await gdalInspect(path);
    expect([driver, inside.map(({ name }) => name)]).toEqual(['PMTiles', ['playgrounds']]);
    const archive = new PMTiles({
      getKey: () => 'test',
      getBytes: (offset, length) =>
        Promise.resolve({ data: bytes.slice(offset, offset + length).buffer as ArrayBuffer }),
    });
    const header = await archive.getHeader();
    expect([header.minZoom, header.maxZoom]).toEqual([10, 15]);
    expect(await archive.getMetadata()).toMatchObject({ vector_layers: [{ id: 'playgrounds' }] });
    const app = context().appAs('public');
    const [layer] = ((await (await app.request('/api/layers')).json()) as { id: string; tiles: string }[]).filter(
      ({ id }) => id === 'playgrounds',
    );
    let compared = 0;
    const first = tileId(10, 0, 0);
    expect(first).toBeGreaterThan(0);
    for (let z = header.minZoom; z <= header.maxZoom; z += 1) {
      const [lon, lat] = [header.minLon, header.maxLat];
      const x = Math.floor(((lon + 180) / 360) * 2 ** z);
      const y = Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z);
      const address = String(layer?.tiles)
        .replace('{z}', String(z))
        .replace('{x}', String(x))
        .replace('{y}', String(y));
      const response = await app.request(new URL(address, 'http://localhost').pathname);
      const held = await archive.getZxy(z, x, y);
      expect([z, response.status]).toEqual([z, held ? 200 : 204]);
      if (!held) continue;
      compared += 1;
      const sent = new Uint8Array(await response.arrayBuffer());
      expect(decodeTile(new Uint8Array(held.data))).toEqual(decodeTile(sent));
    }
    expect(compared).toBeGreaterThan(2);
    expect(tileIdToZxy(first)).toEqual([10, 0, 0]);
    expect((await ask('playgrounds/export?format=pmtiles&class=ball')).status).toBe(400);
  });

  it('what the public may not see is in no file, and the layer does not exist for them', async () => {
    expect((await ask('properties/export?format=gpkg', 'public')).status).toBe(404);
    const { folder: at, files } = await saved('properties', 'gpkg');
    const file = new DatabaseSync(join(at, only(files, '.gpkg')), { readOnly: true });
    const all = file.prepare('select count(*) as n from properties').get() as { n: number };
    expect(all.n).toBe(12);
    file.close();
    const limited = context().appAs('steering');
    const answer = await limited.request('/api/layers/properties/export?format=gpkg');
    const path = join(place(), 'steering.gpkg');
    writeFileSync(path, new Uint8Array(await answer.arrayBuffer()));
    const part = new DatabaseSync(path, { readOnly: true });
    const seen = part.prepare('select * from properties').all() as Record<string, unknown>[];
    const full = (await (await limited.request('/api/layers/properties/features?limit=1')).json()) as {
      numberMatched: number;
    };
    expect(seen).toHaveLength(full.numberMatched);
    expect(Object.keys(seen[0] ?? {})).not.toContain('case_number');
    expect(JSON.stringify([seen, part.prepare('select * from gpkg_metadata').all()])).not.toMatch(/AZ-GEHEIM/);
    part.close();
  });

  it('starts over from its first look where the layer changes meanwhile, lest new rows stand under the old note', async () => {
    const { sql } = context().db;
    const layer = layerById('playgrounds');
    if (!layer) throw new Error('no such layer');
    const starts: { own: string; version: number }[] = [];
    const exported = (changes: number) =>
      startingOver(place(), async (own) => {
        const { version } = await layerVersion(sql, layer.id);
        starts.push({ own, version });
        return ofVersion(sql, { layer, version }, async () => {
          if (starts.length <= changes)
            await sql`update layer_versions set version = version + 1 where layer = ${layer.id}`;
          return version;
        });
      });
    expect(await exported(1)).toBe((await layerVersion(sql, layer.id)).version);
    expect(new Set(starts.map(({ own }) => own)).size).toBe(2);
    starts.length = 0;
    await expect(exported(9)).rejects.toMatchObject({ details: { status: 409 } });
    expect(starts).toHaveLength(3);
  });

  it('refuses what matches nothing and what no layer has, in words', async () => {
    const nothing = await ask('playgrounds/export?bbox=0,0,1,1');
    expect([nothing.status, ((await nothing.json()) as { type: string }).type]).toEqual([
      422,
      'urn:quartierblick:nothing-to-export',
    ]);
    for (const bad of ['class=unheard-of', 'format=dgn', 'crs=31466', 'limit=5']) {
      expect([bad, (await ask(`playgrounds/export?${bad}`)).status]).toEqual([bad, 400]);
    }
  });

  it('leaves no file behind, not even where the client goes away', async () => {
    const gone = AbortSignal.timeout(20);
    const address = '/api/layers/buildings/export?format=gpkg';
    const response = await context().app.request(new Request(`http://localhost${address}`, { signal: gone }));
    expect(response.status).toBe(409);
    const at = join(context().dataDir, 'exports');
    expect(existsSync(at) ? readdirSync(at) : []).toEqual([]);
  });

  it.skipIf(!hasOgrinfo)(
    'are read by GDAL’s own ogrinfo (skipped: no ogrinfo here)',
    async () => {
      for (const format of ['geojson', 'gpkg', 'shp', 'fgb', 'csv', 'xlsx']) {
        const { folder: at, files } = await saved('buildings', format);
        const name = only(files, format === 'shp' ? '.shp' : `.${format}`);
        const said = execFileSync('ogrinfo', ['-al', '-so', join(at, name)], { encoding: 'utf8' });
        expect([format, /Feature Count: 6[23]/.test(said)]).toEqual([format, true]);
        if (['gpkg', 'shp', 'fgb'].includes(format)) {
          expect([format, said.includes('UTM zone 32N')]).toEqual([format, true]);
          expect([format, /floors: Integer/.test(said), /height_m: Real/.test(said)]).toEqual([format, true, true]);
        }
      }
    },
    60_000,
  );
});
