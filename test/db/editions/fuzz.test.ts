import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { SYSTEMS } from '@quartierblick/api/ogc/systems';
import { layers } from '@quartierblick/gis/layers/index.ts';
import { PROPERTY_CLASSES, PROPERTY_MARKS, properties } from '@quartierblick/gis/layers/properties/layer.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { seedQuarter } from '../queries/seed.ts';
import { walk } from '../queries/walk.ts';
import { answerOf, BELOW_PLANNERS, withoutEcho } from './answers.ts';
import { FREE_LAYER, plant } from './planted.ts';
import type { Plantation } from './planted.ts';

/** Of cases, a count of one or two may point at a house (domain: k = 3). */
const K = 3;

/** Requests of each edition on each database. */
const RUNS = 250;

const FIELDS = ['key', ...Object.keys(properties.dataset.fields), ...Object.keys(properties.dataset.generated ?? {})];

/** Names that a layer knows, or does not. */
const nameIn = (names: readonly string[]) =>
  fc.oneof(
    fc.constantFrom(...names),
    fc.subarray([...names], { minLength: 1 }).map((some) => some.join(',')),
    fc.string({ maxLength: 6 }),
  );

/** Boxes about the quarter, from a doorstep to the whole world, upside down at times. */
const box = fc
  .tuple(
    fc.double({ min: 7.46, max: 7.49, noNaN: true }),
    fc.double({ min: 51.51, max: 51.53, noNaN: true }),
    fc.integer({ min: 0, max: 8 }),
  )
  .map(([longitude, latitude, steps]) => {
    const half = 40 / 4 ** steps;
    return [longitude - half, latitude - half, longitude + half, latitude + half].join(',');
  });

const words = ({ ledger }: Plantation) =>
  fc.oneof(
    fc.constantFrom(...ledger.texts),
    fc.constantFrom('zz', 'zzplant', 'city', 'plant0', '%', '_', "'"),
    fc.string({ minLength: 1, maxLength: 5 }),
  );

/** Left out three times of four: all filters together would leave nothing to be seen. */
const seldom = <T>(choice: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: choice });

/** Every kind of address that takes something to be chosen, with anything chosen. */
function addressesOf(planted: Plantation, versions: readonly number[]): fc.Arbitrary<string> {
  // Mostly the layer that has something to hide.
  const layer = fc.oneof(
    { weight: 3, arbitrary: fc.constant('properties') },
    { weight: 1, arbitrary: fc.constant(FREE_LAYER) },
    { weight: 1, arbitrary: fc.constantFrom(...layers.map(({ id }) => id)) },
  );
  const q = words(planted);
  const filters = fc.record({
    bbox: seldom(box),
    q: seldom(q),
    class: seldom(nameIn([...PROPERTY_CLASSES.map(({ id }) => id), 'unclassed'])),
    mark: seldom(nameIn([...PROPERTY_MARKS.map(({ id }) => id), 'unclassed'])),
    sort: seldom(fc.tuple(fc.constantFrom('', '-'), fc.constantFrom(...FIELDS)).map((parts) => parts.join(''))),
    limit: seldom(fc.integer({ min: 1, max: 20 }).map(String)),
    offset: seldom(fc.integer({ min: 0, max: 8 }).map(String)),
    geometry: seldom(fc.constantFrom('full', 'point', 'none')),
  });
  const query = filters.map((chosen) => {
    const given = Object.entries(chosen).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
    return new URLSearchParams(given).toString();
  });
  const id = fc.oneof(
    fc.integer({ min: 1, max: 40 }).map(String),
    fc.constantFrom(...planted.cases, ...planted.partKeys),
  );
  // Properties to choose by are the parameters: with the value of a case, whoever may not see it could ask whether there is one.
  const chosen = fc.record({
    bbox: seldom(box),
    limit: seldom(fc.integer({ min: 1, max: 20 }).map(String)),
    after: seldom(fc.integer({ min: 0, max: 30 }).map(String)),
    crs: seldom(fc.constantFrom(...SYSTEMS.map(({ uri }) => uri))),
    f: seldom(fc.constantFrom('json', 'html')),
    field: seldom(fc.tuple(fc.constantFrom(...FIELDS), fc.oneof(q, fc.constantFrom('unknown', 'acquired', 'true')))),
  });
  const items = chosen.map(({ field, ...rest }) => {
    const given = Object.entries(rest).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
    return new URLSearchParams([...given, ...(field ? [[...field]] : [])]).toString();
  });
  const tile = fc.record({
    z: fc.integer({ min: 8, max: 17 }),
    east: fc.double({ min: 0, max: 1, noNaN: true }),
    north: fc.double({ min: 0, max: 1, noNaN: true }),
    version: fc.constantFrom(...versions),
  });
  return fc.oneof(
    { weight: 5, arbitrary: fc.tuple(layer, query).map(([name, chosen]) => `/api/layers/${name}/features?${chosen}`) },
    { weight: 3, arbitrary: fc.tuple(layer, items).map(([name, given]) => `/ogc/collections/${name}/items?${given}`) },
    fc.tuple(layer, id).map(([name, one]) => `/ogc/collections/${name}/items/${encodeURIComponent(one)}`),
    fc.tuple(layer, id).map(([name, one]) => `/api/layers/${name}/features/${encodeURIComponent(one)}`),
    fc
      .tuple(layer, fc.constantFrom('', '/class', '/mark', '/inhabitants', '/total'))
      .map(([name, measure]) => `/api/layers/${name}/measures${measure}`),
    fc
      .tuple(q, fc.integer({ min: 1, max: 50 }))
      .map(([text, limit]) => `/api/search?q=${encodeURIComponent(text)}&limit=${limit}`),
    fc.tuple(layer, tile).map(([name, { z, east, north, version }]) => {
      const x = Math.floor(((7.46 + 0.03 * east + 180) / 360) * 2 ** z);
      const radians = ((51.51 + 0.02 * north) * Math.PI) / 180;
      const y = Math.floor(((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * 2 ** z);
      return `/tiles/${name}/${version}/${z}/${x}/${y}.mvt`;
    }),
    fc
      .tuple(
        fc.constantFrom('properties', 'properties/groups', 'properties/keys', 'audit', 'deadlines', 'register.csv'),
        query,
      )
      .map(([name, chosen]) => `/api/${name}?${chosen}`),
  );
}

/** Counts of cases under k in an answer of the public layer of counts. */
function smallCounts(address: string, text: string): unknown[] {
  if (!/\/property-counts[/?.]/.test(address) || address.includes('f=html')) return [];
  const start = text.search(/\][{[]/);
  const fields = layers.find(({ id }) => String(id) === 'property-counts')?.dataset;
  const counted = Object.entries({ ...fields?.fields, ...fields?.generated }).filter(
    ([, { kind }]) => kind === 'integer',
  );
  const names = [...counted.map(([name]) => name), 'value'];
  const body: unknown = JSON.parse(text.slice(start + 1) || 'null');
  return [...walk(body)].flatMap((object) =>
    names.filter((name) => typeof object[name] === 'number' && Number(object[name]) > 0 && Number(object[name]) < K),
  );
}

describeOnEachDatabase('any question', (context) => {
  let planted: Plantation;
  let versions: number[];
  beforeAll(async () => {
    await seedQuarter(context().db);
    await context().db.sql`delete from properties`;
    planted = await plant(context().db);
    const rows = await context().db.sql<
      { version: number }[]
    >`select distinct version::float8 as version from layer_versions`;
    versions = rows.map(({ version }) => version);
  });

  it.each(BELOW_PLANNERS)(
    'that %s may think of reveals neither a planted value nor a count below k',
    async (edition) => {
      const app = context().appAs(edition);
      let answered = 0;
      await fc.assert(
        fc.asyncProperty(addressesOf(planted, versions), async (address) => {
          const { status, text } = await answerOf(app, address);
          expect(status).toBeLessThan(500);
          if (status === 200) answered += 1;
          const said = withoutEcho(text, address);
          expect(planted.ledger.leaks(said, edition)).toEqual([]);
          if (status === 200 && !address.startsWith('/tiles/')) expect(smallCounts(address, text)).toEqual([]);
        }),
        { numRuns: RUNS },
      );
      expect(answered).toBeGreaterThan(RUNS / 20);
    },
    120_000,
  );

  it('planners are told planted values by the same questions', async () => {
    const app = context().appAs('planner');
    let told = 0;
    for (const address of fc.sample(addressesOf(planted, versions), 120)) {
      told += planted.ledger.found((await answerOf(app, address)).text).length > 0 ? 1 : 0;
    }
    expect(told).toBeGreaterThan(10);
  }, 120_000);
});
