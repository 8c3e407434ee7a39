import type { Draft } from './draft.ts';
import { footOn } from './planar.ts';
import type { Foot } from './planar.ts';
import { NO_CROSSING } from './types.ts';

/** Nearest point of an edge of the draft within a distance, null where there is none. */
export function nearestEdge(
  draft: Draft,
  x: number,
  y: number,
  within: number,
  wanted: (edge: number) => boolean,
): (Foot & { edge: number }) | null {
  let best: (Foot & { edge: number }) | null = null;
  for (const edge of draft.edgesIn(x - within, y - within, x + within, y + within)) {
    if (draft.columns.closed[edge] || !wanted(edge)) continue;
    const foot = footOn(draft.shapeOf(edge), x, y, best?.distance ?? within);
    if (foot) best = { ...foot, edge };
  }
  return best;
}

/** Whether an edge is walked along, not a crossing. */
export const isAlong = (draft: Draft, edge: number): boolean => draft.columns.crossing[edge] === NO_CROSSING;
