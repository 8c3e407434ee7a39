import type { Geometry } from 'geojson';
import type { Bounds, Properties } from '@quartierblick/gis/layers/answers.ts';

/** One row of a part of the case file; the part declares its further fields. */
export type PartRow = { key: string; version: number; changedAt: string; changedBy: string | null } & Properties;

/** A value of an axis, since when, by whom and on what ground. */
export interface Finding {
  key: string;
  axis: string;
  value: string | null;
  /** YYYY-MM-DD */
  valid_from: string | null;
  source: string | null;
  author: string | null;
  reason: string | null;
}

/** Everything that is recorded of a property. */
export interface CaseFile {
  key: string;
  id: number;
  version: number;
  changedAt: string;
  changedBy: string | null;
  demo: boolean;
  properties: Properties;
  geometry: Geometry;
  /** Longitude and latitude in WGS 84. */
  center: [number, number];
  bbox: Bounds;
  history: Finding[];
  parts: Record<string, PartRow[]>;
}

/** What is entered on an axis. */
export interface NewFinding {
  value: string;
  validFrom: string;
  source: string;
  reason: string;
}

/** An entry of the audit log. */
export interface AuditEntry {
  id: number;
  at: string;
  actor: string;
  action: string;
  entity: string;
  key: string;
  property: string | null;
  before: Properties | null;
  after: Properties | null;
  reason: string | null;
  batch: string | null;
}
