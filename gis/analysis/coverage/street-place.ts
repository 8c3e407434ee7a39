import type { Point, WalkLine } from '../network/types.ts';
import { project } from '../safety/axis.ts';
import { isCarriageway } from '../safety/streets.ts';
import type { Street } from '../safety/streets.ts';

/** A street that meets another one. */
export interface SideStreet {
  name: string;
  /** Metres along the other one's axis. */
  chainage: number;
}

/** A place along a street, as people would say it. */
export interface StreetPlace {
  /** Metres from the beginning of the street's axis. */
  chainage: number;
  /** Side street that is nearest along the axis, and how far it is; null where none has a name. */
  near: { name: string; metres: number } | null;
}

/** A line whose vertex lies this near to the axis meets the street there, metres. A parameter of ours: half a wide carriageway. */
const MEETS_M = 12;
/** One name within this stretch is one side street, though its arms leave to both sides. A parameter of ours. */
const SAME_M = 40;

/** Named streets that meet a street, in the order of its chainage. Coordinates in EPSG:25832. */
export function sideStreetsOf(lines: readonly WalkLine[], street: Street): SideStreet[] {
  if (street.axis.pieces.length === 0) return [];
  const found: SideStreet[] = [];
  for (const line of lines) {
    const { name, parts } = line;
    if (name === null || name === street.name || !isCarriageway(line)) continue;
    for (const point of parts.flat()) {
      const { chainage, distance } = project(street.axis, point);
      if (distance > MEETS_M) continue;
      const known = found.some((one) => one.name === name && Math.abs(one.chainage - chainage) <= SAME_M);
      if (!known) found.push({ name, chainage });
    }
  }
  return found.sort((a, b) => a.chainage - b.chainage);
}

/** Where a point lies along a street. @throws RangeError where its axis has no piece */
export function placeOn({ axis }: Street, sideStreets: readonly SideStreet[], at: Point): StreetPlace {
  const { chainage } = project(axis, at);
  let near: StreetPlace['near'] = null;
  for (const side of sideStreets) {
    const metres = Math.abs(side.chainage - chainage);
    if (!near || metres < near.metres) near = { name: side.name, metres };
  }
  return { chainage, near };
}
