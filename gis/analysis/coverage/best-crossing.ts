import { placeAlong, lengthOf } from '../network/planar.ts';
import { edgeCosts } from '../network/profiles.ts';
import type { EdgeCosts } from '../network/profiles.ts';
import { editGraph } from '../network/edit.ts';
import type { EditedGraph } from '../network/edit.ts';
import { costAt, reach } from '../network/search.ts';
import type { Reach } from '../network/search.ts';
import { AGE_GROUPS, NO_CROSSING } from '../network/types.ts';
import type { Access, AgeGroup, Point, WalkGraph } from '../network/types.ts';
import type { GroupCoverage } from './coverage.ts';
import { joinedGates } from './ground.ts';
import type { Ground } from './ground.ts';
import { NOBODY, plus, sumWhere } from './range.ts';
import type { Range } from './range.ts';
import type { CoverageSettings } from './settings.ts';

/** What one new crossing with signals would bring at one place. */
export interface CrossingGain {
  /** On the centre line, EPSG:25832. */
  at: Point;
  /** Children who would then have a playground near enough, by age group in the order of `AGE_GROUPS`. */
  groups: readonly Range[];
  children: Range;
}

/**
 * Places for a crossing along a street: points on its centre line.
 * @param lines indices of the street's lines in `NetworkData.lines`; those that are no barriers give none
 * @param spacingM metres between two of them
 */
export function crossingCandidates(graph: WalkGraph, lines: ReadonlySet<number>, spacingM = 15): Point[] {
  const places: Point[] = [];
  for (let e = 0; e < graph.edges; e++) {
    if (graph.side[e] !== 1 || !lines.has(graph.line[e] as number)) continue;
    const axis = graph.axis.subarray(2 * (graph.axisStart[e] as number), 2 * (graph.axisStart[e + 1] as number));
    const length = lengthOf(axis);
    const count = Math.max(1, Math.round(length / spacingM));
    for (let i = 0; i < count; i++) {
      const { x, y } = placeAlong(axis, ((i + 0.5) * length) / count);
      places.push([x, y]);
    }
  }
  return places;
}

/** What the search for the best place knows of today. */
interface Today {
  ground: Ground;
  settings: CoverageSettings;
  coverage: readonly GroupCoverage[];
  /** By age group: cost of every node from the nearest playground. */
  fields: ReadonlyMap<AgeGroup, { reach: Reach; costs: EdgeCosts }>;
}

/** Crossing edges that an age group may use only since the change. */
function opened(before: WalkGraph, { graph }: EditedGraph, old: EdgeCosts, now: EdgeCosts): number[] {
  const edges: number[] = [];
  for (let e = 0; e < graph.edges; e++) {
    if (graph.crossing[e] === NO_CROSSING || now.edge[e] === Infinity) continue;
    if (e >= before.edges || old.edge[e] === Infinity) edges.push(e);
  }
  return edges;
}

/** Where a node of the changed network lies on the one before: a node of it, or a place on the edge that was cut. */
function before(graph: WalkGraph, changed: WalkGraph, node: number): Access | null {
  for (let i = changed.first[node] as number; i < (changed.first[node + 1] as number); i++) {
    const e = changed.link[i] as number;
    if (e < graph.edges && changed.to[e] === node && graph.to[e] !== node) {
      return { edge: e, along: changed.length[e] as number, aside: 0 };
    }
  }
  return null;
}

/**
 * Children of one age group whom an opened crossing brings within reach. Exact: no shortest way uses one new edge twice, so what
 * changes is reached from one of its ends over the other.
 */
function gainOf(today: Today, group: AgeGroup, edited: EditedGraph): Range {
  const { ground, settings, coverage, fields } = today;
  const own = ground.groups[group];
  const bound = settings.reachM[group];
  const field = fields.get(group);
  const metres = coverage[AGE_GROUPS.indexOf(group)]?.metres;
  if (!field || !metres) return NOBODY;
  const { graph } = edited;
  const costs = edgeCosts(graph, settings.profiles[group], 'metres');
  const edges = opened(ground.graph, edited, field.costs, costs);
  const sources = edges.flatMap((e) => {
    const ends = [graph.from[e] as number, graph.to[e] as number];
    const today = ends.map((node) => costOf(ground.graph, graph, field, node));
    const over = costs.edge[e] as number;
    return ends.flatMap((_, i) => {
      const offset = (today[1 - i] as number) + over;
      // Begins at the end that comes nearer, with what it costs to get there over the new edge.
      if (offset >= (today[i] as number) || offset > field.reach.bound) return [];
      return [{ edge: e, along: i === 0 ? 0 : (graph.length[e] as number), aside: 0, offset }];
    });
  });
  if (sources.length === 0) return NOBODY;
  // With several new edges a way may use two of them: then all playgrounds are asked again.
  const all = edges.length === 1 ? sources : joinedGates(ground, group).map(edited.moved);
  const found = reach(graph, costs, all, bound);
  return sumWhere(ground.demand, group, (i) => {
    const home = own.homes[i];
    return metres[i] === Infinity && !!home && costAt(graph, costs, found, edited.moved(home)) !== Infinity;
  });
}

function costOf(
  graph: WalkGraph,
  changed: WalkGraph,
  { reach: found, costs }: { reach: Reach; costs: EdgeCosts },
  node: number,
): number {
  if (node < graph.nodes) return found.cost[node] as number;
  const access = before(graph, changed, node);
  return access ? costAt(graph, costs, found, access) : Infinity;
}

/**
 * What one new crossing with signals would bring at each of some places, one after the other, so that a long search can tell its
 * progress and be given up.
 * @param coverage of the same ground and settings, as it is today
 */
export function* crossingGains(
  ground: Ground,
  settings: CoverageSettings,
  coverage: readonly GroupCoverage[],
  places: readonly Point[],
): Generator<CrossingGain> {
  const fields = new Map(
    AGE_GROUPS.map((group) => {
      const { costs } = ground.groups[group];
      const found = reach(ground.graph, costs, joinedGates(ground, group), settings.reachM[group]);
      return [group, { costs, reach: found }] as const;
    }),
  );
  const today: Today = { ground, settings, coverage, fields };
  for (const at of places) {
    const edited = editGraph(ground.graph, [{ id: 'candidate', type: 'crossing', at, kind: 'signals' }]);
    const groups = AGE_GROUPS.map((group) => gainOf(today, group, edited));
    yield { at, groups, children: groups.reduce(plus, NOBODY) };
  }
}
