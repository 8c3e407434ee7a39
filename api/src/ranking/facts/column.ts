import type { RawValue } from '@quartierblick/gis/ranking/criterion.ts';

/** Values of some criteria by case: what a query of facts answers. What is not in it is missing. */
export interface Facts {
  /** By criterion id, then by case key. */
  values: Record<string, ReadonlyMap<string, RawValue>>;
  /** By criterion id: day of the newest data behind it, YYYY-MM-DD. */
  asOf: Record<string, string | null>;
}

/** A number that is one: NaN and infinity from an import are missing values. */
export function known(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** A column of values from rows. */
export function column<R extends { key: string }>(
  rows: readonly R[],
  read: (row: R) => RawValue | undefined,
): Map<string, RawValue> {
  return new Map(rows.map((row) => [row.key, read(row) ?? null]));
}
