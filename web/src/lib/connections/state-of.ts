import type { Connection } from './client.ts';

export type ConnectionState = 'off' | 'fresh' | 'due' | 'failing' | 'waiting' | 'running';

/** What a connection is in the list: what somebody should do something about comes before what is merely so. */
export function stateOf(
  { active, schedule, failures, nextAt, waiting, last }: Connection,
  now: number,
): ConnectionState {
  if (last?.state === 'running') return 'running';
  if (waiting !== null) return 'waiting';
  if (failures > 0) return 'failing';
  if (!active) return 'off';
  const isDue = last === null || (schedule !== 'manual' && nextAt !== null && Date.parse(nextAt) <= now);
  return isDue ? 'due' : 'fresh';
}

/** Fields of a connection as a form changes them. */
export function fieldsOf(
  connection: Connection,
): Omit<
  Connection,
  'id' | 'ready' | 'version' | 'changedAt' | 'changedBy' | 'nextAt' | 'failures' | 'last' | 'waiting'
> {
  const {
    title,
    settings,
    credential,
    layer,
    year,
    mapping,
    values,
    source,
    schedule,
    active,
    replaces,
    review,
    mostGonePercent,
  } = connection;
  return {
    title,
    settings,
    credential,
    layer,
    year,
    mapping,
    values,
    source,
    schedule,
    active,
    replaces,
    review,
    mostGonePercent,
  };
}
