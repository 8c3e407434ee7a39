import type { Text } from '@quartierblick/gis/layers/fields.ts';

/** Formats that can be written; the names are GDAL's own. */
export type WriteFormat =
  'GeoJSON' | 'GeoJSONSeq' | 'GPKG' | 'ESRI Shapefile' | 'FlatGeobuf' | 'CSV' | 'XLSX' | 'ODS' | 'KML';

/** One run of `ogr2ogr`: a layer, or all layers, of a file into another file. */
export interface Conversion {
  /** Absolute path of the file that is read, or of a folder (FileGDB). Files beside it with the same stem are seen, too. */
  input: string;
  format: WriteFormat;
  /** Stem of the file that is written into the output folder, without dot or extension: GDAL adds its own. */
  name: string;
  /** Layer that is read; all where absent. */
  layer?: string;
  /** Selection and types of the columns in OGR SQL (`-sql`), instead of `layer`. */
  sql?: string;
  /** Name that the layer gets in the output. */
  layerName?: string;
  /** System that the input is said to be in, without transformation of its own (`-s_srs`, or `-a_srs` where `to` is absent), e.g. `EPSG:25832`. */
  from?: string;
  /** System that the output is transformed into (`-t_srs`). */
  to?: string;
  /** Kind of geometry of the output layer, e.g. `MULTIPOLYGON`, `CONVERT_TO_LINEAR`, `NONE` (`-nlt`). */
  geometry?: string;
  /** Adds a layer to a file that an earlier conversion of the same call wrote (`-update`). */
  update?: boolean;
  /** `XY` drops heights. */
  dimensions?: 'XY' | 'XYZ';
  /** Most features that are read. */
  limit?: number;
  /** Goes on after features that cannot be written. */
  skipFailures?: boolean;
  /** Options of the layer that is written (`-lco`), e.g. `{ ENCODING: 'UTF-8' }`. */
  layerOptions?: Record<string, string>;
  /** Options of the file that is written (`-dsco`). */
  fileOptions?: Record<string, string>;
  /** Options of opening the input (`-oo`), e.g. `{ HEADERS: 'FORCE' }`. */
  openOptions?: Record<string, string>;
}

/** What the child process is told: one order a process. */
export type GdalOrder =
  | { what: 'inspect'; input: string; openOptions?: Record<string, string> }
  | { what: 'convert'; folder: string; conversions: Conversion[]; config: Record<string, string> };

/** A layer as GDAL describes it. */
export interface GdalLayer {
  name: string;
  /** Number of features, or null where the format does not know without reading. */
  features: number | null;
  /** GDAL's name of the kind of geometry, e.g. `Polygon`, `3D Point`, `Unknown (any)`, `None`. */
  geometry: string;
  fields: { name: string; type: string }[];
  /** WKT of the coordinate system that the file declares, or null. */
  wkt: string | null;
  /** EPSG number, where the file or its WKT names one for the whole system. */
  srid: number | null;
}

export interface GdalInspection {
  /** Short name of the driver, e.g. `ESRI Shapefile`. */
  driver: string;
  layers: GdalLayer[];
}

/** What the child answers, before it ends. */
export type GdalAnswer =
  | { type: 'inspected'; inspection: GdalInspection; log: string[] }
  | { type: 'converted'; files: string[]; log: string[] }
  | { type: 'failed'; message: string; log: string[] };

/** Why the child process brought nothing, by its name. */
export const GDAL_PROBLEMS = {
  'gdal-refused': {
    de: 'Die Datei lässt sich nicht lesen: Sie ist beschädigt, unvollständig oder von einem Format, das hier nicht gelesen wird.',
    en: 'The file cannot be read: it is damaged, incomplete or of a format that is not read here.',
  },
  'gdal-memory': {
    de: 'Die Datei braucht beim Lesen mehr Arbeitsspeicher, als GDAL_MEMORY_MB erlaubt. Bitte in Teilen liefern oder die Grenze erhöhen.',
    en: 'Reading the file needs more memory than GDAL_MEMORY_MB allows. Please deliver it in parts or raise the limit.',
  },
  'gdal-timeout': {
    de: 'Das Lesen der Datei dauert länger, als GDAL_TIMEOUT_S erlaubt, und wurde beendet. Die Datei ist sehr groß oder beschädigt.',
    en: 'Reading the file takes longer than GDAL_TIMEOUT_S allows and was ended. The file is very large or damaged.',
  },
  'gdal-crashed': {
    de: 'Das Leseprogramm ist an dieser Datei gescheitert und wurde beendet. Die Datei ist vermutlich beschädigt.',
    en: 'The reading program failed at this file and was ended. The file is probably damaged.',
  },
} as const satisfies Record<string, Text>;
export type GdalProblem = keyof typeof GDAL_PROBLEMS;
