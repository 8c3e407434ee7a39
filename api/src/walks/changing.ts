import type { TransactionSql } from 'postgres';
import type { WalkState } from '@quartierblick/gis/walks/walk.ts';
import type { Occasion } from '../audit/actor.ts';
import type { Identity } from '../auth/identity.ts';
import { ruleProblem } from '../errors.ts';
import { themeIssues } from '../measures/themes.ts';
import { refuseStale } from '../properties/stale.ts';
import { noSuchWalk, walkClosed } from './read-walks.ts';

/** Who changes walks, and on what occasion. */
export interface Actor {
  who: Identity;
  occasion: Occasion;
}

interface Held {
  version: number;
  state: WalkState;
  properties: Record<string, unknown>;
}

/**
 * Holds a walk for a change that is based on a version, to the end of the transaction.
 * @param changes by column, for telling which fields two people disagree in
 * @throws Problem 404, 409 where it is closed, 412
 */
export async function holdWalk(
  tx: TransactionSql,
  { key, seen, changes = {} }: { key: string; seen: number; changes?: Record<string, unknown> },
): Promise<Held> {
  const [row] = await tx<Held[]>`
    select version, state, to_jsonb(w) - 'route' as properties from walks w where key = ${key} for no key update
  `;
  if (!row) throw noSuchWalk();
  if (row.version !== seen) await refuseStale(tx, { entity: 'walks', key, current: row, seen, changes });
  if (row.state === 'closed') {
    throw walkClosed({ de: 'Daran lässt sich nichts mehr ändern.', en: 'Nothing of it can be changed any more.' });
  }
  return row;
}

/** Makes sure that a walk is there and not closed, to the end of the transaction. @throws Problem 404, 409 where it is closed */
export async function shareOpenWalk(tx: TransactionSql, key: string): Promise<void> {
  const [row] = await tx<{ state: WalkState }[]>`select state from walks where key = ${key} for share`;
  if (!row) throw noSuchWalk();
  if (row.state === 'closed') throw walkClosed();
}

/** @throws Problem 400 where a theme is named that is not there */
export async function refuseUnknownTheme(tx: TransactionSql, theme: string | null | undefined): Promise<void> {
  const issues = await themeIssues(tx, theme);
  if (issues.length > 0) throw ruleProblem(issues);
}
