import { AGE_GROUPS } from '../network/types.ts';
import type { Demand, Point } from '../network/types.ts';
import type { Count } from './ages.ts';
import type { Spread } from './dasymetric.ts';
import type { Pieces } from './street-pieces.ts';

/** A zone with its children. */
export interface PeopledZone {
  /** A point inside it, EPSG:25832. */
  inside: Point;
  /** Of that point: position in the units, -1 outside of all. */
  unit: number;
  /** By age group as in `AGE_GROUPS`; null: not known. */
  children: readonly Count[] | null;
}

/** Children at pieces of street, and what could not be put on one. */
export interface Gathering {
  demand: Omit<Demand, 'units'>;
  /** Expected children of zones that have no home; they stand at the zone's point. */
  withoutHome: number;
  /** Expected children of homes without a street near; they stand at the zone's point, too. */
  withoutStreet: number;
  /** Zones that have only one or two such homes. */
  lonelyZones: number;
}

/** Fewer homes than this tell of a single one. */
const LEAST_HOMES = 3;
const BOUNDS = ['least', 'expected', 'most'] as const;
type Rows = Record<(typeof BOUNDS)[number], number[][]>;

/** A growing list of places with children. */
class Places {
  readonly x: number[];
  readonly y: number[];
  readonly unit: number[];
  readonly rows: Rows;

  constructor({ x, y, area }: Pieces) {
    [this.x, this.y, this.unit] = [[...x], [...y], [...area]];
    const zeros = () => AGE_GROUPS.map(() => x.map(() => 0));
    this.rows = { least: zeros(), expected: zeros(), most: zeros() };
  }

  open([x, y]: Point, unit: number): number {
    this.x.push(x);
    this.y.push(y);
    this.unit.push(unit);
    for (const bound of BOUNDS) for (const row of this.rows[bound]) row.push(0);
    return this.x.length - 1;
  }

  add(place: number, children: readonly Count[], share: number): void {
    for (const bound of BOUNDS) {
      for (const [group, row] of this.rows[bound].entries())
        row[place] = (row[place] ?? 0) + (children[group]?.[bound] ?? 0) * share;
    }
  }

  /** Without places at which there can be nobody. */
  peopled(): Gathering['demand'] {
    const kept = this.x.flatMap((_, i) => (this.rows.most.some((row) => (row[i] ?? 0) > 0) ? [i] : []));
    const pick = (row: readonly number[]) => kept.map((i) => row[i] ?? 0);
    const { least, expected, most } = this.rows;
    return {
      ...{ x: pick(this.x), y: pick(this.y), unit: pick(this.unit) },
      ...{ least: least.map(pick), expected: expected.map(pick), most: most.map(pick) },
    };
  }
}

const expectedOf = (children: readonly Count[]) => children.reduce((sum, { expected }) => sum + expected, 0);

/**
 * Children of the zones at the pieces of street on which their homes stand. Every zone keeps its total; what has no home, or no
 * street near its home, stands at the zone's own point.
 */
export function gatherChildren(zones: readonly PeopledZone[], spread: Spread, pieces: Pieces): Gathering {
  const places = new Places(pieces);
  const own = new Map<number, number>();
  const ownPlace = (zone: number, { inside, unit }: PeopledZone): number => {
    const place = own.get(zone) ?? places.open(inside, unit);
    own.set(zone, place);
    return place;
  };
  const apart = new Map<number, number>();
  let [withoutHome, withoutStreet] = [0, 0];
  for (const [home, at] of spread.zone.entries()) {
    const zone = zones[at];
    if (!zone?.children) continue;
    const [share, piece] = [spread.share[home] ?? 0, pieces.pieceOf[home] ?? -1];
    if (piece < 0) {
      withoutStreet += expectedOf(zone.children) * share;
      apart.set(at, (apart.get(at) ?? 0) + 1);
    }
    places.add(piece < 0 ? ownPlace(at, zone) : piece, zone.children, share);
  }
  for (const [at, zone] of zones.entries()) {
    if (!zone.children || (spread.homes[at] ?? 0) > 0) continue;
    if (zone.children.every(({ most }) => most === 0)) continue;
    withoutHome += expectedOf(zone.children);
    places.add(ownPlace(at, zone), zone.children, 1);
  }
  const lonelyZones = [...apart.values()].filter((homes) => homes < LEAST_HOMES).length;
  return { demand: places.peopled(), withoutHome, withoutStreet, lonelyZones };
}
