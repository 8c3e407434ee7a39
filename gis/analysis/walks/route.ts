import { edgeCosts, PROFILES } from '../network/profiles.ts';
import type { ProfileId } from '../network/profiles.ts';
import { metresTo, pathTo } from '../network/reached.ts';
import { Scratch } from '../network/scratch.ts';
import { costAt, reach } from '../network/search.ts';
import type { SnapIndex } from '../network/snap.ts';
import type { Access, Point } from '../network/types.ts';
import { bestOrder, MOST_ORDERED } from './order.ts';

/** What is walked. EPSG:25832. */
export interface RouteQuestion {
  stops: readonly Point[];
  profile: ProfileId;
  /** In the given order, or in the shortest that begins with the first stop. */
  ordered: 'given' | 'best';
  /** Whether it ends where it began. */
  round: boolean;
}

/** The way from one stop to the next. */
export interface RouteLeg {
  /** Indices in the stops of the question. */
  from: number;
  to: number;
  /** null: no way is known for this profile. */
  metres: number | null;
  seconds: number | null;
  /** EPSG:25832, from stop to stop; straight where no way is known. */
  line: Point[];
}

export interface WalkRoute {
  /** Indices in the stops of the question, in the order in which they are walked. */
  order: number[];
  /** Whether the order is the shortest; false above {@link MOST_ORDERED} stops, which are left in the given order. */
  best: boolean;
  legs: RouteLeg[];
}

/** Nobody walks longer from one stop to the next, seconds. */
const LONGEST_LEG_S = 7200;

/**
 * The route of a walk along the walking network, and the shortest order of its stops. Times are those of walking with waiting at
 * crossings; how long one stays is not in them. Stops join only what the profile uses, so step-free ones join step-free edges.
 */
export function routeOf(index: SnapIndex, { stops, profile, ordered, round }: RouteQuestion): WalkRoute {
  const { graph } = index;
  const costs = edgeCosts(graph, PROFILES[profile], 'seconds');
  const scratch = new Scratch(graph);
  const accesses = stops.map((at) => index.nearest(at, { usable: costs, component: 'main-first' }));
  /** Valid until it is asked again. */
  const from = (access: Access) => reach(graph, costs, [access], LONGEST_LEG_S, scratch);

  const best = ordered === 'best' && stops.length <= MOST_ORDERED;
  const matrix = (): (number | null)[][] =>
    accesses.map((access) => {
      const reached = access && from(access);
      return accesses.map((to) => {
        const cost = reached && to ? costAt(graph, costs, reached, to) : Infinity;
        return cost === Infinity ? null : cost;
      });
    });
  const order = best ? bestOrder(matrix(), round) : [...stops.keys()];

  const walked = round && order.length > 1 ? [...order, order[0] as number] : order;
  const legs = walked.slice(1).map((to, i): RouteLeg => {
    const start = walked[i] as number;
    const [a, b] = [accesses[start] ?? null, accesses[to] ?? null];
    const ends = [stops[start] as Point, stops[to] as Point] as const;
    const reached = a && from(a);
    const path = reached && b && pathTo(graph, costs, reached, b);
    if (!path) return { from: start, to, metres: null, seconds: null, line: [...ends] };
    const metres = metresTo(graph, costs, reached, b);
    return { from: start, to, metres, seconds: costAt(graph, costs, reached, b), line: [ends[0], ...path, ends[1]] };
  });
  return { order, best, legs };
}

/** Length and time of a route as far as ways are known. @returns metres, seconds, and how many legs have no way */
export function sumOf(legs: readonly Pick<RouteLeg, 'metres' | 'seconds'>[]) {
  const sum = (of: (leg: Pick<RouteLeg, 'metres' | 'seconds'>) => number | null) =>
    legs.reduce((total, leg) => total + (of(leg) ?? 0), 0);
  return {
    metres: sum(({ metres }) => metres),
    seconds: sum(({ seconds }) => seconds),
    missing: legs.filter(({ seconds }) => seconds === null).length,
  };
}
