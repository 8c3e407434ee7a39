import type { NetworkData, WalkPlaces } from '@quartierblick/gis/analysis/network/types.ts';
import type { Accident, SeverityCounts } from '@quartierblick/gis/analysis/safety/accident.ts';
import type { AxisGap } from '@quartierblick/gis/analysis/safety/axis.ts';
import type { AccidentFilter, Charts } from '@quartierblick/gis/analysis/safety/filter.ts';
import type { Lixel } from '@quartierblick/gis/analysis/safety/kernel.ts';
import type { HotspotPreset } from '@quartierblick/gis/analysis/safety/presets.ts';
import type { Section } from '@quartierblick/gis/analysis/safety/sections.ts';
import type { Span } from '@quartierblick/gis/analysis/safety/spans.ts';
import type { WeightSet } from '@quartierblick/gis/analysis/safety/weights.ts';
import type { StripAccident, StripMark } from '@quartierblick/gis/safety/strip.ts';
import type { FeatureCollection, LineString } from 'geojson';

/** Longitude and latitude, WGS 84. */
export type LonLat = [lon: number, lat: number];

/** A street that can be chosen. */
export interface StreetChoice {
  id: string;
  metres: number;
  accidents: number;
}

export type PlacedAccident = StripAccident & { lonLat: LonLat };
export type PlacedMark = StripMark & { lonLat: LonLat };

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

export type Question =
  | { kind: 'data'; data: NetworkData; places: WalkPlaces; accidents: readonly Accident[]; years: readonly number[] }
  | { kind: 'street'; id: string }
  | { kind: 'figures'; ask: number; id: string; settings: FigureSettings }
  | { kind: 'sections'; ask: number; id: string; preset: HotspotPreset };

export type Answer =
  | { kind: 'streets'; streets: StreetChoice[] }
  | { kind: 'strip'; strip: StripData }
  | { kind: 'figures'; ask: number; figures: Figures }
  | { kind: 'sections'; ask: number; sections: FoundSections }
  | { kind: 'failed'; message: string };
