import Flatbush from 'flatbush';
import { makeCrossing, nearestBarrier } from './barrier.ts';
import { Draft } from './draft.ts';
import { addEdges, cornersOfNodes } from './junctions.ts';
import { nodeLines } from './noding.ts';
import type { CrossingPoint, NetworkData, WalkGraph, WalkLine } from './types.ts';

/** How the walking network is made of lines. */
export interface BuildOptions {
  /** Classes of streets that are crossed only at crossings. */
  barriers: readonly string[];
  /** Width of a barrier between its two sides, metres; so long is a crossing. An assumption: four lanes of 3 m. */
  carriagewayM: number;
  /** A recorded crossing belongs to a barrier up to so far away, metres. */
  crossingReachM: number;
  /** A crossing so near to a junction counts for all its arms, metres. */
  junctionReachM: number;
  /**
   * A barrier that ends with nothing joined there has mostly been cut off at the edge of the data: then nobody walks round its end
   * (`cut`); or it is a dead end that is walked round (`round`).
   */
  openEnds: 'cut' | 'round';
}

export const BUILD_DEFAULTS: BuildOptions = {
  barriers: ['main'],
  carriagewayM: 12,
  crossingReachM: 15,
  junctionReachM: 2,
  openEnds: 'cut',
};

const isBarrier = ({ kind }: WalkLine, { barriers }: BuildOptions): boolean => barriers.includes(kind);
/** Where nothing is recorded, one may walk along everything but railways. */
export const isWalkable = ({ walkable, kind }: WalkLine): boolean => walkable ?? kind !== 'rail';

/**
 * Builds the walking network. A barrier is walked on either of its sides; from one side to the other leads an edge of kind
 * `crossing`, at each of its nodes and at each crossing recorded. A barrier that must not be walked along (`walkable` false) cuts
 * all the same: its sides are there, but closed.
 *
 * @param data lines and crossings in EPSG:25832
 * @throws RangeError where the lines extend over more than 600 km
 */
export function buildWalkGraph(data: NetworkData, options: Partial<BuildOptions> = {}): WalkGraph {
  const all = { ...BUILD_DEFAULTS, ...options };
  const streets = nodeLines(data, {
    include: (line) => isWalkable(line) || (isBarrier(line, all) && line.kind !== 'rail'),
  });
  const draft = new Draft(null);
  const barrier = Uint8Array.from(streets.line, (i) => (isBarrier(data.lines[i] as WalkLine, all) ? 1 : 0));
  const corners = cornersOfNodes(draft, data, streets, barrier, all);
  addEdges(draft, data, streets, barrier, corners, all.carriagewayM / 2);
  addCrossings(draft, data.crossings, all);
  return draft.finish(wallsOf(data));
}

/** Recorded crossings, those farthest along an edge first: what is cut off then never holds one that is still to come. */
function addCrossings(draft: Draft, crossings: readonly CrossingPoint[], options: BuildOptions): void {
  const sides = [...Array(draft.edges).keys()].filter((e) => draft.columns.side[e] === 1);
  if (sides.length === 0) return;
  const tree = new Flatbush(sides.length);
  for (const e of sides) {
    const axis = draft.axisOf(e);
    const [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
    const box = { minX, minY, maxX, maxY };
    for (let i = 0; i < axis.length; i += 2) {
      box.minX = Math.min(box.minX, axis[i] as number);
      box.maxX = Math.max(box.maxX, axis[i] as number);
      box.minY = Math.min(box.minY, axis[i + 1] as number);
      box.maxY = Math.max(box.maxY, axis[i + 1] as number);
    }
    tree.add(box.minX, box.minY, box.maxX, box.maxY);
  }
  tree.finish();
  const reach = options.crossingReachM;
  const spots = crossings.flatMap(({ at: [x, y], kind }) => {
    const near = tree.search(x - reach, y - reach, x + reach, y + reach).sort((a, b) => a - b);
    const edges = near.map((i) => sides[i] as number);
    const spot = nearestBarrier(draft, edges, x, y, reach);
    return spot ? [{ spot, kind }] : [];
  });
  spots.sort((a, b) => a.spot.edge - b.spot.edge || b.spot.along - a.spot.along);
  for (const { spot, kind } of spots) makeCrossing(draft, spot, kind, options.carriagewayM, options.junctionReachM);
}

/** Railways at ground level: no place is joined to the network across one. */
function wallsOf({ lines }: NetworkData): Float64Array {
  const wall: number[] = [];
  for (const { kind, level, parts } of lines) {
    if (kind !== 'rail' || level !== 0) continue;
    for (const part of parts) {
      part.slice(1).forEach(([x, y], i) => {
        const [beforeX, beforeY] = part[i] as readonly [number, number];
        wall.push(beforeX, beforeY, x, y);
      });
    }
  }
  return Float64Array.from(wall);
}
