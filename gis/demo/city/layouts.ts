import type { Random } from '../random.ts';
import type { Block } from './block.ts';
import { shrink } from './block.ts';
import { frontages } from './perimeter.ts';
import { nearestEdge } from './footprints.ts';
import type { Site } from './footprints.ts';
import { add, area, at, centroid, contains, distance, dot, left, minus, rectangle, unit } from './plane.ts';
import type { Point, Ring } from './plane.ts';

/** Longest edge of a ring: index and direction. */
function longestEdge(ring: Ring): { index: number; direction: Point; length: number } {
  let best = { index: 0, direction: [1, 0] as Point, length: 0 };
  ring.forEach((point, index) => {
    const next = at(ring, index + 1);
    const length = distance(point, next);
    if (length > best.length) best = { index, direction: unit(point, next), length };
  });
  return best;
}

/** Zeilenbau of the 1950s: parallel rows of houses across the longest side, lawns between them. */
export function rows(block: Block, site: Site, random: Random): void {
  const inner = shrink(block, 3.5);
  if (!inner) return;
  const edge = longestEdge(inner.ring);
  const u = edge.direction;
  const n = left(u);
  const origin = at(inner.ring, edge.index);
  const depths = inner.ring.map((p) => dot(minus(p, origin), n));
  const deep = Math.max(...depths);
  const turned = unit([0, 0], add(n, u, random.between(-0.15, 0.15)));
  for (let along = 1; along < edge.length; along += 11 + random.between(19, 25)) {
    let walked = random.between(0, 3);
    for (const length of frontages(deep, random)) {
      const ground = rectangle(add(add(origin, u, along + 11), turned, walked), turned, length, 10.6);
      walked += length;
      if (!ground.every((p) => contains(inner.ring, p))) continue;
      const front = nearestEdge(block.ring, centroid(ground));
      site.place({ ring: ground, form: 'row', street: at(block.sides, front.index), front: front.foot }, [ground]);
    }
  }
}

/** Business halls with yards around them. */
export function halls(block: Block, site: Site, random: Random): void {
  const inner = shrink(block, 7);
  if (!inner) return;
  const edge = longestEdge(inner.ring);
  const u = edge.direction;
  const n = left(u);
  const origin = at(inner.ring, edge.index);
  for (let across = 0; across < 400; across += 62) {
    let along = 0;
    for (let guard = 0; guard < 12 && along < edge.length + 80; guard++) {
      const wide = random.between(26, 58);
      const deep = random.between(22, 46);
      const ground = rectangle(add(add(origin, u, along), n, across + random.between(0, 8)), u, wide, deep);
      along += wide + random.between(9, 20);
      if (!ground.every((p) => contains(inner.ring, p)) || random.chance(0.12)) continue;
      const front = nearestEdge(block.ring, centroid(ground));
      const [a, b, c, d] = ground as [Point, Point, Point, Point];
      // An office at the head of the hall: a step in the outline.
      const step = random.between(6, 12);
      const notch = [a, add(b, u, -step), add(add(b, u, -step), n, 7), add(b, n, 7), c, d];
      const ring = random.chance(0.5) ? notch : ground;
      site.place({ ring, form: 'hall', street: at(block.sides, front.index), front: front.foot }, [ground], 6);
    }
  }
}

/** The Hannibal: one slab in steps along the block's western side with a wing to the east; the rest of the block stays green. */
export function hannibal(block: Block, site: Site): { green: Ring } | null {
  const inner = shrink(block, 8);
  if (!inner) return null;
  // North-west to south-west corner, and a little inward, because the Bornstraße bends into the block between them.
  const corner = (towards: Point): Point =>
    inner.ring.reduce((best, p) => (dot(p, towards) > dot(best, towards) ? p : best), at(inner.ring, 0));
  const northWest = corner([-1, 1]);
  const southWest = corner([-1, -1]);
  const u = unit(northWest, southWest);
  const start = add(add(northWest, left(u), 7), u, 2);
  const end = add(add(southWest, left(u), 7), u, -4);
  const n = left(u);
  const length = distance(start, end);
  const steps = 5;
  const pitch = length / steps;
  const outer: Point[] = [];
  const back: Point[] = [];
  const parts: Ring[] = [];
  for (let k = 0; k < steps; k++) {
    const shift = [0, 5, 10, 5, 0][k] ?? 0;
    const from = add(add(start, u, k * pitch), n, shift);
    const to = add(from, u, pitch);
    outer.push(from, to);
    back.unshift(add(to, n, 14.5), add(from, n, 14.5));
    parts.push([from, to, add(to, n, 14.5), add(from, n, 14.5)]);
  }
  // The wing leaves the first step at a right angle, parallel to the cross street.
  const wingEnd = add(add(start, n, 14.5), n, 38);
  const wingBack = add(wingEnd, u, 13.5);
  const wing: Ring = [add(start, n, 14.5), wingEnd, wingBack, add(add(start, n, 14.5), u, 13.5)];
  const ring = wing.every((p) => contains(block.ring, p))
    ? [...outer, ...back.slice(0, -1), add(add(start, u, 13.5), n, 14.5), wingBack, wingEnd]
    : [...outer, ...back];
  const oriented = area(ring) > 0 ? ring : [...ring].reverse();
  const front = nearestEdge(block.ring, add(start, u, length / 2));
  site.place(
    { ring: oriented, form: 'slab', street: at(block.sides, front.index), front: front.foot, name: 'Hannibal' },
    [...parts, ...(ring.length > outer.length + back.length ? [wing] : [])],
  );
  return { green: inner.ring };
}
