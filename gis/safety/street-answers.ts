import type { FeatureCollection, LineString } from 'geojson';
import type { NetworkData, WalkPlaces } from '../analysis/network/types.ts';
import type { Accident, SeverityCounts } from '../analysis/safety/accident.ts';
import type { AxisGap } from '../analysis/safety/axis.ts';
import type { AccidentFilter, Charts } from '../analysis/safety/filter.ts';
import type { Lixel } from '../analysis/safety/kernel.ts';
import type { Section } from '../analysis/safety/sections.ts';
import type { Span } from '../analysis/safety/spans.ts';
import type { WeightSet } from '../analysis/safety/weights.ts';
import type { LonLat } from '../network/lon-lat.ts';
import type { StripAccident, StripMark } from './strip.ts';

/** What everything about one street is computed from. */
export interface StreetInput {
  data: NetworkData;
  places: WalkPlaces;
  accidents: readonly Accident[];
  /** Years for which there is data at all, ascending. */
  years: readonly number[];
}

/** A street that can be chosen. */
export interface StreetChoice {
  id: string;
  metres: number;
  accidents: number;
}

export type PlacedAccident = StripAccident & { lonLat: LonLat };
export type PlacedMark = StripMark & { lonLat: LonLat };

/** The street that screens about one street are named after; where there is none, the one with most accidents. */
const FIRST = 'Bornstraße';

/** The street that a view begins with where it names none, or one that is not there; undefined where there is no street. */
export const firstStreet = (all: readonly StreetChoice[]): StreetChoice | undefined =>
  all.find(({ id }) => id === FIRST) ?? all.toSorted((a, b) => b.accidents - a.accidents)[0];

/** A street with all that stands on it. */
export interface StripData {
  id: string;
  length: number;
  gaps: readonly AxisGap[];
  /** Number of lines that run beside the axis. */
  beside: number;
  /** Whether it runs rather from south to north (`n`) or from west to east (`e`): says where left is. */
  heading: 'n' | 'e';
  lines: LonLat[][];
  /** Every hundred metres. */
  ticks: { chainage: number; lonLat: LonLat }[];
  accidents: PlacedAccident[];
  marks: PlacedMark[];
}

export interface FigureSettings {
  filter: AccidentFilter;
  lixelM: number;
  bandwidthM: number;
  weights: WeightSet;
  /** Density over the whole network, too. */
  area: boolean;
}

export interface Figures {
  /** Keys of the accidents on the strip that pass the filter. */
  passing: ReadonlySet<string>;
  counts: SeverityCounts;
  sum: number;
  charts: Charts;
  lixels: Lixel[];
  area: FeatureCollection<LineString, { density: number }> | null;
}

/** A section with what the page needs to show it. */
export interface PlacedSection extends Section {
  /** Its streets that have a name. */
  named: readonly string[];
  lonLats: LonLat[][];
  /** Where it lies on the chosen street; null where on others only. */
  onStrip: { from: number; to: number } | null;
}

export interface FoundSections {
  found: PlacedSection[];
  incomplete: readonly Span[];
}
