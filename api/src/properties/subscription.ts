import { createHash, randomBytes } from 'node:crypto';
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

/** Whether the secret belongs to an account that may see the cases today: not disabled, still a planner. */
export async function mayRead(sql: Sql, token: string): Promise<boolean> {
  const [row] = await sql`
    select 1 from calendar_tokens t join account_users u on u.id = t.user_id
    where t.token_hash = ${hashOf(token)} and not u.disabled and u.edition in ('planner', 'admin')
  `;
  return row !== undefined;
}
