import type { Point } from '../network/types.ts';

/** Where one might stop. EPSG:25832. */
export interface Candidate {
  at: Point;
  /** How much it matters to those who look, above 0. */
  weight: number;
}

/** What was seen of a place: a stop or a finding of an earlier walk. */
export interface Seen {
  at: Point;
  /** Who was there. */
  roles: readonly string[];
  dark: boolean;
}

/** Who looks now, and when. */
export interface Perspective {
  role: string;
  dark: boolean;
}

/** A place counts as seen within so many metres; stops of a proposal are as far apart at the least. */
export const SEEN_M = 50;
const MOST_STOPS = 8;
/** As the crow flies, between the stops of a proposal; on foot it is about a third more. */
const LONGEST_M = 1500;
/** Places within so many metres are thought of together when looking where to begin. */
const AROUND_M = 400;
/** A near place is not preferred without end: this stands for staying there. */
const STAY_M = 60;

const apart = ([ax, ay]: Point, [bx, by]: Point): number => Math.hypot(ax - bx, ay - by);

/** Candidates that nobody of this role has seen by this light. */
export const unseenOf = <T extends Candidate>(
  candidates: readonly T[],
  seen: readonly Seen[],
  { role, dark }: Perspective,
): T[] => {
  const places = seen.filter((one) => one.dark === dark && one.roles.includes(role));
  return candidates.filter(({ at }) => !places.some((place) => apart(place.at, at) <= SEEN_M));
};

/**
 * Proposes stops that close what no walk has seen yet. It begins where most of it lies together and goes on to what is worth most
 * for its way, up to 8 stops and about 2 km on foot. Greedy: a proposal to be changed, not the best of all walks.
 *
 * @returns stops in the order in which they were found; empty where all has been seen
 */
export function proposeStops<T extends Candidate>(
  candidates: readonly T[],
  seen: readonly Seen[],
  perspective: Perspective,
): T[] {
  let open = unseenOf(candidates, seen, perspective);
  const around = ({ at }: T) => open.reduce((sum, one) => sum + (apart(one.at, at) <= AROUND_M ? one.weight : 0), 0);
  let next = mostOf(open, around);
  const stops: T[] = [];
  let left = LONGEST_M;
  while (next) {
    const last = stops.at(-1);
    if (last) left -= apart(last.at, next.at);
    stops.push(next);
    const here = next.at;
    open = open.filter(({ at }) => apart(at, here) > SEEN_M);
    if (stops.length === MOST_STOPS) break;
    const worth = ({ at, weight }: T) => weight / (apart(at, here) + STAY_M);
    const within = open.filter(({ at }) => apart(at, here) <= left);
    next = mostOf(within, worth);
  }
  return stops;
}

/** The one with the highest value, the first of equal ones. */
function mostOf<T>(all: readonly T[], value: (one: T) => number): T | undefined {
  let best: T | undefined;
  let most = -Infinity;
  for (const one of all) {
    const is = value(one);
    if (is > most) [best, most] = [one, is];
  }
  return best;
}
