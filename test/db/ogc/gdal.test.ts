import { execFile } from 'node:child_process';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { createAdaptorServer } from '@hono/node-server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '@quartierblick/api/app';
import { makeServiceToken } from '@quartierblick/api/auth/service-tokens';
import { shownFields } from '@quartierblick/gis/layers/define.ts';
import { layers } from '@quartierblick/gis/layers/index.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { seedQuarter } from '../queries/seed.ts';

const run = promisify(execFile);
/** Why this machine cannot try it; null where GDAL's programs are installed (Debian: gdal-bin, as CI has it). */
const missing = await run('ogrinfo', ['--formats']).then(
  ({ stdout }) => (stdout.includes('OAPIF') ? null : 'GDAL here is built without its OAPIF driver'),
  () => 'gdal-bin is not installed',
);
const PAGE = 7;

interface Collection {
  crs?: { properties: { name: string } };
  features: { id?: number; properties: Record<string, unknown>; geometry: unknown }[];
}

describeOnEachDatabase('a GIS reads the OGC API by GDAL', (context) => {
  let server: Server;
  let root: string;
  let current: ReturnType<typeof createApp>;
  const asked: string[] = [];

  beforeAll(async () => {
    await seedQuarter(context().db);
    current = context().appAs('planner');
    server = createAdaptorServer({
      fetch: (request) => {
        asked.push(request.url);
        return current.fetch(request);
      },
    }) as Server;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    root = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ogc`;
  });
  afterAll(() => void server?.close());

  /** Every collection as GDAL hands it on, in the given system. */
  async function read(layer: string, options: string[]): Promise<Collection> {
    const target = ['-f', 'GeoJSON', '-lco', 'COORDINATE_PRECISION=6', '/vsistdout/'];
    const { stdout } = await run(
      'ogr2ogr',
      [...options, '-oo', `PAGE_SIZE=${PAGE}`, ...target, `OAPIF:${root}`, layer],
      {
        maxBuffer: 2 ** 26,
      },
    );
    return JSON.parse(stdout) as Collection;
  }

  it('lists every collection that the reader may see', async (test) => {
    if (missing !== null) return test.skip(missing);
    const { stdout } = await run('ogrinfo', ['-so', `OAPIF:${root}`]);
    for (const { id } of layers) expect(stdout).toContain(id);
  });

  it('tells count, system and fields of every collection', async (test) => {
    if (missing !== null) return test.skip(missing);
    for (const layer of layers) {
      const [row] = await context().db.sql<{ n: number }[]>`
        select count(*)::int as n from ${context().db.sql(layer.dataset.view ?? layer.dataset.table)}
      `;
      const { stdout } = await run('ogrinfo', ['-ro', '-so', `OAPIF:${root}`, layer.id]);
      expect([layer.id, /Feature Count: (\d+)/.exec(stdout)?.[1]]).toEqual([layer.id, String(row?.n)]);
      if (!row || row.n === 0) continue;
      expect(stdout).toContain('WGS 84');
      for (const [name] of shownFields(layer.dataset))
        expect([layer.id, stdout]).toEqual([layer.id, expect.stringMatching(new RegExp(`^${name}: `, 'm'))]);
    }
  });

  it('reads every feature over several pages, with its values, within a centimetre of the database', async (test) => {
    if (missing !== null) return test.skip(missing);
    const { sql } = context().db;
    let paged = 0;
    for (const layer of layers) {
      const rows = await sql<{ id: number; key: string }[]>`
        select id::float8 as id, key from ${sql(layer.dataset.view ?? layer.dataset.table)} order by id
      `;
      if (rows.length === 0) continue;
      asked.length = 0;
      const { features } = await read(layer.id, ['-t_srs', 'EPSG:25832']);
      expect([layer.id, features.map(({ properties }) => properties['key'])]).toEqual([
        layer.id,
        rows.map(({ key }) => key),
      ]);
      const pages = asked.filter((url) => url.includes('after=')).length;
      expect([layer.id, pages]).toEqual([layer.id, Math.ceil(rows.length / PAGE) - 1]);
      paged += pages;
      const plain = (await (await fetch(`${root}/collections/${layer.id}/items?limit=1000`)).json()) as Collection;
      for (const [index, { properties }] of plain.features.entries()) {
        for (const [name, value] of Object.entries(properties)) {
          const given = features[index]?.properties[name] ?? null;
          const comparable = typeof value === 'boolean' ? [value, Number(value)] : [value];
          expect(comparable, `${layer.id}.${name}`).toContainEqual(
            typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? String(given).replaceAll('/', '-') : given,
          );
        }
      }
      for (const { properties, geometry } of features) {
        const [distance] = await sql<{ metres: number }[]>`
          select st_hausdorffdistance(geom, st_setsrid(st_geomfromgeojson(${JSON.stringify(geometry)}::text), 25832)) as metres
          from ${sql(layer.dataset.view ?? layer.dataset.table)} where key = ${String(properties['key'])}
        `;
        expect([layer.id, properties['key'], (distance?.metres ?? 1) < 0.01]).toEqual([
          layer.id,
          properties['key'],
          true,
        ]);
      }
    }
    expect(paged).toBeGreaterThan(5);
  });

  it('sees more with a token as the password of HTTP Basic than without', async (test) => {
    if (missing !== null) return test.skip(missing);
    const admin = { edition: 'admin', userId: null, name: 'test', via: 'session' } as const;
    const { token } = await makeServiceToken(context().db, { name: 'QGIS', edition: 'planner', days: 1 }, admin);
    current = createApp(context().deps);
    const listed = async (...options: string[]) =>
      (await run('ogrinfo', ['-ro', '-so', ...options, `OAPIF:${root}`])).stdout;
    expect(await listed()).not.toContain('properties');
    expect(await listed('--config', 'GDAL_HTTP_USERPWD', `qgis:${token}`)).toContain('properties');
    current = context().appAs('planner');
  });

  it('asks by box and gets what is in it', async (test) => {
    if (missing !== null) return test.skip(missing);
    const box = ['7.4685', '51.5168', '7.4705', '51.5175'];
    const { features } = await read('buildings', ['-spat', ...box]);
    const plain = (await (
      await fetch(`${root}/collections/buildings/items?limit=1000&bbox=${box.join(',')}`)
    ).json()) as Collection;
    expect(features.length).toBe(plain.features.length);
    expect(features.length).toBeLessThan(60);
  });
});
