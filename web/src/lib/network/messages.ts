import type { CrossingGain } from '@quartierblick/gis/analysis/coverage/best-crossing.ts';
import type { GroupCoverage, PlaygroundCoverage, UnitCoverage } from '@quartierblick/gis/analysis/coverage/coverage.ts';
import type { Refused } from '@quartierblick/gis/analysis/coverage/scenario.ts';
import type { CoverageSettings } from '@quartierblick/gis/analysis/coverage/settings.ts';
import type { Metric, Profile } from '@quartierblick/gis/analysis/network/profiles.ts';
import type { Demand, Edit, Point } from '@quartierblick/gis/analysis/network/types.ts';
import type { DemandAnswer, PlacesAnswer, StreetsAnswer } from '@quartierblick/gis/network/answers.ts';
import type { FeatureCollection, LineString, Point as PointGeometry } from 'geojson';

/** Longitude and latitude. */
export type LonLat = [lon: number, lat: number];

/** Whose children count: those within a box (west, south, east, north in WGS 84), or null for all that are known. */
export type Area = readonly [west: number, south: number, east: number, north: number] | null;

/** What the page asks the worker. Each question bears a number; its answers bear the same. */
export type Question =
  /** Bodies of the three answers of the api, as they came. */
  | { kind: 'load'; streets: ArrayBuffer; places: ArrayBuffer; demand: ArrayBuffer }
  | { kind: 'cover'; settings: CoverageSettings; area: Area; street: string | null; edits: readonly Edit[] }
  | { kind: 'best'; settings: CoverageSettings; area: Area; street: string; edits: readonly Edit[] }
  | { kind: 'reach'; profile: Profile; metric: Metric; bound: number; from: Origin; edits: readonly Edit[] };

/** Where a walk begins: a point of EPSG:25832, or all places of a kind. */
export type Origin = { at: Point } | { kind: TargetKind };

/** Kinds of places that people walk to. */
export const TARGET_KINDS = ['playground', 'kita', 'school', 'offer', 'stop'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

/** Where the figures come from, of when, and what was assumed, as the api said it. */
export interface Provenance {
  streets: Omit<StreetsAnswer, 'lines' | 'crossings'>;
  places: Omit<PlacesAnswer, 'playgrounds' | 'places'>;
  demand: Omit<DemandAnswer, keyof Demand>;
}

export interface Loaded {
  kind: 'loaded';
  provenance: Provenance;
  /** Named streets, those that are crossed only at crossings first. */
  streets: { name: string; barrier: boolean }[];
  playgrounds: { key: string; name: string | null; at: LonLat }[];
  /** Children in all. */
  children: number;
}

export type GroupFigures = Omit<GroupCoverage, 'metres' | 'near'>;

/** Coverage in one state: as it is, or as a scenario would have it. */
export interface CoverState {
  groups: GroupFigures[];
  units: UnitCoverage[];
  playgrounds: (PlaygroundCoverage & { name: string | null; at: LonLat })[];
  /** Pieces of street with children, never one house: `n<group>` children, `r<group>` 1 where reached. */
  homes: FeatureCollection<PointGeometry, Record<string, number>>;
  /** Streets within reach of a playground, by age group: `m` metres to it. */
  ways: FeatureCollection<LineString, { group: number; m: number }>;
}

export interface Covered {
  kind: 'covered';
  today: CoverState;
  /** null without changes. */
  then: CoverState | null;
  refused: Refused[];
  crossings: FeatureCollection<PointGeometry, { kind: string }>;
}

export interface BestPlaces {
  kind: 'best';
  /** The ten that bring most, with where they lie; those that bring nothing are left out. */
  places: (CrossingGain & { lonLat: LonLat })[];
  /** How many places were tried. */
  tried: number;
}

export interface Reached {
  kind: 'reached';
  /** `c` metres or seconds. */
  ways: FeatureCollection<LineString, { c: number }>;
  /** Where the walk begins; null where nothing is near. */
  start: LonLat | null;
  /** Places of each kind within the bound, nearest first; only of a walk that begins at a point. */
  places: { kind: TargetKind; name: string | null; cost: number; lonLat: LonLat; way: LonLat[] }[];
}

export type Outcome = Loaded | Covered | BestPlaces | Reached;
export type Answer =
  { ask: number; outcome: Outcome } | { ask: number; progress: number } | { ask: number; failure: string };
