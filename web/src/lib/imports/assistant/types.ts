import type { FeatureCollection } from 'geojson';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { Bounds } from '@quartierblick/gis/layers/answers.ts';

/* Answers of the api about files that were uploaded to be looked at, before anything of them is imported. */

export interface CrsCandidate {
  id: string;
  label: Text;
  reason: Text;
  lands: 'project' | 'germany' | 'elsewhere';
  declared: boolean;
  bounds: Bounds | null;
}

export interface FileField {
  name: string;
  type: 'text' | 'integer' | 'number' | 'boolean' | 'list' | 'empty';
  filled: number;
  /** null: more different ones than anyone would map one by one. */
  values: { value: string; count: number }[] | null;
}

export interface TargetProposal {
  target: string;
  title: Text;
  confidence: number;
  /** The kind of geometry is the target's. */
  fits: boolean;
  mapping: { column: string; field: string; confidence: number }[];
  values: Record<string, Record<string, string>>;
}

/** One layer of a file, or one table. */
export interface FileLayer {
  id: string;
  name: string;
  file: string;
  kind: 'features' | 'table';
  features: number;
  /** Everything was looked at, not a beginning only. */
  complete: boolean;
  geometries: Record<'point' | 'line' | 'polygon' | 'other' | 'none', number>;
  fields: FileField[];
  declaredCrs: string | null;
  crs: CrsCandidate[];
  bounds: Bounds | null;
  rows: Record<string, unknown>[];
  sample: FeatureCollection | null;
  table: {
    rows: string[][];
    headerRow: number;
    coordinates: { x: string; y: string } | null;
    /** Column of geometries (WKT, WKB) that places come from, and all such columns. */
    geometry: string | null;
    geometryColumns: string[];
    /** A table without places whose field holds the keys of a layer's rows. */
    join: { target: string; field: string } | null;
  } | null;
  claims: { source: string; target: string; title: Text; confidence: number }[];
  targets: TargetProposal[];
  recipes: { id: string; name: string; target: string }[];
}

export interface Inspection {
  id: string;
  state: 'running' | 'ready' | 'failed';
  fileNames: string[];
  bytes: number;
  format: { id: string; title: Text } | null;
  problem: { type: string; title: Text; detail: Text } | null;
  warnings: Text[];
  layers: FileLayer[];
}

export interface TableChoice {
  headerRow?: number;
  x?: string;
  y?: string;
  geometry?: string;
  join?: { field: string; column: 'key' };
}

/** How the file is to be read, and into what. */
export interface Choice {
  layer: string;
  target: string;
  crs?: string;
  mapping?: Record<string, string>;
  values?: Record<string, Record<string, string>>;
  table?: TableChoice;
  year?: number;
  recipe?: string;
}

export interface Preview {
  read: number;
  accepted: number;
  complete: boolean;
  skipped: Record<string, number>;
  examples: Record<string, { record: number; example: string }[]>;
  words: Record<string, Text>;
  repaired: Record<string, number>;
  columns: { name: string; label: Text }[];
  rows: Record<string, unknown>[];
  sample: FeatureCollection | null;
  source: string;
}

/** What is said of the data, and whether the choice is kept for the next delivery. */
export interface ImportOptions {
  asOf?: string;
  sourceName?: string;
  sourceUrl?: string;
  licence?: string;
  saveRecipe?: { name: string };
}

/** How files of one kind are read, as it was kept. */
export interface Recipe {
  id: string;
  name: string;
  target: string;
  crs: string | null;
  table: TableChoice | null;
  mapping: Record<string, string>;
  values: Record<string, Record<string, string>>;
}
