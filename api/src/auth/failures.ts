import { createHash, randomUUID } from 'node:crypto';
import type { Sql } from '../db.ts';
import { Problem } from '../errors.ts';
import { FAILURE_WINDOW_S } from './auth.ts';

/** Wrong passwords that one address may enter in the window. */
const ALLOWED = 10;

const keyOf = (email: string) => `failed:${createHash('sha256').update(email.trim().toLowerCase()).digest('hex')}`;

/** Too many attempts. */
export function tooManyAttempts(seconds: number): Problem {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  return new Problem({
    status: 429,
    type: 'too-many-attempts',
    title: { de: 'Zu viele Versuche', en: 'Too many attempts' },
    detail: {
      de: `Bitte in ${minutes} ${minutes === 1 ? 'Minute' : 'Minuten'} noch einmal versuchen.`,
      en: `Please try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
    },
    extra: { retryAfter: seconds },
  });
}

/**
 * Counts a use of something of which there may be so many in a window, before it is done, so that a hundred at once are a hundred.
 * @throws Problem 429 with `retryAfter` in seconds
 */
export async function countUse(sql: Sql, key: string, allowed: number, windowS: number): Promise<void> {
  const now = Date.now();
  const since = now - windowS * 1000;
  const [row] = await sql<{ count: number }[]>`
    insert into account_rate_limits as held (id, key, count, last_request) values (${randomUUID()}, ${key}, 1, ${now})
    on conflict (key) do update set
      count = case when held.last_request <= ${since} then 1 else held.count + 1 end,
      last_request = ${now}
    where held.count < ${allowed} or held.last_request <= ${since}
    returning count
  `;
  if (row) return;
  const [held] = await sql<{ last: number }[]>`select last_request as last from account_rate_limits where key = ${key}`;
  throw tooManyAttempts(Math.max(1, Math.ceil(((held?.last ?? now) - since) / 1000)));
}

/**
 * Counts an attempt before the password is looked at. An address that nobody has is counted the same, so that the answer does not
 * tell which exist.
 * @throws Problem 429 with `retryAfter` in seconds
 */
export const countAttempt = (sql: Sql, email: string): Promise<void> =>
  countUse(sql, keyOf(email), ALLOWED, FAILURE_WINDOW_S);

/** The password was right. */
export async function forgetAttempts(sql: Sql, email: string): Promise<void> {
  await sql`delete from account_rate_limits where key = ${keyOf(email)}`;
}
