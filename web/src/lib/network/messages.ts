import type { CrossingGain } from '@quartierblick/gis/analysis/coverage/best-crossing.ts';
import type { CoverageSettings } from '@quartierblick/gis/analysis/coverage/settings.ts';
import type { StreetPlace } from '@quartierblick/gis/analysis/coverage/street-place.ts';
import type { Metric, Profile } from '@quartierblick/gis/analysis/network/profiles.ts';
import type { Demand, Edit, Point } from '@quartierblick/gis/analysis/network/types.ts';
import type { DemandAnswer, PlacesAnswer, StreetsAnswer, TargetKind } from '@quartierblick/gis/network/answers.ts';
import type { LonLat } from '@quartierblick/gis/network/lon-lat.ts';
import type {
  Area,
  ChainFigures,
  ChainQuestion,
  CoverFigures,
  CoverSetting,
  OfferedAt,
} from '@quartierblick/gis/network/questions.ts';

/** What the page asks the worker. Each question bears a number; its answers bear the same. */
export type Question =
  /** Bodies of the three answers of the api, as they came. */
  | { kind: 'load'; streets: ArrayBuffer; places: ArrayBuffer; demand: ArrayBuffer }
  | ({ kind: 'cover' } & StreetQuestion)
  /** What the same question has to be drawn: asked after the figures, which do not wait for it. */
  | ({ kind: 'draw' } & StreetQuestion)
  | { kind: 'best'; settings: CoverageSettings; area: Area; street: string; edits: readonly Edit[] }
  /** The point at a chainage of a street, metres. */
  | { kind: 'station'; street: string; chainage: number }
  | ({ kind: 'offers' } & OfferedAt)
  | ({ kind: 'chain' } & ChainQuestion)
  | { kind: 'reach'; profile: Profile; metric: Metric; from: Origin; edits: readonly Edit[] };

/** Coverage, and who crosses a street, by its name. */
interface StreetQuestion extends CoverSetting {
  street: string | null;
  edits: readonly Edit[];
}

/** Where a walk begins: a point of EPSG:25832, one place by its key, or all places of a kind. */
export type Origin = { at: Point } | { place: string } | { kind: TargetKind };

/** Where the figures come from, of when, and what was assumed, as the api said it. */
export interface Provenance {
  streets: Omit<StreetsAnswer, 'lines' | 'crossings'>;
  places: Omit<PlacesAnswer, 'playgrounds' | 'places'>;
  demand: Omit<DemandAnswer, keyof Demand>;
}

/** A named street. */
export interface KnownStreet {
  name: string;
  metres: number;
  /** Crossed only at crossings. */
  barrier: boolean;
}

/** A place that people walk to. The key is that of its layer, with the layer in front. */
export interface KnownPlace {
  key: string;
  kind: TargetKind;
  name: string | null;
}

/** What is not known of the playgrounds, in numbers of them. */
export interface PlaygroundGaps {
  all: number;
  agesUnknown: number;
  areaUnknown: number;
  /** No gate is recorded: the middle counts. */
  gateless: number;
}

export interface Loaded {
  kind: 'loaded';
  provenance: Provenance;
  /** Those that are crossed only at crossings first. */
  streets: KnownStreet[];
  playgrounds: { key: string; name: string | null; at: LonLat }[];
  places: KnownPlace[];
  gaps: PlaygroundGaps;
  /** Statistical units, in the order of the demand. */
  units: Demand['units'];
  /** Children in all. */
  children: number;
}

/**
 * Address of a GeoJSON that the worker keeps. The map's own worker reads it there: nothing that can be as large as a city goes
 * through the thread of the page.
 */
export type GeoJsonUrl = string;

/** What the map shows of one state. */
export interface Drawing {
  /** Pieces of street with children, never one house: `n<group>` children, `r<group>` 1 where reached, `d` m² of play area missing. */
  homes: GeoJsonUrl;
  /** Streets within reach of a playground, by age `group`; `band` 0 in the nearer half of the reach, 1 in the farther. */
  ways: GeoJsonUrl;
  /** Crossings of barriers that help somebody, with their `kind`. */
  crossings: GeoJsonUrl;
}

export interface Drawn {
  kind: 'drawn';
  today: Drawing;
  /** null without changes. */
  then: Drawing | null;
}

export interface Covered extends CoverFigures {
  kind: 'covered';
}

export interface BestPlaces {
  kind: 'best';
  /** The ten that bring most, with where they lie; those that bring nothing are left out. */
  places: (CrossingGain & { lonLat: LonLat; on: StreetPlace | null })[];
  /** How many places were tried. */
  tried: number;
}

export interface Reached {
  kind: 'reached';
  /** Streets with the number of their `band` of DIN 18034-1 from 0 on. */
  ways: GeoJsonUrl;
  /** Where the walk begins; null where nothing is near. */
  start: LonLat | null;
  /** Places of each kind within the bound, nearest first; only of a walk that begins at a point. */
  places: { kind: TargetKind; name: string | null; cost: number; lonLat: LonLat; way: LonLat[] }[];
}

export interface OffersTaken {
  kind: 'offers';
  offers: number;
}

export interface ChainAnswer extends ChainFigures {
  kind: 'chain';
}

export interface Station {
  kind: 'station';
  /** null: there is no such street. */
  lonLat: LonLat | null;
}

export type Outcome = Loaded | Covered | Drawn | BestPlaces | Reached | Station | OffersTaken | ChainAnswer;
export type Answer =
  { ask: number; outcome: Outcome } | { ask: number; progress: number } | { ask: number; failure: string };
