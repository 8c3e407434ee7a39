import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planOf } from '@quartierblick/gis/connections/plan.ts';
import { settingsSchema } from '@quartierblick/gis/connections/settings.ts';
import { startDataServices } from '../../../../test/support/data-services.ts';
import type { DataServices } from '../../../../test/support/service-answers.ts';
import { collect } from './collect.ts';
import type { Collected, Known } from './collect.ts';
import { SafeFetch } from './safe-fetch.ts';
import { readAllowed } from './targets.ts';

const PLACES = ['1', '2', '3', '4', '5'].map((id, at) => ({
  id: `p${id}`,
  name: `Platz ${id}`,
  lon: 7.47 + at / 1000,
  lat: 51.52,
}));
let services: DataServices;
let folder: string;
beforeAll(async () => {
  services = await startDataServices(PLACES);
  folder = mkdtempSync(join(tmpdir(), 'qb-collect-'));
});
afterAll(async () => {
  await services.close();
  rmSync(folder, { recursive: true, force: true });
});

const fetcher = new SafeFetch(readAllowed('127.0.0.1'), { limits: { attempts: 1, idleMs: 500, firstPauseMs: 1 } });
const path = () => join(folder, 'file');
function run(
  settings: object,
  {
    known = null,
    pages = 20,
    sample = false,
    limit = 1e6,
  }: { known?: Known | null; pages?: number; sample?: boolean; limit?: number } = {},
) {
  const plan = planOf(settingsSchema.parse(settings), [7.3, 51.4, 7.7, 51.6]);
  const signal = new AbortController().signal;
  return collect(fetcher, plan, {
    path: path(),
    known,
    secret: null,
    signal,
    limit,
    pages,
    sample,
    onPage: () => undefined,
  });
}
const names = () => {
  const { features } = JSON.parse(readFileSync(path(), 'utf8')) as {
    features: { properties: Record<string, unknown> }[];
  };
  return features.map(({ properties }) => properties['name'] ?? properties['objektname']);
};
const ALL = PLACES.map(({ name }) => name);
const said = (promise: Promise<unknown>) =>
  promise.then(
    () => 'passed',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
const at = (rest: string) => `${services.url}${rest}`;

describe('collecting from a service', () => {
  it('follows the links of OGC API – Features to the last page', async () => {
    const found = (await run({ kind: 'ogc-features', url: at('/ogc/v1/'), collection: 'spielplaetze' })) as Collected;
    expect([names(), found.pages, found.features, found.matched]).toEqual([ALL, 3, 5, 5]);
  });

  it('asks a WFS for what it can do, and takes its GeoJSON by pages with its system', async () => {
    const found = (await run({ kind: 'wfs', url: at('/geoserver/wfs'), typeName: 'spielplaetze' })) as Collected;
    expect([names(), found.pages, found.fileName]).toEqual([ALL, 3, 'data.geojson']);
    expect(readFileSync(path(), 'utf8')).toContain('urn:ogc:def:crs:EPSG::4326');
  });

  it('puts the GML pages of a WFS without GeoJSON and without a count into one collection', async () => {
    const found = (await run({ kind: 'wfs', url: at('/gml/wfs'), typeName: 'stadt:spielplaetze' })) as Collected;
    expect([found.features, found.fileName]).toEqual([5, 'data.gml']);
    const text = readFileSync(path(), 'utf8');
    expect(text.match(/<wfs:member>/g)).toHaveLength(5);
    expect(text.match(/<wfs:FeatureCollection/g)).toHaveLength(1);
    expect(text).not.toMatch(/numberReturned|timeStamp/);
  });

  it('says which types a WFS has where the one asked for is none of them', async () => {
    expect(await said(run({ kind: 'wfs', url: at('/geoserver/wfs'), typeName: 'kitas' }))).toMatch(
      /stadt:spielplaetze, stadt:baeume/,
    );
  });

  it.each(['Spielplaetze/FeatureServer', 'Alt/MapServer'])(
    'pages through ArcGIS (%s), old servers in Esri’s own JSON',
    async (service) => {
      const found = (await run({ kind: 'arcgis', url: at(`/arcgis/rest/services/${service}/0`) })) as Collected;
      expect([names(), found.pages]).toEqual([ALL, 3]);
    },
  );

  it('unpacks the export of an Opendatasoft portal', async () => {
    await run({ kind: 'opendatasoft', url: at('/'), dataset: 'spielplatze' });
    expect(names()).toEqual(ALL);
  });

  it('posts a query to Overpass with the area in it', async () => {
    const query = '[out:json];node[leisure=playground]({{bbox}});out;';
    expect((await run({ kind: 'overpass', url: at('/api/interpreter'), query }))?.fileName).toBe('overpass.json');
    expect((JSON.parse(readFileSync(path(), 'utf8')) as { elements: unknown[] }).elements).toHaveLength(5);
  });

  it('takes a file once, and learns from its ETag that it is the same', async () => {
    const first = (await run({ kind: 'url', url: at('/file.geojson') })) as Collected;
    expect(first.etag).toMatch(/^"/);
    expect(await run({ kind: 'url', url: at('/file.geojson') }, { known: first })).toBeNull();
  });

  it('takes one file out of an archive, and says what is in it where there is none', async () => {
    const found = await run({ kind: 'url', url: at('/archive.zip'), member: '.geojson' });
    expect([found?.fileName, names()]).toEqual(['places.geojson', ALL]);
    expect(await said(run({ kind: 'url', url: at('/archive.zip'), member: '.csv' }))).toMatch(
      /liesmich\.txt, data\/places\.geojson/,
    );
    expect(await said(run({ kind: 'url', url: at('/archive.zip'), member: '.geojson' }, { limit: 100 }))).toMatch(
      /larger/,
    );
  });

  it.each([
    ['/bad/endless', /No end was in sight/],
    ['/bad/repeating', /same page again/],
    ['/bad/half', /names 10 features and has delivered 5/],
    ['/bad/breaks', /404/],
  ])('%s is refused whole', async (service, words) => {
    expect(await said(run({ kind: 'ogc-features', url: at(service), collection: 'x' }))).toMatch(words);
  });

  it('takes the first page only where a sample is wanted', async () => {
    const found = await run(
      { kind: 'ogc-features', url: at('/ogc/v1'), collection: 'spielplaetze' },
      { pages: 1, sample: true },
    );
    expect([found?.features, found?.matched]).toEqual([2, 5]);
  });

  it('stops where all pages together are too large', async () => {
    expect(
      await said(run({ kind: 'ogc-features', url: at('/bad/endless'), collection: 'x' }, { limit: 900, pages: 1000 })),
    ).toMatch(/larger/);
  });

  it('takes no address with a secret in it', () => {
    for (const url of ['https://a:b@x.example/', 'https://x.example/?token=1', 'https://x.example/?API_KEY=1']) {
      expect(settingsSchema.safeParse({ kind: 'url', url }).success).toBe(false);
    }
  });
});
