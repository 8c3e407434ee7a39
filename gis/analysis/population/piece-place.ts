import type { Access, Point, WalkGraph } from '../network/types.ts';
import { onEdge } from './edge-shape.ts';
import type { Gathered, Placed } from './street-pieces.ts';

/** Metres beside the middle of the street where the mean distance would lead to another street. */
const NEAR_M = 2;

/**
 * Where the people of a piece stand: at the mean place along the street, beside it as far as the homes are in the mean and on
 * their side, so that the way from the door counts and the piece meets the street on the same side as its homes. It is the
 * place of no single home.
 */
export function placeOf(
  graph: WalkGraph,
  { edge, homes: members }: Gathered,
  homes: readonly Placed[],
  accesses: readonly (Access | null)[],
  snap: (at: Point) => Access | null,
): Point {
  let [weight, along, aside, side] = [0, 0, 0, 0];
  for (const home of members) {
    const [placed, access] = [homes[home], accesses[home]];
    if (!placed || !access) continue;
    const w = Math.max(placed.weight, Number.MIN_VALUE);
    const foot = onEdge(graph, edge, access.along);
    weight += w;
    along += w * access.along;
    aside += w * access.aside;
    side += w * Math.sign(foot.dx * (placed.at[1] - foot.y) - foot.dy * (placed.at[0] - foot.x));
  }
  const foot = onEdge(graph, edge, along / weight);
  const left = side >= 0 ? 1 : -1;
  const beside = (metres: number): Point => [foot.x - foot.dy * left * metres, foot.y + foot.dx * left * metres];
  const far = beside(aside / weight);
  return snap(far)?.edge === edge ? far : beside(Math.min(NEAR_M, aside / weight));
}
