import { edgeCosts, PROFILES } from '@quartierblick/gis/analysis/network/profiles.ts';
import { Scratch } from '@quartierblick/gis/analysis/network/scratch.ts';
import { costAt, reach } from '@quartierblick/gis/analysis/network/search.ts';
import type { Access, Demand, Point, WalkPlaces } from '@quartierblick/gis/analysis/network/types.ts';
import type { Streets } from '@quartierblick/gis/analysis/population/model.ts';
import type { Around } from './worker-messages.ts';

/** DIN 18034-1:2020-10: the play area of small children lies within 200 m. */
export const CHILDREN_M = 200;
/** Whoever walks further does not count as near; so far a distance is measured. */
export const FARTHEST_M = 5000;
/** Places that children walk to every day. */
const CARE = new Set(['kita', 'kinderstube', 'school']);

/** Children at their streets, and where something is known of them. */
export interface PeopledStreets {
  demand: Demand;
  /** Inner points of the cells of the grid, and of those whose number of children is not known. */
  cells: readonly Point[];
  unknown: readonly Point[];
}

const near = (points: readonly Point[], [x, y]: Point) =>
  points.some(([px, py]) => Math.hypot(px - x, py - y) <= CHILDREN_M);

/** Whole metres; what is farther than the farthest counts as that. */
const metres = (cost: number) => Math.round(Math.min(cost, FARTHEST_M));

/** Pieces of street with children by the edge that they meet. */
function piecesByEdge({ demand }: PeopledStreets, streets: Streets): Map<number, { access: Access; piece: number }[]> {
  const byEdge = new Map<number, { access: Access; piece: number }[]>();
  for (const [piece, x] of demand.x.entries()) {
    const access = streets.snap([x, demand.y[piece] ?? 0]);
    if (!access) continue;
    const there = byEdge.get(access.edge);
    if (there) there.push({ access, piece });
    else byEdge.set(access.edge, [{ access, piece }]);
  }
  return byEdge;
}

/**
 * Prepares the question what lies around places on foot: along the network, as a small child walks with an adult, who crosses a
 * main road where signals, a zebra or an island help. Metres.
 */
export function aroundOnFoot(streets: Streets, places: WalkPlaces, people: PeopledStreets) {
  const { graph } = streets;
  const costs = edgeCosts(graph, PROFILES['child-with-adult'], 'metres');
  const scratch = new Scratch(graph);
  const accesses = (points: readonly Point[]) => points.flatMap((at) => streets.snap(at) ?? []);
  const gates = places.playgrounds.flatMap(({ at, entrances }) => (entrances.length > 0 ? entrances : [at]));
  const care = places.places.filter(({ layer, kind }) => layer === 'offers' && CARE.has(kind ?? ''));
  // Without a scratch of their own the two results would share their arrays.
  const [toPlayground, toCare] = [gates, care.map(({ at }) => at)].map((points) => {
    const sources = accesses(points);
    return sources.length === 0 ? null : reach(graph, costs, sources, FARTHEST_M);
  });
  const pieces = piecesByEdge(people, streets);

  const children = (at: Point, access: Access): NonNullable<Around>['children'] => {
    if (!near(people.cells, at) || near(people.unknown, at)) return null;
    const reached = reach(graph, costs, [access], CHILDREN_M, scratch);
    const edges = new Set([access.edge]);
    for (let i = 0; i < reached.count; i++) {
      const node = reached.reached[i] ?? 0;
      for (let l = graph.first[node] ?? 0; l < (graph.first[node + 1] ?? 0); l++) edges.add(graph.link[l] ?? 0);
    }
    let [least, most] = [0, 0];
    for (const { access: place, piece } of [...edges].flatMap((edge) => pieces.get(edge) ?? [])) {
      if (costAt(graph, costs, reached, place) > CHILDREN_M) continue;
      for (const row of people.demand.least) least += row[piece] ?? 0;
      for (const row of people.demand.most) most += row[piece] ?? 0;
    }
    return { least: Math.round(least), most: Math.round(most) };
  };

  return (at: Point): Around => {
    const access = streets.snap(at);
    if (!access) return null;
    return {
      playground: toPlayground ? metres(costAt(graph, costs, toPlayground, access)) : null,
      care: toCare ? metres(costAt(graph, costs, toCare, access)) : null,
      children: children(at, access),
    };
  };
}
