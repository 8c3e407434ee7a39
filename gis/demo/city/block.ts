import { add, area, at, contains, cross, crossing, distance, dot, left, minus, unit } from './plane.ts';
import type { Point, Ring } from './plane.ts';
import type { Face } from './faces.ts';
import type { Street } from './street.ts';

/** Land between streets: the face without the width of its streets. `sides[i]` is the street along the edge from corner i. */
export interface Block {
  ring: Ring;
  sides: readonly Street[];
  /** The street axes around it with half their widths, as the block was made from them. */
  axes: readonly Axis[];
}

/** A piece of street axis that a block keeps `inset` metres away from. */
interface Axis {
  start: Point;
  end: Point;
  inset: number;
}

interface Side extends Axis {
  street: Street;
}

/** Below this turn, consecutive edges are one bent side rather than two that meet in a corner. */
const BEND = Math.sin((14 * Math.PI) / 180);

/** The block inside a face, or null where streets leave nothing worth building on. */
export function blockOf(face: Face): Block | null {
  return inset(
    face.map((corner, i) => ({
      start: corner.point,
      end: at(face, i + 1).point,
      inset: corner.street.width / 2,
      street: corner.street,
    })),
  );
}

/** A block made smaller by the same width on all sides; null where nothing is left. */
export function shrink(block: Block, width: number): Block | null {
  return inset(
    block.ring.map((start, i) => ({ start, end: at(block.ring, i + 1), inset: width, street: at(block.sides, i) })),
  );
}

function inset(given: Side[]): Block | null {
  let sides = straightened(given);
  for (;;) {
    if (sides.length < 3) return null;
    const starts = sides.map((side, i) => corner(at(sides, i - 1), side));
    // An edge that turned round has been swallowed by its neighbours.
    const flipped = sides.findIndex((side, i) => {
      const [from, to] = [at(starts, i).at(-1), at(starts, i + 1)[0]];
      return !from || !to || dot(minus(to, from), minus(side.end, side.start)) <= 0 || distance(from, to) < 0.5;
    });
    if (flipped < 0) return finished(sides, starts, given);
    sides = sides.filter((_, i) => i !== flipped);
  }
}

function finished(sides: Side[], starts: Point[][], given: Side[]): Block | null {
  const ring = starts.flat();
  const outer = given.map((side) => side.start);
  const streets = sides.flatMap((side, i) => at(starts, i).map(() => side.street));
  if (area(ring) < 250 || ring.some((point) => !contains(outer, point))) return null;
  return { ring, sides: streets, axes: given };
}

/** Corner of the inset block between two sides: where their inner lines meet, or two points where they hardly bend. */
function corner(before: Side, side: Side): Point[] {
  const u = unit(before.start, before.end);
  const v = unit(side.start, side.end);
  const p = add(before.end, left(u), before.inset);
  const q = add(side.start, left(v), side.inset);
  const meets = crossing(p, u, q, v);
  if (Math.abs(cross(u, v)) > BEND && meets) return [meets];
  if (Math.abs(before.inset - side.inset) < 0.6 || distance(before.end, side.start) > 0.01) {
    const n = unit([0, 0], add(left(u), left(v)));
    return [add(side.start, n, (before.inset + side.inset) / 2 / dot(n, left(v)))];
  }
  return distance(p, q) < 0.3 ? [q] : [p, q];
}

/** Without vertices at which nothing changes, such as junctions on the far side of the street. */
function straightened(sides: Side[]): Side[] {
  const result: Side[] = [];
  for (const side of sides) {
    const last = result.at(-1);
    if (last && goesOn(last, side)) result[result.length - 1] = { ...last, end: side.end };
    else result.push(side);
  }
  const [first, last] = [result[0], result.at(-1)];
  if (first && last && result.length > 3 && goesOn(last, first)) {
    result[0] = { ...first, start: last.start };
    result.pop();
  }
  return result;
}

function goesOn(a: Side, b: Side): boolean {
  if (a.street !== b.street) return false;
  return Math.abs(cross(unit(a.start, a.end), unit(b.start, b.end))) < 0.012;
}
