import { beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { featureCollectionSchema, featureDetailSchema } from '@quartierblick/api/layers/schemas';
import { shownFields } from '@quartierblick/gis/layers/define.ts';
import { layers } from '@quartierblick/gis/layers/index.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { seedQuarter } from './seed.ts';

describeOnEachDatabase('features', (context) => {
  const get = (path: string) => context().app.request(`/api/layers/${path}`);
  const page = async (path: string) => featureCollectionSchema.parse(await (await get(path)).json());
  const detail = async (path: string) => featureDetailSchema.parse(await (await get(path)).json());
  const badPath = async (path: string) => {
    const response = await get(path);
    expect([path, response.status]).toEqual([path, 400]);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    const { errors } = (await response.json()) as { errors: { path: string; message: string }[] };
    return errors[0];
  };
  let imports: Awaited<ReturnType<typeof seedQuarter>>;
  beforeAll(async () => void (imports = await seedQuarter(context().db)));

  it('sends the key and the shown fields of every layer, and nothing else', async () => {
    for (const layer of layers) {
      const { features } = await page(`${layer.id}/features?limit=1`);
      const expected = ['key', ...shownFields(layer.dataset).map(([name]) => name)].sort();
      for (const feature of features) expect(Object.keys(feature.properties).sort()).toEqual(expected);
    }
  });

  it('pages through all features without missing or repeating one', async () => {
    const keys: unknown[] = [];
    for (let offset = 0; offset < 60; offset += 25) {
      const { features, numberMatched, numberReturned } = await page(
        `buildings/features?limit=25&offset=${offset}&sort=floors`,
      );
      expect(numberMatched).toBe(60);
      expect(numberReturned).toBe(features.length);
      keys.push(...features.map(({ properties }) => properties['key']));
    }
    expect(new Set(keys).size).toBe(60);
    expect((await page('buildings/features?offset=60')).features).toEqual([]);
  });

  it('sends WGS 84 with longitude first and at most seven decimals', async () => {
    const [feature] = (await page('playgrounds/features?limit=1')).features;
    const [longitude, latitude] = feature?.geometry?.coordinates as [number, number];
    expect(longitude).toBeCloseTo(7.47, 1);
    expect(latitude).toBeCloseTo(51.52, 1);
    expect(String(longitude).split('.')[1]?.length).toBeLessThanOrEqual(7);
  });

  it('finds by box only what touches it', async () => {
    const whole = await page('buildings/features?bbox=7.4,51.4,7.6,51.6');
    const elsewhere = await page('buildings/features?bbox=8,51.4,8.1,51.6');
    expect([whole.numberMatched, elsewhere.numberMatched]).toEqual([60, 0]);
    expect((await page('buildings/features?bbox=-180,-90,180,90')).numberMatched).toBe(60);
  });

  it('sorts in both directions with missing values last', async () => {
    const areas = async (sort: string) =>
      (await page(`playgrounds/features?sort=${sort}`)).features.map(({ properties }) => properties['area_m2']);
    expect(await areas('area_m2')).toEqual([900, null]);
    expect(await areas('-area_m2')).toEqual([900, null]);
  });

  it('leaves geometry out or makes it a point when asked', async () => {
    expect((await page('buildings/features?geometry=none&limit=1')).features[0]?.geometry).toBeNull();
    expect((await page('buildings/features?geometry=point&limit=1')).features[0]?.geometry?.type).toBe('Point');
  });

  it('filters by words however a street is written', async () => {
    for (const q of ['bornstr 52', 'Bornstraße 52', 'BORNSTRASSE 52', 'Born-Str. 52']) {
      const found = await page(`buildings/features?q=${encodeURIComponent(q)}`);
      expect([q, ...found.features.map(({ properties }) => properties['address'])]).toEqual([q, 'Bornstraße 52']);
    }
  });

  it('finds a feature by id and by key, even one with a slash or of digits only', async () => {
    const byKey = await detail('playgrounds/features/way%2F1');
    expect(byKey.title).toBe('Spielplatz Flensburger Straße');
    expect((await detail(`playgrounds/features/${byKey.id}`)).properties['key']).toBe('way/1');
    expect((await detail('playgrounds/features/52')).properties['key']).toBe('52');
    expect((await get('playgrounds/features/99999999999999999999')).status).toBe(404);
  });

  it('sends related rows, the newest first, and where each comes from', async () => {
    const offer = await detail('offers/features/o1');
    expect(offer.related[0]).toMatchObject({
      dataset: 'offers-at-sites',
      rows: [{ key: 'oo1', title: 'Griffbereit', languages: ['tr', 'ar'], last_confirmed_on: '2017-12-31' }],
    });
    const property = await detail('properties/features/p1');
    expect(property.related[0]?.rows.map((row) => row['valid_from'])).toEqual(['2022-03-01', '2020-03-01']);
    const playground = await detail('playgrounds/features/way%2F1');
    expect(playground.related[0]?.rows[0]).toMatchObject({ geometry: { type: 'Point' } });
    expect(offer.related[0]?.lineage[0]?.import).toBe(imports.demo);
  });

  it('says which import a feature comes from, and none where there was none', async () => {
    expect((await detail('offers/features/o1')).lineage).toMatchObject({
      import: imports.demo,
      file: 'demo',
      licence: 'CC0',
      asOf: '2017-09-26',
      demo: true,
    });
    expect((await detail('playgrounds/features/52')).lineage).toBeNull();
  });

  it('answers 304 without a query while the layer is unchanged', async () => {
    const first = await get('buildings/features?limit=3');
    const tag = first.headers.get('etag') ?? '';
    const again = (url: string) => context().app.request(url, { headers: { 'if-none-match': tag } });
    expect((await again('/api/layers/buildings/features?limit=3')).status).toBe(304);
    expect((await again('/api/layers/buildings/features?limit=4')).status).toBe(200);
  });

  describe('bad input', () => {
    it('names the parameter that is wrong', async () => {
      const cases = {
        bbox: [
          '1,2,3',
          'a,b,c,d',
          '7.5,51,7.4,52',
          '7,52,8,51',
          '7,51,8,91',
          '1,2,3,4,5,6',
          '',
          'NaN,1,2,3',
          '1e999,0,2,3',
        ],
        limit: ['0', '-1', '10001', 'ten', '1e3', '', '1.5'],
        offset: ['-1', 'x'],
        class: ['unknown', 'residential,unknown', ''],
        mark: ['ownerless'],
        sort: ['geom', 'import_id', '-nothing', ''],
        geometry: ['all'],
        q: ['', '%00'],
      };
      for (const [name, values] of Object.entries(cases)) {
        for (const value of values) {
          expect((await badPath(`buildings/features?${name}=${value}`))?.path).toBe(name);
        }
      }
    });

    it('refuses a misspelt parameter instead of dropping the filter', async () => {
      expect((await badPath('buildings/features?bbx=1,2,3,4'))?.message).toContain('bbx');
    });

    it('does not sort by a hidden column, which would give its order away', async () => {
      expect((await badPath('population-grid/features?sort=inhabitants_raw'))?.path).toBe('sort');
    });

    it('answers 404 for unknown layers and features', async () => {
      for (const path of [
        'nothing/features',
        'nothing/features/1',
        'buildings/features/none',
        'buildings/features/0',
      ]) {
        expect([path, (await get(path)).status]).toEqual([path, 404]);
      }
    });

    it('takes no parameter for SQL', async () => {
      const attacks = ["'; drop table buildings; --", '" or 1=1', "1' or '1'='1", '$1', '\\', '%', '_', 'id; select 1'];
      for (const attack of attacks) {
        const text = encodeURIComponent(attack);
        for (const name of ['bbox', 'limit', 'offset', 'class', 'mark', 'sort', 'q']) {
          expect((await get(`buildings/features?${name}=${text}`)).status).toBeLessThan(500);
        }
        for (const url of [`buildings/features/${text}`, `${text}/features`, `statistical-units/measures/${text}`]) {
          expect([url, (await get(url)).status]).toEqual([url, 404]);
        }
        expect((await context().app.request(`/api/search?q=${text}`)).status).toBeLessThan(500);
      }
      expect((await page('buildings/features?limit=1')).numberMatched).toBe(60);
    });

    it('answers no query with 500', async () => {
      const awkward = fc.oneof(
        fc.string(),
        fc.string({ unit: 'binary' }),
        fc.double().map(String),
        fc.integer().map(String),
      );
      const box = fc.array(fc.double({ min: -200, max: 200 }), { minLength: 3, maxLength: 5 }).map((b) => b.join(','));
      const query = fc.record(
        {
          bbox: fc.oneof(box, awkward),
          limit: fc.oneof(fc.integer({ min: 1, max: 50 }).map(String), awkward),
          offset: fc.oneof(fc.integer({ min: 0 }).map(String), awkward),
          class: fc.oneof(fc.constantFrom('residential', 'unclassed', 'residential,unclassed'), awkward),
          mark: awkward,
          sort: fc.oneof(fc.constantFrom('floors', '-key'), awkward),
          q: awkward,
        },
        { requiredKeys: [] },
      );
      const layer = fc.constantFrom(...layers.map(({ id }) => id));
      await fc.assert(
        fc.asyncProperty(layer, query, async (id, parameters) => {
          const { status } = await get(`${id}/features?${new URLSearchParams(parameters)}`);
          expect([200, 400]).toContain(status);
        }),
        { numRuns: 150 },
      );
      await fc.assert(
        fc.asyncProperty(layer, awkward, async (id, name) => {
          for (const path of [
            `${id}/features/${encodeURIComponent(name)}`,
            `${id}/measures/${encodeURIComponent(name)}`,
          ]) {
            expect((await get(path)).status).toBeLessThan(500);
          }
        }),
        { numRuns: 60 },
      );
    });
  });
});
