import Flatbush from 'flatbush';
import type { WalkLine } from './types.ts';

/** One part of a line: x, y, x, y, … in whole centimetres from the origin, without repeated vertices. */
export interface Strand {
  line: number;
  level: number;
  xy: number[];
}

/** Coordinates must leave room for two of them in one exact number. */
const MOST_CM = 60_000_000;

interface Segments {
  strand: Uint32Array;
  /** Which segment of its strand. */
  place: Uint32Array;
  tree: Flatbush;
}

/**
 * Parts of the chosen lines with a vertex wherever one of the same level is met: crossed, touched within a centimetre, or
 * overlaid.
 *
 * @throws RangeError where the lines extend over more than 600 km
 */
export function cutAtMeetings(
  lines: readonly WalkLine[],
  chosen: readonly number[],
): { strands: Strand[]; originX: number; originY: number } {
  let originX = Infinity;
  let originY = Infinity;
  for (const i of chosen) {
    for (const part of lines[i]?.parts ?? []) {
      for (const [x, y] of part) {
        originX = Math.min(originX, Math.round(x * 100));
        originY = Math.min(originY, Math.round(y * 100));
      }
    }
  }
  const strands: Strand[] = [];
  for (const i of chosen) {
    const { parts, level } = lines[i] as WalkLine;
    for (const part of parts) {
      const xy: number[] = [];
      for (const [east, north] of part) push(xy, Math.round(east * 100) - originX, Math.round(north * 100) - originY);
      if (xy.length >= 4) strands.push({ line: i, level, xy });
      if (xy.some((value) => !(value <= MOST_CM))) throw new RangeError('lines extend over more than 600 km');
    }
  }
  const extra = meetings(strands);
  return { strands: strands.map((strand, s) => withVertices(strand, extra[s])), originX, originY };
}

function push(xy: number[], x: number, y: number): void {
  if (xy[xy.length - 2] !== x || xy[xy.length - 1] !== y) xy.push(x, y);
}

/** A vertex to be put into a strand: after which vertex, how far along that segment, and where. */
interface Vertex {
  place: number;
  t: number;
  x: number;
  y: number;
}

function withVertices(strand: Strand, extra: Vertex[] | undefined): Strand {
  if (!extra) return strand;
  extra.sort((a, b) => a.place - b.place || a.t - b.t);
  const xy: number[] = [];
  let next = 0;
  for (let i = 0; i < strand.xy.length / 2; i++) {
    push(xy, strand.xy[2 * i] as number, strand.xy[2 * i + 1] as number);
    for (; next < extra.length && extra[next]?.place === i; next++) {
      const { x, y } = extra[next] as Vertex;
      push(xy, x, y);
    }
  }
  return { ...strand, xy };
}

function segmentsOf(strands: readonly Strand[]): Segments | null {
  const count = strands.reduce((sum, { xy }) => sum + xy.length / 2 - 1, 0);
  if (count === 0) return null;
  const strand = new Uint32Array(count);
  const place = new Uint32Array(count);
  const tree = new Flatbush(count);
  let n = 0;
  strands.forEach(({ xy }, s) => {
    for (let i = 0; i + 3 < xy.length; i += 2) {
      const [ax, ay, bx, by] = [xy[i], xy[i + 1], xy[i + 2], xy[i + 3]] as [number, number, number, number];
      strand[n] = s;
      place[n++] = i / 2;
      tree.add(Math.min(ax, bx) - 1, Math.min(ay, by) - 1, Math.max(ax, bx) + 1, Math.max(ay, by) + 1);
    }
  });
  tree.finish();
  return { strand, place, tree };
}

function meetings(strands: readonly Strand[]): (Vertex[] | undefined)[] {
  const extra: (Vertex[] | undefined)[] = strands.map(() => undefined);
  const segments = segmentsOf(strands);
  if (!segments) return extra;
  const { strand, place, tree } = segments;
  const corner = (n: number): [number, number, number, number] => {
    const { xy } = strands[strand[n] as number] as Strand;
    const i = 2 * (place[n] as number);
    return [xy[i], xy[i + 1], xy[i + 2], xy[i + 3]] as [number, number, number, number];
  };
  /** Puts a point into segment n if it lies on it, within a centimetre, and is not one of its ends. */
  const put = (n: number, x: number, y: number, certain: boolean): void => {
    const [ax, ay, bx, by] = corner(n);
    if ((x === ax && y === ay) || (x === bx && y === by)) return;
    const [dx, dy] = [bx - ax, by - ay];
    const square = dx * dx + dy * dy;
    const t = ((x - ax) * dx + (y - ay) * dy) / square;
    if (!certain && (t <= 0 || t >= 1 || Math.abs((x - ax) * dy - (y - ay) * dx) > Math.sqrt(square))) return;
    const s = strand[n] as number;
    (extra[s] ??= []).push({ place: place[n] as number, t, x, y });
  };
  for (let n = 0; n < strand.length; n++) {
    const [ax, ay, bx, by] = corner(n);
    const { level } = strands[strand[n] as number] as Strand;
    const box = [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)] as const;
    const same = (m: number): boolean => m > n && (strands[strand[m] as number] as Strand).level === level;
    for (const m of tree.search(...box, same)) {
      const [cx, cy, dx, dy] = corner(m);
      put(n, cx, cy, false);
      put(n, dx, dy, false);
      put(m, ax, ay, false);
      put(m, bx, by, false);
      const turn = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx);
      if (turn === 0) continue;
      const t = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / turn;
      const u = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / turn;
      if (!(t > 0 && t < 1 && u > 0 && u < 1)) continue;
      const [x, y] = [Math.round(ax + t * (bx - ax)), Math.round(ay + t * (by - ay))];
      put(n, x, y, true);
      put(m, x, y, true);
    }
  }
  return extra;
}
