import type { Path } from './ring.ts';
import { clipToHalf } from './clip-half.ts';

/** A square from `min` to `max` on both axes, in tile units; its edge belongs to it. */
export interface Square {
  min: number;
  max: number;
}

/**
 * Clips a polygon. What it falls apart into becomes polygons of its own, so no edges run along the square's edge
 * without need; holes that the edge cuts become part of the outline.
 * @param rings outer ring first (positive area), then holes (negative area); open
 * @returns polygons of the same form; coordinates on the edge are not rounded
 */
export function clipPolygon(rings: readonly Path[], { min, max }: Square): Path[][] {
  let polygons: Path[][] = [[...rings]];
  for (const axis of [0, 1] as const) {
    const [lowest, highest] = span(rings, axis);
    if (lowest < min) polygons = polygons.flatMap((polygon) => clipToHalf(polygon, { axis, limit: min, sign: -1 }));
    if (highest > max) polygons = polygons.flatMap((polygon) => clipToHalf(polygon, { axis, limit: max, sign: 1 }));
  }
  return polygons;
}

function span(rings: readonly Path[], axis: 0 | 1): [lowest: number, highest: number] {
  let lowest = Infinity;
  let highest = -Infinity;
  for (const ring of rings) {
    for (let i: number = axis; i < ring.length; i += 2) {
      const value = ring[i] as number;
      if (value < lowest) lowest = value;
      if (value > highest) highest = value;
    }
  }
  return [lowest, highest];
}

/**
 * Clips a line (Liang and Barsky's parametric test, segment by segment).
 * @returns the pieces within the square, in order; coordinates on the edge are not rounded
 */
export function clipLine(line: Path, { min, max }: Square): Path[] {
  const pieces: Path[] = [];
  let piece: Path = [];
  for (let i = 0; i + 3 < line.length; i += 2) {
    const [ax, ay] = [line[i] as number, line[i + 1] as number];
    const [bx, by] = [line[i + 2] as number, line[i + 3] as number];
    const [dx, dy] = [bx - ax, by - ay];
    let [from, to] = [0, 1];
    for (const [step, room] of [
      [-dx, ax - min],
      [dx, max - ax],
      [-dy, ay - min],
      [dy, max - ay],
    ] as [number, number][]) {
      if (step < 0) from = Math.max(from, room / step);
      else if (step > 0) to = Math.min(to, room / step);
      else if (room < 0) to = -1;
    }
    if (from > to) continue;
    const clamp = (n: number) => Math.min(max, Math.max(min, n));
    if (piece.length === 0) piece = [clamp(ax + dx * from), clamp(ay + dy * from)];
    piece.push(clamp(ax + dx * to), clamp(ay + dy * to));
    if (to < 1) {
      pieces.push(piece);
      piece = [];
    }
  }
  if (piece.length > 2) pieces.push(piece);
  return pieces;
}

/** The points that lie within the square. */
export function clipPoints(points: Path, { min, max }: Square): Path {
  const inside: Path = [];
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x, y] = [points[i] as number, points[i + 1] as number];
    if (x >= min && x <= max && y >= min && y <= max) inside.push(x, y);
  }
  return inside;
}
