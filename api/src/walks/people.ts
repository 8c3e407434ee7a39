import type { WalkLink, WalkPerson } from '@quartierblick/gis/walks/people.ts';
import { acting } from '../audit/actor.ts';
import type { Occasion } from '../audit/actor.ts';
import type { Identity } from '../auth/identity.ts';
import type { Database, Sql } from '../db.ts';
import { Problem } from '../errors.ts';
import { noSuchWalk } from './read-walks.ts';

/** Who takes part in a walk. @throws Problem 404 */
export async function readPeople(sql: Sql, walk: string): Promise<{ links: WalkLink[]; devices: WalkPerson[] }> {
  const [there] = await sql`select 1 from walks where key = ${walk}`;
  if (!there) throw noSuchWalk();
  const links = await sql<WalkLink[]>`
    select l.key::text, l.role, to_jsonb(l.created_at) #>> '{}' as "createdAt", l.created_by as "createdBy",
      to_jsonb(l.expires_at) #>> '{}' as "expiresAt", to_jsonb(l.revoked_at) #>> '{}' as "revokedAt",
      to_jsonb(l.last_used_at) #>> '{}' as "lastUsedAt",
      (select count(*)::integer from walk_devices d where d.link_key = l.key) as devices
    from walk_links l where l.walk_key = ${walk} order by l.created_at desc, l.key
  `;
  const devices = await sql<WalkPerson[]>`
    select d.key::text, d.link_key::text as link, d.may, d.role, d.name, to_jsonb(d.joined_at) #>> '{}' as "joinedAt",
      to_jsonb(d.last_seen_at) #>> '{}' as "lastSeenAt", d.pending, to_jsonb(d.ended_at) #>> '{}' as "endedAt",
      (select count(*)::integer from walk_events e where e.device_key = d.key) as events
    from walk_devices d where d.walk_key = ${walk} and not d.desk order by d.joined_at, d.key
  `;
  return { links: [...links], devices: [...devices] };
}

/** Sends a device away; what it said stays. @throws Problem 404 where it does not take part (any more) */
export async function endDevice(
  db: Database,
  who: Identity,
  occasion: Occasion,
  { walk, device }: { walk: string; device: string },
): Promise<void> {
  const ended = await acting(db, { who, occasion }, async (tx) => {
    return tx`
      update walk_devices set ended_at = now() where key = ${device} and walk_key = ${walk} and ended_at is null and not desk returning key
    `;
  });
  if (ended.length > 0) return;
  throw new Problem({
    status: 404,
    type: 'no-such-device',
    title: { de: 'Dieses Gerät nimmt nicht (mehr) teil', en: 'This device does not take part (any more)' },
  });
}
