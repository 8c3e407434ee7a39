import type { TransactionSql } from 'postgres';
import { DEMO_CARDS } from '@quartierblick/gis/demo/index.ts';
import type { DemoWalk } from '@quartierblick/gis/demo/index.ts';
import { routeOf } from '@quartierblick/gis/analysis/walks/route.ts';
import type { Database } from '../db.ts';
import { contentVersions } from '../network/content.ts';
import { readStreets } from '../network/read-streets.ts';
import { walkingStreets } from '../network/walking-streets.ts';
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

/** Cards and walks of the demo, with their routes on the demo's streets; a broken start that is repeated finds them there. */
export async function keepWalks({ sql }: Database, walks: readonly DemoWalk[]): Promise<void> {
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
      await tx`insert into walks ${tx(kept as never)} on conflict (key) do nothing`;
      await keepStops(tx, walk);
    }
  });
}
