import { buildWalkGraph } from '@quartierblick/gis/analysis/network/build.ts';
import { SnapIndex } from '@quartierblick/gis/analysis/network/snap.ts';
import type { NetworkData } from '@quartierblick/gis/analysis/network/types.ts';
import type { Streets } from '@quartierblick/gis/analysis/population/model.ts';

export interface WalkingStreets extends Streets {
  /** For places that join only what a profile uses. */
  index: SnapIndex;
}

/** The walking network of the streets, with a function that finds where a place meets it; null where there are none. */
export function walkingStreets(data: NetworkData): WalkingStreets | null {
  if (data.lines.length === 0) return null;
  const graph = buildWalkGraph(data);
  if (graph.edges === 0) return null;
  const index = new SnapIndex(graph);
  // A scrap of path that joins nothing is no way out of the house.
  return { graph, index, snap: (at) => index.nearest(at, { component: 'main-first' }) };
}
