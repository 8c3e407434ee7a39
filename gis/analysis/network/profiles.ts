import type { CrossingKind, WalkGraph } from './types.ts';

export const PROFILE_IDS = ['child-with-adult', 'child-alone', 'adult', 'step-free'] as const;
export type ProfileId = (typeof PROFILE_IDS)[number];
export type Metric = 'metres' | 'seconds';

export interface Profile {
  /** Metres a second. */
  speed: number;
  /** Seconds until one can cross. */
  wait: Readonly<Record<CrossingKind, number>>;
  /** Which crossings of barriers are used at all. */
  uses: Readonly<Record<CrossingKind, boolean>>;
  /** Steps and what is known not to be step-free are not used. */
  stepFree: boolean;
  /** Whether a step-free profile uses what is not known to be step-free or not. */
  stepFreeUnknown: boolean;
}

/** What walking costs on a graph for one profile. */
export interface EdgeCosts {
  metric: Metric;
  /** Of each edge; Infinity where it is not used. */
  edge: Float32Array;
  /** Of one metre between a place and the network: 1, or seconds. */
  perMetre: number;
}

export declare const PROFILES: Readonly<Record<ProfileId, Profile>>;
export declare function edgeCosts(graph: WalkGraph, profile: Profile, metric: Metric): EdgeCosts;
