import type { Point } from '../network/types.ts';

/** Ends of lines this close are the same place: data that was digitised piece by piece does not meet to the millimetre. */
const JOIN_M = 0.5;

type Line = readonly Point[];
/** One end of a line: its number, and whether it is the last vertex. */
interface End {
  line: number;
  last: boolean;
  /** Unit vector from the end into the line. */
  into: readonly [number, number];
}

const gap = ([ax, ay]: Point, [bx, by]: Point): number => Math.hypot(ax - bx, ay - by);

/** The line without vertices that repeat the one before them. */
function clean(line: Line): Line {
  return line.filter((point, i) => i === 0 || gap(point, line[i - 1] as Point) > 1e-6);
}

function direction([ax, ay]: Point, [bx, by]: Point): readonly [number, number] {
  const length = Math.hypot(bx - ax, by - ay) || 1;
  return [(bx - ax) / length, (by - ay) / length];
}

function endsOf(lines: readonly Line[]): { end: End; at: Point }[] {
  return lines.flatMap((line, i) => {
    const [first, second] = [line[0] as Point, line[1] as Point];
    const [last, before] = [line.at(-1) as Point, line.at(-2) as Point];
    return [
      { end: { line: i, last: false, into: direction(first, second) }, at: first },
      { end: { line: i, last: true, into: direction(last, before) }, at: last },
    ];
  });
}

/** Ends that lie at the same place, place by place. */
function places(lines: readonly Line[]): End[][] {
  const found: { at: Point; ends: End[] }[] = [];
  for (const { end, at } of endsOf(lines)) {
    const there = found.find((place) => gap(place.at, at) <= JOIN_M);
    if (there) there.ends.push(end);
    else found.push({ at, ends: [end] });
  }
  return found.map(({ ends }) => ends);
}

const id = ({ line, last }: Pick<End, 'line' | 'last'>): number => line * 2 + (last ? 1 : 0);

/** Which end each end goes on at. Where more than two meet, the straightest pair goes on, and no one turns back. */
function joints(lines: readonly Line[]): Map<number, End> {
  const joined = new Map<number, End>();
  for (const ends of places(lines)) {
    const pairs = ends.flatMap((a, i) =>
      ends.slice(i + 1).map((b) => ({ a, b, bend: a.into[0] * b.into[0] + a.into[1] * b.into[1] })),
    );
    // −1 is straight on. Two ends alone belong together whatever the angle.
    for (const { a, b, bend } of pairs.toSorted((p, q) => p.bend - q.bend)) {
      if (joined.has(id(a)) || joined.has(id(b)) || (ends.length > 2 && bend >= 0)) continue;
      joined.set(id(a), b);
      joined.set(id(b), a);
    }
  }
  return joined;
}

/**
 * Lines joined end to end into as few chains as there are. A ring comes back with its first vertex repeated at the end. Lines
 * without length are left out. Coordinates in metres.
 */
export function chainsOf(all: readonly Line[]): Point[][] {
  const lines = all.map(clean).filter((line) => line.length > 1);
  const joined = joints(lines);
  const used = new Set<number>();
  const walk = (start: { line: number; last: boolean }): Point[] => {
    const chain: Point[] = [];
    let at: { line: number; last: boolean } | undefined = start;
    while (at && !used.has(at.line)) {
      used.add(at.line);
      const line = lines[at.line] as Line;
      const points = at.last ? line.toReversed() : line;
      chain.push(...(chain.length === 0 ? points : points.slice(1)));
      at = joined.get(id({ line: at.line, last: !at.last }));
    }
    return chain;
  };
  const open = lines
    .flatMap((_, line) => [false, true].map((last) => ({ line, last })))
    .filter((end) => !joined.has(id(end)));
  const chains: Point[][] = [];
  for (const end of open) if (!used.has(end.line)) chains.push(walk(end));
  // What is left has no end: rings.
  lines.forEach((_, line) => {
    if (used.has(line)) return;
    const ring = walk({ line, last: false });
    if (gap(ring[0] as Point, ring.at(-1) as Point) > 1e-6) ring[ring.length - 1] = ring[0] as Point;
    chains.push(ring);
  });
  return chains;
}
