import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipLine, clipPoints, clipPolygon } from './clip.ts';
import type { Square } from './clip.ts';
import { contains, doubleArea, oriented } from './ring.ts';
import type { Path } from './ring.ts';

const SQUARE: Square = { min: -64, max: 4160 };

/** A star-shaped ring around a centre: any radii, ascending angles, so it never intersects itself. */
function star(x: number, y: number, radii: readonly number[]): Path {
  const ring: Path = [];
  radii.forEach((radius, i) => {
    const angle = (i / radii.length) * 2 * Math.PI;
    ring.push(Math.round(x + radius * Math.cos(angle)), Math.round(y + radius * Math.sin(angle)));
  });
  return oriented(ring, true);
}

const centre = fc.integer({ min: -3000, max: 7000 });
const polygon = fc
  .record({
    x: centre,
    y: centre,
    outer: fc.array(fc.integer({ min: 900, max: 4000 }), { minLength: 12, maxLength: 40 }),
    hole: fc.option(fc.array(fc.integer({ min: 100, max: 800 }), { minLength: 12, maxLength: 20 }), { nil: undefined }),
  })
  .map(({ x, y, outer, hole }): Path[] => [star(x, y, outer), ...(hole ? [oriented(star(x, y, hole), false)] : [])]);

const areaOf = (polygons: readonly Path[][]) => polygons.flat().reduce((sum, ring) => sum + doubleArea(ring) / 2, 0);

/** Area by counting points of a fine raster: another way to the same number. */
function rasterArea(rings: readonly Path[], { min, max }: Square, step: number): number {
  let hits = 0;
  for (let x = min + step / 2; x < max; x += step) {
    for (let y = min + step / 2; y < max; y += step) {
      if (rings.filter((ring) => contains(ring, x, y)).length % 2 === 1) hits++;
    }
  }
  return hits * step * step;
}

describe('clipping polygons', () => {
  it('never leaves the square', () => {
    fc.assert(
      fc.property(polygon, (rings) => {
        for (const value of clipPolygon(rings, SQUARE).flat(2)) {
          expect(value).toBeGreaterThanOrEqual(SQUARE.min);
          expect(value).toBeLessThanOrEqual(SQUARE.max);
        }
      }),
    );
  });

  it('loses and adds no area: the pieces in nine squares that tile the plane are the whole', () => {
    fc.assert(
      fc.property(polygon, (rings) => {
        const side = 8000;
        const pieces: Path[][] = [];
        for (const dx of [-side, 0, side]) {
          for (const dy of [-side, 0, side]) {
            const moved = rings.map((ring) => ring.map((value, i) => value - (i % 2 === 0 ? dx : dy)));
            pieces.push(...clipPolygon(moved, { min: -2000, max: -2000 + side }));
          }
        }
        expect(areaOf(pieces)).toBeCloseTo(areaOf([rings]), 3);
      }),
    );
  });

  it('keeps what a raster finds in the square', () => {
    fc.assert(
      fc.property(polygon, (rings) => {
        const clipped = areaOf(clipPolygon(rings, SQUARE));
        expect(Math.abs(clipped - rasterArea(rings, SQUARE, 50))).toBeLessThan(4224 * 4224 * 0.02);
      }),
      { numRuns: 30 },
    );
  });

  it('keeps outer rings positive and holes negative, and each hole in its own piece', () => {
    fc.assert(
      fc.property(polygon, (rings) => {
        for (const [outer, ...holes] of clipPolygon(rings, SQUARE)) {
          expect(doubleArea(outer ?? [])).toBeGreaterThanOrEqual(0);
          for (const hole of holes) expect(doubleArea(hole)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });

  it('splits a comb into its teeth instead of joining them along the edge', () => {
    const comb = [0, 100, 50, 100, 50, 20, 60, 20, 60, 100, 100, 100, 100, 0, 0, 0];
    const teeth = clipPolygon([oriented(comb, true)], { min: 30, max: 90 });
    expect(teeth).toHaveLength(2);
    expect(areaOf(teeth)).toBeCloseTo(20 * 60 + 30 * 60, 6);
  });

  it('opens a hole that the edge cuts', () => {
    const outer = oriented([0, 0, 100, 0, 100, 100, 0, 100], true);
    const hole = oriented([40, 40, 60, 40, 60, 60, 40, 60], false);
    const clipped = clipPolygon([outer, hole], { min: -10, max: 50 });
    expect(clipped.map((rings) => rings.length)).toEqual([1]);
    expect(areaOf(clipped)).toBeCloseTo(50 * 50 - 10 * 10, 6);
  });

  it('gives each hole to the piece that it lies in when the outline falls apart', () => {
    // Two rooms joined by a corridor beyond the edge, each with a hole.
    const outer = oriented([-50, 0, -10, 0, -10, 60, 10, 60, 10, 0, 50, 0, 50, 80, -50, 80], true);
    const holes = [-40, 20].map((x) => oriented([x, 10, x + 20, 10, x + 20, 30, x, 30], false));
    const rooms = clipPolygon([outer, ...holes], { min: -50, max: 50 });
    expect(rooms.map((rings) => rings.length)).toEqual([2, 2]);
    expect(rooms.map((rings) => areaOf([rings]))).toEqual([40 * 50 - 20 * 20, 40 * 50 - 20 * 20]);
    for (const [room, hole] of rooms)
      expect(contains(room ?? [], (hole?.[0] ?? 0) + 1, (hole?.[1] ?? 0) + 1)).toBe(true);
  });

  it('survives outlines that intersect themselves, within the square', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -200, max: 200 }), { minLength: 6, maxLength: 40 }), (numbers) => {
        const ring = oriented(numbers.slice(0, numbers.length - (numbers.length % 2)), true);
        for (const value of clipPolygon([ring], { min: -50, max: 50 }).flat(2)) {
          expect(Math.abs(value)).toBeLessThanOrEqual(50 + 1e-9);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('clipping lines and points', () => {
  const line = fc
    .array(fc.integer({ min: -3000, max: 7000 }), { minLength: 4, maxLength: 40 })
    .map((n) => n.slice(0, n.length - (n.length % 2)));
  const lengthOf = (path: Path) => {
    let sum = 0;
    for (let i = 0; i + 3 < path.length; i += 2) {
      sum += Math.hypot((path[i + 2] ?? 0) - (path[i] ?? 0), (path[i + 3] ?? 0) - (path[i + 1] ?? 0));
    }
    return sum;
  };

  it('keeps lines within the square, and all of their length in squares that tile the plane', () => {
    fc.assert(
      fc.property(line, (path) => {
        for (const value of clipLine(path, SQUARE).flat()) {
          expect(value >= SQUARE.min && value <= SQUARE.max).toBe(true);
        }
        let sum = 0;
        // Four squares around a point between whole numbers, where no segment can run along an edge and count twice.
        for (const [sx, sy] of [
          [1, 1],
          [1, -1],
          [-1, 1],
          [-1, -1],
        ] as const) {
          const moved = path.map((value, i) => (value - 2000.5) * (i % 2 === 0 ? sx : sy));
          for (const piece of clipLine(moved, { min: 0, max: 20_000 })) sum += lengthOf(piece);
        }
        expect(sum).toBeCloseTo(lengthOf(path), 4);
      }),
    );
  });

  it('cuts a line that leaves and comes back into two pieces', () => {
    expect(clipLine([0, 5, 20, 5, 20, 8, 0, 8], { min: 0, max: 10 })).toEqual([
      [0, 5, 10, 5],
      [10, 8, 0, 8],
    ]);
  });

  it('keeps points on the edge and drops those beyond', () => {
    expect(clipPoints([-64, 0, -65, 0, 4160, 4160, 4161, 0], SQUARE)).toEqual([-64, 0, 4160, 4160]);
  });
});
