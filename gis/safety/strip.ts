import type { CrossingKind, NetworkData, Point, WalkPlaces } from '../analysis/network/types.ts';
import type { Accident } from '../analysis/safety/accident.ts';
import { project } from '../analysis/safety/axis.ts';
import type { Projection } from '../analysis/safety/axis.ts';
import type { Junction } from '../analysis/safety/junctions.ts';
import type { Street } from '../analysis/safety/streets.ts';

/** An accident that belongs to the street's strip. */
export interface StripAccident extends Projection {
  accident: Accident;
}

/** Something else beside the street. `at` in EPSG:25832. */
export interface StripMark extends Projection {
  id: string;
  at: Point;
  what: 'crossing' | 'playground' | 'offer' | 'stop' | 'side-street';
  /** Kind of the crossing, class of the place; `gate` or `middle` of a playground; null where not known. */
  kind: string | null;
  name: string | null;
}

/** How far from the axis things still belong to its strip, metres. Parameters of ours. */
const REACH = {
  /** Carriageway, pavements and what positions of the atlas are off by. */
  accident: 25,
  crossing: 20,
  place: 120,
} as const;

export interface StripInput {
  street: Street;

  junctions: readonly Junction[];
  /** Id of the street of a line, or null. */
  streetOf: (line: number) => string | null;
  data: NetworkData;
  places: WalkPlaces;
  accidents: readonly Accident[];
}

const middleOf = (parts: readonly (readonly Point[])[]): Point | null => {
  const points = parts[0];
  if (!points || points.length === 0) return null;
  const [a, b] = [points[0] as Point, points.at(-1) as Point];
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
};

/** Accidents on a street's strip, in the order of their chainage. */
export function accidentsOn({ axis }: Street, accidents: readonly Accident[]): StripAccident[] {
  if (axis.pieces.length === 0) return [];
  return accidents
    .map((accident) => ({ accident, ...project(axis, accident.at) }))
    .filter(({ distance }) => distance <= REACH.accident)
    .toSorted((a, b) => a.chainage - b.chainage || (a.accident.key < b.accident.key ? -1 : 1));
}

/** Crossings, places and side streets of a street, in the order of their chainage. */
export function marksOn({ street, junctions, streetOf, data, places }: Omit<StripInput, 'accidents'>): StripMark[] {
  const { axis } = street;
  if (axis.pieces.length === 0) return [];
  const found: StripMark[] = [];
  const add = (mark: Pick<StripMark, 'id' | 'what' | 'kind' | 'name' | 'at'>, reach: number) => {
    const on = project(axis, mark.at);
    if (on.distance <= reach) found.push({ ...mark, ...on });
  };
  for (const { key, kind, at } of data.crossings) {
    add({ id: `crossing/${key}`, what: 'crossing', kind, name: null, at }, REACH.crossing);
  }
  for (const { key, crossing, parts } of data.lines) {
    const at = crossing === null ? null : middleOf(parts);
    if (at)
      add({ id: `crossing/${key}`, what: 'crossing', kind: crossing as CrossingKind, name: null, at }, REACH.crossing);
  }
  for (const { key, name, at, entrances } of places.playgrounds) {
    const gates = entrances.length > 0 ? entrances : [at];
    const kind = entrances.length > 0 ? 'gate' : 'middle';
    gates.forEach((gate, i) =>
      add({ id: `playground/${key}/${i}`, what: 'playground', kind, name, at: gate }, REACH.place),
    );
  }
  for (const { key, layer, name, kind, at } of places.places) {
    const what = layer === 'stops' ? 'stop' : 'offer';
    add({ id: `${what}/${key}`, what, kind, name, at }, REACH.place);
  }
  for (const { at, lines } of junctions) {
    const ids = new Set(lines.map(streetOf));
    if (!ids.has(street.id)) continue;
    const names = [...ids].filter((id): id is string => id !== null && id !== street.id);
    if (names.length === 0) continue;
    const id = `side-street/${at.map(Math.round).join('-')}`;
    add({ id, what: 'side-street', kind: null, name: names.join(', '), at }, Infinity);
  }
  return found.toSorted((a, b) => a.chainage - b.chainage || (a.id < b.id ? -1 : 1));
}
