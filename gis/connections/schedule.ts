import { Cron } from 'croner';
import type { Schedule } from './kinds.ts';

/** Local time of the city, in which "at night" is meant. */
const ZONE = 'Europe/Berlin';
/** First hour and number of hours of the night in which data is fetched; the hours after midnight belong to backups. */
const NIGHT = { from: 3, hours: 3 } as const;

/** Minute of the night for a connection, so that neither ten of ours nor a hundred cities ask a service in the same second. */
function minuteOf(id: string): number {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 100_003;
  return sum % (NIGHT.hours * 60);
}

const HOUR_MS = 3_600_000;

/** The next instant at this minute of an hour; hours are the same length on every day, whatever the clock says. */
function nextHour(minute: number, after: Date): Date {
  const start = Math.floor(after.getTime() / HOUR_MS) * HOUR_MS + minute * 60_000;
  return new Date(start > after.getTime() ? start : start + HOUR_MS);
}

function pattern(schedule: Exclude<Schedule, 'manual' | 'hourly'>, id: string): string {
  const minute = minuteOf(id);
  const at = `${minute % 60} ${NIGHT.from + Math.floor(minute / 60)}`;
  switch (schedule) {
    case 'daily':
      return `${at} * * *`;
    // Not Monday: who finds a difference to be reviewed should find somebody in the office.
    case 'weekly':
      return `${at} * * 2`;
    case 'monthly':
      return `${at} 2 * *`;
    case 'quarterly':
      return `${at} 2 1,4,7,10 *`;
    case 'yearly':
      return `${at} 2 7 *`;
  }
}

/**
 * When a connection is due next after an instant, by the clock of the city: an hour that the clock skips in spring runs at its end,
 * one that it repeats in autumn runs once.
 * @param id of the connection; spreads connections over the night, always the same for one
 * @returns null for what is only fetched by hand
 */
export function nextRun(schedule: Schedule, id: string, after: Date): Date | null {
  if (schedule === 'manual') return null;
  if (schedule === 'hourly') return nextHour(minuteOf(id) % 60, after);
  return new Cron(pattern(schedule, id), { timezone: ZONE, paused: true }).nextRun(after);
}

const FIRST_RETRY_MS = 5 * 60_000;
const LONGEST_RETRY_MS = 24 * HOUR_MS;

/**
 * When a connection that failed is tried again: 5, 10, 20 … minutes later, a day at most, whatever its schedule. A service that stays
 * down is asked less and less often, and data that is fetched once a year does not wait a year for the second attempt.
 * @param failures in a row, the last included; at least 1
 * @param notBefore what the service itself asked for (`Retry-After`)
 */
export function nextAttempt(
  { schedule, failures }: { schedule: Schedule; failures: number },
  now: Date,
  notBefore: Date | null = null,
): Date | null {
  if (schedule === 'manual') return null;
  const pause = Math.min(FIRST_RETRY_MS * 2 ** Math.min(Math.max(failures, 1) - 1, 20), LONGEST_RETRY_MS);
  return new Date(Math.max(now.getTime() + pause, notBefore?.getTime() ?? 0));
}
