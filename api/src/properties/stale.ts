import type { SqlLike } from '../db.ts';
import { Problem } from '../errors.ts';

/** A row as it stands now, and what somebody wants of it who saw an earlier version. */
interface Attempt {
  /** Table, as the audit log names it. */
  entity: string;
  key: string;
  current: { version: number; properties: Record<string, unknown> };
  /** Version on which the change is based. */
  seen: number;
  changes: Record<string, unknown>;
  /** Values that the client saw, where it says so. */
  base?: Record<string, unknown> | undefined;
}

/** One field in which two people disagree. */
interface Conflict {
  field: string;
  base: unknown;
  yours: unknown;
  theirs: unknown;
  by: string;
  at: string;
}

interface Entry {
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  by: string;
  at: string;
}

/** Entries of the audit log that are looked at, at most. */
const MOST = 1000;

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** The log names protected values only; what they were is not known any more. */
const isProtected = (value: unknown) => typeof value === 'object' && value !== null && 'protected' in value;

/**
 * What was changed since the version seen, newest first. Every change grows the version by one, but not every one leaves
 * an entry, so these may be some more than needed: a conflict too many is shown, none too few.
 */
function changesSince(tx: SqlLike, { entity, key, current, seen }: Attempt): Promise<Entry[]> {
  const count = Math.min(MOST, Math.max(0, current.version - seen));
  return tx<Entry[]>`
    select before, after, actor as by, to_jsonb(at) #>> '{}' as at from audit_log
    where entity = ${entity} and entity_key = ${key} and action = 'update' order by id desc limit ${count}
  `;
}

function conflictsOf({ changes, base, current }: Attempt, entries: readonly Entry[]): Conflict[] {
  return Object.entries(changes).flatMap(([field, yours]) => {
    const theirs = current.properties[field] ?? null;
    const touching = entries.filter(({ after }) => field in after);
    const logged = touching.at(-1)?.before[field];
    const seen = base && field in base ? base[field] : touching.length > 0 ? logged : theirs;
    if (same(theirs, yours) || same(theirs, seen)) return [];
    const [last] = touching;
    return [
      { field, base: isProtected(seen) ? null : seen, yours, theirs, by: last?.by ?? 'system', at: last?.at ?? '' },
    ];
  });
}

/**
 * Refuses a change that is based on an earlier version than the row has now, with what is needed to merge: the values of
 * now, and field by field what both sides made of the value that both began with.
 * @throws Problem 412
 */
export async function refuseStale(tx: SqlLike, attempt: Attempt): Promise<void> {
  const { current, seen } = attempt;
  if (current.version === seen) return;
  const conflicts = conflictsOf(attempt, await changesSince(tx, attempt));
  throw new Problem({
    status: 412,
    type: 'changed-meanwhile',
    title: { de: 'Inzwischen hat jemand etwas geändert', en: 'Somebody has changed something meanwhile' },
    detail:
      conflicts.length > 0
        ? {
            de: 'Bitte Feld für Feld entscheiden, was gelten soll, und mit der neuen Version speichern.',
            en: 'Please decide field by field what shall hold, and save with the new version.',
          }
        : {
            de: 'Die Änderungen betreffen andere Felder: mit der neuen Version lässt sich speichern.',
            en: 'The changes concern other fields: it can be saved with the new version.',
          },
    extra: { current, conflicts },
  });
}
