import type { TransactionSql } from 'postgres';
import { placeOf } from '@quartierblick/gis/network/lon-lat.ts';
import { maySee } from '@quartierblick/gis/layers/define.ts';
import type { Identity } from '../auth/identity.ts';
import type { Database } from '../db.ts';
import { Problem, ruleProblem } from '../errors.ts';
import type { Issue } from '../errors.ts';
import { acting } from '../audit/actor.ts';
import { holdWalk } from './changing.ts';
import type { Actor } from './changing.ts';
import type { EnteredStop } from './walk-schemas.ts';

interface Kept {
  key: string;
  walk: string;
  layer: string | null;
  refKey: string | null;
}

/** Whether somebody may know which places are cases. */
export const seesCases = ({ edition }: Identity): boolean => maySee(edition, 'planner');

/** @throws Problem 400 where a stop is named twice or belongs to another walk, or a card is not there */
async function checkStops(
  tx: TransactionSql,
  walk: string,
  stops: readonly EnteredStop[],
  kept: ReadonlyMap<string, Kept>,
): Promise<void> {
  const wanted = stops.flatMap(({ cards }) => cards);
  const known = await tx<
    { key: string }[]
  >`select key::text from walk_cards where key = any(${wanted}::text[]::uuid[])`;
  const cards = new Set(known.map(({ key }) => key));
  const issues: Issue[] = [];
  for (const [i, stop] of stops.entries()) {
    const other = kept.get(stop.key);
    const twice = stops.findIndex(({ key }) => key === stop.key) < i;
    if (twice || (other && other.walk !== walk)) {
      const message = { de: 'Diesen Halt gibt es schon.', en: 'There is such a stop already.' };
      issues.push({ path: ['stops', i, 'key'], message });
    }
    for (const [n, card] of stop.cards.entries()) {
      const message = { de: 'Diese Karte gibt es nicht (mehr).', en: 'There is no such card (any more).' };
      if (!cards.has(card)) issues.push({ path: ['stops', i, 'cards', n], message });
    }
  }
  if (issues.length > 0) throw ruleProblem(issues);
}

/** What a stop was picked from. Who does not see cases does not name one either, and leaves those that are there as they are. */
function refFor({ ref }: EnteredStop, was: Kept | undefined, who: Identity) {
  if (seesCases(who)) return ref;
  if (was?.layer === 'properties' && was.refKey !== null) return { layer: was.layer, key: was.refKey };
  if (ref?.layer !== 'properties') return ref;
  throw new Problem({
    status: 403,
    type: 'forbidden',
    title: { de: 'Das ist nicht erlaubt', en: 'That is not allowed' },
    detail: {
      de: 'Einen Halt aus den Fällen wählt nur die Planung.',
      en: 'Only planners pick a stop from the cases.',
    },
  });
}

/** Makes the stops of a walk those that are given, in their order. @throws Problem 400 or 403 */
export async function writeStops(
  tx: TransactionSql,
  who: Identity,
  walk: string,
  stops: readonly EnteredStop[],
): Promise<void> {
  const keys = stops.map(({ key }) => key);
  const rows = await tx<Kept[]>`
    select key::text, walk_key::text as walk, ref_layer as layer, ref_key as "refKey" from walk_stops
    where key = any(${keys}::text[]::uuid[])
  `;
  const kept = new Map(rows.map((row) => [row.key, row]));
  await checkStops(tx, walk, stops, kept);
  await tx`delete from walk_stops where walk_key = ${walk} and key <> all(${keys}::text[]::uuid[])`;
  for (const [i, stop] of stops.entries()) {
    const [x, y] = placeOf([stop.lon, stop.lat]);
    const ref = refFor(stop, kept.get(stop.key), who);
    const { name, minutes, note } = stop;
    const place = tx`st_setsrid(st_makepoint(${x}, ${y}), 25832)`;
    // A stop that stays as it is keeps its version: only what changed enters the audit log.
    await tx`
      insert into walk_stops as s (key, walk_key, position, name, place, ref_layer, ref_key, cards, minutes, note, changed_by)
      values (${stop.key}, ${walk}, ${i + 1}, ${name}, ${place}, ${ref?.layer ?? null}, ${ref?.key ?? null},
        ${stop.cards}::text[]::uuid[], ${minutes}, ${note}, ${who.name})
      on conflict (key) do update set position = excluded.position, name = excluded.name, ref_layer = excluded.ref_layer,
        ref_key = excluded.ref_key, cards = excluded.cards, minutes = excluded.minutes, note = excluded.note,
        -- There and back through WGS 84 moves a place by less than a millimetre: then it has not moved.
        place = case when st_distance(s.place, excluded.place) < 0.01 then s.place else excluded.place end
      where (s.position, s.name, s.ref_layer, s.ref_key, s.cards, s.minutes, s.note)
        is distinct from (excluded.position, excluded.name, excluded.ref_layer, excluded.ref_key, excluded.cards, excluded.minutes, excluded.note)
        or st_distance(s.place, excluded.place) >= 0.01
    `;
  }
}

/** Changes the stops of a walk as a whole; a route of other stops is none of these. @throws Problem 400, 403, 404, 409 or 412 */
export function changeStops(
  db: Database,
  actor: Actor,
  { key, seen, stops }: { key: string; seen: number; stops: readonly EnteredStop[] },
): Promise<void> {
  return acting(db, actor, async (tx) => {
    await holdWalk(tx, { key, seen });
    const way = () => tx<{ way: string }[]>`
      select coalesce(string_agg(key || st_astext(place), ' ' order by position), '') as way from walk_stops where walk_key = ${key}
    `;
    const [before] = await way();
    await writeStops(tx, actor.who, key, stops);
    const [after] = await way();
    // Renaming a stop leaves the way as it was.
    const same = before?.way === after?.way;
    await tx`update walks set route = ${same ? tx`route` : null} where key = ${key}`;
  });
}
