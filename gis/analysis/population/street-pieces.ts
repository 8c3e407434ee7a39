import type { Access, Point, WalkGraph } from '../network/types.ts';
import { joinLonely } from './lonely-pieces.ts';
import { placeOf } from './piece-place.ts';

/** How homes are gathered. */
export interface PieceParameters {
  /** Metres of street that one piece is about long. */
  length: number;
  /** A piece holds at least so many residential buildings, so that no figure is that of one of them. */
  leastHomes: number;
  /** Metres of street within which a piece with fewer looks for another to join. */
  reach: number;
}

/** Starting values; three as in k = 3 for people. */
const PIECES: PieceParameters = { length: 20, leastHomes: 3, reach: 150 };

/** A building with people, to be gathered with its neighbours. */
export interface Placed {
  at: Point;
  /** Floor area or anything in proportion to the people in it. */
  weight: number;
  /** Homes of different areas (statistical units) are never gathered together, so that each area keeps its total. */
  area: number;
}

/** Homes of one edge and area that stay together. */
export interface Gathered {
  edge: number;
  area: number;
  homes: number[];
}

/** Pieces of street with the homes at them. */
export interface Pieces {
  x: number[];
  y: number[];
  /** Area of each piece. */
  area: number[];
  /** Piece of each home, -1 where no street is near enough. */
  pieceOf: Int32Array;
  /** Pieces that still hold fewer than {@link PieceParameters.leastHomes}: no other one is near. */
  lonely: number;
}

/** Homes along one edge in pieces of about the wanted length, each closed as soon as it holds enough homes. */
function alongEdge(
  homes: readonly number[],
  accesses: readonly (Access | null)[],
  length: number,
  parameters: PieceParameters,
): number[][] {
  const count = Math.max(1, Math.round(length / parameters.length));
  const slot = (home: number) =>
    Math.min(count - 1, Math.floor(((accesses[home]?.along ?? 0) / Math.max(length, 1e-9)) * count));
  const sorted = [...homes].sort((a, b) => (accesses[a]?.along ?? 0) - (accesses[b]?.along ?? 0) || a - b);
  const groups: number[][] = [];
  let open: number[] = [];
  for (const [i, home] of sorted.entries()) {
    open.push(home);
    const next = sorted[i + 1];
    if (next !== undefined && (open.length < parameters.leastHomes || slot(next) === slot(home))) continue;
    groups.push(open);
    open = [];
  }
  const last = groups.at(-1);
  const before = groups.at(-2);
  if (last && before && last.length < parameters.leastHomes) {
    before.push(...last);
    groups.pop();
  }
  return groups;
}

/**
 * Gathers homes on pieces of street of about 20 m, on the side of the street on which they stand. A piece that would hold fewer
 * than three homes joins the next one: of the same edge, else of a neighbouring one, never across a crossing.
 * @param snap where a point meets the network (`SnapIndex`); null: nowhere near
 */
export function streetPieces(
  graph: WalkGraph,
  homes: readonly Placed[],
  snap: (at: Point) => Access | null,
  parameters: PieceParameters = PIECES,
): Pieces {
  const accesses = homes.map(({ at }) => snap(at));
  const byEdge = new Map<string, { edge: number; area: number; homes: number[] }>();
  for (const [home, access] of accesses.entries()) {
    if (!access) continue;
    const area = homes[home]?.area ?? -1;
    const key = `${access.edge}/${area}`;
    const there = byEdge.get(key);
    if (there) there.homes.push(home);
    else byEdge.set(key, { edge: access.edge, area, homes: [home] });
  }
  const groups: Gathered[] = [...byEdge.values()]
    .sort((a, b) => a.edge - b.edge || a.area - b.area)
    .flatMap(({ edge, area, homes: there }) =>
      alongEdge(there, accesses, graph.length[edge] ?? 0, parameters).map((members) => ({
        edge,
        area,
        homes: members,
      })),
    );
  const { joined, lonely } = joinLonely(graph, groups, parameters);
  const pieces: Pieces = { x: [], y: [], area: [], pieceOf: new Int32Array(homes.length).fill(-1), lonely };
  for (const members of joined) {
    // The largest of those that joined gives the place; of two as large, the first.
    const host = members.reduce((best, one) => (one.homes.length > best.homes.length ? one : best));
    const [x, y] = placeOf(graph, host, homes, accesses, snap);
    for (const { homes: there } of members) for (const home of there) pieces.pieceOf[home] = pieces.x.length;
    pieces.x.push(x);
    pieces.y.push(y);
    pieces.area.push(host.area);
  }
  return pieces;
}
