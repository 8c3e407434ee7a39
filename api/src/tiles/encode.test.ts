import fc from 'fast-check';
import { PbfReader } from 'pbf';
import { describe, expect, it } from 'vitest';
import { areaOf, decodeTile, shapesOf } from '../../../test/support/vector-tiles.ts';
import { encodeTile, FULL_DETAIL, SCREEN_DETAIL } from './encode.ts';
import type { Detail } from './geometry.ts';
import { BUFFER, EXTENT } from './grid.ts';

interface Given {
  type: 1 | 2 | 3;
  paths: number[][];
  properties?: Record<string, unknown>;
}

function encode(given: readonly Given[], detail: Detail = FULL_DETAIL, maxBytes = 500_000) {
  const names = [...new Set(given.flatMap(({ properties }) => Object.keys(properties ?? {})))];
  const tile = encodeTile(
    {
      ids: given.map((_, i) => i + 1),
      shapes: shapesOf(given),
      properties: names.map((name) => ({ name, values: given.map(({ properties }) => properties?.[name] ?? null) })),
    },
    { layer: 'things', detail, maxBytes },
  );
  return { ...tile, seen: decodeTile(tile.bytes).get('things') ?? [] };
}

/** A closed rectangle, positive (outer) or negative (hole). */
function box(west: number, north: number, width: number, height: number, hole = false): number[] {
  const [east, south] = [west + width, north + height];
  const ring = [west, north, east, north, east, south, west, south, west, north];
  return hole ? [west, north, west, south, east, south, east, north, west, north] : ring;
}

const number = fc.integer({ min: -2000, max: 6000 });
const star = fc
  .record({
    x: number,
    y: number,
    radii: fc.array(fc.integer({ min: 300, max: 3000 }), { minLength: 8, maxLength: 60 }),
  })
  .map(({ x, y, radii }) => {
    const ring = radii.flatMap((radius, i) => {
      const angle = (i / radii.length) * 2 * Math.PI;
      return [Math.round(x + radius * Math.cos(angle)), Math.round(y + radius * Math.sin(angle))];
    });
    return [...ring, ring[0] ?? 0, ring[1] ?? 0];
  });

describe('encoding', () => {
  it('stays within the buffered tile, closes rings and winds outer ones clockwise, whichever way they came', () => {
    fc.assert(
      fc.property(star, fc.boolean(), fc.constantFrom(FULL_DETAIL, SCREEN_DETAIL), (ring, backwards, detail) => {
        const path = backwards ? ring.map((_, i) => ring[ring.length - 2 - (i - (i % 2)) + (i % 2)] ?? 0) : ring;
        const shapes = shapesOf([{ type: 3, paths: [path] }]);
        shapes.outer[0] = 1;
        const { bytes } = encodeTile({ ids: [7], shapes, properties: [] }, { layer: 'things', detail, maxBytes: 1e6 });
        for (const { paths } of decodeTile(bytes).get('things') ?? []) {
          for (const seen of paths) {
            expect(seen.length).toBeGreaterThanOrEqual(8);
            expect(seen.slice(0, 2)).toEqual(seen.slice(-2));
            expect(areaOf([seen])).toBeGreaterThan(0);
            expect(seen.every((n) => n >= -BUFFER && n <= EXTENT + BUFFER && Number.isInteger(n))).toBe(true);
          }
        }
      }),
    );
  });

  it('keeps the area of what lies within the tile, exactly in full, within the tolerance for the screen', () => {
    fc.assert(
      fc.property(star, (ring) => {
        const inside = ring.map((n) => Math.round((n + 5000) * 0.29));
        const area = areaOf([inside]);
        fc.pre(area > 2 * SCREEN_DETAIL.smallestArea);
        expect(areaOf(encode([{ type: 3, paths: [inside] }]).seen[0]?.paths ?? [])).toBe(area);
        const length = inside.reduce((sum, _, i) => (i < 2 || i % 2 ? sum : sum + Math.hypot((inside[i] ?? 0) - (inside[i - 2] ?? 0), (inside[i + 1] ?? 0) - (inside[i - 1] ?? 0))), 0); // prettier-ignore
        const simple = areaOf(encode([{ type: 3, paths: [inside] }], SCREEN_DETAIL).seen[0]?.paths ?? []);
        expect(Math.abs(simple - area)).toBeLessThanOrEqual(length * SCREEN_DETAIL.tolerance);
      }),
    );
  });

  it('writes holes the other way, and leaves out holes with their polygon and what encloses nothing', () => {
    const paths = [box(0, 0, 100, 100), box(20, 20, 40, 40, true), box(70, 70, 0, 9, true)];
    const [first] = encode([{ type: 3, paths }]).seen;
    expect(first?.paths.map((ring) => Math.sign(areaOf([ring])))).toEqual([1, -1]);
    const shapes = shapesOf([{ type: 3, paths: [box(0, 0, 50, 0), box(1, 1, 2, 2, true), box(200, 0, 50, 50)] }]);
    shapes.outer.set([1, 0, 1]);
    const tile = encodeTile(
      { ids: [1], shapes, properties: [] },
      { layer: 'things', detail: FULL_DETAIL, maxBytes: 1e6 },
    );
    expect(decodeTile(tile.bytes).get('things')?.[0]?.paths).toEqual([box(200, 0, 50, 50)]);
  });

  it('winds rings that came the wrong way round', () => {
    const shapes = shapesOf([{ type: 3, paths: [box(0, 0, 90, 90, true), box(20, 20, 40, 40)] }]);
    shapes.outer.set([1, 0]);
    const tile = encodeTile(
      { ids: [1], shapes, properties: [] },
      { layer: 'things', detail: FULL_DETAIL, maxBytes: 1e6 },
    );
    const [seen] = decodeTile(tile.bytes).get('things') ?? [];
    expect(seen?.paths.map((ring) => areaOf([ring]))).toEqual([8100, -1600]);
  });

  it('leaves out what is smaller than a pixel on screen, but not in full, and never a point', () => {
    const small: Given[] = [
      { type: 3, paths: [box(10, 10, 6, 6)] },
      { type: 2, paths: [[10, 10, 13, 15]] },
      { type: 1, paths: [[10, 10]] },
    ];
    expect(encode(small).seen.map(({ type }) => type)).toEqual([3, 2, 1]);
    expect(encode(small, SCREEN_DETAIL).seen.map(({ type }) => type)).toEqual([1]);
  });

  it('drops repeated points and leaves a line of one point out', () => {
    const lines: Given[] = [
      { type: 2, paths: [[5, 5, 5, 5, 9, 9, 9, 9]] },
      { type: 2, paths: [[5, 5, 5, 5]] },
    ];
    expect(encode(lines).seen.map(({ id, paths }) => [id, paths])).toEqual([[1, [[5, 5, 9, 9]]]]);
  });

  it('simplifies lines by no more than the tolerance and keeps their ends', () => {
    const wave = Array.from({ length: 200 }, (_, i) => [i * 20, 2000 + Math.round(1.5 * Math.sin(i))]).flat();
    const [line] = encode([{ type: 2, paths: [wave] }], SCREEN_DETAIL).seen[0]?.paths ?? [];
    expect(line?.slice(0, 2)).toEqual(wave.slice(0, 2));
    expect(line?.slice(-2)).toEqual(wave.slice(-2));
    expect(line?.length).toBeLessThan(wave.length / 4);
  });

  it('keeps every kind of value, and stores each key and value once', () => {
    const properties = {
      text: 'Bornstraße',
      whole: 42,
      negative: -7,
      large: 2 ** 53 - 1,
      broken: 1.25,
      yes: true,
      no: false,
      list: ['0-3', '3-6'],
      missing: null,
    };
    const { seen, bytes } = encode([1, 2, 3].map((n): Given => ({ type: 1, paths: [[n, n]], properties })));
    const { missing: _missing, list, ...rest } = properties;
    for (const feature of seen) expect(feature.properties).toEqual({ ...rest, list: JSON.stringify(list) });
    expect(Buffer.from(bytes).toString('latin1').split('whole')).toHaveLength(2);
    const counts = countFields(bytes);
    expect(counts).toMatchObject({ 1: 1, 2: 3, 3: 8, 4: 8, 5: 1, 15: 1 });
  });

  it('takes an empty tile as no bytes', () => {
    expect(encode([{ type: 1, paths: [[9000, 9000]] }])).toMatchObject({ features: 0, complete: true });
    expect(encode([]).bytes).toHaveLength(0);
  });

  it('leaves no value behind of the feature that did not fit', () => {
    const long = (n: number) => `${'x'.repeat(3000)}${n}`;
    const part = encode(
      [1, 2, 3].map((n): Given => ({ type: 1, paths: [[n, n]], properties: { key: long(n) } })),
      FULL_DETAIL,
      7000,
    );
    expect(part.features).toBe(2);
    expect(Buffer.from(part.bytes).includes(long(3))).toBe(false);
    expect(part.bytes.length).toBeLessThanOrEqual(7000);
  });

  it('stops before the limit and says that it is incomplete', () => {
    const many = Array.from({ length: 3000 }, (_, i): Given => ({
      type: 1,
      paths: [[i, i]],
      properties: { key: `key ${i}` },
    }));
    const all = encode(many);
    expect(all).toMatchObject({ features: 3000, complete: true });
    const part = encode(many, FULL_DETAIL, 20_000);
    expect(part.complete).toBe(false);
    expect(part.bytes.length).toBeLessThanOrEqual(20_000);
    expect(part.bytes.length).toBeGreaterThan(19_000);
    expect(part.seen).toEqual(all.seen.slice(0, part.features));
  });
});

/** How often each field stands in the only layer of a tile. */
function countFields(bytes: Uint8Array): Record<number, number> {
  const counts: Record<number, number> = {};
  new PbfReader(bytes).readFields((_tag, _none, tile) => {
    const end = tile.readVarint() + tile.pos;
    tile.readFields((tag) => (counts[tag] = (counts[tag] ?? 0) + 1), null, end);
  }, null);
  return counts;
}
