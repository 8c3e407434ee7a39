import { createHmac, randomBytes } from 'node:crypto';
import type { Role } from '@quartierblick/gis/walks/event.ts';
import { acting } from '../audit/actor.ts';
import type { Occasion } from '../audit/actor.ts';
import type { Identity } from '../auth/identity.ts';
import { secretOf } from '../auth/secret.ts';
import type { Database } from '../db.ts';
import type { Env } from '../env.ts';
import { Problem } from '../errors.ts';
import { shareOpenWalk } from './changing.ts';
import { noSuchWalk } from './read-walks.ts';

/** Crockford's base32: nothing that is mixed up when it is read out or typed with cold hands. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 10;

/** A code as people say it: 50 bits, in two halves. */
const newCode = (): string => spelled([...randomBytes(LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join(''));

/** A code in the two halves in which it is read. */
export const spelled = (code: string): string => `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;

/** What was typed, as the code that was meant; null where it is none. */
export function codeOf(typed: string): string | null {
  const plain = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return plain.length === LENGTH && [...plain].every((letter) => LETTERS.includes(letter)) ? plain : null;
}

/** Of a code only this is kept: it is short enough to be tried out by whoever has the table, but not without the secret. */
export function hashOfCode(env: Env, code: string): string {
  return createHmac('sha256', secretOf(env))
    .update(`walk-link:${code.replaceAll('-', '')}`)
    .digest('hex');
}

/** A link that was just made; its code is kept nowhere. */
export interface NewWalkLink {
  key: string;
  role: Role;
  code: string;
  expiresAt: string;
}

/**
 * Makes a link by which people join a walk without an account.
 * @param hours for which it holds; null: until the end of the day of the walk in Germany, or twelve hours where that is over
 * @throws Problem 404 without the walk, 409 where it is closed
 */
export async function makeWalkLink(
  { db, env }: { db: Database; env: Env },
  who: Identity,
  occasion: Occasion,
  { walk, role, hours }: { walk: string; role: Role; hours: number | null },
): Promise<NewWalkLink> {
  const code = newCode();
  return acting(db, { who, occasion }, async (tx) => {
    await shareOpenWalk(tx, walk);
    const [made] = await tx<{ key: string; expiresAt: string }[]>`
      insert into walk_links (walk_key, secret_hash, role, created_by, expires_at)
      select w.key, ${hashOfCode(env, code)}, ${role}, ${who.name},
        case when ${hours}::integer is not null then now() + make_interval(hours => ${hours ?? 0})
        else greatest(
          (date_trunc('day', w.starts_at at time zone 'Europe/Berlin') + interval '1 day') at time zone 'Europe/Berlin',
          now() + interval '12 hours'
        ) end
      from walks w where w.key = ${walk}
      returning key::text, to_jsonb(expires_at) #>> '{}' as "expiresAt"
    `;
    if (!made) throw noSuchWalk();
    return { ...made, role, code };
  });
}

const noSuchLink = () =>
  new Problem({
    status: 404,
    type: 'no-such-link',
    title: { de: 'Diesen Link gibt es nicht (mehr)', en: 'There is no such link (any more)' },
  });

/** Ends a link, and with it what its devices may send. @throws Problem 404 where there is none that holds */
export async function endWalkLink(
  db: Database,
  who: Identity,
  occasion: Occasion,
  { walk, link }: { walk: string; link: string },
): Promise<void> {
  const ended = await acting(db, { who, occasion }, async (tx) => {
    return tx`
      update walk_links set revoked_at = now() where key = ${link} and walk_key = ${walk} and revoked_at is null returning key
    `;
  });
  if (ended.length === 0) throw noSuchLink();
}
