import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simplifyLine, simplifyRing } from './simplify.ts';

const TOLERANCE = 2;

type Point = [x: number, y: number];

const pairs = (path: readonly number[]): Point[] =>
  Array.from({ length: path.length / 2 }, (_, i) => [path[i * 2] ?? 0, path[i * 2 + 1] ?? 0]);

function distance([px, py]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const squared = dx * dx + dy * dy;
  const t = squared === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / squared));
  return Math.hypot(px - ax - dx * t, py - ay - dy * t);
}

/** Largest distance of the points from the line through the others. */
function deviation(points: readonly Point[], line: readonly Point[]): number {
  return Math.max(
    ...points.map((point) => Math.min(...line.slice(1).map((b, i) => distance(point, line[i] as Point, b)))),
  );
}

const path = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 12 })), {
  minLength: 3,
  maxLength: 40,
});

describe('simplifying', () => {
  it('leaves no point of a line farther away than the tolerance, and keeps its ends', () => {
    fc.assert(
      fc.property(path, (points) => {
        const line = points.flat();
        const left = pairs(line.slice(0, simplifyLine(line, line.length, TOLERANCE)));
        expect([left[0], left.at(-1)]).toEqual([points[0], points.at(-1)]);
        expect(deviation(points, left)).toBeLessThanOrEqual(TOLERANCE + 1e-9);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves no point of a ring farther away than the tolerance, and never fewer than three', () => {
    fc.assert(
      fc.property(path, (points) => {
        const ring = points.flat();
        const left = pairs(ring.slice(0, simplifyRing(ring, ring.length, TOLERANCE)));
        expect(left.length).toBeGreaterThanOrEqual(3);
        expect(deviation(points, [...left, left[0] as Point])).toBeLessThanOrEqual(TOLERANCE + 1e-9);
      }),
      { numRuns: 500 },
    );
  });

  it('finds a point to leave out wherever it stands in the ring', () => {
    const ring: Point[] = [[0, 0], [50, 1], [100, 0], [100, 100], [50, 90], [0, 100]]; // prettier-ignore
    for (let i = 0; i < ring.length; i++) {
      const turned = [...ring.slice(i), ...ring.slice(0, i)].flat();
      const left = turned.slice(0, simplifyRing(turned, turned.length, TOLERANCE));
      expect(left.length === 10 || i === 1).toBe(true);
    }
  });

  it('keeps the corners of quadrangles', () => {
    const thin = [0, 0, 90, 0, 90, 1, 0, 1];
    expect(simplifyRing(thin, thin.length, TOLERANCE)).toBe(8);
  });
});
