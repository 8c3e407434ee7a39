import { randomUUID } from 'node:crypto';
import type { Database } from '../db.ts';
import { ruleProblem } from '../errors.ts';
import { columnsOf } from '../columns-of.ts';
import { acting } from '../audit/actor.ts';
import { holdWalk, refuseUnknownTheme } from './changing.ts';
import type { Actor } from './changing.ts';
import { noSuchWalk } from './read-walks.ts';
import { writeStops } from './stops.ts';
import type { EnteredWalk, WalkChange } from './walk-schemas.ts';

/** Columns by the names that the api gives them. */
const COLUMNS = {
  title: 'title',
  purpose: 'purpose',
  theme: 'theme',
  meetingPoint: 'meeting_point',
  startsAt: 'starts_at',
  profile: 'profile',
  ordered: 'ordered',
  minutesAStop: 'minutes_a_stop',
  showsOthers: 'shows_others',
  state: 'state',
} as const satisfies Partial<Record<keyof WalkChange, string>>;

/** Adds a walk, with its first stops where there are any. @returns its key @throws Problem 400 or 403 */
export function addWalk(db: Database, actor: Actor, { stops, ...walk }: EnteredWalk): Promise<string> {
  const { who } = actor;
  return acting(db, actor, async (tx) => {
    await refuseUnknownTheme(tx, walk.theme);
    const key = randomUUID();
    const row = { key, ...columnsOf(COLUMNS, walk), lead_id: who.userId, created_by: who.name, changed_by: who.name };
    await tx`insert into walks ${tx(row)}`;
    await writeStops(tx, who, key, stops);
    return key;
  });
}

/** Photos of children need their parents' word, so a walk opens only with the lead's. */
function checkOpening({ state, consent }: WalkChange, was: string): void {
  if (state !== 'open' || was !== 'draft' || consent) return;
  const message = {
    de: 'Bitte bestätigen, dass die Eltern der teilnehmenden Kinder mit Fotos einverstanden sind oder keine Kinder mitgehen.',
    en: 'Please confirm that the parents of children who take part agree to photos, or that no children take part.',
  };
  throw ruleProblem([{ path: ['consent'], message }]);
}

/**
 * Changes a walk. Another profile makes another route, so the one there was goes.
 * @throws Problem 400, 404, 409 or 412
 */
export function changeWalk(
  db: Database,
  actor: Actor,
  { key, seen, change }: { key: string; seen: number; change: WalkChange },
): Promise<void> {
  const columns = columnsOf(COLUMNS, change);
  const reason = change.consent ? 'Einwilligungen der Eltern liegen vor oder keine Kinder gehen mit' : null;
  const occasion = reason ? { ...actor.occasion, reason } : actor.occasion;
  return acting(db, { ...actor, occasion }, async (tx) => {
    const { state, properties } = await holdWalk(tx, { key, seen, changes: columns });
    checkOpening(change, state);
    await refuseUnknownTheme(tx, change.theme);
    if (Object.keys(columns).length === 0) return;
    const stale = change.profile !== undefined && change.profile !== properties['profile'];
    await tx`update walks set ${tx({ ...columns, ...(stale && { route: null }) })} where key = ${key}`;
  });
}

/**
 * Forgets a walk: its plan, its links and devices, and all that was said on it. What was made of it, the measures, stays.
 * @throws Problem 404
 */
export function forgetWalk(db: Database, actor: Actor, key: string): Promise<void> {
  return acting(db, actor, async (tx) => {
    await tx`select set_config('quartierblick.forget_walk', ${key}, true)`;
    const gone = await tx`delete from walks where key = ${key} returning 1`;
    if (gone.length === 0) throw noSuchWalk();
  });
}
