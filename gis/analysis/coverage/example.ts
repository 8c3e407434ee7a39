import { line, plan } from '../network/example.ts';
import { AGE_GROUPS } from '../network/types.ts';
import type { Demand, Point } from '../network/types.ts';
import type { Playground } from './ground.ts';

/** A playground of 500 m² for all ages without a recorded gate. Coordinates of all examples: metres. */
export const playground = (at: Point, more: Partial<Playground> = {}): Playground => ({
  key: `playground ${at}`,
  name: null,
  at,
  entrances: [],
  areaM2: 500,
  ages: null,
  kind: 'playground',
  ...more,
});

/** Homes with as many children of each age group; half of them uncertain. */
export const homes = (places: readonly Point[], children = 10, units = 1): Demand => ({
  x: places.map(([x]) => x),
  y: places.map(([, y]) => y),
  unit: places.map((_, i) => i % units),
  units: Array.from({ length: units }, (_, i) => ({ key: `u${i}`, name: null })),
  expected: AGE_GROUPS.map(() => places.map(() => children)),
  least: AGE_GROUPS.map(() => places.map(() => children / 2)),
  most: AGE_GROUPS.map(() => places.map(() => children * 2)),
});

/**
 * A main road from south to north with a lane to either side, 200 m from end to end of the lanes. The playground lies west, one
 * home west and one east of the road.
 */
export const lanes = plan([
  line('main', [
    [0, -300],
    [0, 0],
    [0, 300],
  ]),
  line('residential', [
    [-100, 0],
    [0, 0],
  ]),
  line('residential', [
    [0, 0],
    [100, 0],
  ]),
]);
/** A place beside each lane. */
export const west: Point = [-60, 0];
export const east: Point = [60, 0];
