/* Answers of the api about layers and the project, as the page and the slides of a story read them. */

import type { HotspotSetting } from '../analysis/safety/presets.ts';
import type { Text } from './fields.ts';
import type { FreeLayerSpec } from './free/spec.ts';
import type { DataSource, GeometryKind, LayerDefinition, LayerGroup } from './define.ts';
import type { ValueState } from '../symbology/symbology.ts';
import type { Feature, FeatureCollection, Geometry } from 'geojson';

/** West, south, east, north in WGS 84. */
export type Bounds = [number, number, number, number];

/** One class of a layer with the number of its features. */
export interface LegendEntry {
  id: string;
  label: Text;
  scheme: 'class' | 'overlay' | 'state';
  colour: string | null;
  count: number | null;
}

/** A measure that a layer offers: computed from columns, or an indicator of the long table. */
export interface MeasureInfo {
  id: string;
  title: Text;
  unit: Text;
  denominator: Text;
  years: number[];
  sources: string[];
}

/** A source and how much of a layer it feeds. */
export interface SourceUse extends DataSource {
  asOf: string | null;
  asOfFrom: string | null;
  demo: boolean;
  rows: number;
}

/** A layer of `/api/layers`. */
export interface LayerInfo {
  id: string;
  title: Text;
  description: Text;
  group: LayerGroup;
  geometry: GeometryKind;
  /** The reader sees a part only; the description says which. */
  limited: boolean;
  /** null where the layer cannot be read just now. */
  count: number | null;
  asOf: string | null;
  asOfFrom: string | null;
  source: DataSource;
  sources: SourceUse[];
  demo: boolean;
  legend: LegendEntry[];
  measures: MeasureInfo[];
  tiles: string;
  version: number;
  minzoom: number;
  maxzoom: number;
  bounds: Bounds | null;
  problem?: { title: string };
  /** Description of a layer that planners made; the layer itself is made of it. */
  free?: FreeLayerSpec;
  /** Of a free layer, as the page makes it of `free` when the list arrives. */
  definition?: LayerDefinition;
}

export interface MeasureItem {
  id: number;
  key: string;
  value: number | null;
  state: ValueState;
}

export interface MeasureValues {
  measure: string;
  title: Text;
  unit: Text;
  denominator: Text;
  year: number | null;
  years: number[];
  asOf: string | null;
  asOfFrom: string | null;
  source: DataSource;
  sources: SourceUse[];
  citations: string[];
  demo: boolean;
  items: MeasureItem[];
}

export interface ProjectFact {
  label: Text;
  value?: unknown;
  source?: string | null;
  asOf?: string | null;
}

export interface Project {
  name: Text;
  bounds: Bounds;
  surroundings: Bounds;
  land: string;
  defaultView: { center: [number, number]; zoom: number };
  facts: ProjectFact[];
  /** Thresholds for sections; null: those of the Land. */
  hotspots: HotspotSetting;
  demo: boolean;
}

export type Properties = Record<string, unknown>;

export type FeaturePage = FeatureCollection<Geometry | null, Properties> & {
  numberMatched: number;
  numberReturned: number;
};

export interface Lineage {
  import: string;
  file: string;
  source: DataSource;
  licence: string;
  asOf: string | null;
  importedAt: string;
  demo: boolean;
}

export interface RelatedRows {
  dataset: string;
  rows: Properties[];
  lineage: Lineage[];
}

export type FeatureDetail = Feature<Geometry | null, Properties> & {
  id: number;
  layer: string;
  title: string | null;
  center: [number, number];
  bbox: Bounds;
  related: RelatedRows[];
  lineage: Lineage | null;
};

export interface SearchHit {
  layer: string;
  id: number;
  key: string;
  title: string;
  subtitle: Text;
  center: [number, number];
  bbox: Bounds;
}

/** Query of a page of features. */
export interface FeatureQuery {
  bbox?: Bounds | undefined;
  limit?: number;
  offset?: number;
  class?: readonly string[] | undefined;
  mark?: readonly string[] | undefined;
  sort?: string | undefined;
  geometry?: 'full' | 'point' | 'none';
}
