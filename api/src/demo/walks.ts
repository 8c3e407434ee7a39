import type { TransactionSql } from 'postgres';
import { DEMO_CARDS } from '@quartierblick/gis/demo/index.ts';
import type { DemoLog, DemoWalk } from '@quartierblick/gis/demo/index.ts';
import { routeOf } from '@quartierblick/gis/analysis/walks/route.ts';
import type { Database } from '../db.ts';
import { contentVersions } from '../network/content.ts';
import { readStreets } from '../network/read-streets.ts';
import { walkingStreets } from '../network/walking-streets.ts';
import { project } from '../walks/project.ts';
import { plannedRoute } from '../walks/route-of.ts';

async function keepStops(tx: TransactionSql, { key, stops }: DemoWalk): Promise<void> {
  for (const [i, { key: stop, name, at, ref, cards, minutes, note }] of stops.entries()) {
    await tx`
      insert into walk_stops (key, walk_key, position, name, place, ref_layer, ref_key, cards, minutes, note)
      values (${stop}, ${key}, ${i + 1}, ${name}, st_setsrid(st_makepoint(${at[0]}, ${at[1]}), 25832), ${ref?.layer ?? null},
        ${ref?.key ?? null}, ${cards}::text[]::uuid[], ${minutes}, ${note})
      on conflict (key) do nothing
    `;
  }
}

/** Nobody has the keys of these devices, and the link by which guests came has ended. */
const NO_KEY = 'demo';

/**
 * What was said on a walk, as if its devices had sent it on the spot. It stands in the log like everything else, so it is written with
 * the walk and never again.
 */
async function keepLog(tx: TransactionSql, { walk, devices }: DemoLog): Promise<void> {
  const [link] = await tx<{ key: string }[]>`
    insert into walk_links (walk_key, secret_hash, role, created_by, created_at, expires_at, revoked_at)
    select key, ${`${NO_KEY} ${walk}`}, 'resident', 'Demo', starts_at, starts_at + interval '12 hours', starts_at + interval '3 hours'
    from walks where key = ${walk} returning key::text
  `;
  for (const { key, role, name, may, events } of devices) {
    const last = events.at(-1)?.at ?? null;
    await tx`
      insert into walk_devices (key, walk_key, key_hash, link_key, user_id, may, role, name, joined_at, last_seen_at, pending)
      values (${key}, ${walk}, ${NO_KEY}, ${may === 'add' ? (link?.key ?? null) : null}, ${may === 'edit' ? 'demo' : null}, ${may}, ${role},
        ${name}, ${events[0]?.at ?? null}, ${last}, 0)
    `;
    const rows = events.map((event) => ({ ...event, said_at: event.at, event }));
    await tx`
      insert into walk_events (id, walk_key, device_key, seq, thing, kind, said_at, offset_ms, received_at, event)
      select id, ${walk}, ${key}, seq, thing, kind, said_at, 0, said_at, event
      from jsonb_to_recordset(${tx.json(rows as never)})
        as r(id uuid, seq integer, thing uuid, kind text, said_at timestamptz, event jsonb)
      order by seq
    `;
  }
  await project(tx, walk, null);
}

/** Cards and walks of the demo, with their routes on the demo's streets; a broken start that is repeated finds them there. */
export async function keepWalks({ sql }: Database, walks: readonly DemoWalk[], log: DemoLog): Promise<void> {
  const streets = walkingStreets(await readStreets(sql));
  const { streets: network } = await contentVersions(sql);
  await sql.begin(async (tx) => {
    for (const { items, roles, ...card } of DEMO_CARDS) {
      const row = { ...card, roles: [...roles], items: tx.json(items as never), demo: true };
      await tx`insert into walk_cards ${tx(row as never)} on conflict (key) do nothing`;
    }
    for (const walk of walks) {
      const { stops, ...row } = walk;
      const question = {
        stops: stops.map(({ at }) => at),
        profile: row.profile,
        ordered: 'given',
        round: false,
      } as const;
      const route = streets && plannedRoute(stops, routeOf(streets.index, question), network, false);
      const kept = { ...row, route: route && tx.json(route as never), demo: true, created_by: 'Demo' };
      const made = await tx`insert into walks ${tx(kept as never)} on conflict (key) do nothing`;
      await keepStops(tx, walk);
      if (made.count > 0 && walk.key === log.walk) await keepLog(tx, log);
    }
  });
}
