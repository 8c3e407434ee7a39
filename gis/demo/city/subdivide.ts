import type { Random } from '../random.ts';
import { add, area, at, centroid, cross, distance, dot, left, middle, minus, nearest, unit } from './plane.ts';
import type { Point } from './plane.ts';
import { ringOf } from './faces.ts';
import type { Corner, Face } from './faces.ts';
import { addJunction } from './street.ts';
import type { Street } from './street.ts';

/** Faces above this size get another street, m² between the axes. */
const LARGEST = 18_500;
/** A new street keeps this far from the corners it runs between, metres. */
const CLEARANCE = 30;

/** Ground that no new street may cross. */
export interface Keep {
  point: Point;
  radius: number;
}

/** Splits a face by new streets until its parts have the size of city blocks. `name` invents a street's name. */
export function subdivide(
  face: Face,
  random: Random,
  name: () => string,
  keep: readonly Keep[] = [],
): { faces: Face[]; streets: Street[] } {
  const faces: Face[] = [];
  const streets: Street[] = [];
  const open = [face];
  for (let next = open.pop(); next; next = open.pop()) {
    const size = area(ringOf(next));
    const cut = size > LARGEST * random.between(0.8, 1.15) ? split(next, random, name, keep) : null;
    if (cut) {
      open.push(...cut.parts);
      streets.push(cut.street);
    } else faces.push(next);
  }
  return { faces, streets };
}

function split(
  face: Face,
  random: Random,
  name: () => string,
  keep: readonly Keep[],
): { parts: [Face, Face]; street: Street } | null {
  const ring = ringOf(face);
  const axis = longAxis(face);
  const spread = ring.map((p) => dot(minus(p, centroid(ring)), axis));
  const length = Math.max(...spread) - Math.min(...spread);
  for (let attempt = 0; attempt < 14; attempt++) {
    const through = add(centroid(ring), axis, length * random.between(-0.09, 0.09) * (1 + attempt / 5));
    const tilt = random.between(-0.11, 0.11);
    const across = left(axis);
    const direction = unit([0, 0], add(across, axis, tilt));
    const hits = crossings(face, through, direction);
    const [a, b] = hits;
    if (!a || !b || hits.length !== 2 || a.tooClose || b.tooClose) continue;
    const bend = add(middle(a.point, b.point), axis, distance(a.point, b.point) * random.between(-0.035, 0.035));
    const axisLine = [a.point, bend, b.point];
    if (keep.some((ground) => nearest(axisLine, ground.point).distance < ground.radius + 8)) continue;
    const living = random.chance(0.3);
    const street: Street = {
      name: name(),
      kind: living ? 'living' : 'residential',
      width: living ? 11.5 : random.between(12.5, 15),
      maxSpeed: living ? 7 : 30,
      oneway: !living && random.chance(0.25),
      line: axisLine,
    };
    addJunction(at(face, a.edge).street, a.point);
    addJunction(at(face, b.edge).street, b.point);
    return { street, parts: [part(face, a, b, bend, street), part(face, b, a, bend, street)] };
  }
  return null;
}

interface Hit {
  edge: number;
  point: Point;
  tooClose: boolean;
}

function crossings(face: Face, through: Point, direction: Point): Hit[] {
  const hits: Hit[] = [];
  for (let i = 0; i < face.length; i++) {
    const a = at(face, i).point;
    const b = at(face, i + 1).point;
    const sa = cross(direction, minus(a, through));
    const sb = cross(direction, minus(b, through));
    if (sa > 0 === sb > 0) continue;
    const point = add(a, minus(b, a), sa / (sa - sb));
    // Junctions may stand near a mere bend, not near a corner of the block.
    const near = (index: number): boolean =>
      isCorner(face, index) && distance(at(face, index).point, point) < CLEARANCE;
    hits.push({ edge: i, point, tooClose: near(i) || near(i + 1) });
  }
  return hits;
}

function isCorner(face: Face, index: number): boolean {
  const before = unit(at(face, index - 1).point, at(face, index).point);
  const after = unit(at(face, index).point, at(face, index + 1).point);
  return Math.abs(cross(before, after)) > 0.4;
}

/** From where `from` cuts the ring, along the ring to where `to` cuts it, and back along the new street. */
function part(face: Face, from: Hit, to: Hit, bend: Point, street: Street): Face {
  const corners: Corner[] = [{ point: from.point, street: at(face, from.edge).street }];
  for (let i = from.edge + 1; ; i++) {
    corners.push(at(face, i));
    if (((i % face.length) + face.length) % face.length === to.edge) break;
  }
  corners.push({ point: to.point, street }, { point: bend, street });
  return corners;
}

/** Direction in which the face is longest, among the directions of its edges. */
function longAxis(face: Face): Point {
  let best: Point = [1, 0];
  let most = 0;
  for (let i = 0; i < face.length; i++) {
    const u = unit(at(face, i).point, at(face, i + 1).point);
    const along = face.map((corner) => dot(corner.point, u));
    const extent = Math.max(...along) - Math.min(...along);
    if (extent > most) {
      most = extent;
      best = u;
    }
  }
  // A long diagonal edge must not win over the sides of a compact block.
  return best;
}
