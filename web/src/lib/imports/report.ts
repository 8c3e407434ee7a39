import type { DataSource } from '@quartierblick/gis/layers/define.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';

export const STATES = ['queued', 'running', 'done', 'failed', 'cancelled', 'interrupted', 'undone'] as const;
export type ImportState = (typeof STATES)[number];

/** How far an import is; `bytes` of `total` are the part of the file that was read. */
export interface ImportProgress {
  phase: 'queued' | 'reading' | 'checking' | 'applying';
  read: number;
  bytes: number;
  total: number;
}

/** A report of `/api/imports`: `read` = `imported` + `updated` + `unchanged` + all `skipped`. */
export interface ImportReport {
  id: string;
  layer: string;
  sourceId: string | null;
  state: ImportState;
  fileName: string;
  sha256: string | null;
  bytes: number | null;
  author: string | null;
  source: DataSource;
  asOf: string | null;
  demo: boolean;
  read: number;
  imported: number;
  updated: number;
  unchanged: number;
  /** Rows taken out because the file no longer has them. */
  removed: number;
  skipped: Record<string, number>;
  examples: Record<string, { record: number; example: string }[]>;
  repaired: Record<string, number>;
  problem: { type: string; title: Text; detail: Text } | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  seconds: number | null;
  undoable: boolean;
  progress?: ImportProgress;
}

/** A kind of file that can be read, of `/api/imports/formats`. */
export interface ImportFormat {
  id: string;
  layer: string;
  title: Text;
  source: DataSource;
}

/** Whether nothing more will happen to the import by itself. */
export const hasEnded = (state: ImportState): boolean => state !== 'queued' && state !== 'running';

export const skippedTotal = (report: Pick<ImportReport, 'skipped'>): number =>
  Object.values(report.skipped).reduce((sum, n) => sum + n, 0);

/** Whether a reader for files of any kind took it: then a mapping of fields may be what is missing. */
export const isGeneric = (report: Pick<ImportReport, 'sourceId'>): boolean =>
  report.sourceId?.startsWith('generic-') ?? false;
