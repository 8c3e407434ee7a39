import { add, at, distance, minus, cross, nearest, unit } from './plane.ts';
import type { Point } from './plane.ts';

export type StreetKind = 'main' | 'collector' | 'residential' | 'living';

/** A street with its axis in EPSG:25832; junctions are vertices of the axis. */
export interface Street {
  name: string;
  kind: StreetKind;
  /** Between the building lines, metres. */
  width: number;
  maxSpeed: number;
  oneway: boolean;
  line: Point[];
}

/** Point so many metres along a line; its end where the line is shorter. */
export function pointAt(line: readonly Point[], along: number): Point {
  let rest = Math.max(0, along);
  for (let i = 0; i + 1 < line.length; i++) {
    const [a, b] = [at(line, i), at(line, i + 1)];
    const length = distance(a, b);
    if (rest <= length) return add(a, unit(a, b), rest);
    rest -= length;
  }
  return at(line, -1);
}

/** How far an end may stop from another street and still be meant to meet it, metres. */
const JOIN = 25;

/** Puts a vertex into the street's axis where it meets another street; `point` must lie on the axis. */
export function addJunction(street: Street, point: Point): void {
  for (let i = 0; i + 1 < street.line.length; i++) {
    const a = at(street.line, i);
    const b = at(street.line, i + 1);
    if (distance(a, point) < 0.02 || distance(b, point) < 0.02) return;
    const along = distance(a, point) + distance(point, b) - distance(a, b);
    if (along < 0.001) {
      street.line.splice(i + 1, 0, point);
      return;
    }
  }
}

/** Joins loose ends to the street they stop at, and puts a vertex into both wherever two streets cross. Changes the axes. */
export function joinStreets(streets: readonly Street[]): void {
  for (const street of streets) {
    for (const end of [0, street.line.length - 1]) {
      const point = at(street.line, end);
      let best: { point: Point; distance: number; atEnd: boolean; other: Street } | null = null;
      for (const other of streets) {
        if (other === street) continue;
        const foot = nearest(other.line, point);
        // Two ends that stop at the same street must both meet that street, not each other.
        const atEnd = [0, -1].some((k) => distance(at(other.line, k), foot.point) < 0.5);
        const better = !best || (best.atEnd && !atEnd) || (best.atEnd === atEnd && foot.distance < best.distance);
        if (foot.distance < JOIN && better) best = { ...foot, atEnd, other };
      }
      if (!best) continue;
      // Where the other street has a corner or an end close by, both meet there.
      const target = best.point;
      const vertex = best.other.line.find((p) => distance(p, target) < 8) ?? target;
      street.line[end] = vertex;
      addJunction(best.other, vertex);
    }
  }
  streets.forEach((a, i) => {
    for (const b of streets.slice(i + 1))
      for (const point of meetings(a, b)) {
        addJunction(a, point);
        addJunction(b, point);
      }
  });
}

function meetings(a: Street, b: Street): Point[] {
  const found: Point[] = [];
  for (let i = 0; i + 1 < a.line.length; i++) {
    for (let j = 0; j + 1 < b.line.length; j++) {
      const p = at(a.line, i);
      const q = at(b.line, j);
      const r = minus(at(a.line, i + 1), p);
      const s = minus(at(b.line, j + 1), q);
      const d = cross(r, s);
      if (Math.abs(d) < 1e-9) continue;
      const t = cross(minus(q, p), s) / d;
      const u = cross(minus(q, p), r) / d;
      if (t >= 0 && t <= 1 && u >= 0 && u <= 1) found.push(add(p, r, t));
    }
  }
  return found;
}

/** A short piece of axis: what faces of the street network are made of. */
export interface Edge {
  from: Point;
  to: Point;
  street: Street;
}

/** All pieces between vertices of the axes. */
export function edgesOf(streets: readonly Street[]): Edge[] {
  return streets.flatMap((street) => street.line.slice(1).map((to, i) => ({ from: at(street.line, i), to, street })));
}
