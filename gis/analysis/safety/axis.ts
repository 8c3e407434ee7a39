import type { Point } from '../network/types.ts';
import { chainsOf } from './axis-chains.ts';
import { nearestOn } from './polyline.ts';

/** A stretch of an axis without interruption. Coordinates in EPSG:25832, chainage in metres. */
export interface AxisPiece {
  points: readonly Point[];
  /** Chainage of each vertex. */
  along: readonly number[];
  from: number;
  to: number;
  /** Its end is its beginning. */
  closed: boolean;
}

/** Where an axis is interrupted: at this chainage it ends and goes on as many metres farther away. */
export interface AxisGap {
  at: number;
  metres: number;
}

/** A street as a line with chainage (Stationierung). */
export interface Axis {
  pieces: readonly AxisPiece[];
  /** Metres, the gaps not counted. */
  length: number;
  gaps: readonly AxisGap[];
  /** Lines of the same name that run beside the axis, e.g. the second carriageway: places there are projected onto the axis. */
  beside: readonly (readonly Point[])[];
}

/** Where a place lies along an axis. */
export interface Projection {
  /** Metres from the axis's beginning. */
  chainage: number;
  /** Metres beside the axis, left of it positive. */
  offset: number;
  /** Metres to the axis: the offset without its sign. */
  distance: number;
  /** Number of the piece: at a gap, two places have the same chainage. */
  piece: number;
}

/** A line of which this share runs this close beside the axis is a carriageway of it, not a continuation. Parameters of ours. */
const BESIDE_M = 30;
const BESIDE_SHARE = 0.8;
const SAMPLE_M = 10;

const minus = ([ax, ay]: Point, [bx, by]: Point): Point => [ax - bx, ay - by];
const dot = ([ax, ay]: Point, [bx, by]: Point): number => ax * bx + ay * by;
const lengthOf = (points: readonly Point[]): number =>
  points.reduce((sum, point, i) => (i === 0 ? 0 : sum + Math.hypot(...minus(point, points[i - 1] as Point))), 0);

function samples(points: readonly Point[]): Point[] {
  return points.flatMap((point, i) => {
    const next = points[i + 1];
    if (!next) return [point];
    const [dx, dy] = minus(next, point);
    const steps = Math.max(1, Math.ceil(Math.hypot(dx, dy) / SAMPLE_M));
    return Array.from({ length: steps }, (_, k): Point => [point[0] + (dx * k) / steps, point[1] + (dy * k) / steps]);
  });
}

/** Whether a chain runs along another one instead of going on from it. */
function runsBeside(chain: readonly Point[], other: readonly Point[]): boolean {
  const total = lengthOf(other);
  const all = samples(chain);
  const beside = all.filter((point) => {
    const { along, distance } = nearestOn(other, point);
    return distance <= BESIDE_M && along > 0 && along < total;
  });
  return beside.length >= BESIDE_SHARE * all.length;
}

/** The way an axis runs: south to north where it reaches farther north than east, else west to east; a unit vector. */
function heading(chains: readonly (readonly Point[])[]): Point {
  const xs = chains.flatMap((chain) => chain.map(([x]) => x));
  const ys = chains.flatMap((chain) => chain.map(([, y]) => y));
  const reach = (values: readonly number[]) =>
    values.reduce((most, value) => Math.max(most, value), -Infinity) -
    values.reduce((least, value) => Math.min(least, value), Infinity);
  const north = reach(ys) >= reach(xs);
  let [x, y] = [0, 0];
  for (const chain of chains) {
    const [dx, dy] = minus(chain.at(-1) as Point, chain[0] as Point);
    const turn = (north ? dy : dx) < 0 ? -1 : 1;
    [x, y] = [x + turn * dx, y + turn * dy];
  }
  const length = Math.hypot(x, y);
  return length > 0 ? [x / length, y / length] : north ? [0, 1] : [1, 0];
}

/** A ring from its vertex that lies farthest back, clockwise. */
function turned(ring: readonly Point[], way: Point): Point[] {
  const open = ring.slice(0, -1);
  const area = open.reduce((sum, [x, y], i) => {
    const [nx, ny] = open[(i + 1) % open.length] as Point;
    return sum + x * ny - nx * y;
  }, 0);
  const clockwise = area <= 0 ? open : open.toReversed();
  const start = clockwise.reduce(
    (best, point, i) => (dot(point, way) < dot(clockwise[best] as Point, way) ? i : best),
    0,
  );
  const rotated = [...clockwise.slice(start), ...clockwise.slice(0, start)];
  return [...rotated, rotated[0] as Point];
}

const isRing = (chain: readonly Point[]): boolean =>
  chain.length > 3 && Math.hypot(...minus(chain[0] as Point, chain.at(-1) as Point)) < 1e-6;

function oriented(chain: readonly Point[], way: Point): readonly Point[] {
  if (isRing(chain)) return turned(chain, way);
  return dot(minus(chain.at(-1) as Point, chain[0] as Point), way) < 0 ? chain.toReversed() : chain;
}

function stationed(points: readonly Point[], from: number): AxisPiece {
  const along = [from];
  for (let i = 1; i < points.length; i++) {
    along.push((along[i - 1] as number) + Math.hypot(...minus(points[i] as Point, points[i - 1] as Point)));
  }
  return { points, along, from, to: along.at(-1) as number, closed: isRing(points) };
}

/**
 * A street's lines as one axis: joined end to end, pieces one after the other in the direction in which the street reaches
 * farthest (south to north or west to east). Between pieces the chainage goes on without counting the gap, which is stated. Of
 * lines side by side (dual carriageways) the longest is the axis.
 * @param lines all lines of the street, EPSG:25832
 */
export function axisOf(lines: readonly (readonly Point[])[]): Axis {
  const main: Point[][] = [];
  const beside: Point[][] = [];
  for (const chain of chainsOf(lines).toSorted((a, b) => lengthOf(b) - lengthOf(a))) {
    (main.some((other) => runsBeside(chain, other)) ? beside : main).push(chain);
  }
  const way = main.length > 0 ? heading(main) : ([0, 1] as const);
  const middle = (chain: readonly Point[]) => (dot(chain[0] as Point, way) + dot(chain.at(-1) as Point, way)) / 2;
  const ordered = main.map((chain) => oriented(chain, way)).toSorted((a, b) => middle(a) - middle(b));
  const pieces: AxisPiece[] = [];
  for (const points of ordered) pieces.push(stationed(points, pieces.at(-1)?.to ?? 0));
  const gaps = pieces.slice(1).map(({ points, from }, i) => {
    const end = pieces[i]?.points.at(-1) as Point;
    return { at: from, metres: Math.hypot(...minus(points[0] as Point, end)) };
  });
  return { pieces, length: pieces.at(-1)?.to ?? 0, gaps, beside };
}

/**
 * The place on the axis that is nearest to a point; of two equally near the one with the smaller chainage. At the outer side of
 * a bend many places share the bend's chainage; beyond an end all share the end's.
 * @throws RangeError where the axis has no piece
 */
export function project(axis: Axis, point: Point): Projection {
  let best: Projection | undefined;
  axis.pieces.forEach(({ points, from }, piece) => {
    const { along, distance, offset } = nearestOn(points, point);
    if (!best || distance < best.distance) best = { chainage: from + along, offset, distance, piece };
  });
  if (!best) throw new RangeError('an axis without pieces');
  return best;
}

/** Unit vector of the axis at a place; at a bend between the two directions. */
function directionAt({ points, along, closed }: AxisPiece, chainage: number): Point {
  const n = points.length;
  const segment = (i: number): Point => {
    const d = minus(points[i + 1] as Point, points[i] as Point);
    const length = Math.hypot(...d);
    return [d[0] / length, d[1] / length];
  };
  const next = along.findIndex((value) => value >= chainage - 1e-9);
  const vertex = next >= 0 && Math.abs((along[next] as number) - chainage) <= 1e-9 ? next : -1;
  if (vertex < 0) return segment(Math.max(0, (next < 0 ? n - 1 : next) - 1));
  if (!closed && vertex === 0) return segment(0);
  if (!closed && vertex === n - 1) return segment(n - 2);
  const [a, b] = [segment(vertex === 0 ? n - 2 : vertex - 1), segment(vertex === n - 1 ? 0 : vertex)];
  const sum: Point = [a[0] + b[0], a[1] + b[1]];
  const length = Math.hypot(...sum);
  // A hairpin has no direction in between.
  return length < 1e-9 ? a : [sum[0] / length, sum[1] / length];
}

/**
 * The point at a chainage and beside the axis. Back from {@link project} it is the projected point itself, except where that
 * lies at the outer side of a bend or beyond an end: then it is as far from the axis at the same chainage.
 * @param chainage metres; beyond the ends the ends
 * @param offset metres, left positive
 * @param piece number of the piece where two have the same chainage
 * @throws RangeError where the axis has no piece
 */
export function pointAt(axis: Axis, chainage: number, offset = 0, piece?: number): Point {
  const on = axis.pieces[piece ?? axis.pieces.findIndex(({ to }) => chainage <= to)] ?? axis.pieces.at(-1);
  if (!on) throw new RangeError('an axis without pieces');
  const at = Math.min(Math.max(chainage, on.from), on.to);
  const i = Math.max(
    1,
    on.along.findIndex((value) => value >= at),
  );
  const [a, b] = [on.points[i - 1] as Point, on.points[i] as Point];
  const [start, end] = [on.along[i - 1] as number, on.along[i] as number];
  const share = end > start ? (at - start) / (end - start) : 0;
  const [ux, uy] = directionAt(on, at);
  return [a[0] + share * (b[0] - a[0]) - uy * offset, a[1] + share * (b[1] - a[1]) + ux * offset];
}

/** The stretch of an axis between two chainages, as lines; several where a gap lies between. */
export function stretch(axis: Axis, from: number, to: number): Point[][] {
  return axis.pieces.flatMap((piece, n) => {
    const [start, end] = [Math.max(from, piece.from), Math.min(to, piece.to)];
    if (start >= end) return [];
    const between = piece.points.filter((_, i) => {
      const at = piece.along[i] as number;
      return at > start && at < end;
    });
    return [[pointAt(axis, start, 0, n), ...between, pointAt(axis, end, 0, n)]];
  });
}
