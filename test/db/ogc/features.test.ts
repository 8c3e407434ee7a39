import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { ITEM_PARAMETERS, queryablesOf } from '@quartierblick/api/ogc/queryables';
import { shownFields } from '@quartierblick/gis/layers/define.ts';
import { layers } from '@quartierblick/gis/layers/index.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { seedQuarter } from '../queries/seed.ts';

interface Link {
  href: string;
  rel: string;
  type?: string;
}
interface Items {
  type: string;
  timeStamp: string;
  numberMatched: number;
  numberReturned: number;
  links: Link[];
  features: { id: number; geometry: { coordinates: unknown } | null; properties: Record<string, unknown> }[];
}

const ROOT = 'http://localhost/ogc';
const EPSG = (code: number) => `http://www.opengis.net/def/crs/EPSG/0/${code}`;
const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';
/** The seeded buildings stand in a row of twenty metres each, EPSG:25832. */
const ROW = { west: 393_915, south: 5_708_990, east: 395_200, north: 5_709_020 };

describeOnEachDatabase('OGC API – Features', (context) => {
  const get = (path: string, headers: Record<string, string> = {}) =>
    context().app.request(path.startsWith('http') ? path : `${ROOT}${path}`, { headers });
  const json = async <T>(path: string): Promise<T> => {
    const response = await get(path);
    expect([path, response.status]).toEqual([path, 200]);
    return (await response.json()) as T;
  };
  const refused = async (path: string, status = 400) => {
    const response = await get(path);
    expect([path, response.status]).toEqual([path, status]);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  };
  const itemsOf = (query: string, layer = 'buildings') => json<Items>(`/collections/${layer}/items?${query}`);
  const keysOf = ({ features }: Items) => features.map(({ properties }) => String(properties['key']));
  async function allPages(query: string, layer = 'buildings'): Promise<string[]> {
    const keys: string[] = [];
    let address: string | undefined = `${ROOT}/collections/${layer}/items?${query}`;
    while (address !== undefined) {
      const page: Items = await json<Items>(address);
      expect(page.numberReturned).toBe(page.features.length);
      keys.push(...keysOf(page));
      address = page.links.find(({ rel }) => rel === 'next')?.href;
    }
    return keys;
  }
  beforeAll(async () => void (await seedQuarter(context().db)));

  it('every link of the landing page, the collections and a collection leads somewhere, and has the type that it says', async () => {
    const seen = new Set<string>();
    const follow = async (path: string, depth: number) => {
      const body = await json<{ links?: Link[]; collections?: { links: Link[] }[] }>(path);
      const links = [...(body.links ?? []), ...(body.collections ?? []).flatMap((one) => one.links)];
      for (const { href, type, rel, ...rest } of links) {
        if (!href.startsWith('http://localhost/') || 'templated' in rest || seen.has(href)) continue;
        seen.add(href);
        const response = await get(href);
        expect([href, response.status]).toEqual([href, 200]);
        if (type) expect([href, response.headers.get('content-type')]).toEqual([href, expect.stringContaining(type)]);
        if (rel !== 'service-desc' && type !== 'text/html' && depth > 0) await follow(href, depth - 1);
      }
    };
    await follow('/', 2);
    expect(seen.size).toBeGreaterThan(layers.length * 4);
  });

  it('the landing page links to api, conformance and data in the relations that clients look for', async () => {
    for (const path of ['', '/']) {
      const { links } = await json<{ links: Link[] }>(path);
      const rels = links.map(({ rel }) => rel);
      expect(rels).toEqual(
        expect.arrayContaining(['self', 'alternate', 'service-desc', 'service-doc', 'conformance', 'data']),
      );
    }
  });

  it('behind a proxy under a sub-path every link begins with the public address', async () => {
    const base = 'https://stadt.example/quartier';
    const app = context().appWith({ BASE_URL: base });
    for (const path of [
      '',
      '/collections',
      '/collections/buildings/items?limit=1',
      '/collections/buildings/tiles/WebMercatorQuad',
    ]) {
      const body = await (await app.request(`${ROOT}${path}`)).text();
      const links = [...body.matchAll(/"href":"([^"]+)"/g)].map(([, href = '']) => href);
      expect(links.length).toBeGreaterThan(2);
      expect(links.filter((href) => href.includes('localhost'))).toEqual([]);
      expect(links.filter((href) => href.startsWith(`${base}/`)).length).toBeGreaterThan(2);
    }
  });

  it('announces no CQL2 and no filter, since there is none', async () => {
    const { conformsTo } = await json<{ conformsTo: string[] }>('/conformance');
    expect(conformsTo).toContain('http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core');
    expect(conformsTo).toContain('http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs');
    expect(conformsTo.filter((uri) => /cql|filter$/.test(uri))).toEqual([]);
    await refused('/collections/buildings/items?filter=floors%3D1');
  });

  it('the document of the interface says to QGIS how large a page may be and what can be chosen by', async () => {
    const response = await get('/api', {
      accept: 'application/vnd.oai.openapi+json;version=3.0, application/openapi+json;version=3.0, application/json',
    });
    expect(response.headers.get('content-type')).toBe('application/vnd.oai.openapi+json;version=3.0');
    const document = (await response.json()) as {
      openapi: string;
      servers: { url: string }[];
      components: { parameters: { limit: { schema: { maximum: number; default: number } } } };
      paths: Record<string, { get: { parameters: { name?: string; style?: string; explode?: boolean }[] } }>;
    };
    expect(document.openapi).toMatch(/^3\.0\./);
    expect(document.servers[0]?.url).toBe(ROOT);
    expect(document.components.parameters.limit.schema).toMatchObject({ maximum: 10_000, default: 100 });
    const own = document.paths['/collections/buildings/items']?.get.parameters ?? [];
    expect(own).toContainEqual(expect.objectContaining({ name: 'floors', in: 'query', style: 'form', explode: false }));
  });

  it('every collection has a box in CRS84, the systems it can be asked for, and the one it is stored in', async () => {
    const { collections, crs } = await json<{
      crs: string[];
      collections: {
        id: string;
        crs: string[];
        storageCrs: string;
        extent?: { spatial: { bbox: number[][]; crs: string } };
      }[];
    }>('/collections');
    expect(crs).toEqual([CRS84, EPSG(25832), EPSG(4326), EPSG(3857)]);
    for (const { id, extent, ...collection } of collections) {
      expect([id, collection.crs, collection.storageCrs]).toEqual([id, crs, EPSG(25832)]);
      const { numberMatched } = await itemsOf('limit=1', id);
      expect([id, extent !== undefined]).toEqual([id, numberMatched > 0]);
      if (extent) expect(extent.spatial.crs).toBe(CRS84);
    }
  });

  it('no field of a layer bears the name of a parameter, which would hide it', () => {
    for (const layer of layers) {
      const names = ['key', ...shownFields(layer.dataset).map(([name]) => name)];
      expect([layer.id, queryablesOf(layer.dataset).map(([name]) => name)]).toEqual([layer.id, names]);
      expect(names.filter((name) => (ITEM_PARAMETERS as readonly string[]).includes(name))).toEqual([]);
    }
  });

  describe('paging', () => {
    it('brings every feature once, and says how many there are on each page', async () => {
      const page = await itemsOf('limit=7');
      expect([page.type, page.numberMatched, page.numberReturned]).toEqual(['FeatureCollection', 60, 7]);
      expect(Date.parse(page.timeStamp)).toBeGreaterThan(Date.now() - 60_000);
      const keys = await allPages('limit=7');
      expect([keys.length, new Set(keys).size]).toEqual([60, 60]);
    });

    it('stays stable while features come and go between two pages', async () => {
      const { sql } = context().db;
      const first = await itemsOf('limit=20&use=residential&crs=' + EPSG(25832));
      const all = await allPages('limit=5');
      const page = await itemsOf('limit=5');
      const gone = keysOf(page)[0] ?? '';
      const [held] = await sql`select key, address, use, floors, geom, import_id from buildings where key = ${gone}`;
      await sql`delete from buildings where key = ${gone}`;
      const next = page.links.find(({ rel }) => rel === 'next')?.href ?? '';
      expect(keysOf(await json<Items>(next))).toEqual(all.slice(5, 10));
      await sql`insert into buildings ${sql(held ?? {})}`;
      expect(keysOf(await json<Items>(next))).toEqual(all.slice(5, 10));
      expect(first.numberMatched).toBe(12);
    });

    it('takes the maximum where more is asked for, and refuses what is no number of features', async () => {
      expect((await itemsOf('limit=9999999')).numberReturned).toBe(60);
      for (const limit of ['0', '-1', '1.5', 'ten', '', '1e3'])
        await refused(`/collections/buildings/items?limit=${limit}`);
      await refused('/collections/buildings/items?after=-1');
    });

    it('of a box finds the same as one request, in every system', async () => {
      const cell = fc.record({
        x: fc.integer({ min: 0, max: 1200 }),
        width: fc.integer({ min: 1, max: 400 }),
        limit: fc.integer({ min: 1, max: 9 }),
      });
      await fc.assert(
        fc.asyncProperty(cell, async ({ x, width, limit }) => {
          const box = [ROW.west + x, ROW.south, ROW.west + x + width, ROW.north];
          const query = `bbox=${box.join(',')}&bbox-crs=${EPSG(25832)}`;
          const whole = keysOf(await itemsOf(`${query}&limit=1000`));
          const paged = await allPages(`${query}&limit=${limit}`);
          expect(paged).toEqual(whole);
          expect(new Set(paged).size).toBe(paged.length);
          const exact = await context().db.sql<{ key: string }[]>`
            select key from buildings where st_intersects(geom, st_makeenvelope(${box[0] ?? 0}, ${box[1] ?? 0}, ${box[2] ?? 0}, ${box[3] ?? 0}, 25832)) order by id
          `;
          expect(whole).toEqual(exact.map(({ key }) => key));
        }),
        { numRuns: 12 },
      );
    });
  });

  describe('boxes', () => {
    it('mean the same place in every order of axes, with heights and without', async () => {
      const same = [
        'bbox=7.4,51.4,7.6,51.6',
        'bbox=7.4,51.4,-10,7.6,51.6,10',
        `bbox=51.4,7.4,51.6,7.6&bbox-crs=${EPSG(4326)}`,
        `bbox=380000,5700000,400000,5720000&bbox-crs=${EPSG(25832)}`,
        `bbox=-100000,0,2000000,9000000&bbox-crs=${EPSG(25832)}`,
        `bbox=823000,6690000,846000,6730000&bbox-crs=${EPSG(3857)}`,
        'bbox=-180,-90,180,90',
        'bbox=170,51.4,7.6,51.6',
      ];
      for (const query of same) expect([query, (await itemsOf(query)).numberMatched]).toEqual([query, 60]);
      expect((await itemsOf(`bbox=7.4,51.4,7.6,51.6&bbox-crs=${EPSG(4326)}`)).numberMatched).toBe(0);
      expect((await itemsOf('bbox=170,51.4,-170,51.6')).numberMatched).toBe(0);
    });

    it.each([
      '1,2,3',
      '1,2,3,4,5',
      'a,b,c,d',
      '7,52,8,51',
      '7,51,200,52',
      '7,-91,8,52',
      '',
      '7.4,51.4,NaN,51.6',
      '7,51,5,8,52,4',
    ])('refuse %s', (box) => refused(`/collections/buildings/items?bbox=${box}`));

    it('refuse a lower corner east of the upper in metres', () =>
      refused(`/collections/buildings/items?bbox=400000,5700000,380000,5720000&bbox-crs=${EPSG(25832)}`));
  });

  describe('systems', () => {
    it('are named in the header, and positions are those of the database to the centimetre', async () => {
      const { sql } = context().db;
      const rows = await sql<{ srid: number; x: number; y: number }[]>`
        select srid, st_x(p) as x, st_y(p) as y from (values (25832), (4326), (3857)) s (srid)
        cross join lateral (select st_transform(st_pointn(st_exteriorring(st_geometryn(geom, 1)), 1), srid) as p
          from buildings where key = 'b1') q
      `;
      const first = ({ features }: Items) =>
        ((features[0]?.geometry?.coordinates as number[][][][])[0]?.[0]?.[0] ?? []) as number[];
      for (const { srid, x, y } of rows) {
        const response = await get(`/collections/buildings/items?key=b1&crs=${EPSG(srid)}`);
        expect(response.headers.get('content-crs')).toBe(`<${EPSG(srid)}>`);
        const position = first((await response.json()) as Items);
        const [a = 0, b = 0] = srid === 4326 ? [y, x] : [x, y];
        const centimetre = srid === 4326 ? 5e-8 : 0.005;
        expect(Math.abs((position[0] ?? 0) - a)).toBeLessThan(centimetre);
        expect(Math.abs((position[1] ?? 0) - b)).toBeLessThan(centimetre);
      }
      const plain = await get('/collections/buildings/items?key=b1');
      expect(plain.headers.get('content-crs')).toBe(`<${CRS84}>`);
      const [longitude = 0, latitude = 0] = first((await plain.json()) as Items);
      expect(longitude).toBeLessThan(latitude);
    });

    it('that are not offered are refused, of answers and of boxes', async () => {
      await refused(`/collections/buildings/items?crs=${EPSG(31467)}`);
      await refused('/collections/buildings/items?crs=EPSG:25832');
      await refused(`/collections/buildings/items?bbox=7,51,8,52&bbox-crs=${EPSG(1)}`);
      const { features } = await itemsOf('limit=1');
      await refused(`/collections/buildings/items/${features[0]?.id}?crs=nonsense`);
    });
  });

  describe('times', () => {
    it('choose accidents by their year, and are no choice where a collection has none', async () => {
      const all = await itemsOf('limit=1000', 'accidents');
      expect(all.numberMatched).toBeGreaterThan(0);
      const years = all.features.map(({ properties }) => Number(properties['year']));
      const year = Math.max(...years);
      const one = await itemsOf(`limit=1000&datetime=${year}-01-01/${year}-12-31`, 'accidents');
      expect(one.numberMatched).toBe(years.filter((given) => given === year).length);
      expect((await itemsOf(`datetime=../${year}-06-01T12:00:00Z`, 'accidents')).numberMatched).toBe(years.length);
      expect((await itemsOf(`datetime=${year + 1}-01-01/`, 'accidents')).numberMatched).toBe(0);
      expect((await itemsOf('datetime=1999-01-01')).numberMatched).toBe(60);
      const described = (path: string) => json<{ extent: { temporal?: { interval: string[][] } } }>(path);
      expect((await described('/collections/accidents')).extent.temporal?.interval).toEqual([
        [`${Math.min(...years)}-01-01T00:00:00Z`, `${year}-12-31T23:59:59Z`],
      ]);
      const page = await get('/collections/accidents?f=html');
      expect(await page.text()).toContain(`${year}-12-31T23:59:59Z`);
      expect((await described('/collections/buildings')).extent.temporal).toBeUndefined();
    });

    it.each([
      '2020',
      '2020-13-01',
      '2020-02-30',
      '../..',
      '/',
      '2021-01-01/2020-01-01',
      'yesterday',
      '2020-01-01/2020-02-01/2020-03-01',
      '',
    ])('refuse %s, also where a collection has none', (datetime) =>
      refused(`/collections/buildings/items?datetime=${encodeURIComponent(datetime)}`),
    );
  });

  describe('properties', () => {
    it('choose by equality, several together, lists by what is in them', async () => {
      expect((await itemsOf('floors=3')).numberMatched).toBe(10);
      expect((await itemsOf('use=residential&floors=1')).features.every(({ properties: p }) => p['floors'] === 1)).toBe(
        true,
      );
      expect((await itemsOf('key=b7')).numberMatched).toBe(1);
      expect((await itemsOf("address=' or 1=1 --")).numberMatched).toBe(0);
    });

    it('with a value of another kind or an unknown code are refused', async () => {
      for (const query of ['floors=three', 'floors=1.5', 'use=castle', 'floors=1&floors=2']) {
        await refused(`/collections/buildings/items?${query}`);
      }
      await refused('/collections/accidents/items?with_bicycle=yes');
    });

    it('stand in the queryables with the type that the parameter takes', async () => {
      const schema = await json<{
        type: string;
        $schema: string;
        properties: Record<string, { type?: string; enum?: string[] }>;
      }>('/collections/buildings/queryables');
      expect([schema.type, schema.$schema]).toEqual(['object', 'https://json-schema.org/draft/2020-12/schema']);
      expect(schema.properties['floors']?.type).toBe('integer');
      expect(schema.properties['use']?.enum).toContain('residential');
    });
  });

  it('what is unknown is refused everywhere', async () => {
    for (const path of [
      '/',
      '/conformance',
      '/api',
      '/collections',
      '/collections/buildings',
      '/collections/buildings/items',
      '/collections/buildings/queryables',
      '/collections/buildings/tiles',
      '/collections/buildings/tiles/WebMercatorQuad',
      '/tileMatrixSets',
    ]) {
      await refused(`${path}?unheard-of=1`);
      await refused(`${path}?f=xml`);
    }
    for (const path of [
      '/collections/none',
      '/collections/none/items',
      '/collections/none/queryables',
      '/collections/none/tiles',
      '/collections/buildings/items/999999',
      '/collections/buildings/items/none',
      '/collections/buildings/tiles/WorldCRS84Quad',
      '/tileMatrixSets/none',
      '/none',
    ]) {
      await refused(path, 404);
    }
  });

  it('answers browsers with a page, programs with JSON, and f decides against both', async () => {
    const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
    const paths = [
      '/',
      '/conformance',
      '/api',
      '/collections',
      '/collections/buildings',
      '/collections/buildings/items',
      '/collections/buildings/queryables',
      '/collections/buildings/tiles',
      '/collections/buildings/tiles/WebMercatorQuad',
      '/tileMatrixSets',
      '/tileMatrixSets/WebMercatorQuad',
    ];
    for (const path of paths) {
      const type = async (query: string, headers = {}) =>
        (await get(path + query, headers)).headers.get('content-type');
      expect([path, await type('', browser)]).toEqual([path, expect.stringContaining('text/html')]);
      expect([path, await type('?f=json', browser)]).toEqual([path, expect.stringContaining('json')]);
      expect([path, await type('')]).toEqual([path, expect.stringContaining('json')]);
      expect([path, await type('?f=html')]).toEqual([path, expect.stringContaining('text/html')]);
      const english = await (await get(`${path}?f=html&lang=en`)).text();
      expect(english).toContain('<html lang="en"');
    }
    const items = await get('/collections/buildings/items', { accept: 'application/geo+json' });
    expect(items.headers.get('content-type')).toBe('application/geo+json');
  });

  it('weighs what a program would rather have, by the most exact of its ranges', async () => {
    const typeFor = async (path: string, accept: string) =>
      ((await get(path, { accept })).headers.get('content-type') ?? '').replace(/;.*/, '');
    const openapi = 'application/vnd.oai.openapi+json';
    for (const [path, accept, type] of [
      ['/api', `${openapi};version=3.0, text/html;q=0.5`, openapi],
      ['/collections/buildings/queryables', 'text/html;q=0.5, application/schema+json', 'application/schema+json'],
      ['/collections', 'application/*;q=0.9, text/html;q=0.5', 'application/json'],
      ['/collections', 'text/html;q=0.5, */*', 'application/json'],
      ['/collections', 'text/html, */*', 'text/html'],
      ['/collections', 'text/*', 'text/html'],
      ['/collections', 'text/html;q=0, image/png', 'application/json'],
      ['/collections', '*/*', 'application/json'],
      ['/collections', 'image/png', 'application/json'],
    ] as const) {
      expect([path, accept, await typeFor(path, accept)]).toEqual([path, accept, type]);
    }
  });

  it('a link to JSON brings JSON to a browser, too', async () => {
    const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
    for (const path of ['/', '/tileMatrixSets', '/collections', '/collections/buildings/tiles/WebMercatorQuad']) {
      const { links, tileMatrixSets = [] } = await json<{ links: Link[]; tileMatrixSets?: { links: Link[] }[] }>(path);
      for (const link of [...links, ...tileMatrixSets.flatMap((one) => one.links)]) {
        if (!link.href.startsWith(ROOT) || !link.type) continue;
        const { headers } = await get(link.href, browser);
        expect([link.href, headers.get('content-type')]).toEqual([link.href, expect.stringContaining(link.type)]);
      }
    }
  });

  it('pages say what the JSON says: the way to it, the licence, the extent, where a feature lies', async () => {
    const page = async (path: string) => (await get(`${path}${path.includes('?') ? '&' : '?'}f=html`)).text();
    expect(await page('/collections/buildings/items?limit=1')).toMatch(
      /rel="alternate"[^>]*type="application\/geo\+json"[^>]*href="[^"]*limit=1&amp;f=json"/,
    );
    const { collections } = await json<{
      collections: { id: string; links: Link[]; extent?: { spatial: { bbox: number[][] } } }[];
    }>('/collections');
    const licensed = collections.filter(({ links }) => links.some(({ rel }) => rel === 'license'));
    expect(licensed.length).toBeGreaterThan(0);
    for (const { id, links } of licensed) {
      const href = links.find(({ rel }) => rel === 'license')?.href ?? '';
      expect([id, (await page(`/collections/${id}`)).includes(`href="${href}"`)]).toEqual([id, true]);
    }
    const bbox = collections.find(({ id }) => id === 'buildings')?.extent?.spatial.bbox[0];
    expect(await page('/collections/buildings')).toContain(String(bbox));
    const { features } = await itemsOf('limit=1');
    expect(await page('/collections/buildings?lang=en')).toContain('/buildings/items?f=html&amp;lang=en"');
    const sheet = await page(`/collections/buildings/items/${features[0]?.id}`);
    expect(sheet.replaceAll('&quot;', '"')).toContain(JSON.stringify(features[0]?.geometry));
  });

  it('the document of the interface leads to the tiles that the tile set leads to', async () => {
    const { paths } = await json<{
      paths: Record<string, { servers?: { url: string }[]; get: { parameters: { name: string }[] } }>;
    }>('/api');
    const tileset = await json<{
      links: (Link & { templated?: boolean })[];
      layers: { propertiesSchema: { properties: Record<string, { type?: string }> } }[];
    }>('/collections/buildings/tiles/WebMercatorQuad');
    const [path, item] = Object.entries(paths).find(([one]) => one.startsWith('/tiles/buildings/')) ?? [];
    const template = tileset.links.find(({ templated }) => templated)?.href;
    expect(`${item?.servers?.[0]?.url}${path}`).toBe(template?.replace(/buildings\/\d+/, 'buildings/{version}'));
    const named = [...(path ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(item?.get.parameters.map(({ name }) => name)).toEqual(named);
    const { properties } = tileset.layers[0]?.propertiesSchema ?? { properties: {} };
    expect([properties['key']?.type, properties['use']?.type, properties['floors']?.type]).toEqual([
      'string',
      'string',
      'integer',
    ]);
  });

  it('the tile set leads to the tiles of the map, within the limits that it names', async () => {
    const { links, tileMatrixSetLimits } = await json<{
      links: (Link & { templated?: boolean })[];
      tileMatrixSetLimits: {
        tileMatrix: string;
        minTileRow: number;
        minTileCol: number;
        maxTileRow: number;
        maxTileCol: number;
      }[];
    }>('/collections/buildings/tiles/WebMercatorQuad');
    const template = links.find(({ rel, templated }) => rel === 'item' && templated)?.href ?? '';
    const deepest = tileMatrixSetLimits.at(-1);
    if (!deepest) throw new Error('no limits');
    const found: number[] = [];
    for (let row = deepest.minTileRow; row <= deepest.maxTileRow; row += 1) {
      for (let column = deepest.minTileCol; column <= deepest.maxTileCol; column += 1) {
        const address = template
          .replace('{tileMatrix}', deepest.tileMatrix)
          .replace('{tileRow}', String(row))
          .replace('{tileCol}', String(column));
        found.push((await get(address)).status);
      }
    }
    expect(found).toContain(200);
    expect(found.filter((status) => status !== 200 && status !== 204)).toEqual([]);
  });

  it('lets a web map of another site read collections and tiles, never in the name of who looks at it, and nothing else', async () => {
    const origin = { origin: 'https://karten.example' };
    const { app } = context();
    const tile = (await json<Items>('/collections/buildings/tiles/WebMercatorQuad?f=json')).links.find(
      ({ rel }) => rel === 'item',
    );
    for (const path of [`${ROOT}/collections/buildings/items`, tile?.href.replace(/\{\w+\}/g, '9') ?? '']) {
      const before = await app.request(path, {
        method: 'OPTIONS',
        headers: {
          ...origin,
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'authorization',
        },
      });
      expect([path, before.status]).toEqual([path, 204]);
      expect(before.headers.get('access-control-allow-headers')).toContain('Authorization');
      expect(before.headers.get('access-control-allow-methods')).toBe('GET,HEAD');
      const answered = await app.request(path, { headers: origin });
      expect(answered.headers.get('access-control-allow-origin')).toBe('*');
      expect(answered.headers.get('access-control-allow-credentials')).toBeNull();
      expect(answered.headers.get('access-control-expose-headers')).toContain('Content-Crs');
    }
    // A refusal has to be readable, too, or the foreign page cannot say why.
    const wrong = await app.request(`${ROOT}/collections/buildings/items?limit=many`, { headers: origin });
    expect([wrong.status, wrong.headers.get('access-control-allow-origin')]).toEqual([400, '*']);
    for (const path of ['/api/layers', '/api/imports', '/metrics']) {
      const answered = await app.request(path, { headers: origin });
      expect([path, answered.headers.get('access-control-allow-origin')]).toEqual([path, null]);
    }
  });

  it('shows the public no collection of cases, and the steering group only its part', async () => {
    const as = async (edition: 'public' | 'steering' | 'planner', path: string) =>
      context().appAs(edition).request(`${ROOT}${path}`);
    const listed = async (edition: 'public' | 'planner') =>
      ((await (await as(edition, '/collections')).json()) as { collections: { id: string }[] }).collections.map(
        ({ id }) => id,
      );
    expect(await listed('public')).not.toContain('properties');
    expect(await listed('planner')).toContain('properties');
    for (const path of ['', '/items', '/items/1', '/queryables', '/tiles', '/tiles/WebMercatorQuad']) {
      expect((await as('public', `/collections/properties${path}`)).status).toBe(404);
    }
    expect(JSON.stringify(await (await as('public', '/api')).json())).not.toMatch(/\/(collections|tiles)\/properties/);
    const part = (await (await as('steering', '/collections/properties/items?limit=100')).json()) as Items;
    const whole = (await (await as('planner', '/collections/properties/items?limit=100')).json()) as Items;
    expect(part.numberMatched).toBeLessThan(whole.numberMatched);
    expect(Object.keys(part.features[0]?.properties ?? {})).not.toContain('owner_state');
    expect((await as('steering', '/collections/properties/items?owner_state=unknown')).status).toBe(400);
  });
});
