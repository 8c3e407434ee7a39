import type { TransactionSql } from 'postgres';
import type { Role } from '@quartierblick/gis/walks/event.ts';
import type { JoinedAnswer } from '@quartierblick/gis/walks/people.ts';
import { acting } from '../audit/actor.ts';
import type { Occasion } from '../audit/actor.ts';
import type { Identity } from '../auth/identity.ts';
import type { Database } from '../db.ts';
import type { Env } from '../env.ts';
import { Problem } from '../errors.ts';
import { hashOfKey } from './device.ts';
import { shareOpenWalk } from './changing.ts';
import { codeOf, hashOfCode } from './links.ts';

/** Phones by one code. A class with its parents is half of it; a code that went around is more. */
const MOST_DEVICES = 60;

/** What a browser brings when it joins: an id and a secret that it made itself, so that asking twice is asking once. */
export interface Joining {
  device: string;
  key: string;
  role?: Role | undefined;
  name?: string | null | undefined;
}

/** The same for a wrong, an expired and an ended code: who has none learns nothing by trying. */
const voidLink = () =>
  new Problem({
    status: 404,
    type: 'walk-link-void',
    title: { de: 'Dieser Code gilt nicht', en: 'This code does not hold' },
    detail: {
      de: 'Vielleicht hat er sich verschrieben, ist abgelaufen oder beendet. Bitte die Leitung des Gangs fragen.',
      en: 'It may be mistyped, have expired or have been ended. Please ask the lead of the walk.',
    },
  });

/** The id belongs to another key, another walk or another way of taking part: the browser makes itself a new one. */
const deviceTaken = () =>
  new Problem({
    status: 409,
    type: 'device-taken',
    title: { de: 'Diese Kennung hat schon ein anderes Gerät', en: 'Another device has this id already' },
  });

/** The command line takes part in nothing. */
export const noAccount = () =>
  new Problem({
    status: 409,
    type: 'no-account',
    title: { de: 'Das geht nur mit einem Konto', en: 'That takes an account' },
  });

interface Row {
  walk: string;
  hash: string;
  link: string | null;
  user: string | null;
  endedAt: Date | null;
}

async function deviceRow(tx: TransactionSql, device: string): Promise<Row | undefined> {
  const [row] = await tx<Row[]>`
    select walk_key::text as walk, key_hash as hash, link_key::text as link, user_id as user, ended_at as "endedAt"
    from walk_devices where key = ${device} for update
  `;
  return row;
}

/** A guest chooses through which eyes to walk; only a link for leads makes one lead. */
const roleBy = (link: Role, wanted: Role | undefined): Role =>
  wanted === undefined || wanted === 'lead' ? link : wanted;

/**
 * Joins a walk by a code: the device may add from then on, as long as the link holds. The same device with the same key gets the same
 * answer again; with a new code it goes on where it was.
 * @throws Problem 404 `walk-link-void`, 409 `device-taken`, 409 `walk-full`
 */
export async function joinByCode(
  { db, env }: { db: Database; env: Env },
  occasion: Occasion,
  { code: typed, device, key, role, name }: Joining & { code: string },
): Promise<JoinedAnswer> {
  const code = codeOf(typed);
  if (code === null) throw voidLink();
  return acting(db, { who: { userId: null, name: 'Gast / guest' }, occasion }, async (tx) => {
    const [link] = await tx<{ key: string; walk: string; title: string; role: Role; createdAt: Date }[]>`
      select l.key::text, l.walk_key::text as walk, w.title, l.role, l.created_at as "createdAt"
      from walk_links l join walks w on w.key = l.walk_key
      where l.secret_hash = ${hashOfCode(env, code)} and l.revoked_at is null and l.expires_at > now() and w.state <> 'closed'
      for update of l
    `;
    if (!link) throw voidLink();
    const mine = roleBy(link.role, role);
    const had = await deviceRow(tx, device);
    if (had && (had.hash !== hashOfKey(key) || had.walk !== link.walk || had.user !== null)) throw deviceTaken();
    // Whoever was sent away comes back by a code that was given out afterwards, not by the old one.
    if (had?.endedAt && had.endedAt >= link.createdAt) throw voidLink();
    if (had?.link !== link.key) {
      const [row] = await tx<{ devices: number }[]>`
        select count(*)::integer as devices from walk_devices where link_key = ${link.key}
      `;
      if ((row?.devices ?? 0) >= MOST_DEVICES) {
        throw new Problem({
          status: 409,
          type: 'walk-full',
          title: { de: 'Über diesen Code nehmen schon zu viele teil', en: 'Too many take part by this code already' },
          detail: { de: 'Die Leitung kann einen weiteren erstellen.', en: 'The lead can make another one.' },
        });
      }
    }
    await tx`
      insert into walk_devices (key, walk_key, key_hash, link_key, may, role, name, last_seen_at)
      values (${device}, ${link.walk}, ${hashOfKey(key)}, ${link.key}, 'add', ${mine}, ${name ?? null}, now())
      on conflict (key) do update set link_key = excluded.link_key, role = excluded.role, ended_at = null, last_seen_at = now(),
        name = coalesce(excluded.name, walk_devices.name)
    `;
    await tx`update walk_links set last_used_at = now() where key = ${link.key}`;
    return joined(tx, device);
  });
}

async function joined(tx: TransactionSql, device: string): Promise<JoinedAnswer> {
  const [row] = await tx<(Omit<JoinedAnswer, 'walk'> & { walk: string; title: string })[]>`
    select d.key::text as device, d.may, d.role, d.name, w.key::text as walk, w.title
    from walk_devices d join walks w on w.key = d.walk_key where d.key = ${device}
  `;
  if (!row) throw new Error('no device came back');
  const { walk, title, ...rest } = row;
  return { walk: { key: walk, title }, ...rest };
}

/**
 * Joins a walk as an account: the device may edit from then on, whoever is signed in at the browser later.
 * @throws Problem 404 without the walk, 409 `device-taken`, 409 `walk-closed`, 409 `no-account` for the command line
 */
export async function joinAsAccount(
  db: Database,
  who: Identity,
  occasion: Occasion,
  { walk, device, key, role }: Joining & { walk: string },
): Promise<JoinedAnswer> {
  const { userId } = who;
  return acting(db, { who, occasion }, async (tx) => {
    await shareOpenWalk(tx, walk);
    if (userId === null) throw noAccount();
    const had = await deviceRow(tx, device);
    if (had && (had.hash !== hashOfKey(key) || had.walk !== walk || had.user !== userId)) throw deviceTaken();
    await tx`
      insert into walk_devices (key, walk_key, key_hash, user_id, may, role, name, last_seen_at)
      values (${device}, ${walk}, ${hashOfKey(key)}, ${userId}, 'edit', ${role ?? 'lead'}, ${who.name}, now())
      on conflict (key) do update set role = excluded.role, name = excluded.name, ended_at = null, last_seen_at = now()
    `;
    return joined(tx, device);
  });
}
