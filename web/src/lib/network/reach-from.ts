import { inBands } from '@quartierblick/gis/analysis/coverage/bands.ts';
import { gatesOf, joinedTo } from '@quartierblick/gis/analysis/coverage/ground.ts';
import { edgeCosts } from '@quartierblick/gis/analysis/network/profiles.ts';
import { pathTo, reachedEdges } from '@quartierblick/gis/analysis/network/reached.ts';
import { costAt, reach } from '@quartierblick/gis/analysis/network/search.ts';
import { pointAt } from '@quartierblick/gis/analysis/network/snap.ts';
import type { Point, WalkGraph, WalkPlaces } from '@quartierblick/gis/analysis/network/types.ts';
import type { FeatureCollection } from 'geojson';
import type { TargetKind } from '@quartierblick/gis/network/answers.ts';
import type { KnownPlace, Origin, Question, Reached } from './messages.ts';
import { roundedLonLat as lonLat } from '@quartierblick/gis/network/lon-lat.ts';
import { collection, lineFeature } from './on-the-map.ts';
import { indexOf } from '@quartierblick/gis/network/snap-index.ts';

/** Limits of the bands by DIN 18034-1:2020-10, metres and seconds; up to the last one a walk is followed. */
const BANDS = { metres: [200, 400, 1000], seconds: [360, 600, 900] } as const;

/** Nearest places told of each kind. */
const MOST_PLACES = 3;

interface Target extends KnownPlace {
  gates: readonly Point[];
}

function kindOf({ layer, kind }: WalkPlaces['places'][number]): TargetKind {
  if (layer === 'stops') return 'stop';
  if (kind === 'kita' || kind === 'kinderstube') return 'kita';
  return kind === 'school' ? 'school' : 'offer';
}

function targetsOf({ playgrounds, places }: WalkPlaces): Target[] {
  return [
    ...playgrounds.map((one): Target => ({
      key: `playgrounds/${one.key}`,
      kind: 'playground',
      name: one.name,
      gates: gatesOf(one),
    })),
    ...places.map((one): Target => {
      const { key, layer, name, at } = one;
      return { key: `${layer}/${key}`, kind: kindOf(one), name, gates: [at] };
    }),
  ];
}

/** Places that people walk to, by name. */
export function placesOf(places: WalkPlaces): KnownPlace[] {
  return targetsOf(places)
    .map(({ key, kind, name }) => ({ key, kind, name }))
    .sort((a, b) => (a.name ?? '').localeCompare(b.name ?? '', 'de'));
}

const isStart = (from: Exclude<Origin, { at: Point }>, { kind, key }: Target): boolean =>
  'place' in from ? key === from.place : kind === from.kind;

/** What is reached on foot from a point or from all places of a kind, and from a point the nearest places with the way to them. */
export function reachFrom(
  graph: WalkGraph,
  places: WalkPlaces,
  { profile, metric, from }: Omit<Extract<Question, { kind: 'reach' }>, 'edits'>,
): Omit<Reached, 'kind' | 'ways'> & { ways: FeatureCollection } {
  const costs = edgeCosts(graph, profile, metric);
  const index = indexOf(graph);
  const join = (at: Point) => joinedTo(index, at, costs);
  const targets = targetsOf(places);
  const starts =
    'at' in from ? [from.at] : targets.filter((target) => isStart(from, target)).flatMap(({ gates }) => gates);
  const sources = starts.map(join).filter((access) => access !== null);
  const found = reach(graph, costs, sources, BANDS[metric][2]);
  const ways = reachedEdges(graph, costs, found)
    .flatMap((piece) => inBands(piece, BANDS[metric]))
    .map(({ line, band }) => lineFeature(line, { band }));
  const [first] = sources;
  if ('kind' in from) return { ways: collection(ways), start: null, places: [] };
  const near = targets.flatMap((target) => {
    const { kind, name, gates } = target;
    if ('place' in from && isStart(from, target)) return [];
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
    ways: collection(ways),
    start: first ? lonLat(pointAt(graph, first)) : null,
    places: told,
  };
}
