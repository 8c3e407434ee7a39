import fc from 'fast-check';
import type { CrossingKind, CrossingPoint, NetworkData, Point, WalkLine } from './types.ts';

/** A line for tests: walked as its class says, at ground level. */
export const line = (kind: string, points: readonly Point[], more: Partial<WalkLine> = {}): WalkLine => ({
  key: `${kind} ${points.join(' ')}`,
  name: null,
  kind,
  walkable: null,
  steps: false,
  stepFree: null,
  crossing: null,
  level: 0,
  parts: [points],
  ...more,
});

export const crossingAt = (kind: CrossingKind, at: Point): CrossingPoint => ({ key: `${kind} ${at}`, kind, at });

export const plan = (lines: WalkLine[], crossings: CrossingPoint[] = []): NetworkData => ({ lines, crossings });

const coordinate = fc.integer({ min: 0, max: 12 }).map((n) => n * 25);
export const anyPoint: fc.Arbitrary<Point> = fc.tuple(coordinate, coordinate);
const anyLine = fc
  .tuple(
    fc.constantFrom('main', 'main', 'residential', 'path', 'collector'),
    fc.array(anyPoint, { minLength: 2, maxLength: 4 }),
    fc.boolean(),
  )
  .map(([kind, points, steps]) => line(kind, points, { steps: steps && kind === 'path' }));
const anyCrossing = fc
  .tuple(fc.constantFrom('signals', 'zebra', 'island', 'none'), anyPoint, fc.integer({ min: -9, max: 9 }))
  .map(([kind, [x, y], by]) => crossingAt(kind, [x + by, y + by / 2]));

/** Small tangles of streets: they cross themselves and each other, overlie, turn back, and end nowhere. */
export const anyPlan: fc.Arbitrary<NetworkData> = fc.record({
  lines: fc.array(anyLine, { minLength: 1, maxLength: 6 }),
  crossings: fc.array(anyCrossing, { maxLength: 3 }),
});
