import { cutAtMeetings } from './meetings.ts';
import type { Strand } from './meetings.ts';
import { linksOf } from './links.ts';
import type { NetworkData, WalkLine } from './types.ts';

export interface NodingOptions {
  /** Which lines take part; by default all but railways. */
  include: (line: WalkLine) => boolean;
}

/** Noded centre lines in typed arrays. Coordinates in EPSG:25832, lengths in metres. */
export interface StreetGraph {
  nodes: number;
  edges: number;
  x: Float64Array;
  y: Float64Array;
  from: Uint32Array;
  to: Uint32Array;
  length: Float64Array;
  /** Index in `NetworkData.lines`; there are name and class. An edge runs in the direction of its line. */
  line: Uint32Array;
  /** Vertices of edge e are `shape[2 * shapeStart[e] … 2 * shapeStart[e + 1]]`, as x, y, x, y, … */
  shapeStart: Uint32Array;
  shape: Float64Array;
  /** Edges at node n are `link[first[n] … first[n + 1]]`, a loop twice; their number is the node's degree. */
  first: Uint32Array;
  link: Uint32Array;
}

/** Of two lines drawn over each other the one that comes first here is kept. */
const RANK = ['main', 'collector', 'residential', 'living', 'path'];
const rank = (kind: string): number => (RANK.indexOf(kind) + RANK.length + 1) % (RANK.length + 1);
/** One past the largest number of a vertex, so that two make one exact key. */
const MANY = 2 ** 26;

/**
 * Makes a graph of lines that only touch: they meet where they share a vertex to the centimetre, where one ends on another, and
 * where two of the same level cross. Pieces without length, and pieces drawn twice (of the more important street one is kept),
 * are dropped. A vertex that different levels share joins them only where one of the lines ends, as at the foot of a bridge.
 * Coordinates are rounded to centimetres.
 *
 * @throws RangeError where the lines extend over more than 600 km
 */
export function nodeLines(
  data: NetworkData,
  { include = (line) => line.kind !== 'rail' }: Partial<NodingOptions> = {},
): StreetGraph {
  const chosen = [...data.lines.keys()].filter((i) => include(data.lines[i] as WalkLine));
  chosen.sort((a, b) => rank((data.lines[a] as WalkLine).kind) - rank((data.lines[b] as WalkLine).kind));
  const { strands, originX, originY } = cutAtMeetings(data.lines, chosen);
  const vertices = numberVertices(strands);
  const seen = new Set<number>();
  // Of each vertex: how many pieces end there, the line of the first, and whether it must be a node.
  const ends = new Uint32Array(vertices.count);
  const owner = new Int32Array(vertices.count).fill(-1);
  const node = new Uint8Array(vertices.count);
  const kept = strands.map((strand, s) => {
    const ids = vertices.of[s] as Uint32Array;
    const keep = new Uint8Array(Math.max(0, ids.length - 1));
    node[ids[0] as number] = 1;
    node[ids[ids.length - 1] as number] = 1;
    for (let i = 0; i + 1 < ids.length; i++) {
      const a = ids[i] as number;
      const b = ids[i + 1] as number;
      const key = Math.min(a, b) * MANY + Math.max(a, b);
      if (a === b || seen.has(key)) continue;
      seen.add(key);
      keep[i] = 1;
      for (const id of [a, b]) {
        ends[id] = (ends[id] as number) + 1;
        if (owner[id] === -1) owner[id] = strand.line;
        else if (owner[id] !== strand.line) node[id] = 1;
      }
    }
    return keep;
  });
  const from: number[] = [];
  const to: number[] = [];
  const line: number[] = [];
  const length: number[] = [];
  const shapeStart = [0];
  const shape: number[] = [];
  const x: number[] = [];
  const y: number[] = [];
  const numbers = new Int32Array(vertices.count).fill(-1);
  const nodeOf = (id: number, px: number, py: number): number => {
    if (numbers[id] === -1) {
      numbers[id] = x.length;
      x.push(px);
      y.push(py);
    }
    return numbers[id] as number;
  };
  strands.forEach(({ xy, line: of }, s) => {
    const ids = vertices.of[s] as Uint32Array;
    const keep = kept[s] as Uint8Array;
    const at = (i: number): [number, number] => [
      ((xy[2 * i] as number) + originX) / 100,
      ((xy[2 * i + 1] as number) + originY) / 100,
    ];
    for (let i = 0; i + 1 < ids.length; i++) {
      if (!keep[i]) continue;
      const [x0, y0] = at(i);
      from.push(nodeOf(ids[i] as number, x0, y0));
      shape.push(x0, y0);
      let sum = 0;
      for (;;) {
        const [ax, ay] = at(i);
        const [bx, by] = at(i + 1);
        sum += Math.hypot(bx - ax, by - ay);
        shape.push(bx, by);
        const id = ids[i + 1] as number;
        if (node[id] || ends[id] !== 2 || !keep[i + 1]) {
          to.push(nodeOf(id, bx, by));
          break;
        }
        i++;
      }
      line.push(of);
      length.push(sum);
      shapeStart.push(shape.length / 2);
    }
  });
  return {
    nodes: x.length,
    edges: from.length,
    x: Float64Array.from(x),
    y: Float64Array.from(y),
    from: Uint32Array.from(from),
    to: Uint32Array.from(to),
    length: Float64Array.from(length),
    line: Uint32Array.from(line),
    shapeStart: Uint32Array.from(shapeStart),
    shape: Float64Array.from(shape),
    ...linksOf(x.length, from, to),
  };
}

/** Numbers the vertices: the same place is the same vertex, unless two levels pass there and no line ends. */
function numberVertices(strands: readonly Strand[]): { of: Uint32Array[]; count: number } {
  const key = ({ xy }: Strand, i: number): number => (xy[2 * i] as number) * MANY + (xy[2 * i + 1] as number);
  const joined = new Set<number>();
  for (const strand of strands) for (const i of [0, strand.xy.length / 2 - 1]) joined.add(key(strand, i));
  const byLevel = new Map<number | 'joined', Map<number, number>>([['joined', new Map()]]);
  let count = 0;
  const of = strands.map((strand) => {
    const ids = new Uint32Array(strand.xy.length / 2);
    for (let i = 0; i < ids.length; i++) {
      const place = key(strand, i);
      const level = joined.has(place) ? 'joined' : strand.level;
      let known = byLevel.get(level);
      if (!known) byLevel.set(level, (known = new Map()));
      let id = known.get(place);
      if (id === undefined) known.set(place, (id = count++));
      ids[i] = id;
    }
    return ids;
  });
  return { of, count };
}
