import { edgeCosts, PROFILES } from '@quartierblick/gis/analysis/network/profiles.ts';
import { costAt, reach } from '@quartierblick/gis/analysis/network/search.ts';
import type { Point } from '@quartierblick/gis/analysis/network/types.ts';
import type { Streets } from '@quartierblick/gis/analysis/population/model.ts';
import { FARTHEST_M } from './around.ts';

/**
 * Metres on foot from a place to others, as somebody walks with a small child: over main roads where signals, a zebra or an island
 * help. EPSG:25832. null where a place does not meet the network or is farther than 5 km.
 */
export function waysFrom(streets: Streets, from: Point, to: readonly Point[]): (number | null)[] {
  const { graph } = streets;
  const costs = edgeCosts(graph, PROFILES['child-with-adult'], 'metres');
  const start = streets.snap(from);
  const reached = start && reach(graph, costs, [start], FARTHEST_M);
  return to.map((at) => {
    const access = reached && streets.snap(at);
    const metres = access ? costAt(graph, costs, reached, access) : Infinity;
    return metres <= FARTHEST_M ? Math.round(metres) : null;
  });
}
