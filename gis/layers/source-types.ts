import type { DataSource } from './define.ts';
import type { Text } from './fields.ts';

/** Box in WGS 84 degrees: west, south, east, north. */
export type Bbox = readonly [west: number, south: number, east: number, north: number];

/** A coordinate system as it was chosen, serialisable: see `crsOfChoice` for what ids mean. */
export interface CrsChoice {
  id: string;
  /** WKT of the file's own definition, which the id `declared` stands for. */
  wkt?: string;
}

/** What a source must know of the place that the dashboard is for. */
export interface ImportContext {
  /** Coordinates outside are refused: the project's area with its surroundings, WGS 84. */
  surroundings: Bbox;
  fileName: string;
  /** Field mapping given by the user for generic files: target column → name in the file. */
  mapping?: Record<string, string>;
  /** Meaning of the texts of the file, by target column: text → code, or an empty text for "not known". */
  values?: Record<string, Record<string, string>>;
  /** System that the user chose for the file; what the file says of itself counts no more. */
  crs?: CrsChoice;
  /** Year of the figures where the file does not say it. */
  year?: number;
}

/** Why a record was not taken. The words for each stand in {@link SKIP_REASONS}. */
export const SKIP_REASONS = {
  'no-geometry': { de: 'ohne Geometrie oder Koordinaten', en: 'no geometry or coordinates' },
  'invalid-geometry': { de: 'Geometrie nicht zu reparieren', en: 'geometry beyond repair' },
  'wrong-geometry-type': { de: 'Geometrieart passt nicht zur Ebene', en: 'geometry type does not fit the layer' },
  'outside-area': {
    de: 'außerhalb des Projektgebiets und seiner Umgebung',
    en: 'outside the project area and its surroundings',
  },
  'swapped-axes': { de: 'Breite und Länge vertauscht', en: 'latitude and longitude swapped' },
  'invalid-value': { de: 'Wert nicht lesbar oder nicht erlaubt', en: 'value unreadable or not allowed' },
  'no-key': { de: 'ohne Schlüssel', en: 'no key' },
  'no-street': { de: 'ohne Straßennamen', en: 'no street name' },
  'no-house-number': { de: 'ohne Hausnummer', en: 'no house number' },
  'duplicate-key': { de: 'Schlüssel doppelt in der Datei', en: 'key twice in the file' },
  'wrong-field-count': {
    de: 'Zahl der Felder passt nicht zur Kopfzeile',
    en: 'number of fields does not fit the header',
  },
  'not-applicable': { de: 'gehört nicht zu dieser Ebene', en: 'does not belong to this layer' },
} as const satisfies Record<string, Text>;
export type SkipReason = keyof typeof SKIP_REASONS;

/** Rows that one record of the file becomes; a row names the data set it belongs to. */
export interface AcceptedRecord {
  record: number;
  rows: {
    dataset: string;
    /** Passes `rowSchema(dataset)`; `geometry` is GeoJSON in EPSG:25832. */
    row: Record<string, unknown>;
    /** Only taken where no row with the key exists yet. */
    ifAbsent?: boolean;
  }[];
  /** What had to be repaired, e.g. `self-intersection`. */
  repaired?: string;
}

export interface SkippedRecord {
  record: number;
  skip: SkipReason;
  /** What was found, short, for the report: never the whole record. */
  example: string;
}

export type RecordResult = AcceptedRecord | SkippedRecord;

/** The beginning of a file, as detection sees it. */
export interface FileHead {
  fileName: string;
  /** First 64 KiB. */
  bytes: Uint8Array;
  /** The same, decoded with the detected encoding; empty for binary files. */
  text: string;
  encoding: string;
}

/** A file as a source reads it: never whole in memory unless its format forces it. */
export interface ImportFile extends FileHead {
  path: string;
  size: number;
}

/** Turns one kind of file into rows of one layer. */
export interface ImportSource {
  id: string;
  layer: string;
  title: Text;
  /** How surely the file is of this kind, 0 to 1. Sees the beginning of the file only. */
  detect(head: FileHead): number;
  /** Reads tables that were given the places of the layer's rows, too: their columns belong to these rows, whatever they are called. */
  joined?: boolean;
  /** Where such files come from, as far as the file does not say. */
  source: DataSource;
  /** As-of date of the data as `YYYY-MM-DD`, where file or name say it. Read after `rows` has ended. */
  read(file: ImportFile, context: ImportContext): ImportRead;
}

export interface ImportRead {
  /** Records in batches, so that a large file streams. Throws {@link UnreadableFile} where nothing can be used. */
  batches: AsyncIterable<RecordResult[]>;
  /** Known once `batches` has ended. */
  asOf(): string | null;
}

/** The file as a whole cannot be used; the message says why and what would help, in one sentence. */
export class UnreadableFile extends Error {
  readonly text: Text;

  constructor(text: Text) {
    super(text.en);
    this.name = 'UnreadableFile';
    this.text = text;
  }
}
