import { createHmac, randomBytes } from 'node:crypto';
import { secretOf } from '../auth/secret.ts';
import type { Sql } from '../db.ts';
import type { Env } from '../env.ts';
import { Problem } from '../errors.ts';

/** A talk with its rehearsal and the questions afterwards. */
const LASTS = '8 hours';
const SECRET_BYTES = 16;

/** Of a secret only this is kept; it also names the room in which is heard what is said. */
function roomOf(env: Env, secret: string): string {
  return createHmac('sha256', secretOf(env)).update(`story-remote:${secret}`).digest('hex');
}

/** Opens a room for a presentation and phones that steer it. @returns the secret, which is kept nowhere */
export async function openRemote(sql: Sql, env: Env, by: string): Promise<{ secret: string; expiresAt: string }> {
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  await sql`delete from story_remotes where expires_at < now()`;
  const [made] = await sql<{ expiresAt: string }[]>`
    insert into story_remotes (secret_hash, opened_by, expires_at)
    values (${roomOf(env, secret)}, ${by}, now() + ${LASTS}::interval)
    returning to_jsonb(expires_at) #>> '{}' as "expiresAt"
  `;
  if (!made) throw new Error('the remote was not kept');
  return { secret, expiresAt: made.expiresAt };
}

/** The room of a secret. @throws Problem 404 where there is none, or not any more */
export async function roomFor(sql: Sql, env: Env, secret: string | undefined): Promise<string> {
  const room = secret === undefined ? '' : roomOf(env, secret);
  const [open] = await sql`select 1 from story_remotes where secret_hash = ${room} and expires_at > now()`;
  if (open) return room;
  throw new Problem({
    status: 404,
    type: 'unknown-remote',
    title: { de: 'Diese Fernbedienung gilt nicht mehr', en: 'This remote is no longer valid' },
    detail: {
      de: 'Bitte den Code in der Vorführung neu aufnehmen.',
      en: 'Please scan the code of the presentation again.',
    },
  });
}
