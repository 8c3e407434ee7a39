import type { Random } from '../random.ts';
import type { Block } from './block.ts';
import { shrink } from './block.ts';
import { add, area, at, contains, cross, distance, dot, left, rectangle, unit } from './plane.ts';
import type { Point, Ring } from './plane.ts';
import type { Footprint, Site } from './footprints.ts';

/** Turns above this are corners with a corner house; below, the row of houses just bends. */
const CORNER_TURN = (30 * Math.PI) / 180;

interface CornerPlan {
  turn: number;
  /** Along both edges: how much the corner house takes; 0 at bends. */
  reach: number;
  /** A corner house stands here. */
  built: boolean;
}

interface Lot {
  footprint: Footprint;
  a: Point;
  b: Point;
  u: Point;
  width: number;
  depth: number;
}

/** Blockrandbebauung: houses wall to wall along all sides, corner houses, a few gaps; behind them wings and courtyard buildings. */
export function perimeter(block: Block, site: Site, random: Random, density = 1): void {
  const depth = random.between(10.8, 13);
  const plans = cornerPlans(block, depth, random);
  plans.forEach((plan, i) => {
    if (plan.built && !cornerHouse(block, i, plan, depth, site, random)) plan.built = false;
  });
  const lots = block.ring.flatMap((_, i) => side(block, i, plans, depth, site, random));
  const court = shrink(block, depth + 2.2);
  if (!court || area(court.ring) < 220) return;
  for (const lot of lots) if (lot.width > 11.5 && random.chance(0.36 * density)) wing(lot, block, site, random);
  for (const lot of lots) if (random.chance(0.3 * density)) rear(lot, court.ring, site, random);
  if (random.chance(0.35)) garages(court.ring, lots, site, random);
}

function cornerPlans(block: Block, depth: number, random: Random): CornerPlan[] {
  const { ring } = block;
  const plans = ring.map((point, i): CornerPlan => {
    const before = unit(at(ring, i - 1), point);
    const after = unit(point, at(ring, i + 1));
    const turn = Math.atan2(cross(before, after), dot(before, after));
    if (turn <= CORNER_TURN) return { turn, reach: 0, built: false };
    const least = depth / Math.tan((Math.PI - turn) / 2);
    const sharp = turn > (128 * Math.PI) / 180;
    return { turn, reach: sharp ? least + 2 : Math.max(least + random.between(3, 7.5), 14.5), built: !sharp };
  });
  for (let i = 0; i < ring.length; i++) {
    const [from, to] = [at(plans, i), at(plans, i + 1)];
    const length = distance(at(ring, i), at(ring, i + 1));
    if (from.reach + to.reach <= length) continue;
    // Too short for two corner houses: one of them makes way.
    const loser = from.reach > to.reach ? from : to;
    loser.built = false;
    loser.reach = Math.min(loser.reach, Math.max(0, length - (loser === from ? to : from).reach));
  }
  return plans;
}

/** An L around the corner, its edge cut off as corner houses of the 19th century have it. */
function cornerHouse(block: Block, i: number, plan: CornerPlan, depth: number, site: Site, random: Random): boolean {
  const p = at(block.ring, i);
  const u = unit(p, at(block.ring, i - 1));
  const v = unit(p, at(block.ring, i + 1));
  const a = add(p, u, plan.reach);
  const b = add(p, v, plan.reach);
  // Inward on both edges: the ring is counter-clockwise.
  const inA = add(a, left(u), -depth);
  const inB = add(b, left(v), depth);
  const q = add(p, add(u, v), depth / Math.sin(Math.PI - plan.turn));
  const cut = random.chance(0.7) ? random.between(2.2, 4.2) : 0;
  const tip = cut ? [add(p, u, cut), add(p, v, cut)] : [p];
  const onU = random.chance(0.5);
  const footprint: Footprint = {
    ring: [a, ...tip, b, inB, q, inA],
    form: 'corner',
    street: at(block.sides, onU ? i - 1 : i),
    front: add(p, onU ? u : v, plan.reach / 2),
  };
  return site.place(footprint, [
    [a, p, q, inA],
    [p, b, inB, q],
  ]);
}

/** The houses along one edge of the block, between its corners. */
function side(block: Block, i: number, plans: CornerPlan[], depth: number, site: Site, random: Random): Lot[] {
  const [start, end] = [at(block.ring, i), at(block.ring, i + 1)];
  const [from, to] = [at(plans, i), at(plans, i + 1)];
  const u = unit(start, end);
  const n = left(u);
  const length = distance(start, end) - from.reach - to.reach;
  if (length < 7.5) return [];
  // At a bend the party wall halves the angle, so that neighbours meet without gap or overlap.
  const wall = (plan: CornerPlan, other: Point): Point =>
    plan.reach > 0 || Math.abs(plan.turn) > CORNER_TURN
      ? n
      : ((m: Point): Point => add([0, 0], m, 1 / dot(m, n)))(unit([0, 0], add(n, other)));
  const firstWall = wall(from, left(unit(at(block.ring, i - 1), start)));
  const lastWall = wall(to, left(unit(end, at(block.ring, i + 2))));
  const widths = frontages(length, random);
  const lots: Lot[] = [];
  let along = from.reach;
  widths.forEach((width, k) => {
    const a = add(start, u, along);
    const b = add(start, u, along + width);
    along += width;
    if (random.chance(0.045)) return;
    const deep = depth + random.between(-1.4, 1.1);
    const ring = [a, b, add(b, k === widths.length - 1 ? lastWall : n, deep), add(a, k === 0 ? firstWall : n, deep)];
    const footprint: Footprint = { ring, form: 'front', street: at(block.sides, i), front: add(a, u, width / 2) };
    if (area(ring) > 40 && site.place(footprint, [ring])) lots.push({ footprint, a, b, u, width, depth: deep });
  });
  return lots;
}

/** Frontages of 10 to 20 m that fill the length. */
export function frontages(length: number, random: Random): number[] {
  const count = Math.max(1, Math.round(length / random.between(13.5, 16.5)));
  const shares = Array.from({ length: count }, () => random.between(0.78, 1.24));
  const sum = shares.reduce((a, b) => a + b, 0);
  return shares.map((share) => (share / sum) * length);
}

/** Seitenflügel: a narrow wing along the party wall into the courtyard; becomes part of the house. */
function wing(lot: Lot, block: Block, site: Site, random: Random): void {
  const n = left(lot.u);
  const width = random.between(4.8, 6.2);
  const length = random.between(5, 13);
  const atStart = random.chance(0.5);
  const back = add(atStart ? lot.a : add(lot.b, lot.u, -width), n, lot.depth);
  const ground = rectangle(back, lot.u, width, length);
  if (
    !ground.every((p) => contains(block.ring, p)) ||
    !site.isFree(
      ground.map((p, i) => (i < 2 ? add(p, n, 0.3) : p)),
      -0.1,
    )
  )
    return;
  if (!site.isFree(rectangle(add(back, n, length), lot.u, width, 2.5), -0.1)) return;
  site.reserve(ground);
  const [a, b, c, d] = lot.footprint.ring as [Point, Point, Point, Point];
  const [g0, g1, g2, g3] = ground as [Point, Point, Point, Point];
  lot.footprint.ring = atStart ? [a, b, c, g1, g2, g3, g0] : [a, b, g1, g2, g3, g0, d];
}

/** Hinterhaus: a house in the courtyard behind the front house. */
function rear(lot: Lot, court: Ring, site: Site, random: Random): void {
  const n = left(lot.u);
  const width = Math.max(6.5, lot.width * random.between(0.55, 0.9));
  const depth = random.between(6.5, 9.5);
  const origin = add(add(lot.a, lot.u, (lot.width - width) * random.next()), n, lot.depth + random.between(6, 13));
  const ground = rectangle(origin, lot.u, width, depth);
  if (!ground.every((p) => contains(court, p)) || !site.isFree(ground, 2.8)) return;
  site.place(
    { ring: ground, form: 'rear', street: lot.footprint.street, front: lot.footprint.front, behind: lot.footprint },
    [ground],
    2.8,
  );
}

/** A row of garages in the courtyard. */
function garages(court: Ring, lots: Lot[], site: Site, random: Random): void {
  const lot = lots.length > 0 ? random.pick(lots) : null;
  if (!lot) return;
  const ground = rectangle(
    add(lot.a, left(lot.u), lot.depth + random.between(14, 22)),
    lot.u,
    random.integer(4, 9) * 2.9,
    5.8,
  );
  if (!ground.every((p) => contains(court, p))) return;
  site.place(
    { ring: ground, form: 'garage', street: lot.footprint.street, front: lot.footprint.front, behind: lot.footprint },
    [ground],
    2,
  );
}
