import type { Properties } from '@quartierblick/gis/layers/answers.ts';

/** One field in which two people disagree. */
export interface Conflict {
  field: string;
  base: unknown;
  yours: unknown;
  theirs: unknown;
  by: string;
  at: string;
}

/** Whether two values of a field are the same; a missing one and null are. */
export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** The fields of `now` that differ from what the edit began with. */
export function changesOf(base: Properties, now: Properties): Properties {
  return Object.fromEntries(Object.entries(now).filter(([name, value]) => !same(base[name], value)));
}

export type Side = 'yours' | 'theirs';

interface Merged {
  /** Values that are to be sent with the new version; nothing where the other side won everywhere. */
  changes: Properties;
  /** Fields of the form that others changed and this edit did not touch: they follow by themselves. */
  followed: string[];
}

/**
 * Three ways at once: what the edit began with, what it makes of it, what others made of it meanwhile. A field that only
 * one side changed keeps that side's value; where both did, the reader chose. A conflict without a choice keeps the reader's
 * own entry, because dropping it unseen would lose it.
 *
 * @param fields fields of the form
 */
export function merge(
  fields: readonly string[],
  { base, yours, theirs }: { base: Properties; yours: Properties; theirs: Properties },
  choices: ReadonlyMap<string, Side> = new Map(),
): Merged {
  const mine = changesOf(base, yours);
  const changes = Object.fromEntries(
    Object.entries(mine).filter(([name, value]) => choices.get(name) !== 'theirs' && !same(value, theirs[name])),
  );
  const followed = fields.filter((name) => !(name in mine) && !same(base[name], theirs[name]));
  return { changes, followed };
}

interface Stale {
  version: number;
  properties: Properties;
  conflicts: Conflict[];
}

const isRecord = (value: unknown): value is Properties => typeof value === 'object' && value !== null;

/** What a 412 answer says: the row of now and the fields in which both sides differ. Null where it says neither. */
export function staleOf(body: Properties): Stale | null {
  const { current, conflicts } = body;
  if (!isRecord(current) || typeof current['version'] !== 'number' || !isRecord(current['properties'])) return null;
  const rows = Array.isArray(conflicts) ? (conflicts as unknown[]).filter(isRecord) : [];
  return {
    version: current['version'],
    properties: current['properties'],
    conflicts: rows.map((row) => ({
      field: String(row['field']),
      base: row['base'] ?? null,
      yours: row['yours'] ?? null,
      theirs: row['theirs'] ?? null,
      by: typeof row['by'] === 'string' ? row['by'] : '',
      at: typeof row['at'] === 'string' ? row['at'] : '',
    })),
  };
}
