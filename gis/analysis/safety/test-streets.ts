import { nodeLines } from '../network/noding.ts';
import type { StreetGraph } from '../network/noding.ts';
import type { Point, WalkLine } from '../network/types.ts';
import type { Accident } from './accident.ts';
import { isCarriageway, streetsOf } from './streets.ts';
import type { Street } from './streets.ts';

/** A line of a street for tests. */
export function line(name: string | null, points: readonly Point[], kind = 'residential', key?: string): WalkLine {
  return {
    key: key ?? `${name ?? 'unnamed'}-${points.join(' ')}`,
    name,
    kind,
    walkable: null,
    steps: false,
    stepFree: null,
    crossing: null,
    level: 0,
    parts: [points],
  };
}

/** Lines, their noded centre lines and their streets. */
export function town(lines: readonly WalkLine[]): {
  lines: readonly WalkLine[];
  graph: StreetGraph;
  streets: Street[];
} {
  return {
    lines,
    graph: nodeLines({ lines, crossings: [] }, { include: isCarriageway }),
    streets: streetsOf(lines),
  };
}

const NOBODY = { foot: false, bicycle: false, car: false, motorcycle: false, goods: false, other: false };
let count = 0;

/** An accident for tests; lightly injured at noon unless told otherwise. */
export function accident(at: Point, year: number, more: Partial<Accident> = {}): Accident {
  return {
    key: `a${++count}`,
    at,
    year,
    month: 6,
    weekday: '3',
    hour: 12,
    category: '3',
    kind: '5',
    type: '3',
    light: '0',
    roadState: '0',
    with: NOBODY,
    ...more,
  };
}

/** Flags of who took part. */
export const taking = (...who: (keyof typeof NOBODY)[]): Accident['with'] => ({
  ...NOBODY,
  ...Object.fromEntries(who.map((one) => [one, true])),
});
