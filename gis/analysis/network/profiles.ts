import { CROSSINGS, EDGE_KINDS, NO_CROSSING } from './types.ts';
import type { CrossingKind, WalkGraph } from './types.ts';

export const PROFILE_IDS = ['child-with-adult', 'child-alone', 'adult', 'step-free'] as const;
export type ProfileId = (typeof PROFILE_IDS)[number];
export type Metric = 'metres' | 'seconds';

/** How somebody walks. All of it can be changed by the reader; see {@link PROFILES} for what is sourced. */
export interface Profile {
  /** Metres a second. */
  speed: number;
  /** Seconds until one can cross. */
  wait: Readonly<Record<CrossingKind, number>>;
  /** Which crossings of barriers are used at all; applies to all barriers. */
  uses: Readonly<Record<CrossingKind, boolean>>;
  /** Steps, and what is known not to be step-free, are not used. */
  stepFree: boolean;
  /** Whether a step-free profile uses streets and paths of which it is not known. */
  stepFreeUnknown: boolean;
}

/** DIN 18034-1:2020-10 gives walking distances with times: 200 m in 6 min, 400 m in 10 min, 1,000 m in 15 min. */
const DIN_SPEED = { under6: 200 / 360, from6: 400 / 600, from12: 1000 / 900 };

/** Assumed, metres a second: with a stroller or in a wheelchair. No source; slower than the 1.11 m/s of the DIN. */
export const ASSUMED_STEP_FREE_SPEED = 0.8;
/** Assumed, seconds: half a usual red phase; a driver who stops; two gaps in the traffic; one long gap. No source. */
export const ASSUMED_WAIT: Readonly<Record<CrossingKind, number>> = { signals: 30, zebra: 5, island: 15, none: 30 };

const EVERYWHERE = { signals: true, zebra: true, island: true, none: true };

/**
 * Presets. Speeds are those of DIN 18034-1:2020-10 but for `step-free`; waiting times and which crossings are used are
 * assumptions: a child alone crosses a barrier only at signals or a zebra, someone who pushes does not cross between cars.
 */
export const PROFILES: Readonly<Record<ProfileId, Profile>> = {
  'child-with-adult': {
    speed: DIN_SPEED.under6,
    wait: ASSUMED_WAIT,
    uses: { ...EVERYWHERE, none: false },
    stepFree: false,
    stepFreeUnknown: true,
  },
  'child-alone': {
    speed: DIN_SPEED.from6,
    wait: ASSUMED_WAIT,
    uses: { signals: true, zebra: true, island: false, none: false },
    stepFree: false,
    stepFreeUnknown: true,
  },
  adult: { speed: DIN_SPEED.from12, wait: ASSUMED_WAIT, uses: EVERYWHERE, stepFree: false, stepFreeUnknown: true },
  'step-free': {
    speed: ASSUMED_STEP_FREE_SPEED,
    wait: ASSUMED_WAIT,
    uses: { ...EVERYWHERE, none: false },
    stepFree: true,
    stepFreeUnknown: true,
  },
};

/** What walking costs on a graph for one profile. */
export interface EdgeCosts {
  metric: Metric;
  /** Of each edge; Infinity where it is not used. */
  edge: Float32Array;
  /** Of one metre between a place and the network: 1, or the seconds that it takes. */
  perMetre: number;
}

const STEPS = EDGE_KINDS.indexOf('steps');

/**
 * Cost of each edge: its metres, or the seconds that it takes with the wait at crossings.
 * @throws RangeError where the speed is not above zero
 */
export function edgeCosts(graph: WalkGraph, profile: Profile, metric: Metric): EdgeCosts {
  if (!(profile.speed > 0)) throw new RangeError('speed must be above 0');
  const perMetre = metric === 'metres' ? 1 : 1 / profile.speed;
  const atCrossing = CROSSINGS.map((kind) => {
    if (!profile.uses[kind]) return Infinity;
    return metric === 'metres' ? 0 : profile.wait[kind];
  });
  const edge = new Float32Array(graph.edges);
  for (let e = 0; e < graph.edges; e++) {
    const crossing = graph.crossing[e] as number;
    const walked = (graph.length[e] as number) * perMetre;
    if (graph.closed[e]) edge[e] = Infinity;
    else if (profile.stepFree && !isStepFree(graph, e, profile)) edge[e] = Infinity;
    else edge[e] = crossing === NO_CROSSING ? walked : walked + (atCrossing[crossing] as number);
  }
  return { metric, edge, perMetre };
}

function isStepFree(graph: WalkGraph, e: number, { stepFreeUnknown }: Profile): boolean {
  if (graph.kind[e] === STEPS || graph.stepFree[e] === 0) return false;
  // Of crossings it is never recorded; without them nobody would get anywhere.
  return stepFreeUnknown || graph.stepFree[e] === 1 || graph.crossing[e] !== NO_CROSSING;
}
