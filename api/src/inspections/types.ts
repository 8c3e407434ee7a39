import type { FeatureCollection } from 'geojson';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { Bbox, SkipReason } from '@quartierblick/gis/layers/source-types.ts';
import type { CrsCandidate, DeclaredCrs } from '@quartierblick/gis/read/crs-candidates.ts';
import type { Profile } from '@quartierblick/gis/read/profile.ts';
import type { Suggestion } from '@quartierblick/gis/read/suggest-mapping.ts';
import type { SkipExample } from '../imports/report.ts';

/** A layer of an inspected file as it lies on the disk, ready to be read. */
export interface StoredLayer {
  id: string;
  name: string;
  /** Name of the uploaded file, or of the one in an archive. */
  file: string;
  format: string;
  kind: 'features' | 'table';
  /** Absolute path of what is read: the file itself, or what was extracted from it. */
  path: string;
  /** What the file says about its coordinate system. */
  declared: DeclaredCrs;
  /** Extracted tables begin with made-up names of columns, and are divided by commas. */
  extracted: boolean;
  /** Number of features that the file says it has, where what it says is to be relied on. */
  announced?: number;
}

/** How a table becomes features. */
export interface TableChoice {
  /** Row that holds the names, counted from 0. */
  headerRow?: number;
  x?: string;
  y?: string;
  /** Column of geometries as well-known text or binary. */
  geometry?: string;
  /** Places come from the target's rows: the field whose text is the `key` there. */
  join?: { field: string; column?: 'key' };
}

/** What the user has decided about a layer of a file. */
export interface Choice {
  layer: string;
  target?: string;
  crs?: string;
  mapping?: Record<string, string>;
  values?: Record<string, Record<string, string>>;
  table?: TableChoice;
  year?: number;
  recipe?: string;
}

/** A known kind of file that a layer is recognised as. */
export interface Claim {
  source: string;
  target: string;
  title: Text;
  confidence: number;
}

export interface TargetSuggestion extends Suggestion {
  target: string;
  title: Text;
}

export interface RecipeMatch {
  id: string;
  name: string;
  target: string;
}

/** A layer of a file as the assistant shows it. */
export interface InspectedLayer {
  id: string;
  name: string;
  file: string;
  kind: StoredLayer['kind'];
  features: number;
  /** Whether all features were looked at. */
  complete: boolean;
  geometries: Profile['geometries'];
  fields: Profile['fields'];
  declaredCrs: string | null;
  crs: CrsCandidate[];
  bounds: Bbox | null;
  rows: Record<string, unknown>[];
  sample: FeatureCollection | null;
  table: {
    rows: string[][];
    headerRow: number;
    coordinates: { x: string; y: string } | null;
    /** Column of geometries (well-known text or binary) that places come from, and all such columns. */
    geometry: string | null;
    geometryColumns: string[];
    /** A table without places whose field holds the keys of a layer's rows: whence its places may come. */
    join: { target: string; field: string } | null;
  } | null;
  claims: Claim[];
  targets: TargetSuggestion[];
  recipes: RecipeMatch[];
}

/** What an import would do, without doing it. */
export interface Preview {
  source: string;
  read: number;
  accepted: number;
  complete: boolean;
  skipped: Partial<Record<SkipReason, number>>;
  examples: Partial<Record<SkipReason, SkipExample[]>>;
  words: Partial<Record<SkipReason, Text>>;
  repaired: Record<string, number>;
  columns: { name: string; label: Text }[];
  rows: Record<string, unknown>[];
  sample: FeatureCollection;
}

/** What an inspection found in the files it was given. */
export interface Found {
  format: { id: string; title: Text } | null;
  warnings: Text[];
  stored: StoredLayer[];
  layers: InspectedLayer[];
}
