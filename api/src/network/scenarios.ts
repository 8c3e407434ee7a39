import type { SavedNetworkScenario } from '@quartierblick/gis/network/answers.ts';
import { maySee } from '@quartierblick/gis/layers/define.ts';
import type { Identity } from '../auth/identity.ts';
import type { SqlLike } from '../db.ts';
import { Problem } from '../errors.ts';
import { refuseScenarioChange } from '../scenario-refusals.ts';

/** Scenarios that the dashboard keeps. */
export const MOST_SCENARIOS = 500;

/** Who keeps a scenario; where nobody signs in, the machine does. */
export const authorOf = (who: Identity): string => who.userId ?? 'local';

/** Whether somebody may change the scenarios of others: the author and planners may, the steering group only its own. */
export const mayChangeAll = (who: Identity): boolean => maySee(who.edition, 'planner');

/** Saved scenarios by name, or the one with this key. */
export function readScenarios(sql: SqlLike, who: Identity, key: string | null): Promise<SavedNetworkScenario[]> {
  return sql<SavedNetworkScenario[]>`
    select key as id, name, edits, settings, version::float8 as version, author,
      author_id = ${authorOf(who)} or ${mayChangeAll(who)} as changeable, to_jsonb(changed_at) #>> '{}' as "changedAt"
    from network_scenarios
    where ${key}::uuid is null or key = ${key}::uuid
    order by lower(name), key
  `;
}

/** Why a change did not happen. @throws Problem 404 not there, 403 somebody else's, 412 changed meanwhile */
export async function refuseChange(sql: SqlLike, who: Identity, key: string): Promise<never> {
  const [current] = await readScenarios(sql, who, key);
  return refuseScenarioChange(current, ({ changeable }) => changeable);
}

/** @throws Problem 409, always */
export function refuseMore(): never {
  throw new Problem({
    status: 409,
    type: 'too-many-scenarios',
    title: { de: 'Es sind schon sehr viele Szenarien', en: 'There are very many scenarios already' },
    detail: { de: 'Bitte erst eines löschen.', en: 'Please delete one first.' },
  });
}
