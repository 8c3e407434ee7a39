import { randomBytes, randomUUID } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import { nowWithOffset, stamp } from '@quartierblick/gis/walks/stamp.ts';
import type { Saying } from '@quartierblick/gis/walks/stamp.ts';
import type { Identity } from '../auth/identity.ts';
import { haveOf, keepEvents } from './append.ts';
import { hashOfKey } from './device.ts';
import { noAccount } from './join.ts';

/** The device by which an account speaks into a walk without having been there. Its secret is known to nobody: only the server writes to its log. */
async function deskOf(tx: TransactionSql, walk: string, who: Identity): Promise<string> {
  if (who.userId === null) throw noAccount();
  const secret = hashOfKey(randomBytes(32).toString('base64url'));
  const [row] = await tx<{ key: string }[]>`
    insert into walk_devices (key, walk_key, key_hash, user_id, may, role, name, desk)
    values (${randomUUID()}, ${walk}, ${secret}, ${who.userId}, 'edit', 'lead', ${who.name}, true)
    on conflict (walk_key, user_id) where desk do update set name = excluded.name returning key::text
  `;
  if (!row) throw new Error('no desk came back');
  return row.key;
}

/**
 * Says something into the log of a walk for somebody at a desk. To be called where the walk is held, as whoever appends does.
 * @throws Problem 409 `no-account` for the command line
 */
export async function sayAtDesk(tx: TransactionSql, walk: string, who: Identity, saying: Saying): Promise<void> {
  const device = await deskOf(tx, walk, who);
  const seq = (await haveOf(tx, device)) + 1;
  const event = stamp(saying, { id: randomUUID(), device, seq, now: nowWithOffset() });
  await keepEvents(tx, { walk, device }, [event], { now: Date.now(), offset: 0 });
}
