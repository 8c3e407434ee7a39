import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LayerId } from '../layers/index.ts';
import { UnreadableFile } from '../layers/source-types.ts';
import { NodePositions } from './node-positions.ts';
import type { Collected } from './test-import.ts';
import { collectText } from './test-import.ts';
import { osmPbf } from './test-pbf.ts';
import type { TestExtract, TestNode, TestWay } from './test-pbf.ts';

/** Nodes every 0.001° from 7.47 E, 51.52 N, eastwards and northwards. */
const node = (id: number, east: number, north: number, tags?: Record<string, string>): TestNode => ({
  id,
  lon: 7.47 + east / 1000,
  lat: 51.52 + north / 1000,
  ...(tags ? { tags } : {}),
});
const SQUARE = [node(1, 0, 0), node(2, 9, 0), node(3, 9, 9), node(4, 0, 9)];
const HOLE = [node(5, 3, 3), node(6, 6, 3), node(7, 6, 6), node(8, 3, 6)];
const read = (extract: TestExtract, as: LayerId): Promise<Collected> =>
  collectText('x.osm.pbf', osmPbf(extract), { as });
const lines = (found: Collected): number[][][] =>
  (found.rows['streets'] ?? []).flatMap((row) => (row['geometry'] as { coordinates: number[][][] }).coordinates);

async function refusal(bytes: Uint8Array): Promise<string> {
  const error: unknown = await collectText('x.osm.pbf', bytes, { as: 'streets' }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UnreadableFile);
  return (error as UnreadableFile).text.de;
}

describe('an OpenStreetMap extract (.osm.pbf)', () => {
  it('gives nodes, ways and areas of relations with their holes, under OpenStreetMap’s ids and with its day', async () => {
    const extract: TestExtract = {
      timestamp: 1_784_042_613,
      nodes: [...SQUARE, ...HOLE, node(9, 1, 1, { leisure: 'playground', name: 'Sandkiste' })],
      ways: [
        { id: 10, nodes: [1, 2, 3] },
        { id: 11, nodes: [1, 4, 3] },
        { id: 12, nodes: [5, 6, 7, 8, 5] },
        { id: 13, nodes: [5, 6, 7, 8, 5], tags: { leisure: 'playground' } },
      ],
      relations: [
        {
          id: 20,
          members: [10, 11, 12].map((ref) => ({ ref, role: ref === 12 ? 'inner' : 'outer' })),
          tags: { type: 'multipolygon', leisure: 'playground' },
        },
        { id: 21, members: [{ ref: 10, role: '' }], tags: { type: 'route', leisure: 'playground' } },
      ],
    };
    const found = await read(extract, 'playgrounds');
    const areas = Object.fromEntries((found.rows['playgrounds'] ?? []).map((row) => [row['key'], row['area_m2']]));
    expect(Object.keys(areas)).toEqual(['node/9', 'way/13', 'relation/20']);
    // 81 and 9 squares of about 69 m × 111 m each.
    expect(Number(areas['relation/20']) / Number(areas['way/13'])).toBeCloseTo(8, 2);
    expect(found.asOf).toBe('2026-07-14');
  });

  it('asks for the layer where none is named, since an extract holds many', async () => {
    const bytes = osmPbf({ nodes: SQUARE, ways: [{ id: 1, nodes: [1, 2], tags: { highway: 'footway' } }] });
    const layers = 'playgrounds, buildings, green, streets, crossings, stops';
    await expect(collectText('x.osm.pbf', bytes)).rejects.toThrow(
      `choose the layer (on the command line --as <layer>): ${layers}.`,
    );
  });

  it('keeps what is left of a street whose nodes are cut off, and no area that is incomplete', async () => {
    const ways: TestWay[] = [
      { id: 1, nodes: [1, 2, 99, 3, 4], tags: { highway: 'residential' } },
      { id: 2, nodes: [98, 99], tags: { highway: 'residential' } },
      { id: 3, nodes: [1, 2, 99, 1], tags: { building: 'yes' } },
    ];
    const streets = await read({ nodes: SQUARE, ways }, 'streets');
    expect(lines(streets).map((line) => line.length)).toEqual([2, 2]);
    expect(streets.reasons).toEqual({ 'outside-area': 1, 'no-geometry': 1 });
    const buildings = await read({ nodes: SQUARE, ways }, 'buildings');
    expect(buildings.accepted).toHaveLength(0);
  });

  it('says of what lies in another city that it lies outside, without keeping its positions', async () => {
    const far = [node(1, 5000, 0), node(2, 5001, 0)];
    const found = await read({ nodes: far, ways: [{ id: 1, nodes: [1, 2], tags: { highway: 'footway' } }] }, 'streets');
    expect(found.reasons).toEqual({ 'outside-area': 1 });
    expect(found.skipped[0]?.example).toBe('way/1');
  });

  it.each([
    [{ barrier: 'gate', locked: 'yes' }, 2],
    [{ barrier: 'gate', access: 'private' }, 2],
    [{ barrier: 'wall' }, 2],
    [{ barrier: 'gate', access: 'private', foot: 'yes' }, 1],
    [{ barrier: 'bollard' }, 1],
    [{ barrier: 'gate' }, 1],
  ])('ends paths on either side of %j, where it stops people', async (tags, pieces) => {
    const nodes = [node(1, 0, 0), node(2, 1, 0, tags), node(3, 2, 0)];
    const found = lines(
      await read({ nodes, ways: [{ id: 1, nodes: [1, 2, 3], tags: { highway: 'path' } }] }, 'streets'),
    );
    expect(found).toHaveLength(pieces);
    if (pieces === 1) return;
    const [before, after] = [found[0]?.at(-1) ?? [], found[1]?.[0] ?? []];
    expect(Math.hypot(Number(before[0]) - Number(after[0]), Number(before[1]) - Number(after[1]))).toBeCloseTo(1, 1);
  });

  it('leads along the edge of squares, and leaves ways round them closed', async () => {
    const tags = { highway: 'pedestrian', area: 'yes' };
    const found = lines(await read({ nodes: SQUARE, ways: [{ id: 1, nodes: [1, 2, 3, 4, 1], tags }] }, 'streets'));
    expect(found[0]?.[0]).toEqual(found[0]?.at(-1));
  });

  it('refuses a file of history, an unknown packing and an extract without objects in words', async () => {
    const nodes = SQUARE;
    const required = ['OsmSchema-V0.6', 'HistoricalInformation'];
    expect(await refusal(osmPbf({ nodes, required }))).toMatch(/HistoricalInformation/);
    expect(await refusal(osmPbf({ nodes, packing: 6 }))).toMatch(/zlib/);
    expect(await refusal(osmPbf({ nodes }))).toMatch(/keine beschriebenen Objekte/);
  });

  it('does not hang on nodes whose tags never end', async () => {
    const nodes = [node(1, 0, 0, { barrier: 'gate' })];
    expect(await refusal(osmPbf({ nodes, openTags: true }))).toMatch(/beschädigt/);
  });

  it('is read or refused in words where it is cut or has flipped bits, packed or not', async () => {
    const extract: TestExtract = {
      nodes: [...SQUARE, node(9, 1, 1, { highway: 'crossing', crossing: 'zebra' })],
      ways: [{ id: 1, nodes: [1, 2, 9], tags: { highway: 'footway', name: 'Weg' } }],
      relations: [{ id: 2, members: [{ ref: 1, role: 'outer' }], tags: { type: 'multipolygon', landuse: 'grass' } }],
    };
    for (const raw of [true, false]) {
      const bytes = osmPbf({ ...extract, raw });
      await fc.assert(
        fc.asyncProperty(
          fc.nat(bytes.length - 1),
          fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 })), { maxLength: 3 }),
          async (length, flips) => {
            const damaged = Buffer.from(bytes);
            for (const [index, mask] of flips) damaged[index] = (damaged[index] as number) ^ mask;
            for (const one of [damaged, damaged.subarray(0, length)]) {
              await collectText('x.osm.pbf', one, { as: 'streets' }).catch((error: unknown) => {
                expect(error).toBeInstanceOf(UnreadableFile);
              });
            }
          },
        ),
        { numRuns: 60 },
      );
      await expect(collectText('x', bytes.subarray(0, -3), { as: 'streets' })).rejects.toThrow(/incomplete/);
    }
  });
});

describe('positions of nodes', () => {
  it('are found by number in any order of the file, to OpenStreetMap’s precision', () => {
    const id = fc.integer({ min: 1, max: 2 ** 40 });
    const degrees = fc.tuple(fc.integer({ min: -1800000000, max: 1800000000 }), fc.integer({ min: -9e8, max: 9e8 }));
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(id, degrees), { selector: ([own]) => own, maxLength: 60 }),
        id,
        (all, other) => {
          const positions = new NodePositions();
          for (const [own, [x, y]] of all) positions.add(own, x / 1e7, y / 1e7);
          positions.close();
          for (const [own, [x, y]] of all) expect(positions.get(own)).toEqual([x / 1e7, y / 1e7]);
          if (!all.some(([own]) => own === other)) expect(positions.get(other)).toBeNull();
        },
      ),
    );
  });
});
