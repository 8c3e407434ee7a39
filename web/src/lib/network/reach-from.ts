import { gatesOf, joinedTo } from '@quartierblick/gis/analysis/coverage/ground.ts';
import { edgeCosts } from '@quartierblick/gis/analysis/network/profiles.ts';
import { pathTo, reachedEdges } from '@quartierblick/gis/analysis/network/reached.ts';
import { costAt, reach } from '@quartierblick/gis/analysis/network/search.ts';
import { pointAt, SnapIndex } from '@quartierblick/gis/analysis/network/snap.ts';
import type { Point, WalkGraph, WalkPlaces } from '@quartierblick/gis/analysis/network/types.ts';
import type { Question, Reached, TargetKind } from './messages.ts';
import { collection, lineFeature, lonLat } from './on-the-map.ts';

/** Nearest places told of each kind. */
const MOST_PLACES = 3;

interface Target {
  kind: TargetKind;
  name: string | null;
  gates: readonly Point[];
}

function kindOf({ layer, kind }: WalkPlaces['places'][number]): TargetKind {
  if (layer === 'stops') return 'stop';
  if (kind === 'kita' || kind === 'kinderstube') return 'kita';
  return kind === 'school' ? 'school' : 'offer';
}

function targetsOf({ playgrounds, places }: WalkPlaces): Target[] {
  return [
    ...playgrounds.map((one): Target => ({ kind: 'playground', name: one.name, gates: gatesOf(one) })),
    ...places.map((one): Target => ({ kind: kindOf(one), name: one.name, gates: [one.at] })),
  ];
}

/** What is reached on foot from a point or from all places of a kind, and from a point the nearest places with the way to them. */
export function reachFrom(
  graph: WalkGraph,
  places: WalkPlaces,
  { profile, metric, bound, from }: Omit<Extract<Question, { kind: 'reach' }>, 'edits'>,
): Reached {
  const costs = edgeCosts(graph, profile, metric);
  const index = new SnapIndex(graph);
  const join = (at: Point) => joinedTo(index, at, costs);
  const targets = targetsOf(places);
  const starts =
    'at' in from ? [from.at] : targets.filter(({ kind }) => kind === from.kind).flatMap(({ gates }) => gates);
  const sources = starts.map(join).filter((access) => access !== null);
  const found = reach(graph, costs, sources, bound);
  const ways = reachedEdges(graph, costs, found).map(({ line, startCost, endCost }) =>
    lineFeature(line, { c: Math.round((startCost + endCost) / 2) }),
  );
  const [first] = sources;
  if (!('at' in from)) return { kind: 'reached', ways: collection(ways), start: null, places: [] };
  const near = targets.flatMap(({ kind, name, gates }) => {
    const arrivals = gates.flatMap((gate) => {
      const access = join(gate);
      const cost = access ? costAt(graph, costs, found, access) : Infinity;
      return access && cost !== Infinity ? [{ access, cost }] : [];
    });
    const best = arrivals.sort((a, b) => a.cost - b.cost)[0];
    if (!best) return [];
    const way = (pathTo(graph, costs, found, best.access) ?? []).map(lonLat);
    return [{ kind, name, cost: best.cost, lonLat: lonLat(pointAt(graph, best.access)), way }];
  });
  near.sort((a, b) => a.cost - b.cost);
  const told = near.filter((one, i) => near.slice(0, i).filter(({ kind }) => kind === one.kind).length < MOST_PLACES);
  return {
    kind: 'reached',
    ways: collection(ways),
    start: first ? lonLat(pointAt(graph, first)) : null,
    places: told,
  };
}
