import type { Block } from './block.ts';
import type { Street } from './street.ts';
import { add, at, contains, convexCollide, dot, left, middle, minus, nearest, rectangle, unit } from './plane.ts';
import type { Point, Ring } from './plane.ts';

/** What a footprint is, as far as form goes; use, floors and year follow from it. */
export type Form = 'front' | 'corner' | 'rear' | 'garage' | 'row' | 'hall' | 'slab' | 'school' | 'kita' | 'church';

/** A building before it has an address. */
export interface Footprint {
  ring: Point[];
  form: Form;
  /** Street that the building is numbered in; the front's point on the building line. */
  street: Street;
  front: Point;
  name?: string;
  address?: string;
  /** Rear buildings take the number of the house in front. */
  behind?: Footprint;
}

/** Footprints of a block; refuses what would stand on something else. */
export class Site {
  readonly footprints: Footprint[] = [];
  readonly #taken: Ring[] = [];
  readonly #block: Block;

  constructor(block: Block) {
    this.#block = block;
  }

  /** Keeps convex ground free of buildings. */
  reserve(ground: Ring): void {
    this.#taken.push(ground);
  }

  /** Whether convex ground is free, with `gap` metres around it (−0.1 lets walls touch). */
  isFree(ground: Ring, gap: number): boolean {
    return !this.#taken.some((taken) => near(taken, ground, gap) && convexCollide(taken, ground, gap));
  }

  /** Puts the building where all its convex parts are free; says whether it could. */
  place(footprint: Footprint, parts: readonly Ring[], gap = -0.1): boolean {
    if (!parts.every((part) => this.isFree(part, gap)) || !this.#keepsOffStreets(footprint.ring)) return false;
    this.#taken.push(...parts);
    this.footprints.push(footprint);
    return true;
  }

  /** Where streets of different widths meet at a slight bend, the block's edge may stand a little in one of them. */
  #keepsOffStreets(ring: Ring): boolean {
    const outline = ring.flatMap((point, i) => [point, middle(point, at(ring, i + 1))]);
    return this.#block.axes.every(({ start, end, inset }) =>
      outline.every((point) => nearest([start, end], point).distance > inset - 0.35),
    );
  }
}

function near(a: Ring, b: Ring, gap: number): boolean {
  const p = at(a, 0);
  const q = at(b, 0);
  const reach = (ring: Ring): number =>
    Math.max(...ring.map((r) => Math.hypot(r[0] - at(ring, 0)[0], r[1] - at(ring, 0)[1])));
  return Math.hypot(p[0] - q[0], p[1] - q[1]) < reach(a) + reach(b) + gap + 1;
}

/** Edge of the ring that is nearest to a point: index, direction and the point on it. */
export function nearestEdge(
  ring: Ring,
  point: Point,
): { index: number; direction: Point; foot: Point; distance: number } {
  let best = { index: 0, direction: [1, 0] as Point, foot: point, distance: Infinity };
  for (let i = 0; i < ring.length; i++) {
    const a = at(ring, i);
    const b = at(ring, i + 1);
    const u = unit(a, b);
    const along = Math.min(Math.hypot(b[0] - a[0], b[1] - a[1]), Math.max(0, dot(minus(point, a), u)));
    const foot = add(a, u, along);
    const distance = Math.hypot(foot[0] - point[0], foot[1] - point[1]);
    if (distance < best.distance) best = { index: i, direction: u, foot, distance };
  }
  return best;
}

/** An L- or T-shaped public building around `centre`, along the nearest side of the block; smaller where the block is tight. */
export function publicBuilding(
  ring: Ring,
  centre: Point,
  form: 'school' | 'kita' | 'church',
): { ring: Point[]; parts: Ring[]; foot: Point; edge: number } | null {
  const edge = nearestEdge(ring, centre);
  const sizes = { school: [46, 15, 24], kita: [27, 12, 12], church: [42, 17, 11] } as const;
  for (const scale of [1, 0.85, 0.7, 0.55]) {
    const [long, deep, wing] = sizes[form].map((size) => size * scale) as [number, number, number];
    const u = form === 'church' ? left(edge.direction) : edge.direction;
    const origin = add(add(centre, u, -long / 2), left(u), -deep / 2);
    const body = rectangle(origin, u, long, deep);
    const shape = form === 'church' ? churchShape(body, u, wing) : wingShape(body, u, wing, deep);
    if (shape.ring.every((point) => contains(ring, point))) return { ...shape, foot: edge.foot, edge: edge.index };
  }
  return null;
}

function wingShape(body: Point[], u: Point, wing: number, deep: number): { ring: Point[]; parts: Ring[] } {
  const [a, b, c, d] = body as [Point, Point, Point, Point];
  const n = left(u);
  const width = deep * 0.9;
  const e = add(c, n, wing);
  const f = add(e, u, -width);
  const g = add(c, u, -width);
  return { ring: [a, b, e, f, g, d], parts: [body, [g, c, e, f]] };
}

function churchShape(body: Point[], u: Point, wing: number): { ring: Point[]; parts: Ring[] } {
  const [a, b, c, d] = body as [Point, Point, Point, Point];
  const n = left(u);
  const [p, q] = [add(a, u, 22), add(a, u, 32)];
  const [r, s] = [add(d, u, 32), add(d, u, 22)];
  const out = wing * 0.5;
  const apse = add(add(b, minus(c, b), 0.5), u, 6);
  const ring = [a, p, add(p, n, -out), add(q, n, -out), q, b, apse, c, r, add(r, n, out), add(s, n, out), s, d];
  return {
    ring,
    parts: [
      [a, b, apse, c, d],
      [add(p, n, -out), add(q, n, -out), add(r, n, out), add(s, n, out)],
    ],
  };
}
