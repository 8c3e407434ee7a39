import { createHash, randomBytes } from 'node:crypto';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import type { Sql } from '../db.ts';

/** Of an address only the hash is kept, so that whoever reads the database cannot read along; found by it, nothing is compared letter by letter. */
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/** Makes the secret of a new subscription; one that the account had before ends with it. */
export async function renewSubscription(sql: Sql, userId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await sql`
    insert into calendar_tokens (token_hash, user_id) values (${hashOf(token)}, ${userId})
    on conflict (user_id) do update set token_hash = excluded.token_hash, created_at = now()
  `;
  return token;
}

/** Ends the subscription of an account. */
export async function endSubscription(sql: Sql, userId: string): Promise<void> {
  await sql`delete from calendar_tokens where user_id = ${userId}`;
}

/** When the account's subscription was made; null without one. */
export async function subscriptionOf(sql: Sql, userId: string): Promise<string | null> {
  const [row] = await sql<{ at: string }[]>`
    select to_jsonb(created_at) #>> '{}' as at from calendar_tokens where user_id = ${userId}
  `;
  return row?.at ?? null;
}

/** The edition of the account to which the secret belongs, as it is today; null where it belongs to none, or to a disabled one. */
export async function readerOf(sql: Sql, token: string): Promise<Edition | null> {
  const [row] = await sql<{ edition: Edition }[]>`
    select u.edition from calendar_tokens t join account_users u on u.id = t.user_id
    where t.token_hash = ${hashOf(token)} and not u.disabled
  `;
  return row?.edition ?? null;
}
