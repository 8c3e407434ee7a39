import type { AgeGroup, Demand, Point } from '@quartierblick/gis/analysis/network/types.ts';
import type { HotspotPreset } from '@quartierblick/gis/analysis/safety/presets.ts';
import type { RouteQuestion, WalkRoute } from '@quartierblick/gis/analysis/walks/route.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { Zones } from '@quartierblick/gis/network/answers.ts';
import type {
  ChainQuestion,
  CoverFigures,
  CoverQuestion,
  ReckonedChain,
} from '@quartierblick/gis/network/questions.ts';
import type {
  Figures,
  FigureSettings,
  FoundSections,
  StreetChoice,
  StripData,
} from '@quartierblick/gis/safety/street-answers.ts';
import type { DatabaseTarget } from '../db.ts';
import type { Content } from './content.ts';

/** What the thread is started with. */
export interface NetworkWorkerSettings {
  target: DatabaseTarget;
}

/** Coverage for one age group on a picture. @see CoverQuestion */
export interface CoverAsk extends Omit<CoverQuestion, 'street'> {
  zones: Zones;
  age: AgeGroup;
}

/** The chain of offers, of those that there are just now. */
export interface ChainAsk extends Omit<ChainQuestion, 'other'> {
  zones: Zones;
}

/** One street with its accidents. */
export interface StripAsk {
  /** null: the one that a view begins with. */
  street: string | null;
  settings: FigureSettings;
  /** Thresholds of sections; null: none are chosen. */
  preset: HotspotPreset | null;
}

/** A content as JSON, what lies on foot around places, how far others are from one, or the route of a walk. */
export type Question =
  | { ask: 'content'; content: Content }
  | { ask: 'around'; points: readonly Point[] }
  | { ask: 'ways'; from: Point; to: readonly Point[] }
  | { ask: 'route'; route: RouteQuestion }
  | { ask: 'cover'; cover: CoverAsk }
  | { ask: 'chain'; chain: ChainAsk }
  | { ask: 'strip'; strip: StripAsk }
  | { ask: 'street-choices' };

/** JSON text of an object, in UTF-8, and the version that it is of. */
export interface ContentAnswer {
  version: string;
  json: Uint8Array;
}

/** What one place has on foot; null where it does not meet the network. */
export type Around = {
  /** Metres to the next gate of a playground, to the next day care or school; null: none is reached. */
  playground: number | null;
  care: number | null;
  /** Children within 200 m; bounds differ where counts are hidden. Null where it is not known. */
  children: { least: number; most: number } | null;
} | null;

/** Whether there is a network at all, and what lies around each place. */
export interface AroundAnswer {
  network: boolean;
  around: readonly Around[];
}

/** Metres on foot to each place, in their order; null: no way is known. */
export interface WaysAnswer {
  metres: readonly (number | null)[];
}

/** The route of a walk and the version of the streets that it is of; null where there are no streets. */
export interface RouteAnswer {
  version: string;
  route: WalkRoute | null;
}

/** Coverage, and where the children of the age group live: pieces of street with any, WGS 84. */
export interface CoverAnswer extends CoverFigures {
  homes: readonly { lon: number; lat: number; children: number; today: boolean; then: boolean | null }[];
  /** What was assumed of the children, and how much is not known. */
  notes: readonly Text[];
}

/** The chain, what was assumed of the children, and the statistical units by key. */
export interface ChainAnswer extends ReckonedChain {
  notes: readonly Text[];
  units: Demand['units'];
}

/** A street as a strip, with its figures for a filter and its sections; null where no thresholds are chosen. */
export interface StripAnswer {
  strip: StripData;
  figures: Figures;
  sections: FoundSections | null;
  /** Years for which there is data at all, ascending. */
  years: readonly number[];
}

/** null: there is no network, or no such street. */
export interface Asked<T> {
  found: T | null;
}

export type Answer =
  | ContentAnswer
  | AroundAnswer
  | WaysAnswer
  | RouteAnswer
  | Asked<CoverAnswer | ChainAnswer | StripAnswer | readonly StreetChoice[]>;

export interface Order {
  order: number;
  question: Question;
}

/** What comes back: the answer, or the error with what others tell kinds of errors by. */
export type Reply =
  | { order: number; answer: Answer }
  | { order: number; error: { message: string; code: string | undefined; stack: string | undefined } };
