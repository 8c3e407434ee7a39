import type { Replaces, Schedule } from '@quartierblick/gis/connections/kinds.ts';
import type { ReviewReason } from '@quartierblick/gis/connections/difference.ts';
import type { Settings } from '@quartierblick/gis/connections/settings.ts';
import type { DataSource } from '@quartierblick/gis/layers/define.ts';
import type { Difference } from '../imports/compare.ts';
import type { ImportProblem } from '../imports/report.ts';

/** What people decide of a connection. */
export interface ConnectionFields {
  title: string;
  settings: Settings;
  /** Name of a secret in the environment. */
  credential: string | null;
  /** Id of the layer that is filled, built-in or free. */
  layer: string;
  /** Year of the figures, where the file does not say it. */
  year: number | null;
  /** Column of the layer → field of the service; null: by the kind of data, or by names. */
  mapping: Record<string, string> | null;
  /** Column → word of the service → code in the layer's list. */
  values: Record<string, Record<string, string>> | null;
  /** Overrides of what the layer's source says of itself. */
  source: Partial<DataSource>;
  schedule: Schedule;
  active: boolean;
  replaces: Replaces;
  review: boolean;
  mostGonePercent: number;
}

export const RUN_STATES = [
  'running',
  'unchanged',
  'waiting',
  'done',
  'failed',
  'cancelled',
  'rejected',
  'interrupted',
] as const;
export type RunState = (typeof RUN_STATES)[number];

/** The difference of a run, and why it waited. */
export type RunDifference = Difference & { reason: ReviewReason | null };

/** One fetch of a connection. */
export interface Run {
  id: string;
  connectionId: string;
  state: RunState;
  trigger: 'hand' | 'schedule';
  startedBy: string;
  startedAt: string;
  endedAt: string | null;
  decidedBy: string | null;
  pages: number;
  bytes: number;
  matched: number | null;
  fileName: string | null;
  sha256: string | null;
  etag: string | null;
  lastModified: string | null;
  difference: RunDifference | null;
  problem: ImportProblem | null;
  importId: string | null;
}

export interface Connection extends ConnectionFields {
  id: string;
  /** Name of the ready-made connection that it comes from. */
  ready: string | null;
  version: number;
  changedAt: string;
  changedBy: string | null;
  nextAt: string | null;
  failures: number;
}

/** Who sets a run going or decides on it. */
export interface Actor {
  userId: string | null;
  name: string;
}
