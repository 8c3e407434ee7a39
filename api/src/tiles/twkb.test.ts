import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridOf } from './grid.ts';
import { LINE, POINT, POLYGON, readTwkb } from './twkb.ts';
import type { Shapes } from './twkb.ts';

const grid = gridOf(14, 8532, 5447);

/** A geometry as parts (points, lines or polygons) of rings or lines of points, in tenths of a metre of EPSG:3857. */
interface Geometry {
  kind: 1 | 2 | 3 | 4 | 5 | 6;
  parts: [number, number][][][];
}

interface Extras {
  box?: boolean;
  size?: boolean;
  ids?: boolean;
}

function varint(value: number): number[] {
  const out: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) out.push((rest % 128) + 128);
  return [...out, rest];
}

const zigzag = (value: number) => varint(value < 0 ? -value * 2 - 1 : value * 2);

/** Tiny WKB with one decimal, as the specification describes it; the test's own writer. */
function twkb({ kind, parts }: Geometry, { box = false, size = false, ids = false }: Extras = {}): number[] {
  const body: number[] = [];
  if (box) for (let i = 0; i < 4; i++) body.push(...zigzag(12_345 - i * 777));
  const multi = kind > 3;
  if (multi) body.push(...varint(parts.length));
  if (multi && ids) parts.forEach((_, i) => body.push(...zigzag(i - 2)));
  let [x, y] = [0, 0];
  const points = (list: [number, number][], counted: boolean) => {
    if (counted) body.push(...varint(list.length));
    for (const [px, py] of list) {
      body.push(...zigzag(px - x), ...zigzag(py - y));
      [x, y] = [px, py];
    }
  };
  for (const rings of parts) {
    if (kind === 3 || kind === 6) body.push(...varint(rings.length));
    for (const ring of rings) points(ring, kind !== 1 && kind !== 4);
  }
  const flags = (box ? 1 : 0) | (size ? 2 : 0) | (multi && ids ? 4 : 0);
  return [kind | (2 << 4), flags, ...(size ? varint(body.length) : []), ...body];
}

/** A feature of what was read, as type and paths, with points in tile units. */
function feature(shapes: Shapes, i: number): { type: number; paths: { outer: boolean; points: number[] }[] } {
  const paths = [];
  for (let path = shapes.firstPath[i] ?? 0; path < (shapes.firstPath[i + 1] ?? 0); path++) {
    const points = [...shapes.xy.subarray((shapes.firstPoint[path] ?? 0) * 2, (shapes.firstPoint[path + 1] ?? 0) * 2)];
    paths.push({ outer: shapes.outer[path] === 1, points });
  }
  return { type: shapes.type[i] ?? 0, paths };
}

const onGrid = ([x, y]: [number, number]) => [
  Math.round((x / 10 - grid.west) / grid.unit),
  Math.round((grid.north - y / 10) / grid.unit),
];

function expected({ kind, parts }: Geometry): ReturnType<typeof feature> {
  const type = kind > 3 ? kind - 3 : kind;
  if (type === POINT) return { type, paths: [{ outer: false, points: parts.flat(2).flatMap(onGrid) }] };
  const paths = parts.flatMap((rings) =>
    rings.map((ring, i) => ({ outer: type === POLYGON && i === 0, points: ring.flatMap(onGrid) })),
  );
  return { type, paths };
}

const point = fc.tuple(
  fc.integer({ min: -200_375_083, max: 200_375_083 }),
  fc.integer({ min: -200_375_083, max: 200_375_083 }),
);
const path = fc.array(point, { minLength: 2, maxLength: 12 });
const geometry: fc.Arbitrary<Geometry> = fc.oneof(
  point.map((p): Geometry => ({ kind: 1, parts: [[[p]]] })),
  path.map((line): Geometry => ({ kind: 2, parts: [[line]] })),
  fc.array(path, { minLength: 1, maxLength: 3 }).map((rings): Geometry => ({ kind: 3, parts: [rings] })),
  fc
    .array(point, { minLength: 1, maxLength: 9 })
    .map((points): Geometry => ({ kind: 4, parts: points.map((p) => [[p]]) })),
  fc
    .array(path, { minLength: 1, maxLength: 4 })
    .map((lines): Geometry => ({ kind: 5, parts: lines.map((line) => [line]) })),
  fc
    .array(fc.array(path, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
    .map((polygons): Geometry => ({ kind: 6, parts: polygons })),
);
const extras = fc.record({ box: fc.boolean(), size: fc.boolean(), ids: fc.boolean() });

describe('reading Tiny WKB', () => {
  it('finds every geometry again, whatever stands before and behind it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(geometry, extras), { minLength: 1, maxLength: 6 }), (list) => {
        const bytes = Uint8Array.from(list.flatMap(([g, extra]) => twkb(g, extra)));
        const shapes = readTwkb(bytes, list.length, grid);
        expect(list.map((_, i) => feature(shapes, i))).toEqual(list.map(([g]) => expected(g)));
      }),
    );
  });

  it('tells the box of each feature', () => {
    const line: Geometry = { kind: 2, parts: [[[[8_316_400, 67_142_200], [8_316_500, 67_142_000]]]] }; // prettier-ignore
    const shapes = readTwkb(Uint8Array.from(twkb(line)), 1, grid);
    const [a, b] = [onGrid([8_316_400, 67_142_200]), onGrid([8_316_500, 67_142_000])];
    expect([...shapes.box.subarray(0, 4)]).toEqual([...a, ...b]);
  });

  it('reads an empty geometry as a feature without paths', () => {
    const shapes = readTwkb(Uint8Array.from([2, 16, ...twkb({ kind: 1, parts: [[[[1, 2]]]] })]), 2, grid);
    expect([feature(shapes, 0), feature(shapes, 1).type]).toEqual([{ type: LINE, paths: [] }, POINT]);
  });

  it('refuses bytes that end early, go on too long, or hold a collection', () => {
    const bytes = twkb({ kind: 6, parts: [[[[1, 2], [30, 4], [5, 600]]]] }); // prettier-ignore
    for (let length = 0; length < bytes.length; length++) {
      expect(() => readTwkb(Uint8Array.from(bytes.slice(0, length)), 1, grid)).toThrow(RangeError);
    }
    expect(() => readTwkb(Uint8Array.from([...bytes, 0]), 1, grid)).toThrow(RangeError);
    expect(() => readTwkb(Uint8Array.from([7, 0, 0]), 1, grid)).toThrow(RangeError);
    expect(() => readTwkb(Uint8Array.from([3, 0, 1, 255, 255, 255, 127]), 1, grid)).toThrow(RangeError);
  });
});
