import type { Cell } from '../analysis/chain/chain.ts';
import type { ListedGap } from '../analysis/chain/gaps.ts';
import type { Range } from '../analysis/coverage/range.ts';
import type { AgeGroup, Edit } from '../analysis/network/types.ts';
import type { SeverityCounts } from '../analysis/safety/accident.ts';
import type { LayerInfo, MeasureValues } from '../layers/answers.ts';
import type { Text } from '../layers/fields.ts';
import type { RankedRow } from '../ranking/rank.ts';
import type { UrlState } from '../views/map.ts';

/*
 * What the server puts on a slide of each kind: everything that has to be drawn, tiles and photos aside. It is reckoned for one
 * edition and holds nothing that this edition may not see.
 */

/** One state of a map. */
export interface MapState {
  view: UrlState['view'];
  /** Topmost first; only layers that the edition has. */
  layers: UrlState['layers'];
  measures: UrlState['measures'];
  base: UrlState['base'];
}

export interface MapContent {
  kind: 'map';
  /** One, or the two that are compared. */
  states: readonly [MapState, ...MapState[]];
  /** The layers of all states, as the catalogue has them for this edition. */
  layers: readonly LayerInfo[];
  /** Values of every measure that colours one, in each year that is shown. */
  values: readonly { layer: string; values: MeasureValues }[];
  /** Years that are played, in their order; empty where nothing is. */
  years: readonly number[];
  /** How two states are shown; null where there is one. */
  compare: UrlState['compare'] | null;
  /** Changes of a scenario, drawn in the second state, and its name; null where there is none. */
  scenario: { name: string; edits: readonly Edit[] } | null;
}

/** A street as a strip: metres from its southern or western end. */
export interface StripContent {
  kind: 'strip';
  street: string;
  metres: number;
  /** `side` 1 lies left of the axis as chainage grows, -1 right of it, 0 on it. */
  accidents: readonly { chainage: number; side: -1 | 0 | 1; category: 1 | 2 | 3; year: number }[];
  marks: readonly {
    chainage: number;
    what: 'crossing' | 'playground' | 'offer' | 'stop' | 'side-street';
    kind: string | null;
    name: string | null;
  }[];
  /** Accidents, or their weight, a kilometre and year, piece by piece. */
  density: readonly { from: number; to: number; value: number }[];
  /** Where a criterion is met on open data; never an official finding. */
  sections: readonly { from: number; to: number; named: readonly string[]; criteria: readonly string[] }[];
  counts: SeverityCounts;
  years: readonly number[];
  /** Years of a view that the data lacks, and the name of the thresholds. */
  incomplete: readonly string[];
  preset: Text;
}

export interface RankingContent {
  kind: 'ranking';
  /** The first ones, most urgent first. */
  rows: readonly (Pick<RankedRow, 'key' | 'score' | 'rank' | 'group' | 'completeness' | 'vetoes'> & {
    address: string | null;
    caseNumber: string | null;
  })[];
  /** How many are ranked in all. */
  of: number;
  /** Those that play a part, heaviest first; shares of 1. */
  weights: readonly { title: Text; share: number }[];
  draws: number;
}

export interface CoverageContent {
  kind: 'coverage';
  age: AgeGroup;
  /** By age group: all, who is reached today, and in the scenario (null without one). */
  groups: readonly { group: AgeGroup; reachM: number; all: Range; today: Range; then: Range | null }[];
  /** m² of play area: what the target asks for and what is missing, today and in the scenario. */
  area: { targetM2: number; needed: number; missingToday: number; missingThen: number | null };
  edits: readonly Edit[];
  /** Pieces of street with children of the age: where they are, how many, and whether they are reached. */
  homes: readonly { lon: number; lat: number; children: number; today: boolean; then: boolean | null }[];
  playgrounds: readonly { name: string | null; lon: number; lat: number }[];
}

export interface ChainContent {
  kind: 'chain';
  /** By age, and within it by column. */
  cells: readonly Pick<Cell, 'band' | 'column' | 'children' | 'reached' | 'places' | 'placesUnknown' | 'gaps'>[];
  /** The largest gaps. */
  gaps: readonly ListedGap[];
  day: string;
  reachM: number;
  area: Text;
  /** The children of the area are known. */
  known: boolean;
}

export interface ChartContent {
  kind: 'chart';
  title: Text;
  unit: Text | null;
  denominator: Text | null;
  format: 'count' | 'number' | 'percent';
  /** Upright ones in the order of time, or lying ones in the order of size; those of a register in its order. */
  form: 'columns' | 'bars';
  bars: readonly {
    label: Text;
    value: number | null;
    state: 'value' | 'uncertain' | 'hidden' | 'missing';
    marked: boolean;
  }[];
}

export interface PhotosContent {
  kind: 'photos';
  measure: { number: number; title: string; state: Text };
  before: StoryPhoto | null;
  after: StoryPhoto | null;
}

export interface StoryPhoto {
  /** Below the api's root; needs an account. */
  path: string;
  width: number | null;
  height: number | null;
  takenOn: string | null;
  /** What it shows, for whoever cannot see it. */
  note: string | null;
}

/** What a slide of each kind shows; titles and texts have nothing of their own. */
export type SlideContent =
  MapContent | StripContent | RankingContent | CoverageContent | ChainContent | ChartContent | PhotosContent;
