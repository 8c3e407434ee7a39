import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { decodeTile } from '../../../test/support/vector-tiles.ts';
import type { Sql } from '../db.ts';

// The tile of zoom 14 around (394,000, 5,708,500) in EPSG:25832, in the north of Dortmund.
const PLACE = '14/8532/5447';
const hasOgrinfo = spawnSync('ogrinfo', ['--version']).status === 0;

async function fill(sql: Sql): Promise<void> {
  await sql`
    insert into buildings (key, use, floors, address, geom)
    select 'b' || i, case when i % 2 = 0 then 'residential' end, i, 'geheim ' || i,
      st_multi(st_makeenvelope(393900 + i * 20, 5708500, 393912 + i * 20, 5708510, 25832))
    from generate_series(1, 10) i
  `;
  await sql`
    insert into accidents (key, category, year, hour, with_bicycle, with_car, atlas_id, geom)
    values ('a1', 'severe', 2021, 7, true, false, 'geheim', st_setsrid(st_makepoint(394000, 5708500), 25832))
  `;
  await sql`
    insert into properties (key, case_number, address, owner_state, next_step, geom)
    values ('p1', 'PI-1', 'Bornstraße 1', 'unknown', 'geheim', st_multi(st_makeenvelope(393950, 5708550, 393980, 5708580, 25832)))
  `;
  for (const layer of ['buildings', 'accidents', 'properties']) await setVersion(sql, layer, 1);
}

async function setVersion(sql: Sql, layer: string, version: number): Promise<void> {
  await sql`
    insert into layer_versions (layer, version) values (${layer}, ${version})
    on conflict (layer) do update set version = excluded.version
  `;
}

describeOnEachDatabase('tiles', (context) => {
  const get = (path: string, headers: Record<string, string> = {}) =>
    context().app.request(`/tiles/${path}`, { headers });
  const tile = async (path: string) => decodeTile(new Uint8Array(await (await get(path)).arrayBuffer()));

  beforeAll(() => fill(context().db.sql));

  it('have the features with their ids, the properties that the layer names, and none else', async () => {
    const layers = await tile(`buildings/1/${PLACE}.mvt`);
    expect([...layers.keys()]).toEqual(['buildings']);
    const seen = layers.get('buildings') ?? [];
    const properties = new Map(seen.map(({ properties: p }) => [p['key'], p]));
    expect(properties.size).toBe(10);
    expect(properties.get('b2')).toEqual({ key: 'b2', use: 'residential', floors: 2 });
    expect(properties.get('b3')).toEqual({ key: 'b3', floors: 3 });
    const rows = await context().db.sql<{ id: number }[]>`select id from buildings order by id`;
    expect(seen.map(({ id }) => id).sort((a, b) => a - b)).toEqual(rows.map(({ id }) => id));
  });

  it('keep truth values and numbers as such', async () => {
    const [accident] = (await tile(`accidents/1/${PLACE}.mvt`)).get('accidents') ?? [];
    expect(accident?.properties).toEqual({
      key: 'a1',
      category: 'severe',
      year: 2021,
      hour: 7,
      with_bicycle: true,
      with_car: false,
    });
  });

  it('are described by TileJSON with absolute addresses, in the language asked for', async () => {
    const response = await get('buildings.json', { 'accept-language': 'en' });
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    const body = (await response.json()) as Record<string, unknown> & { bounds: number[] };
    expect(body).toMatchObject({
      tilejson: '3.0.0',
      name: 'Buildings',
      version: '1.0.0',
      scheme: 'xyz',
      minzoom: 13,
      maxzoom: 16,
      tiles: ['http://localhost/tiles/buildings/1/{z}/{x}/{y}.mvt'],
      vector_layers: [{ id: 'buildings', fields: { key: 'String', use: 'String', floors: 'Number' } }],
    });
    expect(body['attribution']).toContain('Geobasis NRW');
    const [west = 0, south = 0, east = 0, north = 0] = body.bounds;
    expect([west < 7.48 && west > 7.46, south > 51.5 && south < 51.53, east > west, north > south]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    const proxied = await context().appWith({ BASE_URL: 'https://quartier.example/' }).request('/tiles/buildings.json');
    expect(await proxied.json()).toMatchObject({
      name: 'Gebäude',
      tiles: ['https://quartier.example/tiles/buildings/1/{z}/{x}/{y}.mvt'],
    });
  });

  it('describe an empty layer without inventing bounds', async () => {
    const body = (await (await get('green.json')).json()) as object;
    expect(body).not.toHaveProperty('bounds');
    expect(body).toMatchObject({ tiles: ['http://localhost/tiles/green/0/{z}/{x}/{y}.mvt'] });
  });

  it('are kept by browsers for good, and not sent again to who has them', async () => {
    const path = `buildings/1/${PLACE}.mvt`;
    const first = await get(path);
    expect(first.status).toBe(200);
    expect(first.headers.get('content-type')).toBe('application/vnd.mapbox-vector-tile');
    expect(first.headers.get('cache-control')).toContain('immutable');
    expect(first.headers.get('vary')).toContain('Accept-Encoding');
    const etag = first.headers.get('etag') ?? '';
    const again = await get(path, { 'if-none-match': `"other", ${etag}` });
    expect([again.status, (await again.arrayBuffer()).byteLength, again.headers.get('etag')]).toEqual([304, 0, etag]);
    expect((await get(path, { 'if-none-match': '"other"' })).status).toBe(200);
    const description = await get('buildings.json');
    expect((await get('buildings.json', { 'if-none-match': description.headers.get('etag') ?? '' })).status).toBe(304);
  });

  it('are compressed as the caller can read them, with the same content', async () => {
    const path = `buildings/1/${PLACE}.mvt`;
    const plain = Buffer.from(await (await get(path)).arrayBuffer());
    const zipped = await get(path, { 'accept-encoding': 'gzip' });
    const brotli = await get(path, { 'accept-encoding': 'gzip, deflate, br' });
    expect([zipped.headers.get('content-encoding'), brotli.headers.get('content-encoding')]).toEqual(['gzip', 'br']);
    expect(gunzipSync(Buffer.from(await zipped.arrayBuffer()))).toEqual(plain);
    expect(brotliDecompressSync(Buffer.from(await brotli.arrayBuffer()))).toEqual(plain);
    expect(zipped.headers.get('etag')).not.toBe(brotli.headers.get('etag'));
  });

  it('without features are answered by 204', async () => {
    const response = await get('buildings/1/14/0/0.mvt');
    expect([response.status, (await response.arrayBuffer()).byteLength]).toEqual([204, 0]);
  });

  it.each([
    [`nowhere/1/${PLACE}.mvt`, 404, 'unknown-layer'],
    ['nowhere.json', 404, 'unknown-layer'],
    [`buildings/99/${PLACE}.mvt`, 404, 'other-version'],
    ['buildings/1/2/0/0.mvt', 404, 'other-zoom'],
    ['buildings/1/17/0/0.mvt', 404, 'other-zoom'],
    ['buildings/1/14/16384/0.mvt', 400, 'invalid-request'],
    ['buildings/1/14/0/-1.mvt', 400, 'invalid-request'],
    ['buildings/1/99/0/0.mvt', 400, 'invalid-request'],
    ['buildings/latest/14/0/0.mvt', 400, 'invalid-request'],
    ['buildings/1/14/0/1.5.mvt', 400, 'invalid-request'],
    ['buildings/1/14/0/0.png', 404, 'not-found'],
  ])('at a wrong address (%s) are a problem in the language of the caller', async (path, status, type) => {
    const german = await get(path);
    expect([german.status, german.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ]);
    const problem = (await german.json()) as { type: string; title: string };
    expect(problem.type).toBe(`urn:quartierblick:${type}`);
    const english = (await (await get(path, { 'accept-language': 'en' })).json()) as { title: string };
    expect(english.title).not.toBe(problem.title);
  });

  it('of a layer that the caller may not see do not exist, and are not kept where others look', async () => {
    const anyone = context().appAs('public');
    for (const path of [`properties/1/${PLACE}.mvt`, 'properties.json']) {
      const denied = await anyone.request(`/tiles/${path}`);
      const unknown = await anyone.request(`/tiles/${path.replace('properties', 'nowhere')}`);
      const text = async (response: Response) =>
        (await response.text()).replaceAll(/"(instance|requestId)":"[^"]*"/g, '');
      expect([denied.status, await text(denied)]).toEqual([404, await text(unknown)]);
    }
    const planner = await context().appAs('planner').request(`/tiles/properties/1/${PLACE}.mvt`);
    expect([planner.status, planner.headers.get('cache-control')]).toEqual([200, 'private, no-cache']);
    const bytes = Buffer.from(await planner.arrayBuffer());
    expect(decodeTile(bytes).get('properties')?.[0]?.properties).toMatchObject({ key: 'p1', case_number: 'PI-1' });
    expect(bytes.includes('geheim')).toBe(false);
  });

  it('show the state of their version: another number, another state', async () => {
    const { sql } = context().db;
    await sql`
      insert into playgrounds (key, name, geom) values ('s1', 'Alsenstraße', st_setsrid(st_makepoint(394000, 5708500), 25832))
    `;
    await setVersion(sql, 'playgrounds', 5);
    expect((await tile(`playgrounds/5/${PLACE}.mvt`)).get('playgrounds')).toHaveLength(1);
    await sql.begin(async (change) => {
      await change`insert into playgrounds (key, geom) values ('s2', st_setsrid(st_makepoint(394010, 5708500), 25832))`;
      await change`update layer_versions set version = 6 where layer = 'playgrounds'`;
    });
    expect((await tile(`playgrounds/6/${PLACE}.mvt`)).get('playgrounds')).toHaveLength(2);
    const early = await get(`playgrounds/7/${PLACE}.mvt`);
    expect([early.status, await early.json()]).toMatchObject([404, { version: 6 }]);
    expect((await tile(`playgrounds/5/${PLACE}.mvt`)).get('playgrounds')).toHaveLength(1);
  });

  it('of a version that is past show the layer as it is now, to be kept by nobody: a map in mid-change has no holes', async () => {
    const { sql } = context().db;
    await sql`insert into playgrounds (key, geom) values ('h1', st_setsrid(st_makepoint(394020, 5708500), 25832))`;
    await setVersion(sql, 'playgrounds', 9);
    const [past, now] = [await get(`playgrounds/8/${PLACE}.mvt`), await get(`playgrounds/9/${PLACE}.mvt`)];
    expect([past.status, now.status]).toEqual([200, 200]);
    expect(past.headers.get('cache-control')).toBe('no-store');
    expect(now.headers.get('cache-control')).toContain('immutable');
    expect(await past.arrayBuffer()).toEqual(await now.arrayBuffer());
  });

  it('hold the largest areas where there is more than fits, and say of how many', async () => {
    const { sql } = context().db;
    await sql`
      insert into green_areas (key, name, kind, geom)
      select 'green area number ' || i, 'Grünfläche im Kataster mit der laufenden Nummer ' || i || ' und einem Namen, der Platz braucht', 'park', st_multi(st_makeenvelope(
        393300 + i % 120 * 12, 5708000 + i / 120 * 12, 393300 + i % 120 * 12 + 3 + i % 7, 5708000 + i / 120 * 12 + 10, 25832))
      from generate_series(0, 11999) i
    `;
    await setVersion(sql, 'green', 1);
    const response = await get(`green/1/${PLACE}.mvt`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const [kept = 0, of = 0] = (response.headers.get('tile-reduced') ?? '').split('/').map(Number);
    expect(bytes.length).toBeLessThanOrEqual(500_000);
    expect(bytes.length).toBeGreaterThan(450_000);
    const seen = decodeTile(bytes).get('green') ?? [];
    expect(seen).toHaveLength(kept);
    expect(of).toBeGreaterThan(kept);
    // Widths go from 3 to 9 metres: what is left out is narrower than what is there.
    const ids = seen.map(({ id }) => id);
    const [row] = await sql<{ least: number; most: number }[]>`
      select min(st_area(geom)) filter (where id = any(${ids}::bigint[])) as least,
        max(st_area(geom)) filter (where id <> all(${ids}::bigint[]) and st_within(geom, st_transform(st_tileenvelope(14, 8532, 5447), 25832))) as most
      from green_areas
    `;
    expect(row?.least).toBeGreaterThanOrEqual((row?.most ?? Infinity) - 0.1);
  });

  it('never hold more than 500 kB, however many points there are', async () => {
    const { sql } = context().db;
    await sql`
      insert into accidents (key, category, year, geom)
      select 'many-' || i, 'light', 2020, st_setsrid(st_makepoint(393500 + i % 900, 5708100 + i / 900), 25832)
      from generate_series(1, 25000) i
    `;
    await setVersion(sql, 'accidents', 2);
    for (const [path, of] of [
      ['accidents/2/10/533/340.mvt', '25001'],
      ['accidents/2/13/4266/2723.mvt', '15594'],
    ] as const) {
      const response = await get(path);
      const bytes = new Uint8Array(await response.arrayBuffer());
      expect(bytes.length).toBeLessThanOrEqual(500_000);
      expect(response.headers.get('tile-reduced')).toMatch(new RegExp(`^\\d+/${of}$`));
    }
  });

  it.skipIf(!hasOgrinfo)('are read by GDAL, with as many features as the table has (needs ogrinfo)', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'qb-tiles-'));
    try {
      for (const layer of ['buildings', 'properties']) {
        const file = join(folder, `${layer}.mvt`);
        writeFileSync(file, Buffer.from(await (await get(`${layer}/1/${PLACE}.mvt`)).arrayBuffer()));
        const told = execFileSync('ogrinfo', ['-ro', '-so', '-al', `MVT:${file}`], { encoding: 'utf8' });
        const [row] = await context().db.sql<
          { n: number }[]
        >`select count(*)::int as n from ${context().db.sql(layer)}`;
        expect(told).toContain(`Layer name: ${layer}`);
        expect(told).toContain(`Feature Count: ${row?.n}`);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('ogrinfo', () => {
  it.runIf(!hasOgrinfo)('is not here: the tiles were not read by GDAL', ({ skip }) => skip('no GDAL on this machine'));
});
