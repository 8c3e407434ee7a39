import type { Sql } from './db.ts';
import { isDatabaseAway } from './errors.ts';

/** So long a replica that failed is left alone. */
const LEFT_ALONE_MS = 5000;
/**
 * Besides being away: a query that the replaying of changes has cancelled, and tables or columns of a migration that it has
 * not replayed yet.
 */
const NOT_THERE = /^(40001|42P01|42703)$/;

/** Where reads may go: a streaming replica, as long as it answers and is far enough. */
export interface Reading {
  /** Its pool; null where there is none, or while it is left alone. */
  replica(): Sql | null;
  /** Told why a read failed there. @returns whether the primary is to be asked in its place */
  isLost(error: unknown): boolean;
}

/** Reads of an instance without a replica. */
export const NO_REPLICA: Reading = { replica: () => null, isLost: () => false };

/** Reads by a replica that may come and go. */
export function readingBy(sql: Sql): Reading {
  let until = 0;
  return {
    replica: () => (Date.now() < until ? null : sql),
    isLost(error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (isDatabaseAway(error)) until = Date.now() + LEFT_ALONE_MS;
      else if (!NOT_THERE.test(code)) return false;
      return true;
    },
  };
}

/**
 * Reads a state of a layer that the primary has told of: from the replica where it has replayed that version, else from the
 * primary. A replica only goes forward, so what it answers is never older. A read is done at most twice.
 */
export async function readAt<T>(
  { sql, reading }: { sql: Sql; reading: Reading },
  { layer, version }: { layer: string; version: number },
  work: (sql: Sql) => Promise<T>,
): Promise<T> {
  const replica = reading.replica();
  if (!replica) return work(sql);
  try {
    const [row] = await replica<{ version: number }[]>`
      select version::float8 as version from layer_versions where layer = ${layer}
    `;
    if ((row?.version ?? 0) >= version) return await work(replica);
  } catch (error) {
    if (!reading.isLost(error)) throw error;
  }
  return work(sql);
}
