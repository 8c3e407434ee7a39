import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Point } from '../network/types.ts';
import { axisOf, pointAt, project, stretch } from './axis.ts';

const metres = fc.double({ min: -500, max: 500, noNaN: true });

/** A street that bends by at most 60 degrees a time, in steps of 20 to 120 metres, northwards or so. */
const street = fc
  .array(
    fc.record({
      turn: fc.double({ min: -1, max: 1, noNaN: true }),
      step: fc.double({ min: 20, max: 120, noNaN: true }),
    }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((legs) => {
    const points: Point[] = [[393_000, 5_709_000]];
    for (const { turn, step } of legs) {
      const [x, y] = points.at(-1) as Point;
      points.push([x + step * Math.sin(turn / 2), y + step * Math.cos(turn / 2)]);
    }
    return points;
  });

describe('a street as an axis', () => {
  it('is joined from pieces in any order and direction, and runs from south to north', () => {
    const axis = axisOf([
      [
        [0, 200],
        [0, 100],
      ],
      [
        [0, 300],
        [10, 400],
      ],
      [
        [0, 0],
        [0, 100],
      ],
      [
        [0, 300],
        [0, 200],
      ],
    ]);
    expect(axis.pieces).toHaveLength(1);
    expect(axis.pieces[0]?.points).toEqual([
      [0, 0],
      [0, 100],
      [0, 200],
      [0, 300],
      [10, 400],
    ]);
    expect(axis.length).toBeCloseTo(300 + Math.hypot(10, 100), 9);
    expect(axis.gaps).toEqual([]);
  });

  it('runs from west to east where it reaches farther east', () => {
    expect(
      axisOf([
        [
          [500, 80],
          [0, 0],
        ],
      ]).pieces[0]?.points,
    ).toEqual([
      [0, 0],
      [500, 80],
    ]);
  });

  it('of two pieces goes on with its chainage and states the gap', () => {
    const axis = axisOf([
      [
        [0, 250],
        [0, 350],
      ],
      [
        [0, 0],
        [0, 100],
      ],
    ]);
    expect(axis.pieces.map(({ from, to }) => [from, to])).toEqual([
      [0, 100],
      [100, 200],
    ]);
    expect(axis.gaps).toEqual([{ at: 100, metres: 150 }]);
    expect(project(axis, [5, 300])).toEqual({ chainage: 150, offset: -5, distance: 5, piece: 1 });
    // Both sides of the gap have chainage 100: the piece tells them apart.
    const start = project(axis, [0, 250]);
    expect(start).toMatchObject({ chainage: 100, piece: 1 });
    expect(pointAt(axis, start.chainage, 0, start.piece)).toEqual([0, 250]);
    expect(pointAt(axis, 100)).toEqual([0, 100]);
    expect(stretch(axis, 90, 110)).toEqual([
      [
        [0, 90],
        [0, 100],
      ],
      [
        [0, 250],
        [0, 260],
      ],
    ]);
  });

  it('takes the second carriageway for what it is: length is counted once', () => {
    const axis = axisOf([
      [
        [0, 0],
        [0, 100],
      ],
      [
        [0, 100],
        [4, 110],
        [4, 390],
        [0, 400],
      ],
      [
        [0, 400],
        [-4, 390],
        [-4, 110],
        [0, 100],
      ],
      [
        [0, 400],
        [0, 600],
      ],
    ]);
    expect(axis.pieces).toHaveLength(1);
    expect(axis.beside).toHaveLength(1);
    expect(axis.length).toBeGreaterThan(600);
    expect(axis.length).toBeLessThan(603);
  });

  it('goes round a loop once, from its southernmost corner', () => {
    const axis = axisOf([
      [
        [100, 0],
        [100, 100],
        [0, 100],
      ],
      [
        [0, 100],
        [0, -10],
        [100, 0],
      ],
    ]);
    const [ring] = axis.pieces;
    expect(ring?.closed).toBe(true);
    expect(ring?.points[0]).toEqual([0, -10]);
    expect(ring?.points.at(-1)).toEqual([0, -10]);
    expect(axis.length).toBeCloseTo(100 + 100 + 110 + Math.hypot(100, 10), 9);
    // Clockwise: the inside is on the right.
    expect(project(axis, [10, 50]).offset).toBeCloseTo(-10, 9);
  });

  it('ends at edges without length and lines without points without falling over', () => {
    expect(
      axisOf([
        [
          [5, 5],
          [5, 5],
        ],
        [],
      ]),
    ).toEqual({ pieces: [], length: 0, gaps: [], beside: [] });
    expect(
      axisOf([
        [
          [0, 0],
          [0, 0],
          [0, 50],
        ],
      ]).length,
    ).toBe(50);
    expect(() => project(axisOf([]), [0, 0])).toThrow(RangeError);
  });

  it('projects a point and comes back to it', () => {
    fc.assert(
      fc.property(street, metres, metres, (points, dx, dy) => {
        const axis = axisOf([points]);
        const [x, y] = points[Math.floor(points.length / 2)] as Point;
        const point: Point = [x + dx, y + dy];
        const { chainage, offset, distance, piece } = project(axis, point);
        const back = pointAt(axis, chainage, offset, piece);
        const bend = axis.pieces[0]?.along.some((at) => Math.abs(at - chainage) < 1e-6);
        if (!bend) expect(Math.hypot(back[0] - point[0], back[1] - point[1])).toBeLessThan(1e-5);
        // At a bend the distance is kept.
        else expect(Math.abs(offset)).toBeLessThanOrEqual(distance + 1e-9);
      }),
      { numRuns: 400 },
    );
  });

  it('at the outer side of a bend keeps chainage and distance', () => {
    const axis = axisOf([
      [
        [0, 0],
        [0, 100],
        [100, 200],
      ],
    ]);
    const { chainage, offset } = project(axis, [-10, 101]);
    expect(chainage).toBe(100);
    expect(offset).toBeCloseTo(Math.hypot(10, 1), 9);
    const again = project(axis, pointAt(axis, chainage, offset));
    expect(again.chainage).toBeCloseTo(100, 9);
    expect(again.offset).toBeCloseTo(offset, 9);
  });

  it('finds every place of the axis at its own chainage, and no line is nearer than the axis says', () => {
    fc.assert(
      fc.property(street, fc.double({ min: 0, max: 1, noNaN: true }), (points, share) => {
        const axis = axisOf([points]);
        const at = share * axis.length;
        const found = project(axis, pointAt(axis, at));
        expect(found.distance).toBeLessThan(1e-6);
        expect(found.chainage).toBeCloseTo(at, 4);
      }),
      { numRuns: 200 },
    );
  });
});
