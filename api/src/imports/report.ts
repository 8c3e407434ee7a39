import type { DataSource } from '@quartierblick/gis/layers/define.ts';
import type { SkipReason } from '@quartierblick/gis/layers/source-types.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';

export const IMPORT_STATES = ['queued', 'running', 'done', 'failed', 'cancelled', 'interrupted', 'undone'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

export interface SkipExample {
  record: number;
  example: string;
}

/**
 * What became of the records of a file, each counted once: `read` = `imported` + `updated` + `unchanged` + all `skipped`.
 * A record that becomes rows of several data sets counts as imported where one of its rows is new, as updated where
 * none is new but one differs, and as unchanged where all are as before.
 */
export interface Counts {
  read: number;
  imported: number;
  updated: number;
  unchanged: number;
  skipped: Partial<Record<SkipReason, number>>;
  /** The first ten of each reason. */
  examples: Partial<Record<SkipReason, SkipExample[]>>;
  /** Records by what was repaired in them. */
  repaired: Record<string, number>;
}

/** Why an import failed, as it is kept in the database: both languages, for whoever reads the report later. */
export interface ImportProblem {
  type: string;
  title: Text;
  detail: Text;
}

/** How fields became columns in an import, kept for lineage. */
export interface RecipeUse {
  /** Of the recipe that was used; null where the choices were made for this import. */
  id: string | null;
  name: string | null;
  /** Name of the layer or sheet within the file. */
  layer: string;
  crs: string | null;
  mapping: Record<string, string>;
  values: Record<string, Record<string, string>>;
  table: Record<string, unknown> | null;
}

/** A row of `imports` as the api hands it out. */
export interface ImportReport extends Counts {
  id: string;
  /** Rows taken out because the file no longer has them, over all tables of the layer; no records, so not part of `read`. */
  removed: number;
  layer: string;
  /** Which reader took the file; null until one did. */
  sourceId: string | null;
  state: ImportState;
  fileName: string;
  sha256: string | null;
  bytes: number | null;
  /** Who started it; null for readers below the planners' edition. */
  author: string | null;
  source: DataSource;
  /** `YYYY-MM-DD`, where file, name or user said it. */
  asOf: string | null;
  demo: boolean;
  problem: ImportProblem | null;
  /** How the assistant read the file; null for files that were taken as they are. */
  recipe: RecipeUse | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** Duration of the work itself, without waiting in the queue. */
  seconds: number | null;
  /** Whether it is the latest completed import of its layer, the one that can be undone. */
  undoable: boolean;
}

export const PHASES = ['queued', 'reading', 'checking', 'applying'] as const;

/** How far a running import is. `bytes` counts the part of the file that was read, `total` is its size. */
export interface ImportProgress {
  phase: (typeof PHASES)[number];
  read: number;
  bytes: number;
  total: number;
}

/** Counts before anything was read. */
export function noCounts(): Counts {
  return { read: 0, imported: 0, updated: 0, unchanged: 0, skipped: {}, examples: {}, repaired: {} };
}
