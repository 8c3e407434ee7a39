import type { TransactionSql } from 'postgres';
import type { Decision } from '@quartierblick/gis/walks/review.ts';
import type { Database } from '../db.ts';
import { Problem, ruleProblem } from '../errors.ts';
import type { Issue } from '../errors.ts';
import { themeIssues } from '../measures/themes.ts';
import { refuseStale } from '../properties/stale.ts';
import { today } from '../properties/today.ts';
import { acting } from '../audit/actor.ts';
import type { Actor } from './changing.ts';
import { noSuchWalk, walkClosed } from './read-walks.ts';

/** What is decided of a finding, as a whole. */
export interface EnteredReview {
  summary: string | null;
  theme: string | null;
  decision: Decision | null;
  reason: string | null;
  mergedInto: string | null;
}

/** There is no such finding on this walk, or it was hidden. */
export const noSuchFinding = () =>
  new Problem({
    status: 404,
    type: 'unknown-finding',
    title: { de: 'Diesen Fund gibt es nicht', en: 'There is no such finding' },
    detail: { de: 'Vielleicht wurde er entfernt.', en: 'It may have been removed.' },
  });

/** Holds a walk of which findings are decided on, to the end of the transaction. @throws Problem 404, 409 where it is closed */
export async function holdForReview(tx: TransactionSql, walk: string): Promise<{ state: string; version: number }> {
  const [row] = await tx<{ state: string; version: number }[]>`
    select state, version from walks where key = ${walk} for no key update
  `;
  if (!row) throw noSuchWalk();
  if (row.state === 'closed') {
    throw walkClosed({
      de: 'Er lässt sich im Reiter „Protokoll“ wieder öffnen.',
      en: 'It can be opened again in the tab “Protocol”.',
    });
  }
  return row;
}

interface Standing {
  version: number;
  properties: Record<string, unknown>;
}

async function checkMerge(tx: TransactionSql, walk: string, key: string, into: string): Promise<Issue[]> {
  const at = (de: string, en: string): Issue[] => [{ path: ['mergedInto'], message: { de, en } }];
  if (into === key) return at('Ein Fund geht nicht in sich selbst auf.', 'A finding is not merged into itself.');
  const [target] = await tx<{ merged: boolean }[]>`
    select coalesce(r.merged_into is not null, false) as merged
    from walk_findings f left join walk_reviews r on r.key = f.key
    where f.key = ${into} and f.walk_key = ${walk} and not f.removed
  `;
  if (!target) return at('Diesen Fund gibt es nicht (mehr).', 'There is no such finding (any more).');
  if (target.merged) {
    return at(
      'Dieser Fund ist selbst in einem anderen aufgegangen.',
      'That finding is merged into another one itself.',
    );
  }
  const inside = await tx`select 1 from walk_reviews where merged_into = ${key} and walk_key = ${walk}`;
  return inside.length === 0
    ? []
    : at(
        'In diesem Fund sind andere aufgegangen; bitte sie zuerst lösen.',
        'Others are merged into this one; please take them out first.',
      );
}

/** @returns what breaks the rules, named by field */
async function issuesOf(tx: TransactionSql, walk: string, key: string, review: EnteredReview): Promise<Issue[]> {
  const { theme, decision, reason, mergedInto } = review;
  const issues = await themeIssues(tx, theme);
  if (decision === 'no-action' && reason === null) {
    const message = { de: 'Bitte sagen, warum es keine Maßnahme gibt.', en: 'Please say why there is no measure.' };
    issues.push({ path: ['reason'], message });
  }
  const named = await tx`select 1 from measure_findings where finding_key = ${key} limit 1`;
  if (decision === 'measure' && named.length === 0) {
    const message = { de: 'Keine Maßnahme nennt diesen Fund.', en: 'No measure names this finding.' };
    issues.push({ path: ['decision'], message });
  }
  if (decision === 'no-action' && named.length > 0) {
    const message = { de: 'Zu diesem Fund gibt es eine Maßnahme.', en: 'There is a measure for this finding.' };
    issues.push({ path: ['decision'], message });
  }
  if (mergedInto !== null && decision !== null) {
    const message = {
      de: 'Ein Fund, der in einem anderen aufgeht, wird mit diesem entschieden.',
      en: 'A finding that is merged into another one is decided on with that one.',
    };
    issues.push({ path: ['decision'], message });
  }
  if (mergedInto !== null) issues.push(...(await checkMerge(tx, walk, key, mergedInto)));
  return issues;
}

/**
 * Writes what is decided of a finding.
 * @param seen version on which it is based; 0: nothing had been decided yet
 * @throws Problem 400, 404, 409 where the walk is closed, 412
 */
export async function decide(
  db: Database,
  actor: Actor,
  { walk, key, seen, review }: { walk: string; key: string; seen: number; review: EnteredReview },
): Promise<void> {
  const { mergedInto, ...plain } = review;
  const columns = { ...plain, merged_into: mergedInto };
  const occasion = review.reason === null ? actor.occasion : { ...actor.occasion, reason: review.reason };
  await acting(db, { ...actor, occasion }, async (tx) => {
    await holdForReview(tx, walk);
    const [there] = await tx`select 1 from walk_findings where key = ${key} and walk_key = ${walk} and not removed`;
    if (!there) throw noSuchFinding();
    const [had] = await tx<Standing[]>`
      select version, to_jsonb(r) as properties from walk_reviews r where key = ${key} for update
    `;
    const current = had ?? { version: 0, properties: {} };
    // Who saw no review began with nothing.
    const base = seen === 0 ? Object.fromEntries(Object.keys(columns).map((name) => [name, null])) : undefined;
    await refuseStale(tx, { entity: 'walk_reviews', key, current, seen, changes: columns, base });
    const issues = await issuesOf(tx, walk, key, review);
    if (issues.length > 0) throw ruleProblem(issues);
    const { name } = actor.who;
    // The day and the name stay those of the decision, whatever else is changed later.
    const same = current.properties['decision'] === review.decision && current.properties['reason'] === review.reason;
    const decided =
      review.decision === null
        ? { decided_on: null, decided_by: null }
        : same
          ? {}
          : { decided_on: today(), decided_by: name };
    const row = { ...columns, ...decided, changed_by: name };
    await (had
      ? tx`update walk_reviews set ${tx(row)} where key = ${key}`
      : tx`insert into walk_reviews ${tx({ key, walk_key: walk, ...row })}`);
  });
}
