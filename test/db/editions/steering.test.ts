import { beforeAll, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { decodeTile } from '../../support/vector-tiles.ts';

/** One case of each kind, in a row along a street near the middle of the quarter. */
const CASES = [
  { key: 'bought', availability: 'acquired', works: 'none', owner_state: 'known' },
  { key: 'bought-unknown', availability: 'acquired', works: 'renovating', owner_state: 'unknown' },
  { key: 'finished', availability: 'not-for-sale', works: 'completed', owner_state: 'known' },
  { key: 'secret-talks', availability: 'negotiating', works: 'none', owner_state: 'known' },
  { key: 'secret-heirs', availability: 'not-for-sale', works: 'renovating', owner_state: 'unknown' },
  { key: 'secret-open', availability: null, works: null, owner_state: null },
];
const SEEN = ['bought', 'bought-unknown', 'finished'];

describeOnEachDatabase('what the steering group sees of the register', (context) => {
  beforeAll(async () => {
    const { sql } = context().db;
    for (const [i, { key, ...axes }] of CASES.entries()) {
      await sql`
        insert into properties (key, address, next_step, case_number, availability, works, owner_state, geom)
        values (${key}, ${`Musterstraße ${key}`}, 'SECRET-STEP', ${`SECRET-${key}`}, ${axes.availability}, ${axes.works},
          ${axes.owner_state}, st_multi(st_buffer(st_transform(st_setsrid(st_makepoint(${7.476 + i / 4000}, 51.523), 4326), 25832), 10)))
        on conflict (key) do nothing
      `;
      await sql`insert into property_owners (key, property_key, name) values (${`owner-${key}`}, ${key}, 'SECRET-OWNER')`;
    }
    await sql`insert into layer_versions (layer) values ('properties') on conflict do nothing`;
  });

  const get = async (path: string, edition: 'public' | 'steering' | 'planner' = 'steering') => {
    const answer = await context().appAs(edition).request(path);
    return { status: answer.status, text: await answer.text() };
  };
  const keysOf = (text: string) =>
    (JSON.parse(text) as { features: { properties: { key: string } }[] }).features.map(
      ({ properties }) => properties.key,
    );

  it('one by one only what the city owns or has finished, and every case as a planner', async () => {
    const steering = await get('/api/layers/properties/features');
    expect(keysOf(steering.text).sort()).toEqual(SEEN);
    expect(steering.text).not.toContain('SECRET');
    expect(steering.text).not.toContain('owner_state');
    expect(keysOf((await get('/api/layers/properties/features', 'planner')).text)).toHaveLength(CASES.length);
    expect((await get('/api/layers/properties/features', 'public')).status).toBe(404);
  });

  it('no filter, sorting or search by what is withheld', async () => {
    expect((await get('/api/layers/properties/features?sort=owner_state')).status).toBe(400);
    expect((await get('/api/layers/properties/features?class=negotiating')).status).toBe(400);
    expect((await get('/api/layers/properties/features?mark=owner-unknown')).status).toBe(400);
    expect(keysOf((await get('/api/layers/properties/features?q=SECRET')).text)).toEqual([]);
    expect(JSON.parse((await get('/api/search?q=Musterstraße secret')).text)).toEqual([]);
    expect((await get('/api/search?q=Musterstraße finished')).text).toContain('finished');
  });

  it('details without owners, history and other parts; none of the other cases', async () => {
    const detail = await get('/api/layers/properties/features/bought-unknown');
    expect(detail.status).toBe(200);
    expect(detail.text).not.toContain('SECRET');
    expect(JSON.parse(detail.text)).toMatchObject({
      related: [],
      properties: { mark: 'renovating', class: 'acquired' },
    });
    expect((await get('/api/layers/properties/features/secret-talks')).status).toBe(404);
    // A case that others renovate shows its owner's state to planners only.
    expect(JSON.parse((await get('/api/layers/properties/features/bought')).text)).toMatchObject({
      properties: { mark: null },
    });
  });

  it('a legend that counts only what is seen', async () => {
    const layers = JSON.parse((await get('/api/layers')).text) as {
      id: string;
      count: number;
      limited: boolean;
      legend: { id: string }[];
    }[];
    const layer = layers.find(({ id }) => id === 'properties');
    expect(layer).toMatchObject({ count: SEEN.length, limited: true });
    expect(layer?.legend.map(({ id }) => id)).toEqual(['completed', 'acquired', 'renovating']);
  });

  it('tiles that differ from those of planners, from the database and from memory', async () => {
    const [row] = await context().db.sql<{ version: number }[]>`
      select version::float8 as version from layer_versions where layer = 'properties'
    `;
    // More than once, so that the layer is read into memory on the way.
    for (let i = 0; i < 14; i++) {
      for (const [edition, keys] of [
        ['planner', CASES.map(({ key }) => key).sort()],
        ['steering', SEEN],
      ] as const) {
        const app = context().appAs(edition);
        const answer = await app.request(`/tiles/properties/${row?.version}/14/8532/5446.mvt`);
        const tile = decodeTile(new Uint8Array(await answer.arrayBuffer())).get('properties') ?? [];
        expect(tile.map(({ properties }) => String(properties['key'])).sort()).toEqual(keys);
        if (edition === 'steering') expect(JSON.stringify(tile)).not.toMatch(/SECRET|owner-unknown/);
      }
    }
    expect((await get(`/tiles/properties/${row?.version}/14/8532/5446.mvt`, 'public')).status).toBe(404);
  });
});
